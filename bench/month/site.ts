// The site of the simulated month: a paper whose comments come as readers write them, on WordPress's interface.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface MonthPlan {
  readonly articles: number;
  readonly days: number;
  /** Bytes of an article's page beside its text. */
  readonly pageBytes: number;
  readonly seed: number;
}

export interface Remark {
  readonly id: number;
  readonly parent: number;
  readonly at: number;
  readonly goneAt: number;
  readonly editedAt: number;
}

export interface Story {
  readonly id: number;
  readonly at: number;
  readonly editedAt: number;
  readonly remarks: readonly Remark[];
}

export interface MonthSite {
  readonly url: string;
  readonly stories: readonly Story[];
  /** Body bytes and answers sent so far. */
  readonly sent: { bytes: number; answers: number };
  /** The body at a path now; none where the site would answer 404. */
  body(path: string): readonly string[] | undefined;
  /** The bodies of all comments of a story now, page by page. */
  walk(story: number): readonly string[];
  /** Answers everything in full: what re-fetching would cost. */
  refetch: boolean;
  stop(): Promise<void>;
}

export const START = Date.parse("2026-03-01T00:00:00Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Comments on one page of a walk. */
const WALK = 100;
const NEVER = Number.POSITIVE_INFINITY;

/** mulberry32: the same month for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Thread sizes are log-normal (median 8, at most 300) and so are delays (median 3 hours, most within a day, a tail of weeks), the shape
 * that studies of news comments report. One comment in fifty goes again, one in a hundred is edited, one article in seven is
 * edited within a day.
 */
export function storiesOf({ articles, days, seed }: MonthPlan): Story[] {
  const random = randomOf(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let next = 1;
  return Array.from({ length: articles }, (_, i): Story => {
    // The desk publishes at six, noon and six.
    const day = Math.floor((i * (days - 1)) / articles);
    const at = START + day * DAY + [6, 12, 18][i % 3]! * HOUR;
    const size = Math.min(300, Math.floor(8 * Math.exp(1.3 * normal())));
    const times = Array.from({ length: size }, () => at + 60_000 + 3 * HOUR * Math.exp(1.2 * normal())).sort(
      (a, b) => a - b,
    );
    const remarks: Remark[] = [];
    for (const when of times) {
      const parent = remarks.length > 0 && random() < 0.4 ? remarks[Math.floor(random() * remarks.length)]!.id : 0;
      const goneAt = random() < 0.02 ? when + DAY * random() * 3 : NEVER;
      const editedAt = random() < 0.01 ? when + HOUR * random() * 12 : NEVER;
      remarks.push({ id: next++, parent, at: when, goneAt, editedAt });
    }
    return { id: i + 1, at, editedAt: random() < 0.15 ? at + DAY * random() : NEVER, remarks };
  });
}

const WORDS =
  "the ferry harbour wind council vote mill bridge market winter school river road people money old new says".split(
    " ",
  );
const prose = (seed: number, words: number): string => {
  const random = randomOf(seed);
  return Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]!).join(" ");
};

export async function startMonth(plan: MonthPlan, now: () => number): Promise<MonthSite> {
  const stories = storiesOf(plan);
  const sent = { bytes: 0, answers: 0 };
  const site = { refetch: false };
  const filler = `<!-- ${"x".repeat(plan.pageBytes)} -->`;
  const there = (story: Story): Remark[] => story.remarks.filter((one) => one.at <= now() && one.goneAt > now());
  const published = (): Story[] => stories.filter(({ at }) => at <= now()).reverse();

  function page(story: Story): string {
    const edition = story.editedAt <= now() ? " A correction was added." : "";
    const at = new Date(story.at).toISOString();
    const paragraphs = [1, 2, 3, 4].map((n) => `<p>${prose(story.id * 10 + n, 90)}.</p>`).join("");
    return `<!doctype html><html lang="en"><head><title>Story ${story.id}: ${prose(story.id, 5)}</title>
      <link rel="canonical" href="${url}/story-${story.id}/"><link rel="https://api.w.org/" href="${url}/wp-json/">
      <link rel="shortlink" href="${url}/?p=${story.id}"><meta property="og:type" content="article">
      <meta property="article:published_time" content="${at}">${filler}</head>
      <body class="single single-post postid-${story.id}"><article><h1>Story ${story.id}: ${prose(story.id, 5)}</h1>
      <time datetime="${at}">${at}</time><div class="entry-content">${paragraphs}<p>${prose(story.id, 20)}.${edition}</p></div></article>
      <form id="commentform"><input name="comment_post_ID" value="${story.id}"></form></body></html>`;
  }

  const feed =
    (): string => `<?xml version="1.0"?><rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
    <title>Month</title><link>${url}/</link><description>d</description>${published()
      .slice(0, 10)
      .map(
        (story) => `<item><title>Story ${story.id}</title><link>${url}/story-${story.id}/</link>
        <pubDate>${new Date(story.at).toUTCString()}</pubDate><slash:comments>${there(story).length}</slash:comments></item>`,
      )
      .join("")}</channel></rss>`;

  const home = (): string => `<!doctype html><html lang="en"><head><title>Month</title>
    <link rel="alternate" type="application/rss+xml" href="${url}/feed/"></head><body><main>${published()
      .slice(0, 10)
      .map(
        (story) =>
          `<article><h2><a href="${url}/story-${story.id}/">Story ${story.id}: ${prose(story.id, 5)}</a></h2></article>`,
      )
      .join("")}</main></body></html>`;

  function comments(query: URLSearchParams): { body: string; headers: Record<string, string> } {
    const story = stories[Number(query.get("post")) - 1]!;
    const size = Number(query.get("per_page") ?? 10);
    const all = there(story);
    if (query.get("order") === "desc") all.reverse();
    const from = (Number(query.get("page") ?? 1) - 1) * size;
    const short = query.get("_fields") === "id";
    const rows = all.slice(from, from + size).map((one) => {
      if (short) return { id: one.id };
      const date = new Date(one.at).toISOString().slice(0, 19);
      const edited = one.editedAt <= now() ? " Edited." : "";
      return {
        id: one.id,
        post: story.id,
        parent: all.some(({ id }) => id === one.parent) ? one.parent : 0,
        author: 0,
        author_name: `Reader ${one.id % 97}`,
        date,
        date_gmt: date,
        content: { rendered: `<p>${prose(one.id, 15 + (one.id % 60))}.${edited}</p>` },
        link: `${url}/story-${story.id}/#comment-${one.id}`,
        type: "comment",
        status: "approved",
      };
    });
    const headers = { "x-wp-total": String(all.length), "x-wp-totalpages": String(Math.ceil(all.length / size)) };
    return { body: JSON.stringify(rows), headers };
  }

  function answer(
    path: string,
  ): { body: string; type: string; headers?: Record<string, string>; conditional?: true } | undefined {
    const { pathname, searchParams } = new URL(path, "http://month.example");
    if (pathname === "/") return { body: home(), type: "text/html" };
    if (pathname === "/feed/") return { body: feed(), type: "application/rss+xml", conditional: true };
    if (pathname === "/wp-json/wp/v2/comments") return { ...comments(searchParams), type: "application/json" };
    const story = stories[Number(/^\/story-(\d+)\/$/.exec(pathname)?.[1] ?? 0) - 1];
    if (story && story.at <= now()) return { body: page(story), type: "text/html", conditional: true };
    return undefined;
  }

  const server = createServer((request, response) => {
    const found = answer(request.url ?? "/");
    if (!found) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not here");
      return;
    }
    const etag = `"${createHash("sha256").update(found.body).digest("hex").slice(0, 20)}"`;
    const headers = {
      "content-type": `${found.type}; charset=utf-8`,
      ...(found.conditional ? { etag } : {}),
      ...found.headers,
    };
    sent.answers++;
    if (found.conditional && !site.refetch && request.headers["if-none-match"] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    sent.bytes += Buffer.byteLength(found.body);
    response.writeHead(200, headers).end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(site, {
    url,
    stories,
    sent,
    body(path: string) {
      const found = answer(path);
      return found && [found.body];
    },
    walk(story: number) {
      const pages = Math.max(1, Math.ceil(there(stories[story - 1]!).length / WALK));
      return Array.from(
        { length: pages },
        (_, i) =>
          comments(new URLSearchParams({ post: String(story), per_page: String(WALK), page: String(i + 1) })).body,
      );
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
