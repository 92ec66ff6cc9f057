// A loopback server whose every answer is written by the test, down to broken bytes.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface NastyServer extends AsyncDisposable {
  readonly url: string;
  /** Method, path and headers of each request so far. */
  readonly seen: {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingMessage["headers"];
    readonly at: number;
  }[];
}

/** Paths not named answer 404. A `*` handler takes all the rest. With a certificate it speaks TLS. */
export async function nastyServer(
  routes: Readonly<Record<string, Handler>>,
  certificate?: { readonly key: string; readonly cert: string },
): Promise<NastyServer> {
  const seen: NastyServer["seen"] = [];
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? "/";
    seen.push({ method: request.method ?? "GET", path, headers: request.headers, at: performance.now() });
    const handler = routes[path] ?? routes["*"];
    if (!handler) {
      response.writeHead(404).end("not here");
      return;
    }
    Promise.resolve(handler(request, response)).catch((error) => response.destroy(error));
  };
  const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http${certificate ? "s" : ""}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with a whole body. */
export const answer =
  (body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Handler =>
  (_, response) => {
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);
  };
