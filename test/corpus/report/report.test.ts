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
    expect(await empty.report()).toContain("<dt>articles</dt><dd><b>0</b></dd>");
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
