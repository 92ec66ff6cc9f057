// A site that leads everywhere inside: whatever its pages, files and interfaces name, no internal address is ever connected to.
import net from "node:net";
import type { Visit } from "@belowline/schema";
import { crawl } from "@belowline/scraper";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answer, type Handler, nastyServer } from "../support/nasty-server.ts";

/** One internal machine, as sites could write it. */
const FORMS = [
  "169。254。169。254",
  "169.254.169.254",
  "2852039166",
  "0xa9fea9fe",
  "0251.0376.0251.0376",
  "169.254.43518",
  "169.254.169.254.",
  "[::ffff:169.254.169.254]",
  "[::ffff:a9fe:a9fe]",
  "[64:ff9b::a9fe:a9fe]",
  "[2002:a9fe:a9fe::1]",
  "[fe80::1]",
  "[::]",
  "0.0.0.0",
  "100.64.0.1",
  "224.0.0.1",
  "[fd00:ec2::254]",
];
const PATH = "/2026/03/ferry-stays-in-harbour";
const text = "<p>The ferry did not sail today, and the harbour master blames the wind that blew all night.</p>".repeat(
  6,
);
const story = (head = "", foot = ""): string => `<!doctype html><html><head><title>Ferry stays</title>${head}
<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-01T08:00:00Z"></head>
<body><article><h1>Ferry stays in harbour</h1>${text}</article>${foot}</body></html>`;
const home = (head: string, foot = ""): Handler =>
  answer(
    `<!doctype html><html><head><title>Harbour Post</title>${head}</head><body><a href="${PATH}">Ferry stays in harbour</a>${foot}</body></html>`,
  );
const plain = { "content-type": "text/plain" };
const xml = { "content-type": "application/xml" };

/** Where a site names an address that we might ask for. */
const CHANNELS: Readonly<Record<string, (inside: string) => Record<string, Handler>>> = {
  "a link": (inside) => ({
    "/": home("", `<a href="http://${inside}/2026/03/secret-story">Secret story of the harbour</a>`),
  }),
  "the redirect of a page": (inside) => ({
    [PATH]: answer("", { location: `http://${inside}/latest/meta-data` }, 302),
  }),
  "the redirect of robots.txt": (inside) => ({
    "/robots.txt": answer("", { location: `http://${inside}/robots.txt` }, 301),
  }),
  "a sitemap in robots.txt": (inside) => ({
    "/robots.txt": answer(`User-agent: *\nAllow: /\nSitemap: http://${inside}/s.xml`, plain),
  }),
  "a sitemap of sitemaps": (inside) => ({
    "/sitemap.xml": answer(
      `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://${inside}/s.xml</loc></sitemap></sitemapindex>`,
      xml,
    ),
  }),
  "a story in a feed": (inside) => ({
    "/": home('<link rel="alternate" type="application/rss+xml" href="/feed">'),
    "/feed": answer(
      `<rss version="2.0"><channel><item><title>Secret</title><link>http://${inside}/2026/03/secret-story</link></item></channel></rss>`,
      xml,
    ),
  }),
  "the address of a feed": (inside) => ({
    "/": home(`<link rel="alternate" type="application/rss+xml" href="http://${inside}/feed">`),
  }),
  "the redirect of a feed": (inside) => ({
    "/": home('<link rel="alternate" type="application/rss+xml" href="/feed">'),
    "/feed": answer("", { location: `http://${inside}/feed` }, 307),
  }),
  "the canonical address": (inside) => ({
    [PATH]: answer(story(`<link rel="canonical" href="http://${inside}${PATH}">`)),
  }),
  "the AMP address": (inside) => ({ [PATH]: answer(story(`<link rel="amphtml" href="http://${inside}${PATH}">`)) }),
  "the interface of its comments": (inside) => ({
    [PATH]: answer(
      story(
        `<link rel="https://api.w.org/" href="http://${inside}/wp-json/"><link rel="shortlink" href="/?p=7">
        <link rel="alternate" type="application/rss+xml" title="Comments Feed" href="http://${inside}/comments/feed/">`,
        '<div id="comments"><ol class="commentlist"><li class="comment" id="comment-1"><p>Hello there</p></li></ol></div>',
      ),
    ),
  }),
  "the next page of its comments": (inside) => ({
    [PATH]: answer(
      story(
        "",
        `<div id="comments" class="comments-area"><h2>200 comments</h2><ol class="comment-list">
        <li id="comment-1" class="comment depth-1"><article id="div-comment-1"><b class="fn">Ada</b><time datetime="2026-03-01T09:00:00Z">1</time>
        <div class="comment-content"><p>Hello there, all of you.</p></div></article></li></ol>
        <nav class="comment-navigation"><a class="next" rel="next" href="http://${inside}/comment-page-2/">Older comments</a></nav></div>`,
      ),
    ),
  }),
  "tdmrep.json": (inside) => ({ "/.well-known/tdmrep.json": answer("", { location: `http://${inside}/` }, 302) }),
};

/** A site with these answers is crawled to its end, and was asked for each of them. */
async function crawlOver(routes: Record<string, Handler>): Promise<void> {
  await using server = await nastyServer({ "/": home(""), [PATH]: answer(story()), ...routes });
  const visits: Visit[] = [];
  const report = await crawl({ seeds: [server.url], sink: visits, allowPrivateNetwork: true });
  expect(report.state).toBe("finished");
  expect(server.seen.map(({ path }) => path)).toEqual(expect.arrayContaining(Object.keys(routes)));
}

describe("a site that leads inside", () => {
  afterEach(() => vi.restoreAllMocks());

  // Every notation by every way would be the same client two hundred times: address.test.ts has the notations.
  it.each(Object.entries(CHANNELS).map(([name, routesOf], at) => [name, FORMS[at % FORMS.length]!, routesOf] as const))(
    "by %s, written %s, reaches nothing there",
    async (_, inside, routesOf) => {
      const connected: string[] = [];
      const connect = net.Socket.prototype.connect;
      vi.spyOn(net.Socket.prototype, "connect").mockImplementation(function (this: net.Socket, ...args: unknown[]) {
        const [first] = (Array.isArray(args[0]) ? args[0] : args) as [{ host?: string } | undefined];
        connected.push(first?.host ?? "");
        return Reflect.apply(connect, this, args);
      } as typeof connect);
      await crawlOver(routesOf(inside));
      expect(connected.length).toBeGreaterThan(0);
      expect([...new Set(connected)]).toEqual(["127.0.0.1"]);
    },
  );

  it.each(Object.entries(CHANNELS))("by %s reaches nobody beside it on this machine", async (_, routesOf) => {
    await using other = await nastyServer({});
    const inside = `localhost:${new URL(other.url).port}`; // a name that no seed bears
    await crawlOver(routesOf(inside));
    expect(other.seen).toEqual([]);
  });
});
