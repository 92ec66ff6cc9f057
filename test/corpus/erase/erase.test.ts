// Erasure: what was erased stands nowhere any more, and neither a crawl nor a re-reading brings it back; the rest stays as it was.
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOLDINGS } from "../../../packages/corpus/src/erase/holdings.ts";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { articleIdOf, at, crawlStories, engines, PUBLISHER, type Story, urlOf } from "../../support/corpus.ts";
import { dumpOf } from "../../support/dump.ts";
import { countRows } from "../../support/rows.ts";

const CANARY = "quennebrux";
const CANARY_WORDS = `I saw the ${CANARY} being unloaded at the eastern pier late on Sunday night`;
const stories: readonly Story[] = [
  {
    path: "/harbour",
    comments: [
      { id: "1", name: "Anke Dorn", text: CANARY_WORDS },
      { id: "2", name: "Bo Eng", text: "Nobody unloads anything on a Sunday.", parent: "1" },
      { id: "3", name: "Anke Dorn", text: `The ${CANARY} again!`, parent: "2" },
    ],
  },
  {
    path: `/${CANARY}`,
    headline: `The ${CANARY} has left the harbour without a pilot on board`,
    text: `Witnesses say that the ${CANARY} left the harbour at dawn, without lights and without a pilot.\nThe port is silent.`,
    comments: [{ id: "9", name: "Cem Falk", text: "Finally gone." }],
  },
];
const permalink = "https://harbour.example/harbour#comment-1";
const withPermalink = stories.map((story) => ({
  ...story,
  comments: (story.comments ?? []).map((said) => (said.id === "1" ? { ...said, more: { permalink } } : said)),
}));

describe.each(engines)("erasure ($name)", ({ open }) => {
  let corpus: Corpus;
  beforeEach(async () => {
    corpus = await open();
    await crawlStories(corpus.sink(), withPermalink);
    await corpus.indexTokens();
  });
  afterEach(() => corpus.close());

  const again = (edition = ""): Promise<unknown> =>
    crawlStories(corpus.sink(), withPermalink, { visitedAt: at(3), edition });
  const textsOf = async (): Promise<string[]> => (await corpus.comments()).map(({ text }) => text).sort();

  it("counts what would go, and changes nothing, in a dry run", async () => {
    const before = await dumpOf(corpus);
    const report = await corpus.erase({ comment: permalink }, { dryRun: true });
    expect(report).toEqual({
      dryRun: true,
      articles: 0,
      threads: 0,
      comments: 1,
      commenters: 0,
      pages: 0,
      captures: 0,
      bodies: 1,
    });
    expect(await dumpOf(corpus)).toBe(before);
  });

  it("takes a comment out of every table and every capture, for good", async () => {
    await corpus.erase({ url: urlOf(`/${CANARY}`) }); // says the word too
    await corpus.erase({ comment: (await corpus.comments().where({ search: "again" }))[0]!.id });
    expect(await corpus.erase({ comment: permalink })).toMatchObject({ comments: 1, articles: 0, bodies: 0 });
    for (const edition of ["", "second", "third"]) {
      expect(await dumpOf(corpus)).not.toContain(CANARY);
      expect(await textsOf()).toEqual(["Nobody unloads anything on a Sunday."]);
      await again(edition);
    }
    const [thread] = await corpus.threads();
    expect(thread).toMatchObject({ announced: 3, collected: 1, complete: true });
    expect(thread!.gaps).toEqual([expect.objectContaining({ reason: "erased", count: 2 })]);
    const [reply] = await corpus.comments();
    expect(await corpus.db.selectFrom("comment").select(["orphan", "depth"]).execute()).toEqual([
      { orphan: true, depth: 2 },
    ]);
    expect(reply!.parentId).not.toBeNull();
  });

  it("takes all comments of a commenter out, by pseudonym or by name, and what they write later does not come in", async () => {
    const [one] = await corpus.comments().where({ search: "unloaded" });
    expect(await corpus.erase({ commenter: one!.author! })).toMatchObject({ comments: 2, commenters: 1 });
    await expect(corpus.erase({ commenter: one!.author! })).rejects.toMatchObject({ code: "usage/not-found" });
    expect(await corpus.erase({ name: "Bo Eng" })).toMatchObject({ comments: 1, commenters: 1 });
    const later = withPermalink.map((story) => ({
      ...story,
      comments: [...story.comments, { id: `${story.path}-4`, name: "Anke Dorn", text: "Here I am again." }],
    }));
    await crawlStories(corpus.sink(), later, { visitedAt: at(4) });
    expect(await textsOf()).toEqual(["Finally gone."]);
    const dump = await dumpOf(corpus);
    for (const name of ["Anke", "Bo Eng", "unloaded"]) expect(dump).not.toContain(name);
  });

  it("never repeats a name that it does not find", async () => {
    const refused = corpus.erase({ name: "Quillhavenne Oostendrake" });
    await expect(refused).rejects.toMatchObject({ code: "usage/not-found" });
    await refused.catch((error: Error) => expect(error.message + JSON.stringify(error)).not.toContain("Quill"));
  });

  it("names the article that an address nearly names, and erases nothing on a guess", async () => {
    const before = await countRows(corpus);
    const nearly = corpus.erase({ url: `${urlOf(`/${CANARY}`)}/`.replace("https:", "http:") });
    await expect(nearly).rejects.toMatchObject({
      code: "usage/not-found",
      message: expect.stringContaining(`there is an article at ${urlOf(`/${CANARY}`)}`),
    });
    expect(await countRows(corpus)).toEqual(before);
  });

  it("takes an article out with its threads, its addresses and what others print of it, and does not visit it again", async () => {
    const before = await countRows(corpus);
    await corpus.erase({ comment: permalink });
    await corpus.erase({ name: "Anke Dorn" });
    const report = await corpus.erase({ url: urlOf(`/${CANARY}`) });
    expect(report).toMatchObject({ articles: 1, threads: 1, comments: 1, pages: 2, captures: 2 });
    for (const edition of ["", "new"]) {
      expect(await dumpOf(corpus)).not.toContain(CANARY);
      await again(edition);
    }
    expect((await corpus.articles()).map(({ id }) => id)).toEqual([articleIdOf("/harbour")]);
    expect((await countRows(corpus)).page).toBe(before.page! - 2);
    await expect(crawlStories(corpus.sink(), [])).resolves.toBeDefined();
  });

  it("takes a publisher out whole, and refuses a crawl that asks for nothing else", async () => {
    await corpus.erase({ publisher: PUBLISHER });
    const left = await countRows(corpus);
    for (const [table, n] of Object.entries(left)) {
      const stays = ["setting", "crawl", "tombstone", "tokenSegment"].includes(table);
      expect(n > 0, table).toBe(stays);
    }
    expect(await dumpOf(corpus)).not.toMatch(new RegExp(`${CANARY}|harbour\\.example/`));
    await expect(again()).rejects.toMatchObject({ code: "usage/conflict" });
  });

  it("leaves tombstones that nobody without the key can guess", async () => {
    const [comment] = await corpus.comments().where({ search: "unloaded" });
    await corpus.erase({ comment: comment!.id });
    const stones = await corpus.db.selectFrom("tombstone").selectAll().execute();
    expect(stones.filter(({ kind }) => kind === "comment")).toHaveLength(1);
    for (const { mark } of stones) {
      expect(mark).toMatch(/^[0-9a-f]{32}$/);
      expect(mark).not.toContain(comment!.id.replaceAll("-", "").slice(0, 12));
    }
  });

  it("keeps duplicates of what was erased as texts of their own", async () => {
    const copy = "The harbour master should read the rules of the port once more, slowly and aloud, to the end.";
    const copies = [1, 2].map(
      (n): Story => ({
        path: `/copy-${n}`,
        comments: [{ id: "c", name: `Reader ${n}`, text: copy }],
      }),
    );
    await crawlStories(corpus.sink(), copies, { visitedAt: at(5) });
    const [first, second] = await corpus.comments().where({ search: "slowly" });
    expect([first!.duplicateOf, second!.duplicateOf].filter(Boolean)).toHaveLength(1);
    await corpus.erase({ comment: first!.duplicateOf === null ? first!.id : second!.id });
    const [left, ...others] = await corpus.comments().where({ search: "slowly" });
    expect(others).toEqual([]);
    expect(left!.duplicateOf).toBeNull();
  });

  it("says of each table of the catalogue what happens in it", async () => {
    const names = (await corpus.db.introspection.getTables())
      .filter(({ name, isView }) => !isView && !name.startsWith("kysely"))
      .map(({ name }) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
    expect(Object.keys(HOLDINGS).sort()).toEqual(names.sort());
  });

  it("takes back what an erased article had taught of its publisher's lines", async () => {
    const counts = async () =>
      (await sql<{ n: number }>`select coalesce(sum(articles), 0)::int as n from learned_line`.execute(corpus.db))
        .rows[0]!.n;
    await corpus.erase({ url: urlOf("/harbour") });
    await corpus.erase({ url: urlOf(`/${CANARY}`) });
    expect(await counts()).toBe(0);
  });
});
