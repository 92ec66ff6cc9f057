// The report in a real Chromium: it shows its plots, asks nobody for anything, and nothing in it runs.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { chromiumDump, chromiumPicture } from "../../support/chromium.ts";
import { crawlStories, engines } from "../../support/corpus.ts";
import { STORIES } from "../../support/export/stories.ts";

const EVIL = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

describe.each(engines)("a report ($name)", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
    await crawlStories(corpus.sink(), STORIES);
    await corpus.db.updateTable("publisher").set({ key: EVIL }).execute();
    await corpus.db
      .updateTable("thread")
      .set({ gaps: JSON.stringify([{ reason: EVIL, count: 1, detail: EVIL }]) })
      .execute();
  });
  afterAll(() => corpus.close());

  it("is one page without a script, a picture or an address to load from", async () => {
    const page = await corpus.report();
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.match(/<svg /g)?.length).toBeGreaterThanOrEqual(4);
    expect(page).not.toMatch(/<(?:script|img|link|iframe|object|embed|base|form)\b/i);
    expect(page).not.toMatch(/<[^>]*\s(?:src|on\w+)=|url\((?!#)|@import|javascript:/i);
    expect(page).toContain("&lt;img src=x");
    expect(page).toContain("default-src 'none'");
    expect(page).toContain("5 of 6");
    expect(page).toContain("<b>83.3 %</b>");
  });

  it("of an empty corpus is a page all the same", async () => {
    await using empty = await open();
    const page = await empty.report();
    expect(page).toContain("<dt>articles</dt><dd><b>0</b></dd>");
    // A plot without anything in it looks like one that failed.
    expect(page).not.toContain("<svg");
    for (const words of [
      "No comments are here, and none are announced.",
      "Nothing is here yet.",
      "No thread has a dated",
    ])
      expect(page).toContain(words);
  });

  it("of one article without a comment draws its day, and no bar for what is not there", async () => {
    await using one = await open();
    await crawlStories(one.sink(), [{ path: "/solo" }]);
    const page = await one.report();
    expect(page.match(/<svg /g)).toHaveLength(1);
    expect(page).toContain('aria-label="All articles by day"');
    expect(page).toContain("published on 2026-03-01.");
  });

  it("makes up for no thread by another, and never says 0 % of what is here", async () => {
    await using more = await open();
    const said = (n: number) => Array.from({ length: n }, (_, i) => ({ id: String(i), text: `word ${i}` }));
    await crawlStories(more.sink(), [
      { path: "/silent", comments: said(9), announced: null },
      { path: "/told", comments: said(1), announced: 4, complete: false },
    ]);
    expect(await more.report()).toContain("<b>25 %</b>");
    await more.db.updateTable("thread").set({ announced: 50_000 }).where("announced", "=", 4).execute();
    const page = await more.report();
    expect(page).toContain("<b>&lt; 0.1 %</b>");
    expect(page).toContain("1 of 50,000");
  });

  it("names as many bars and ticks as can be read, however deep a thread and long a name", async () => {
    await using deep = await open();
    const said = Array.from({ length: 90 }, (_, i) => ({
      id: `${i}`,
      parent: i === 0 ? null : `${i - 1}`,
      text: `n ${i}`,
    }));
    await crawlStories(deep.sink(), [{ path: "/deep", comments: said }]);
    await deep.db
      .updateTable("publisher")
      .set({ key: "www.a-name-that-is-longer-than-any-plot-has-room.example" })
      .execute();
    const page = await deep.report();
    const depths = page.slice(page.indexOf('aria-label="Comments by depth"'));
    const ticks = depths.slice(
      depths.indexOf('aria-label="x-axis tick label"'),
      depths.indexOf('aria-label="x-axis label"'),
    );
    expect(ticks.match(/<text/g)!.length).toBeLessThanOrEqual(12);
    expect(page).toMatch(/>www\.a-name[^<]{0,20}…[^<]{0,20}example</);
  });
});

describe("in Chromium a report", () => {
  let corpus: Corpus;
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "belowline-report-"));
    path = join(folder, "report.html");
    corpus = await engines[0]!.open();
    await crawlStories(corpus.sink(), STORIES);
    await corpus.db.updateTable("publisher").set({ key: EVIL }).execute();
    writeFileSync(path, await corpus.report());
  });
  afterAll(async () => {
    await corpus.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows all plots and runs nothing", async () => {
    const dom = await chromiumDump(path);
    expect(dom).toContain("<title>Belowline: report of a corpus</title>");
    expect(dom.match(/<svg[\s>]/g)).toHaveLength(5);
    expect(dom).toMatch(/<rect[^>]*width="[1-9]/);
    expect(dom).not.toMatch(/<img|<script/);
  });

  it("is painted", async () => {
    const picture = await chromiumPicture(path, join(folder, "report.png"));
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    // A blank page of this size packs to a few kilobytes.
    expect(picture.length).toBeGreaterThan(20_000);
  });
});
