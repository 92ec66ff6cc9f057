// A publisher's site and its platform's server on loopback, two ports of their own: for crawls through the real client.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { FaultName } from "./faults.ts";
import { bodyOf, headersOf, type Play, play } from "./play.ts";
import { articlePage, type PlatformAnswer, type PlatformServer } from "./server.ts";
import type { TrueThread } from "./thread.ts";

export interface ListeningSite extends AsyncDisposable {
  /** The site's address; its front page links the article. */
  readonly url: string;
  readonly play: Play;
}

/** Starts both; only self-hosted platforms can be served so, because the others' addresses are fixed. */
export async function listenAs(
  server: PlatformServer,
  thread: TrueThread,
  fault: FaultName = "none",
  strike = 1,
): Promise<ListeningSite> {
  let stage: Play | undefined;
  const site = await listening((request) => {
    if (request.url === stage!.world.article) return stage!.answer(request.asked);
    return new URL(request.url).pathname === "/" ? { text: frontPage(stage!) } : undefined;
  });
  const api = await listening((request) => stage!.answer(request.asked));
  stage = play({ server, thread, fault, strike, origin: site.url, host: api.url });
  return {
    url: site.url,
    play: stage,
    async [Symbol.asyncDispose]() {
      await Promise.all([stop(site.server), stop(api.server)]);
    },
  };
}

const frontPage = ({ world }: Play): string =>
  articlePage(world, { body: `<ul><li><a href="${world.article}">Harbour bridge</a></li></ul>` })
    .replace(/<article>.*<\/article>/s, "")
    .replace(/<link rel="canonical"[^>]*>/, "")
    .replaceAll("og:type", "x");

interface Arrived {
  readonly url: string;
  readonly asked: Parameters<Play["answer"]>[0];
}

async function listening(reply: (request: Arrived) => PlatformAnswer | "no answer" | undefined) {
  const server = createServer((request, response) => void handle(request, response, reply));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  reply: (request: Arrived) => PlatformAnswer | "no answer" | undefined,
): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const asked = { method: request.method ?? "GET", url, headers, body: await text(request) };
  const robots = url.pathname === "/robots.txt" || url.pathname === "/sitemap.xml";
  const answer = robots ? undefined : reply({ url: url.href, asked });
  if (answer === "no answer") response.destroy();
  else if (answer === undefined) response.writeHead(404).end("not here");
  else response.writeHead(answer.status ?? 200, headersOf(answer)).end(bodyOf(answer));
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
