// Re-extraction and learned boilerplate on the command line: a process with arguments, streams and exit codes.
import { join } from "node:path";
import { openCorpus } from "@belowline/corpus";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import { rule } from "../../packages/cli/src/commands/boilerplate.ts";
import { diffLine } from "../../packages/cli/src/terminal/diff.ts";
import { wordDiff } from "../../packages/corpus/src/index.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";

let site: Site;
let line: CommandLine;
let publisher: string;
beforeAll(async () => {
  site = await startSite();
  publisher = new URL(site.url).host;
  line = await commandLine();
  const crawled = await run(["crawl", site.url, "--allow-private-network", "--quiet"]);
  expect(crawled.code, crawled.err).toBe(0);
});
afterAll(async () => {
  await site.stop();
  await line.close();
});

const run = (args: readonly string[]) => line.run(args);

describe("belowline show --boilerplate", () => {
  it("lists what a publisher repeats, with counts, for people and for programs", async () => {
    const shown = await run(["show", publisher, "--boilerplate"]);
    expect(shown.code, shown.err).toBe(0);
    expect(shown.out).toMatch(/line +articles +of +where +as +why +text\n/);
    expect(shown.out).toContain("readers like you pay for it");
    const { lines } = JSON.parse((await run(["show", publisher, "--boilerplate", "--json"])).out);
    const all = site.stories().length;
    expect(lines[0]).toMatchObject({ articles: all, of: all, as: "block", ruled: null });
    const text = (await run(["export", "articles"])).out;
    expect(text).not.toContain("readers like you pay for it");
  });

  it("lets a researcher decide on a line by its id", async () => {
    const open = () => openCorpus(line.corpus, { create: false });
    process.env.BELOWLINE_KEY_FILE = join(line.folder, "no-key");
    const find = async () => {
      await using corpus = await open();
      const line = (await corpus.boilerplate(publisher)).find(({ text }) =>
        text.includes("readers like you pay for it"),
      );
      return { ...line!, holds: (await corpus.articles()).filter(({ text }) => text.includes(line!.text)).length };
    };
    const learned = await find();
    const kept = await run(["show", publisher, "--boilerplate", "--keep", learned.id]);
    expect(kept.err).toMatch(/^Kept: .*readers like you.*\n[1-9]\d* articles put together again\n$/s);
    expect(kept.out).toMatch(new RegExp(`^${learned.id} .* keep `, "m"));
    expect(learned.holds).toBe(0);
    expect((await find()).holds).toBeGreaterThan(1);
    {
      await using corpus = await open();
      await rule(corpus, publisher, { ruling: "learn", line: learned.text });
    }
    delete process.env.BELOWLINE_KEY_FILE;
  });

  it.each([
    [["show", "news.example", "--keep", "x"], /--keep is about a line of a publisher/],
    [["show", "news.example", "--boilerplate", "--keep", "x", "--drop", "y"], /one of --keep, --drop and --learn/],
    [["show", "--boilerplate"], /--boilerplate is of one publisher/],
    [["show", "nobody.example", "--boilerplate"], /nothing of the publisher nobody.example/],
    [["reextract", "--publisher", "nobody.example"], /nothing of the publisher nobody.example/],
    [["reextract", "--corpus", "nowhere"], /nowhere/],
  ])("refuses %j", async (args, message) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});

describe("belowline reextract", () => {
  it("asks no site, says what changed, and changes nothing the second time", async () => {
    const story = site.stories()[2]!;
    process.env.BELOWLINE_KEY_FILE = join(line.folder, "no-key");
    {
      await using corpus = await openCorpus(line.corpus, { create: false });
      const { id } = (await corpus.articles().where({ url: site.address(story.slug) }))[0]!;
      await sql`update article_revision set headline = 'A wrong headline', text = 'Teh ' || text where article_id = ${id}::uuid`.execute(
        corpus.db,
      );
    }
    delete process.env.BELOWLINE_KEY_FILE;
    const asked = site.requests.length;
    const dry = await run(["reextract", "--dry-run", "--publisher", publisher]);
    expect(dry.code, dry.err).toBe(0);
    expect(dry.out).toContain(`article ${site.address(story.slug)}\n  headline: [-A wrong`);
    expect(dry.out).toMatch(/ {2}text: \[-Teh-\] \S+/);
    expect(dry.out).toMatch(/Dry run: nothing was changed/);

    const done = JSON.parse((await run(["reextract", "--json"])).out);
    expect(done).toMatchObject({ dryRun: false, articles: { revised: 1, lost: [] } });
    expect(done.fields["article.headline"]).toMatchObject({ count: 1, examples: [{ before: "A wrong headline" }] });
    const again = await run(["reextract"]);
    expect(again.out).toMatch(/Articles: 0 revised, 0 new/);
    expect(site.requests.length).toBe(asked);
    expect((await run(["why", site.address(story.slug)])).out).toMatch(/extractor/);
  });

  it("reads without a site: it may be long gone", async () => {
    await site.stop();
    const { code, out } = await run(["reextract"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Articles: 0 revised/);
  });
});

describe("a difference of words", () => {
  it.each([
    ["the ferry sails at noon", "the ferry does not sail at noon", "the ferry [-sails-] {+does not sail+} at noon"],
    ["same words", "same  words", ""],
    ["", "all new", "{+all new+}"],
    [
      "one two three four five six seven eight nine",
      "one two three four five six seven eight ten",
      "… three four five six seven eight [-nine-] {+ten+}",
    ],
  ])("of %j and %j", (before, after, shown) => {
    expect(diffLine(wordDiff(before, after))).toBe(shown);
  });

  it("of two endless texts takes no time", () => {
    const long = (word: string): string => `${word} `.repeat(30_000);
    expect(diffLine(wordDiff(`a ${long("x")}`, `b ${long("y")}`))).toMatch(/^\[-a x/);
  });
});
