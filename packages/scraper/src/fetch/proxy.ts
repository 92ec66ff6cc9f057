// A proxy that the user named: names are still resolved and vetted here, and it is asked for a tunnel to that address alone.
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { isIPv6, type LookupFunction, type Socket } from "node:net";
import { FetchError, UsageError } from "@belowline/schema";
import { buildConnector } from "undici";
import { shownUrl } from "./shown.ts";

/**
 * A proxy's address as the user gave it; with a user name and password if it wants them.
 *
 * @throws UsageError `usage/invalid-value`; the message holds no password
 */
export function readProxy(address: string): URL {
  const url = URL.parse(address);
  const isPlain = url && (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
  if (isPlain && url.pathname === "/" && url.search === "") return url;
  throw new UsageError(
    "usage/invalid-value",
    `crawl: proxy: expected an HTTP proxy such as http://proxy.example:3128, got ${url ? shownUrl(url.href) : "something that is no address"}`,
    { option: "proxy" },
  );
}

/**
 * Connects through the proxy with CONNECT, http as well as https, to an address that `lookup` gave: who resolves names decides where a
 * connection goes, and a proxy that did so would void the vetting.
 */
export function tunnelling(
  proxy: URL,
  lookup: LookupFunction,
  milliseconds: number,
  tls: { readonly rejectUnauthorized: true },
): buildConnector.connector {
  const upgrade = buildConnector({ ...tls, timeout: milliseconds });
  return (options, callback) => {
    const { protocol, hostname } = options;
    const port = options.port || (protocol === "https:" ? "443" : "80");
    const failed = (error: Error): void => callback(error, null);
    lookup(hostname.replace(/^\[|\]$/g, ""), { all: false }, (error, address) => {
      if (error) return failed(error);
      tunnel(proxy, `${isIPv6(address as string) ? `[${address}]` : address}:${port}`, milliseconds).then(
        (socket) =>
          protocol === "https:" ? upgrade({ ...options, httpSocket: socket }, callback) : callback(null, socket),
        failed,
      );
    });
  };
}

function tunnel(proxy: URL, target: string, milliseconds: number): Promise<Socket> {
  const { username, password, hostname, protocol } = proxy;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const isTls = protocol === "https:";
  const asked = (isTls ? tlsRequest : plainRequest)({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: proxy.port || (isTls ? 443 : 80),
    method: "CONNECT",
    path: target,
    agent: false,
    timeout: milliseconds,
    ...(isTls ? { rejectUnauthorized: true } : {}),
    headers: {
      host: target,
      ...(username === "" ? {} : { "proxy-authorization": `Basic ${Buffer.from(login).toString("base64")}` }),
    },
  });
  const fault = (why: string, cause?: unknown): FetchError =>
    new FetchError(
      "connect",
      `the proxy ${proxy.host} gives no tunnel to ${target} (${why})`,
      { proxy: proxy.host },
      cause,
    );
  return new Promise((resolve, reject) => {
    asked.on("connect", (answer, socket, head) => {
      if (answer.statusCode !== 200) {
        socket.destroy();
        return reject(fault(`it answered ${answer.statusCode}`));
      }
      socket.setTimeout(0);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    // A proxy that takes CONNECT for a page answers with a body.
    asked.on("response", (answer) => {
      answer.destroy();
      reject(fault(`it answered ${answer.statusCode}`));
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer in time")));
    asked.on("error", (error) => reject(fault((error as NodeJS.ErrnoException).code ?? error.message, error)));
    asked.end();
  });
}
