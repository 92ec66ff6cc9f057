// Sites that opt out of mining: left out by default with the evidence, kept on a stated basis, and `why` says on which.
import type { Visit } from "@belowline/schema";
import { crawl } from "@belowline/scraper";
import { describe, expect, it } from "vitest";
import { engines } from "../support/corpus.ts";
import { answer, type Handler, nastyServer } from "../support/nasty-server.ts";

const story = (head = ""): string => `<!doctype html><html><head><title>Ferry stays in harbour</title>${head}
<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-01T08:00:00Z"></head>
<body><article><h1>Ferry stays in harbour</h1>${"<p>The ferry did not sail today, and the harbour master blames the wind that blew all night.</p>".repeat(6)}</article></body></html>`;
const PATH = "/2026/03/ferry-stays-in-harbour";
const BASIS = "Art. 3 DSM directive, University of Harbour, project Ferry";
const local = { allowPrivateNetwork: true } as const;

async function visitTo(routes: Record<string, Handler>, options = {}): Promise<{ visit: Visit; asked: string[] }> {
  await using server = await nastyServer({ [PATH]: answer(story()), ...routes });
  const visits: Visit[] = [];
  await crawl({ seeds: [server.url + PATH], sink: visits, ...local, ...options });
  return { visit: visits[0]!, asked: server.seen.map(({ path }) => path) };
}

describe("a story", () => {
  it.each<[string, Record<string, Handler>]>([
    ["tdmrep.json", { "/.well-known/tdmrep.json": answer('[{"location":"/","tdm-reservation":1}]') }],
    ["robots.txt", { "/robots.txt": answer("User-agent: *\nContent-Usage: train-ai=n") }],
    ["robots.txt", { "/robots.txt": answer("License: https://news.example/license.xml") }],
  ])("that %s reserves is never asked for", async (from, routes) => {
    const { visit, asked } = await visitTo(routes);
    expect(visit.outcome).toMatchObject({
      kind: "absent",
      reason: "refused-by-tdm",
      detail: expect.stringContaining(from),
    });
    expect(visit.captures).toEqual([]);
    expect(asked).not.toContain(PATH);
  });

  it.each<[string, Handler]>([
    ["tdm-reservation header", answer(story(), { "tdm-reservation": "1" })],
    ["tdm-reservation meta", answer(story('<meta name="tdm-reservation" content="1">'))],
    ["x-robots-tag header", answer(story(), { "x-robots-tag": "noai" })],
    ["robots meta", answer(story('<meta name="robots" content="noarchive">'))],
  ])("whose %s reserves it is not kept", async (from, handler) => {
    const { visit } = await visitTo({ [PATH]: handler });
    expect(visit.outcome).toMatchObject({
      kind: "absent",
      reason: "refused-by-tdm",
      detail: expect.stringContaining(from),
    });
    expect(visit.captures).toEqual([]);
    expect(visit.nextDue).not.toBeNull();
  });

  it("that only asks not to be indexed is kept, with what it asks", async () => {
    const { visit } = await visitTo({ [PATH]: answer(story(), { "x-robots-tag": "noindex" }) });
    expect(visit.outcome.kind).toBe("article");
    expect(visit.captures[0]?.signals).toEqual([
      { from: "x-robots-tag header", statement: "noindex", reserves: false },
    ]);
  });
});

describe.each(engines)("the research exception in $name", ({ open }) => {
  it("keeps reserved pages with what they say, and why tells the basis", async () => {
    await using corpus = await open();
    await using server = await nastyServer({
      [PATH]: answer(story(), { "content-usage": "train-ai=n" }),
      "/.well-known/tdmrep.json": answer('[{"location":"/","tdm-reservation":1}]'),
    });
    const url = server.url + PATH;
    const report = await crawl({
      seeds: [url],
      sink: corpus.sink(),
      tdm: "research-exception",
      basis: BASIS,
      ...local,
    });
    expect(report.articles.found).toBe(1);
    const why = await corpus.why(url);
    expect(why.captures[0]).toMatchObject({
      tdmBasis: BASIS,
      signals: [
        { from: "tdmrep.json", statement: "tdm-reservation: 1", reserves: true },
        { from: "content-usage header", statement: "train-ai=n", reserves: true },
      ],
    });
  });
});

describe("the basis", () => {
  it.each([
    [{ tdm: "research-exception" }, "usage/missing-value"],
    [{ tdm: "research-exception", basis: "science" }, "usage/missing-value"],
    [{ basis: BASIS }, "usage/invalid-value"],
    [{ tdm: "ignore" }, "usage/invalid-value"],
  ])("%j is refused", async (options, code) => {
    const given = options as { tdm?: "respect" };
    await expect(crawl({ seeds: ["http://127.0.0.1:1/"], sink: [], ...local, ...given })).rejects.toMatchObject({
      code,
    });
  });
});
