// belowline import and report as processes: an archive becomes a corpus, and the corpus a page.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandLine, commandLine } from "../support/command-line.ts";
import { html, PAGE, THREAD, warcGz } from "../support/import/warc.ts";

let line: CommandLine;
let folder: string;
beforeAll(async () => {
  line = await commandLine();
  folder = line.folder;
  await writeFile(join(folder, "news.warc.gz"), warcGz({ body: html("The wall held", THREAD) }));
  await writeFile(join(folder, "story.html"), html("Saved by hand"));
});
afterAll(() => line.close());
const run = (...args: readonly string[]) => line.run(args);

describe("belowline import", () => {
  it("makes a corpus of an archive and a saved page, which the report shows", async () => {
    const first = await run("import", "news.warc.gz", "--json");
    expect(first.code, first.err).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ pages: 1, articles: { new: 1 }, comments: { new: 3 } });
    const second = await run("import", "story.html", "--url", `${PAGE}saved/`);
    expect(second.err).toMatch(/1 articles \(1 new, 0 changed\)/);
    const again = await run("import", "news.warc.gz");
    expect(again.err).toMatch(/0 pages stored, 1 known already/);
    expect(again.code).toBe(0);
    const report = await run("report", "--out", "report.html");
    expect(report.code, report.err).toBe(0);
    const page = await readFile(join(folder, "report.html"), "utf8");
    expect(page).toContain("<dt>articles</dt><dd><b>2</b>");
    expect(page).toContain("<dt>comments</dt><dd><b>3</b>");
  });

  it("fails in words where there is nothing to take in, and leaves no corpus", async () => {
    const none = await run("import", "nowhere.warc", "--corpus", "none");
    expect(none.code).toBe(2);
    expect(none.err).toMatch(/there is no file or folder nowhere.warc/);
    await expect(readFile(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});
