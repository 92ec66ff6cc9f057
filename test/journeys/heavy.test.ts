// A page that takes seconds to read, in the middle of a crawl: other hosts do not wait for it, and Ctrl-C does not either.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Visit } from "@belowline/schema";
import { crawl } from "@belowline/scraper";
import { describe, expect, it } from "vitest";
import { engines } from "../support/corpus.ts";
import { answer, type NastyServer, nastyServer } from "../support/nasty-server.ts";

const storyPage = (more: string): string =>
  `<!doctype html><html><head><title>The pier</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-01T08:00:00Z"></head><body><article><h1>The pier keeps the harbour busy</h1>
${"<p>All week long the pier was what people in the harbour talked about, and nobody knew why it was so.</p>".repeat(6)}</article>${more}</body></html>`;
const HEAVY = storyPage(`<footer>${"<p>x</p>".repeat(200_000)}</footer>`);
const slugs = "ferry wind mayor market bridge storm".split(" ");

/** One front page and its stories. */
async function serve(stories: Readonly<Record<string, string>>): Promise<NastyServer> {
  const links = Object.keys(stories).map((path) => `<li><a href="${path}">What the harbour talked about all week</a>`);
  return await nastyServer({
    "/": answer(`<!doctype html><html><head><title>News</title></head><body><ul>${links.join("")}</ul></body></html>`),
    ...Object.fromEntries(Object.entries(stories).map(([path, html]) => [path, answer(html)])),
  });
}
const pathOf = (slug: string): string => `/2026/03/01/${slug}-keeps-the-harbour-busy-all-week`;
const local = { allowPrivateNetwork: true } as const;

it("other hosts are crawled while a heavy page is read", { timeout: 120_000 }, async () => {
  await using slow = await serve({ [pathOf("pier")]: HEAVY });
  await using quick = await serve(Object.fromEntries(slugs.map((slug) => [pathOf(slug), storyPage("")])));
  const visits: Visit[] = [];
  const report = await crawl({ seeds: [slow.url, quick.url], sink: visits, ...local });
  expect(report).toMatchObject({ state: "finished", articles: { found: slugs.length + 1 }, broken: [] });
  const stories = visits.filter(({ outcome }) => outcome.kind === "article").map(({ lease }) => lease.page.url);
  expect(stories.at(-1)).toBe(slow.url + pathOf("pier"));
});

describe.each(engines)("a crawl that is stopped while a heavy page is read ($name)", ({ open }) => {
  it("ends, gives the page back, and leaves it to the next crawl", { timeout: 120_000 }, async () => {
    await using slow = await serve({ [pathOf("pier")]: HEAVY });
    const corpus = await open();
    const stop = new AbortController();
    const onThread = (): void => stop.abort();
    subscribe("worker_threads", onThread);
    const report = await crawl({ seeds: [slow.url], sink: corpus.sink(), signal: stop.signal, ...local });
    unsubscribe("worker_threads", onThread);
    expect(report).toMatchObject({ state: "interrupted", articles: { found: 0 }, broken: [] });
    expect(await crawl({ seeds: [slow.url], sink: corpus.sink(), ...local })).toMatchObject({
      state: "finished",
      articles: { found: 1 },
    });
    await corpus.close();
  });
});
