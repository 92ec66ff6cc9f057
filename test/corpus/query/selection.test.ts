// Selections on both engines: narrowed without running, filtered as said, paged without repeats.
import { isUsageError, type UsageError } from "@belowline/schema";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { articleIdOf, at, crawlStories, engines, PUBLISHER, type Story } from "../../support/corpus.ts";

const stories: Story[] = [
  {
    path: "/ferry",
    headline: "Ferry stays in port",
    publishedAt: at(1),
    comments: [
      { id: "1", text: "The cormorant knew it first.", createdAt: at(1, "10:00:00"), name: "Jorun" },
      { id: "2", parent: "1", text: "Birds know nothing.", createdAt: at(2, "10:00:00"), name: "Tove" },
      { id: "3", parent: "2", text: "They know the wind.", createdAt: null, name: "Jorun" },
    ],
  },
  {
    path: "/mill",
    headline: "Mill turns again",
    text: "A cormorant sat upon the sail.",
    publishedAt: at(10),
    article: { language: "en-gb", tags: ["mill", "craft"], section: "Inland" },
    comments: [{ id: "1", text: "At last.", createdAt: at(11), more: { state: "edited", byArticleAuthor: true } }],
    announced: 3,
    complete: false,
    gaps: [{ reason: "login", count: 2, detail: "two more for members" }],
  },
  {
    path: "/undated",
    headline: "Notice",
    text: "Nothing happened.",
    publishedAt: null,
    article: { language: null, tags: [] },
  },
];
const texts = (rows: readonly { text: string }[]): string[] => rows.map(({ text }) => text).sort();
const paths = (rows: readonly { url: string }[]): string[] => rows.map(({ url }) => new URL(url).pathname).sort();

describe.each(engines)("selections on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
    await crawlStories(corpus.sink(), stories);
  });
  afterAll(() => corpus.close());

  it("give records in DESIGN's shape and order of fields", async () => {
    const article = await corpus.articles().where({ search: "ferry port" }).first();
    expect(Object.keys(article!)).toEqual([...corpus.articles().fields]);
    expect(article).toMatchObject({
      id: articleIdOf("/ferry"),
      urls: [`https://${PUBLISHER}/ferry`],
      publisher: PUBLISHER,
      byline: ["Imke Sand"],
      publishedAt: at(1),
      modifiedAt: null,
      tags: ["ferry"],
      paywall: "free",
      revision: 1,
      clusterId: null,
      thread: { platform: "wordpress", announced: 3, collected: 3, complete: true, gaps: [] },
    });
    expect(Object.keys(article!.thread!)).toEqual(["platform", "announced", "collected", "complete", "gaps"]);
    const comment = await corpus.comments().where({ search: "cormorant" }).first();
    expect(Object.keys(comment!)).toEqual([...corpus.comments().fields]);
    expect(comment).toMatchObject({ nativeId: "1", depth: 1, parentId: null, createdAtPrecision: "s", votes: null });
    expect(comment!.author).toMatch(/^c_[a-z2-7]{16}$/);
    const thread = await corpus.threads().where({ complete: false }).first();
    expect(Object.keys(thread!)).toEqual([...corpus.threads().fields]);
    expect(thread).toMatchObject({ announced: 3, collected: 1, ways: ["rest"], open: true });
  });

  it("filter articles by publisher, time, language, section, tag, platform and words", async () => {
    const where = async (filter: Parameters<ReturnType<Corpus["articles"]>["where"]>[0]) =>
      paths(await corpus.articles().where(filter));
    expect(await where({ publisher: [PUBLISHER, "other.example"] })).toEqual(["/ferry", "/mill", "/undated"]);
    expect(await where({ publisher: "other.example" })).toEqual([]);
    expect(await where({ from: "2026-03-01", to: "2026-03-10" })).toEqual(["/ferry"]);
    expect(await where({ from: new Date(at(10)) })).toEqual(["/mill"]);
    expect(await where({ to: at(10) })).toEqual(["/ferry"]); // `to` itself is out
    expect(await where({ language: "en" })).toEqual(["/ferry", "/mill"]);
    expect(await where({ language: "en-gb" })).toEqual(["/mill"]);
    expect(await where({ section: "Inland" })).toEqual(["/mill"]);
    expect(await where({ tag: ["craft", "ferry"] })).toEqual(["/ferry", "/mill"]);
    expect(await where({ platform: "wordpress" })).toEqual(["/ferry", "/mill"]);
    expect(await where({ search: "mill -ferry" })).toEqual(["/mill"]);
    expect(await where({ search: '"cormorant sat"' })).toEqual(["/mill"]);
  });

  it("filter comments by article, time, author, depth, state and words", async () => {
    const where = async (filter: Parameters<ReturnType<Corpus["comments"]>["where"]>[0]) =>
      texts(await corpus.comments().where(filter));
    const author = (await corpus.comments().where({ search: "cormorant" }).first())!.author!;
    expect(await where({ author })).toEqual(["The cormorant knew it first.", "They know the wind."]);
    expect(await where({ articleId: articleIdOf("/mill") })).toEqual(["At last."]);
    expect(await where({ from: at(2), to: at(3) })).toEqual(["Birds know nothing."]);
    expect(await where({ minDepth: 2, maxDepth: 2 })).toEqual(["Birds know nothing."]);
    expect(await where({ state: ["edited", "held"] })).toEqual(["At last."]);
    expect(await where({ byArticleAuthor: true })).toEqual(["At last."]);
    expect(await where({ language: "en-gb" })).toEqual(["At last."]);
    expect(await where({ search: "know or last" })).toHaveLength(3);
  });

  it("narrow step by step and never change", async () => {
    const all = corpus.comments();
    const few = all.where({ search: "know" }).where({ maxDepth: 2 });
    expect(texts(await few)).toEqual(["Birds know nothing."]);
    expect(await all.count()).toBe(4);
    expect(await all.limit(3).count()).toBe(3);
    expect(await all.limit(3)).toHaveLength(3);
    expect(await all.limit(0).first()).toBeUndefined();
  });

  it("run nothing before they are awaited", async () => {
    const closed = await open();
    const later = closed.comments().where({ query: "wind", article: { section: "Harbour" } });
    const iterator = later[Symbol.asyncIterator]();
    await closed.close();
    await expect(Promise.resolve(later)).rejects.toThrow();
    await expect(iterator.next()).rejects.toThrow();
  });

  it("refuse unknown filters and values that cannot be meant", async () => {
    const code = (work: () => unknown): string | undefined => {
      try {
        work();
      } catch (error) {
        if (isUsageError(error)) return (error as UsageError).code;
      }
      return undefined;
    };
    const loose = corpus.articles() as unknown as { where(filter: object): unknown };
    expect(code(() => loose.where({ publsher: "x" }))).toBe("usage/unknown-option");
    expect(code(() => loose.where({ publisher: undefined }))).toBe("usage/invalid-value");
    expect(code(() => loose.where({ from: "next week" }))).toBe("usage/invalid-value");
    expect(code(() => loose.where({ from: new Date("never") }))).toBe("usage/invalid-value");
    expect(code(() => loose.where({ search: " " }))).toBe("usage/invalid-value");
    expect(code(() => corpus.comments().where({ articleId: "7" }))).toBe("usage/invalid-value");
    expect(code(() => corpus.comments().where({ state: "gone" as "deleted" }))).toBe("usage/invalid-value");
    expect(code(() => corpus.comments().limit(-1))).toBe("usage/invalid-value");
    // What only a caller without types can write.
    const untyped = corpus.comments() as unknown as Record<
      "where" | "kwic" | "sample",
      (...given: unknown[]) => unknown
    >;
    for (const filters of [undefined, null, [], "ferry", { label: {} }, { label: "for" }, { article: [] }]) {
      expect(
        code(() => untyped.where(filters)),
        JSON.stringify(filters),
      ).toBe("usage/invalid-value");
    }
    expect(code(() => untyped.kwic("ferry", { sort: "R1" }))).toBe("usage/invalid-value");
    expect(code(() => untyped.kwic("ferry", { thread: "no" }))).toBe("usage/invalid-value");
    expect(code(() => untyped.sample(3))).toBe("usage/invalid-value");
    expect(code(() => untyped.sample(3, { seed: 1, strata: "month" }))).toBe("usage/invalid-value");
    expect(code(() => corpus.threads().measures({ inferred: "no" as never }))).toBe("usage/invalid-value");
    await expect(corpus.comments().page({ limit: 0 })).rejects.toMatchObject({ code: "usage/invalid-value" });
    await expect(corpus.comments().page({ limit: 1, after: "x" })).rejects.toMatchObject({
      code: "usage/invalid-value",
    });
  });

  it("page without repeats or holes while rows come in", async () => {
    const seen: string[] = [];
    let page = await corpus.comments().page({ limit: 1 });
    seen.push(...page.rows.map(({ id }) => id));
    const before = (await corpus.comments()).map(({ id }) => id);
    await crawlStories(
      corpus.sink(),
      [
        ...stories,
        {
          path: "/late",
          comments: [
            { id: "1", text: "Late." },
            { id: "2", text: "Later." },
          ],
        },
      ],
      { visitedAt: at(20) },
    );
    while (page.next !== null) {
      page = await corpus.comments().page({ limit: 2, after: page.next });
      seen.push(...page.rows.map(({ id }) => id));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(0, before.length)).toEqual(before);
    expect(seen).toHaveLength(before.length + 2);
  });

  it("page and stream rows that were seen within one millisecond", async () => {
    await using crowded = await open();
    const comments = Array.from({ length: 700 }, (_, n) => ({ id: `${n}` }));
    await crawlStories(crowded.sink(), [{ path: "/crowd", comments }]);
    await sql`update comment set first_seen_at = '2026-03-02T10:00:00.123001Z'::timestamptz + native_id::int * interval '1 microsecond'`.execute(
      crowded.db,
    );
    const inOrder = comments.map(({ id }) => id);
    const streamed: string[] = [];
    for await (const { nativeId } of crowded.comments()) streamed.push(nativeId);
    expect(streamed).toEqual(inOrder); // more than the first batch
    const paged: string[] = [];
    for (let after: string | null = null; paged.length < 1000; ) {
      const page = await crowded.comments().page({ limit: 100, after });
      paged.push(...page.rows.map(({ nativeId }) => nativeId));
      after = page.next;
      if (after === null) break;
    }
    expect(paged).toEqual(inOrder);
  });

  it("refuse the cursor of other filters", async () => {
    const { next } = await corpus.comments().page({ limit: 1 });
    await expect(corpus.comments().where({ maxDepth: 1 }).page({ limit: 1, after: next })).rejects.toMatchObject({
      code: "usage/invalid-value",
    });
  });

  it("stream by keyset, and stop when the reader stops", async () => {
    const few: string[] = [];
    for await (const { id } of corpus.comments()) {
      few.push(id);
      if (few.length === 2) break;
    }
    expect(few).toEqual((await corpus.comments().limit(2)).map(({ id }) => id));
  });

  it("give a thread as a tree", async () => {
    const tree = await corpus.thread(articleIdOf("/ferry"));
    expect(tree!.thread).toMatchObject({ platform: "wordpress", collected: 3 });
    expect([...tree!.paths()].map((path) => path.map(({ nativeId }) => nativeId))).toEqual([["1", "2", "3"]]);
    const selected = await corpus.comments().where({ articleId: articleIdOf("/ferry") });
    expect(tree!.comments).toEqual([...selected].sort((a, b) => a.position - b.position)); // read another way
    expect(await corpus.thread(articleIdOf("/undated"))).toBeUndefined();
    expect(await corpus.thread(articleIdOf("/ferry"), { platform: "coral" })).toBeUndefined();
  });

  it("give a tree with the fields that are asked for, and no others", async () => {
    const whole = (await corpus.thread(articleIdOf("/ferry")))!;
    const named = (await corpus.thread(articleIdOf("/ferry"), { fields: ["author", "createdAt", "votes"] }))!;
    expect(named.comments).toEqual(
      whole.comments.map(({ id, parentId, position, author, createdAt, votes }) => ({
        id,
        parentId,
        position,
        author,
        createdAt,
        votes,
      })),
    );
    expect(named.comments.map(({ id }) => named.depth(id))).toEqual([1, 2, 3]);
    const bare = (await corpus.thread(articleIdOf("/ferry"), { fields: [] }))!;
    expect(Object.keys(bare.comments[0]!)).toEqual(["id", "parentId", "position"]);
    for (const field of corpus.comments().fields) {
      const { comments } = (await corpus.thread(articleIdOf("/ferry"), { fields: [field] }))!;
      expect(comments.map((comment) => comment[field])).toEqual(whole.comments.map((comment) => comment[field]));
    }
    await expect(corpus.thread(articleIdOf("/ferry"), { fields: ["autor" as "author"] })).rejects.toMatchObject({
      code: "usage/invalid-value",
      message: expect.stringContaining('found "autor"'),
    });
  });

  it("say what is covered and why an address is as it is", async () => {
    const coverage = await corpus.coverage({ publisher: PUBLISHER });
    expect(coverage.threads).toMatchObject({ incomplete: 1 });
    expect(coverage.gaps).toEqual({ login: 2 });
    expect(coverage.incomplete).toMatchObject([
      { articleUrl: `https://${PUBLISHER}/mill`, announced: 3, collected: 1 },
    ]);
    const why = await corpus.why(`https://${PUBLISHER}/mill?utm_source=x`);
    expect(why.pages.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ["article", "article"],
      ["thread", "thread"],
    ]);
    expect(why.captures[0]).toMatchObject({ status: 200, contentType: "text/html" });
    expect(why.article!.revisions).toHaveLength(1);
    expect(why.threads[0]!.walks).toMatchObject([{ number: 1, announced: 3, collected: 1 }]);
    expect((await corpus.revisions(`https://${PUBLISHER}/mill`))[0]).toMatchObject({ number: 1, cause: "first" });
    const capture = await corpus.capture(why.captures[0]!.id);
    expect(new TextDecoder().decode(capture!.body)).toContain("Mill turns again");
    expect(await corpus.why("https://nowhere.example/")).toMatchObject({
      pages: [],
      article: null,
      threads: [],
      alike: [],
    });
    const misspelt = await corpus.why(`http://www.${PUBLISHER}/mill/`);
    expect(misspelt).toMatchObject({ pages: [], article: null, alike: [`https://${PUBLISHER}/mill`] });
  });
});
