// startSite: the bundled news site on a local port, with its edits, its request log and its faults.
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { SiteAnswer } from "./answer.ts";
import { type Fault, openFaults } from "./faults.ts";
import { type ArticleChange, type NewRemark, openNewsroom } from "./newsroom.ts";
import { route } from "./routes.ts";
import type { Remark, Story } from "./story.ts";
import { announcedOf } from "./thread.ts";
import { viewOf } from "./view.ts";

export interface SiteOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 8; more than that are generated. One page for members comes on top. */
  readonly articles?: number;
  /** Comments below each generated article; default 6. */
  readonly comments?: number;
}

/** One request as it came; `status` 0 where the connection was closed without an answer. */
export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly userAgent: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Site {
  /** With a final slash. */
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  /** Paths whose answers are held back by a fault. */
  readonly held: ReadonlySet<string>;
  /** What a complete crawl must find: the public stories, newest first. */
  stories(): readonly Story[];
  /** The comments of a story that the public may read, oldest first; no pingbacks. */
  comments(slug: string): readonly Remark[];
  /** The number of comments that the site prints. */
  announced(slug: string): number;
  /** The address of a story. */
  address(slug: string): string;
  editArticle(slug: string, change: ArticleChange): void;
  /** Returns the new comment's id. */
  addComment(slug: string, remark: NewRemark): number;
  editComment(id: number, text: string): void;
  deleteComment(id: number): void;
  /**
   * Makes requests fail.
   *
   * @param where a path with its query, or an expression that it matches
   * @param times how many requests it hits; default 1
   * @example
   * site.fault(/wp-json/, { kind: "throttle", retryAfter: 2 }, 3);
   */
  fault(where: string | RegExp, fault: Fault, times?: number): void;
  clearFaults(): void;
  /** Closes every connection; resolves when the port is free. */
  stop(): Promise<void>;
}

/**
 * Starts the site on 127.0.0.1.
 *
 * @example
 * const site = await startSite();
 * site.editArticle("night-market", { headline: "Night market stays" });
 * await site.stop();
 */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const newsroom = openNewsroom(options.articles ?? 8, options.comments ?? 6);
  const faults = openFaults();
  const requests: LoggedRequest[] = [];
  const held = new Set<string>();
  const server = createServer((request, response) => {
    void reply(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const view = viewOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, newsroom);

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const fault = faults.take(path);
    const at = Date.now();
    const log = (status: number): void => {
      const { headers, method = "GET" } = request;
      requests.push({ method, path, userAgent: headers["user-agent"] ?? "", headers, status, at });
    };
    if (fault?.kind === "close") {
      log(0);
      request.socket.destroy();
      return;
    }
    if (fault?.kind === "slow") {
      held.add(path);
      await wait(fault.milliseconds, undefined, { ref: false });
      held.delete(path);
    }
    const answer = fault && fault.kind !== "slow" ? failing(fault) : answerTo(request, path);
    const sent = encoded(request, answer);
    log(sent.status);
    response.writeHead(sent.status, { ...sent.headers, "content-length": Buffer.byteLength(sent.body) });
    response.end(request.method === "HEAD" ? undefined : sent.body);
  }

  function answerTo(request: IncomingMessage, path: string): SiteAnswer {
    if (request.method !== "GET" && request.method !== "HEAD")
      return { status: 405, headers: { allow: "GET" }, body: "" };
    const url = URL.parse(path, view.url);
    return url ? route(view, url.pathname, url.searchParams) : { status: 400, headers: {}, body: "" };
  }

  return {
    url: `${view.url}/`,
    requests,
    held,
    stories: () => view.front,
    comments: (slug) => newsroom.approved(newsroom.story(slug).id).filter((remark) => remark.kind === "comment"),
    announced: (slug) => announcedOf(newsroom.story(slug), newsroom.approved(newsroom.story(slug).id)),
    address: (slug) => view.permalink(newsroom.story(slug)),
    editArticle: newsroom.editArticle,
    addComment: newsroom.addComment,
    editComment: newsroom.editComment,
    deleteComment: newsroom.deleteComment,
    fault: (where, fault, times = 1) => faults.add(where, fault, times),
    clearFaults: faults.clear,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function failing(fault: Extract<Fault, { kind: "error" | "throttle" }>): SiteAnswer {
  const headers = { "content-type": "text/html; charset=UTF-8" };
  return fault.kind === "error"
    ? { status: fault.status, headers, body: "<h1>Something went wrong</h1>" }
    : {
        status: 429,
        headers: { ...headers, "retry-after": String(fault.retryAfter) },
        body: "<h1>Too many requests</h1>",
      };
}

/** What a cache in front of WordPress adds: an ETag of the body, 304 for those who have it, gzip for those who take it. */
function encoded(request: IncomingMessage, answer: SiteAnswer): SiteAnswer {
  if (answer.status !== 200 || answer.headers["content-type"]?.startsWith("application/json")) return answer;
  const etag = `"${createHash("sha256").update(answer.body).digest("hex").slice(0, 20)}"`;
  const headers = { ...answer.headers, etag, vary: "Accept-Encoding" };
  if (request.headers["if-none-match"]?.includes(etag)) return { status: 304, headers: { etag }, body: "" };
  const zip = /\bgzip\b/.test(String(request.headers["accept-encoding"])) && typeof answer.body === "string";
  return zip
    ? { status: 200, headers: { ...headers, "content-encoding": "gzip" }, body: gzipSync(answer.body, { level: 1 }) }
    : { status: 200, headers, body: answer.body };
}
