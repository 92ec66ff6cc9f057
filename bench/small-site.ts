// A paper of any number of small pages, the same on every address of this machine, that notes who asked for what when.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface SmallSite {
  readonly port: number;
  /** In the order in which they came; `at` in milliseconds. */
  readonly requests: { readonly host: string; readonly path: string; readonly at: number }[];
  /** So many requests so far, whether they are noted or not. */
  readonly asked: () => number;
  stop(): Promise<void>;
}

const PER_SITEMAP = 1000;
const WORDS = "the ferry harbour wind council vote mill bridge market winter school river road people money".split(" ");

/** Every page has its own words, so that nothing is furniture or a copy. */
function prose(seed: number, words: number): string {
  let state = seed * 2_654_435_761;
  return Array.from({ length: words }, (_, i) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + i) >>> 0;
    return i % 5 === 4 ? `${WORDS[state % WORDS.length]}${(state >>> 8) % 9973}` : WORDS[state % WORDS.length];
  }).join(" ");
}

/** @param log false where a hundred thousand entries would be measured along */
export async function startSmallSite(articles: number, log = true): Promise<SmallSite> {
  const requests: { host: string; path: string; at: number }[] = [];
  let asked = 0;
  const story = (n: number): string => `<!doctype html><html lang="en"><head><title>Story ${n}: ${prose(n, 6)}</title>
    <meta property="og:type" content="article"><meta property="article:published_time" content="2026-01-05T08:00:00Z"></head>
    <body><article><h1>Story ${n}: ${prose(n, 6)}</h1><div class="entry-content">${[1, 2, 3]
      .map((part) => `<p>${prose(n * 7 + part, 45)}.</p>`)
      .join("")}</div></article></body></html>`;

  function answer(host: string, path: string): { type: string; body: string } | undefined {
    const at = `http://${host}`;
    if (path === "/robots.txt") return { type: "text/plain", body: `User-agent: *\nSitemap: ${at}/sitemap.xml\n` };
    if (path === "/")
      return {
        type: "text/html",
        body: `<!doctype html><html><head><title>Small</title></head><body><p>Small</p></body></html>`,
      };
    const parts = Math.ceil(articles / PER_SITEMAP);
    if (path === "/sitemap.xml")
      return {
        type: "text/xml",
        body: `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${Array.from({ length: parts }, (_, i) => `<sitemap><loc>${at}/part-${i}.xml</loc></sitemap>`).join("")}</sitemapindex>`,
      };
    const part = /^\/part-(\d+)\.xml$/.exec(path)?.[1];
    if (part !== undefined) {
      const from = Number(part) * PER_SITEMAP;
      const urls = Array.from(
        { length: Math.min(PER_SITEMAP, articles - from) },
        (_, i) => `<url><loc>${at}/2026/01/story-${from + i}/</loc></url>`,
      );
      return {
        type: "text/xml",
        body: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join("")}</urlset>`,
      };
    }
    const number = /^\/2026\/01\/story-(\d+)\/$/.exec(path)?.[1];
    return number !== undefined && Number(number) < articles
      ? { type: "text/html", body: story(Number(number)) }
      : undefined;
  }

  const server = createServer((request, response) => {
    const { host = "" } = request.headers;
    const path = request.url ?? "/";
    asked++;
    if (log) requests.push({ host, path, at: performance.now() });
    const found = answer(host, path);
    if (!found) response.writeHead(404, { "content-type": "text/plain" }).end("not here");
    else response.writeHead(200, { "content-type": `${found.type}; charset=utf-8` }).end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    asked: () => asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Runs the site as a process of its own: small-site.ts ARTICLES; prints its port. */
if (process.argv[1] === import.meta.filename) {
  const site = await startSmallSite(Number(process.argv[2]), false);
  console.log(site.port);
}
