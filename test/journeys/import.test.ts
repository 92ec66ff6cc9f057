// Pages of an archive in a corpus: as if crawled, once however often they are imported, and whole however it was interrupted.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Visit } from "@belowline/schema";
import { type ImportRecord, importPages, recordsIn } from "@belowline/scraper";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines } from "../support/corpus.ts";
import { contentOf } from "../support/fingerprint.ts";
import { type HandMade, html, PAGE, THREAD, warcGz } from "../support/import/warc.ts";

const folder = mkdtempSync(join(tmpdir(), "belowline-imports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PAGES: readonly HandMade[] = [
  { type: "warcinfo", block: "software: Hand 1.0\r\n" },
  { body: html("The wall held", THREAD) },
  ...Array.from({ length: 6 }, (_, i) => ({ url: `${PAGE}part-${i}/`, body: html(`Part ${i} of the wall`) })),
  { url: "https://harbour.example/logo.png", fields: { "Content-Type": "image/png" }, body: "PNG" },
  { date: "2026-03-05T10:00:00Z", body: html("The wall fell", THREAD.replace("Who pays for it?", "Who pays now?")) },
];

describe.each(engines)("an import ($name)", ({ open }) => {
  let path: string;
  beforeAll(() => {
    path = join(folder, "news.warc.gz");
    writeFileSync(path, warcGz(...PAGES));
  });

  it("stores captures, articles and the comments of the page, dated by the archive", async () => {
    await using corpus = await open();
    const report = await importPages({ sink: corpus.sink(), records: await recordsIn([path]) });
    expect(report).toMatchObject({
      state: "finished",
      pages: 8,
      articles: { found: 8, new: 7, revised: 1 },
      comments: { new: 3, revised: 1 },
      skipped: { "not-a-response": 1, "not-html": 1 },
    });
    const [article] = await corpus.articles().where({ url: PAGE });
    expect(article).toMatchObject({
      headline: "The wall fell",
      revision: 2,
      firstSeenAt: "2026-03-03T10:00:00.000Z",
      lastSeenAt: "2026-03-05T10:00:00.000Z",
    });
    const comments = (await corpus.comments()).toSorted((a, b) => a.position - b.position);
    expect(comments.map(({ text, depth }) => [text, depth])).toEqual([
      ["Again the wall.", 1],
      ["As every spring.", 2],
      ["Who pays now?", 1],
    ]);
    expect(comments[1]!.parentId).toBe(comments[0]!.id);
    expect((await corpus.why(PAGE)).captures).toHaveLength(2);
  });

  it("that is run again changes nothing", async () => {
    await using corpus = await open();
    await importPages({ sink: corpus.sink(), records: await recordsIn([path]) });
    const before = await contentOf(corpus);
    const again = await importPages({ sink: corpus.sink(), records: await recordsIn([path]) });
    expect(again).toMatchObject({ pages: 0, known: 8, articles: { found: 0 } });
    expect(await contentOf(corpus)).toEqual(before);
  });

  it("that was interrupted anywhere goes on to the same corpus", async () => {
    await using whole = await open();
    await importPages({ sink: whole.sink(), records: await recordsIn([path]) });
    await using broken = await open();
    for (const after of [2, 5, 9]) {
      const sink = broken.sink();
      const stopped = importPages({ sink: { ...sink, finish: async () => {} }, records: failing(after) });
      await expect(stopped).rejects.toThrow("pulled the plug");
    }
    await importPages({ sink: broken.sink(), records: await recordsIn([path]) });
    expect(await contentOf(broken)).toEqual(await contentOf(whole));
  });

  it("leaves out what a crawl saw later", async () => {
    await using corpus = await open();
    const later = join(folder, "later.warc.gz");
    writeFileSync(later, warcGz({ date: "2026-04-01T00:00:00Z", body: html("Rebuilt") }));
    await importPages({ sink: corpus.sink(), records: await recordsIn([later]) });
    expect(await importPages({ sink: corpus.sink(), records: await recordsIn([path]) })).toMatchObject({ known: 2 });
    expect(await corpus.articles().where({ url: PAGE })).toMatchObject([{ headline: "Rebuilt", revision: 1 }]);
  });

  async function* failing(after: number): AsyncGenerator<ImportRecord> {
    let n = 0;
    for await (const one of await recordsIn([path])) {
      if (n++ === after) throw new Error("pulled the plug");
      yield one;
    }
  }
});

it("an import without a database fills an array", async () => {
  const path = join(folder, "array.warc.gz");
  writeFileSync(path, warcGz(...PAGES));
  const visits: Visit[] = [];
  const stop = new AbortController();
  const report = await importPages({
    sink: visits,
    records: await recordsIn([path]),
    signal: stop.signal,
    onProgress: ({ pages }) => pages === 3 && stop.abort(),
  });
  expect(report.state).toBe("interrupted");
  expect(visits.map(({ outcome }) => outcome.kind)).toEqual(["article", "article", "article"]);
  expect(visits[0]!.outcome).toMatchObject({ walked: [{ collected: 3 }] });
});
