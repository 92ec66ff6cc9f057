// Filters across kinds, by the token index and by name; samples; what a selection says of itself.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Corpus, tokenise } from "../../../packages/corpus/src/index.ts";
import { allocated } from "../../../packages/corpus/src/query/sample.ts";
import { at, crawlStories, engines, type Said } from "../../support/corpus.ts";
import fc from "../../support/property.ts";

const WORDS = ["ferry", "late", "harbour", "wall", "gull", "The", "was"];
const texts = fc.sample(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 9 }), { numRuns: 60, seed: 4 });

const STORIES = [
  {
    path: "/ferry",
    article: { section: "Harbour", tags: ["ferry", "wind"] },
    comments: [
      { id: "1", name: "Ada", text: "The harbour wall leaks.", more: { votes: { up: 5, down: 2, score: null } } },
      { id: "2", parent: "1", name: "Ben", text: "The wall of the harbour? Old.", createdAt: at(3) },
      {
        id: "3",
        parent: "2",
        name: "Ada",
        text: "Ferries were late again.",
        more: { votes: { up: null, down: null, score: 9 } },
      },
      { id: "4", parent: "gone", name: "Cleo", text: "A ferry, late." },
    ] satisfies Said[],
  },
  {
    path: "/mill",
    article: { section: "Town", language: "de" },
    comments: [{ id: "5", name: "Ada", text: "Mahlt gut." }],
  },
  { path: "/silent", article: { section: "Town" }, text: "No harbour here, only a wall." },
  {
    path: "/oracle",
    article: { section: "Oracle" },
    publishedAt: at(20),
    comments: texts.map((words, i) => ({ id: `o${i}`, text: words.join(" "), createdAt: at(1 + (i % 20)) })),
  },
];

describe.each(engines)("filters on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
    await crawlStories(corpus.sink(), STORIES);
  });
  afterAll(() => corpus.close());

  const said = async (where: Parameters<ReturnType<Corpus["comments"]>["where"]>[0]): Promise<string[]> =>
    (await corpus.comments().where({ article: { section: ["Harbour", "Town"] }, ...where }))
      .map((one) => one.nativeId)
      .sort();
  const paths = async (where: Parameters<ReturnType<Corpus["articles"]>["where"]>[0]): Promise<string[]> =>
    (await corpus.articles().where(where)).map(({ url }) => new URL(url).pathname).sort();

  it("ask comments by their article and thread, and articles and threads by their comments", async () => {
    expect(await said({ article: { section: "Town" } })).toEqual(["5"]);
    expect(await said({ article: { tag: "wind" }, minDepth: 2 })).toEqual(["2", "3"]);
    expect(await said({ thread: { maxSize: 1 } })).toEqual(["5"]);
    expect(await paths({ comments: { query: "late", orphan: true } })).toEqual(["/ferry"]);
    expect(await paths({ thread: { minSize: 4, maxSize: 10 } })).toEqual(["/ferry"]);
    expect((await corpus.threads().where({ article: { section: "Town" } })).map(({ collected }) => collected)).toEqual([
      1,
    ]);
    expect(
      await corpus
        .threads()
        .where({ comments: { minScore: 9 } })
        .count(),
    ).toBe(1);
    expect(
      await corpus
        .threads()
        .where({ article: { comments: { thread: { minSize: 50 } } } })
        .count(),
    ).toBe(1);
  });

  it("ask by votes, orphans, states and copies", async () => {
    expect(await said({ minScore: 3 })).toEqual(["1", "3"]);
    expect(await said({ minScore: 3, maxScore: 8 })).toEqual(["1"]);
    expect(await said({ orphan: true })).toEqual(["4"]);
    expect(await said({ gone: true })).toEqual([]);
    expect(await said({ copied: true })).toEqual([]);
  });

  it("find words by the token index: phrases, prefixes, NEAR and boolean operators", async () => {
    expect(await said({ query: '"harbour wall"' })).toEqual(["1"]);
    expect(await said({ query: "harbour NEAR/3 wall" })).toEqual(["1", "2"]);
    expect(await said({ query: "harbour NEAR/2 wall" })).toEqual(["1"]);
    expect(await said({ query: "ferr* AND NOT again" })).toEqual(["4"]);
    expect(await said({ query: "(ferries OR wall) NOT (old OR leaks)" })).toEqual(["3"]);
    expect(await said({ query: "/ferr(y|ies)/ late" })).toEqual(["3", "4"]);
    expect(await said({ query: "nothing" })).toEqual([]);
    expect(await paths({ query: "harbour wall" })).toEqual(["/silent"]);
  });

  it("agree with reading every text, whatever the query", async () => {
    const leaf = fc.constantFrom(...WORDS.map((word) => word.toLowerCase()));
    const query = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        leaf.map((word) => ({ text: word, holds: (forms: string[]) => forms.includes(word) })),
        fc.tuple(leaf, leaf).map(([a, b]) => ({
          text: `"${a} ${b}"`,
          holds: (forms: string[]) => forms.some((form, i) => form === a && forms[i + 1] === b),
        })),
        fc.tuple(leaf, leaf, fc.integer({ min: 1, max: 4 })).map(([a, b, n]) => ({
          text: `${a} NEAR/${n} ${b}`,
          holds: (forms: string[]) =>
            forms.some((x, i) => x === a && forms.some((y, j) => y === b && i !== j && Math.abs(i - j) <= n)),
        })),
        (tie("any") as fc.Arbitrary<Oracle>).map((of) => ({
          text: `NOT (${of.text})`,
          holds: (f: string[]) => !of.holds(f),
        })),
        fc
          .tuple(tie("any") as fc.Arbitrary<Oracle>, tie("any") as fc.Arbitrary<Oracle>, fc.boolean())
          .map(([a, b, or]) => ({
            text: or ? `(${a.text} OR ${b.text})` : `(${a.text} ${b.text})`,
            holds: (f: string[]) => (or ? a.holds(f) || b.holds(f) : a.holds(f) && b.holds(f)),
          })),
      ),
    })).any as fc.Arbitrary<Oracle>;
    interface Oracle {
      text: string;
      holds(forms: string[]): boolean;
    }
    await fc.assert(
      fc.asyncProperty(query, async ({ text, holds }) => {
        const found = await corpus.comments().where({ articleId: (await oracleArticle()).id, query: text });
        const expected = texts.flatMap((words, i) => (holds([...tokenise(words.join(" ")).forms]) ? [`o${i}`] : []));
        expect(found.map((one) => one.nativeId).sort()).toEqual(expected.sort());
      }),
      { numRuns: 40 },
    );
  });
  const oracleArticle = async () =>
    (await corpus
      .articles()
      .where({ from: at(20) })
      .first())!;

  it("count words of what was found", async () => {
    const { counted, rows } = await corpus
      .comments()
      .where({ query: '"harbour wall"', maxDepth: 1, article: { section: "Harbour" } })
      .freq();
    expect(counted.texts).toBe(1);
    expect(rows.map(({ form }) => form).sort()).toEqual(["harbour", "leaks", "the", "wall"]);
  });

  it.each(["(ferry", "ferry)", "AND ferry", "ferry OR", "NEAR/3 wall", '"harbour', "ferry NEAR/3", "", "NOT"])(
    "refuse the query %j with words",
    (query) => {
      expect(() => corpus.comments().where({ query })).toThrow(/comments\.where\(\{ query \}\): expected/);
    },
  );

  it("refuse unknown filters at any depth", () => {
    expect(() => corpus.comments().where({ article: { sectoin: "x" } as object })).toThrow(/unknown option "sectoin"/);
    expect(() => corpus.articles().where({ comments: { thread: { size: 1 } as object } })).toThrow(
      /unknown option "size"/,
    );
    expect(() => corpus.comments().where({ article: "Harbour" as never })).toThrow(/expected filters of articles/);
  });

  it("list commenters with how much they wrote", async () => {
    const [ada] = await corpus.commenters().where({ minComments: 2, comments: { article: { section: "Harbour" } } });
    expect(ada).toMatchObject({ comments: 3, replies: 1, threads: 2, publisher: "harbour.example" });
    expect(await corpus.commenters().where({ author: ada!.author }).count()).toBe(1);
    expect(Object.keys(ada!)).toEqual([...corpus.commenters().fields]);
  });

  it("are kept under a name, once, and asked by it at any place", async () => {
    await corpus
      .comments()
      .where({ article: { section: "Harbour" } })
      .where({ minDepth: 2 })
      .keepAs("deep");
    expect(await said({ subcorpus: "deep" })).toEqual(["2", "3"]);
    expect(await paths({ comments: { subcorpus: "deep" } })).toEqual(["/ferry"]);
    expect(await corpus.subcorpora()).toMatchObject([{ name: "deep", records: "comments" }]);
    await expect(corpus.comments().keepAs("deep")).rejects.toThrow(/"deep" already/);
    await expect(corpus.comments().limit(3).keepAs("few")).rejects.toThrow(/limit/);
    await expect(corpus.articles().where({ subcorpus: "deep" })).rejects.toThrow(/holds comments, not articles/);
    await expect(corpus.articles().where({ subcorpus: "none" })).rejects.toThrow(/none of this name/);
  });

  it("say of rows what they are of: cut, drawn, or nothing at all", async () => {
    const all = await corpus.comments();
    expect(all.about).toMatchObject({ records: "comments", truncated: false, sample: null, note: null });
    const some = await corpus.comments().limit(2);
    expect(some).toHaveLength(2);
    expect(some.about).toMatchObject({ truncated: true, limit: 2, note: "Only the first 2 comments: there are more." });
    expect((await corpus.comments().limit(all.length)).about.truncated).toBe(false);
    const none = await corpus.comments().where({ publisher: "other.example" });
    expect(none.about.note).toBe('No comments meet [{"publisher":"other.example"}].');
    const { sql, plan } = await corpus.comments().where({ query: "ferry" }).explain();
    expect(sql).toMatch(/^select .*token_text/);
    expect(plan.join("\n")).toMatch(/token_text/);
  });

  it("take any other question as a query over their rows", async () => {
    const rows = await corpus
      .comments()
      .where({ article: { section: "Harbour" } })
      .kysely((all) =>
        all
          .groupBy("depth")
          .select((q) => ["depth", q.fn.countAll<number>().as("n")])
          .orderBy("depth"),
      );
    expect(rows.map(({ depth, n }) => [depth, Number(n)])).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
  });
});

describe("samples", () => {
  const drawn: string[][] = [];
  it.each(engines)("are the same on $name", async ({ open }) => {
    const corpus = await open();
    await crawlStories(corpus.sink(), STORIES);
    const comments = corpus.comments();
    const samples = [
      comments.sample(7, { seed: 1 }),
      comments.sample(7, { seed: "1", strata: ["month", "section"] }),
      comments.sample(7, { seed: 1, strata: ["section"], allocation: "equal" }),
      comments.sample(7, { seed: 1, method: "systematic" }),
      comments.sample(1, { seed: 3, method: "thread" }),
      comments.sample(20, { seed: 2 }).where({ minDepth: 1 }).sample(5, { seed: 2 }),
    ];
    const ids = [];
    for (const sample of samples) {
      const rows = await sample;
      ids.push(rows.map(({ id }) => id).sort());
      expect((await sample).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
      expect(await sample.count()).toBe(rows.length);
    }
    expect(ids.map(({ length }) => length).toSpliced(4, 1)).toEqual([7, 7, 7, 7, 5]);
    expect(new Set((await samples[4]!).map(({ articleId }) => articleId)).size).toBe(1);
    expect(ids[0]).not.toEqual((await comments.sample(7, { seed: 2 })).map(({ id }) => id).sort());
    expect((await samples[0]!).about).toMatchObject({
      sample: { method: "random", seed: 1, size: 7, of: 65, drawn: 7 },
      note: "A random sample of 7 of 65 with seed 1.",
    });
    expect((await samples[0]!.freq()).counted).toMatchObject({
      texts: 7,
      sample: { seed: 1 },
      note: "A random sample of 7 of 65 with seed 1.",
    });
    expect((await samples[0]!.page({ limit: 3 })).sample).toMatchObject({ seed: 1, drawn: 7, of: 65 });
    expect((await comments.page({ limit: 3 })).sample).toBeNull();
    const strata = (await samples[1]!).about.sample!.parts;
    expect(strata.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(7);
    expect(strata.reduce((sum, { of }) => sum + of, 0)).toBe(65);
    expect((await samples[1]!).about.note).toMatch(
      /^A random sample of 7 of 65 with seed "1", by month and section \(proportional: \d+ strata, \d+ of them without a record\)\.$/,
    );
    expect((await samples[2]!).about.note).toMatch(/by section \(equal: \d+ strata\)\.$/);
    expect((await samples[4]!).about.note).toMatch(/^A sample of 1 of \d+ threads with seed 3: \d+ comments\.$/);
    expect((await comments.sample(100, { seed: 1 })).about.note).toBe(
      "All 65 comments, fewer than the sample of 100 that was asked for.",
    );
    const nothing = await comments.where({ minDepth: 99 }).sample(3, { seed: 1, strata: ["month"] });
    expect(nothing.about).toMatchObject({ note: 'No comments meet [{"minDepth":99}].', sample: { of: 0, parts: [] } });
    expect(await comments.sample(3e9, { seed: 1, method: "thread" }).count()).toBe(65);
    expect(await comments.sample(3, { seed: "a\u0000b" }).count()).toBe(3);
    const then = corpus.comments({ asOf: at(28) });
    await corpus.freeze("then");
    const paper = (await corpus.at("then")).comments();
    for (const old of [then, paper])
      expect((await old.sample(7, { seed: 1 })).map(({ id }) => id).sort()).toEqual(ids[0]);
    ids.push(strata.map(({ stratum, of, drawn }) => `${stratum} ${of} ${drawn}`));
    drawn.push(ids.flat());
    if (drawn.length === engines.length) expect(drawn[0]).toEqual(drawn[1]);
    expect(() => comments.sample(3, {} as { seed: number })).toThrow(/seed/);
    expect(() => comments.sample(3, { seed: "" })).toThrow(/seed/);
    expect(() => comments.sample(3, { seed: 1, allocation: "equal" })).toThrow(/allocation.*strata/);
    expect(() => comments.sample(3, { seed: 1, strata: ["month", "month"] })).toThrow(/each once/);
    expect(() => comments.sample(0, { seed: 1 })).toThrow(/whole number from 1/);
    expect(() => comments.sample(3, { seed: 1, sed: 2 } as { seed: number })).toThrow(/unknown option/);
    expect(() => comments.limit(3).sample(3, { seed: 1 })).toThrow(/draw first/);
    expect(() => corpus.articles().sample(3, { seed: 1, method: "thread" })).toThrow(/in no thread/);
    expect(() => corpus.articles().sample(3, { seed: 1, strata: ["depth"] })).toThrow(/some of publisher/);
    await corpus.close();
  });

  it("give each stratum its share, and the whole size whatever the strata", () => {
    const parts = [
      { stratum: "a", n: 70 },
      { stratum: "b", n: 25 },
      { stratum: "c", n: 5 },
    ];
    expect(allocated(parts, 10, "proportional").map(({ quota }) => quota)).toEqual([7, 3, 0]);
    expect(allocated(parts, 30, "equal").map(({ quota }) => quota)).toEqual([13, 12, 5]);
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { maxLength: 8 }),
        fc.integer({ min: 1, max: 200 }),
        fc.boolean(),
        (sizes, size, equal) => {
          const strata = sizes.map((n, i) => ({ stratum: String(i), n }));
          const quotas = allocated(strata, size, equal ? "equal" : "proportional");
          const total = sizes.reduce((sum, n) => sum + n, 0);
          expect(quotas.reduce((sum, { quota }) => sum + quota, 0)).toBe(Math.min(size, total));
          for (const { stratum, quota } of quotas) expect(quota).toBeLessThanOrEqual(sizes[Number(stratum)]!);
        },
      ),
    );
  });
});
