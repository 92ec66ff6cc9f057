// Measures over a corpus: what the index answers is what counting every text by hand answers, whatever was crawled, edited or deleted.

import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Corpus, tokenise } from "../../../packages/corpus/src/index.ts";
import { at, crawlStories, engines, PUBLISHER, type Said, type Story } from "../../support/corpus.ts";
import fc from "../../support/property.ts";
import { emptied } from "../../support/rows.ts";

interface Text {
  readonly id: string;
  readonly tokens: ReturnType<typeof tokenise>;
  readonly text: string;
}

/** Every current text of a kind, cut here and now. */
async function textsOf(corpus: Corpus, kind: "comments" | "articles"): Promise<Text[]> {
  const languages = new Map((await corpus.articles()).map(({ id, language }) => [id, language]));
  const rows = kind === "articles" ? await corpus.articles() : await corpus.comments();
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    tokens: tokenise(row.text, languages.get("articleId" in row ? row.articleId : row.id)),
  }));
}

function countOf(texts: readonly Text[], n = 1): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { tokens } of texts) {
    for (let i = 0; i + n <= tokens.forms.length; i++) {
      const form = tokens.forms.slice(i, i + n).join(" ");
      counts.set(form, (counts.get(form) ?? 0) + 1);
    }
  }
  return counts;
}

const sorted = (rows: readonly { form: string; tokens: number }[]): string[] =>
  rows.map(({ form, tokens }) => `${form} ${tokens}`).sort();
const byHand = (counts: ReadonlyMap<string, number>, least = 1): string[] =>
  [...counts].flatMap(([form, n]) => (n >= least ? [`${form} ${n}`] : [])).sort();

const WORDS = [
  "ferry",
  "Ferry",
  "harbour",
  "harbours",
  "wall",
  "the",
  "l’eau",
  "don't",
  "#tide",
  "🙂",
  "über",
  "日本",
  "www.x.example",
];
const saying = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 9 }).map((words) => words.join(" "));
const thread = fc.array(saying, { maxLength: 6 });
const state = fc.record({
  threads: fc.array(thread, { minLength: 1, maxLength: 3 }),
  language: fc.constantFrom("en", "fr", "tr"),
});

const storiesOf = ({ threads, language }: { threads: readonly string[][]; language: string }): Story[] =>
  threads.map((texts, t) => ({
    path: `/${t}`,
    text: `The harbour of ${t}.`,
    article: { language },
    comments: texts.map((text, i): Said => ({ id: String(i), text, createdAt: at(1 + i) })),
  }));

async function agrees(corpus: Corpus): Promise<void> {
  for (const kind of ["comments", "articles"] as const) {
    const texts = await textsOf(corpus, kind);
    const all = kind === "comments" ? corpus.comments() : corpus.articles();
    const narrowed =
      kind === "comments"
        ? corpus.comments().where({ publisher: PUBLISHER })
        : corpus.articles().where({ publisher: PUBLISHER });
    for (const selection of [all, narrowed]) {
      const list = await selection.freq({ limit: 1000 });
      const counts = countOf(texts);
      expect(sorted(list.rows)).toEqual(byHand(counts));
      expect(list.types).toBe(counts.size);
      expect(list.counted).toMatchObject({
        texts: texts.length,
        tokens: texts.reduce((sum, { tokens }) => sum + tokens.forms.length, 0),
      });
      expect(sorted((await selection.ngrams(2, { min: 1, limit: 1000 })).rows)).toEqual(byHand(countOf(texts, 2)));
      expect(sorted((await selection.ngrams(3, { min: 2, limit: 1000 })).rows)).toEqual(byHand(countOf(texts, 3), 2));
      for (const [query, fits] of [
        ["harbour*", /^harbour/],
        ["ferry|wall", /^(ferry|wall)$/],
        ["/.*(ü|'t).*/", /ü|'t/],
        ["l'eau", /^l'eau$/],
      ] as const) {
        const { lines, hits } = await selection.kwic(query, { window: 2 });
        const expected = texts.flatMap(({ id, tokens }) =>
          tokens.forms.flatMap((form, i) =>
            fits.test(form) || (query === "l'eau" && form === "l'" && tokens.forms[i + 1] === "eau")
              ? [`${id} ${tokens.starts[i]}`]
              : [],
          ),
        );
        expect(lines.map(({ id, start }) => `${id} ${start}`).sort()).toEqual(expected.sort());
        expect(hits).toBe(expected.length);
      }
      const phrase = await selection.kwic("the * ferry");
      expect(phrase.lines.length).toBe(
        [...countOf(texts, 3)].reduce((sum, [form, n]) => sum + (/^the \S+ ferry$/.test(form) ? n : 0), 0),
      );
    }
  }
}

describe.each(engines)("measures on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());

  it("agree with counting by hand, after crawls, edits, deletions and corrected languages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(state, { minLength: 1, maxLength: 3 }), fc.boolean(), async (states, rebuild) => {
        await emptied(corpus);
        for (const [i, one] of states.entries()) {
          await crawlStories(corpus.sink(), storiesOf(one), { visitedAt: at(2 + i), edition: String(i) });
          await agrees(corpus);
        }
        await sql`delete from comment_revision where comment_id in (select id from comment order by id limit 1)`.execute(
          corpus.db,
        );
        await sql`update comment_revision set text = 'erased' where comment_id in (select id from comment order by id desc limit 1)`.execute(
          corpus.db,
        );
        if (rebuild) await corpus.indexTokens({ rebuild: true });
        await agrees(corpus);
      }),
      { numRuns: 4 },
    );
  }, 120_000);
});

const stories: Story[] = [
  {
    path: "/ferry",
    text: "The ferry stays in port.",
    comments: [
      { id: "1", text: "The old ferry was late.\nAnd the new ferry sank!", createdAt: at(1) },
      { id: "2", parent: "1", text: "Buy a Ferry boat, a big ferry.", createdAt: at(20) },
    ],
  },
  {
    path: "/mill",
    text: "The mill turns.",
    comments: [
      { id: "1", text: "No word about boats.", createdAt: "2026-06-02T00:00:00.000Z" },
      { id: "2", text: "A mill, a ferry.", createdAt: null },
    ],
  },
];

describe.each(engines)("questions on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
    await crawlStories(corpus.sink(), stories);
  });
  afterAll(() => corpus.close());

  it("cut lines out of the text as it stands, sorted by what is beside the node", async () => {
    const { lines, hits, truncated } = await corpus.comments().kwic("ferry", { window: 2, sort: ["R1", "L1"] });
    expect(lines.map(({ left, node, right }) => [left, node, right])).toEqual([
      ["mill, a", "ferry", ""],
      ["a big", "ferry", ""],
      ["Buy a", "Ferry", "boat, a"],
      ["the new", "ferry", "sank"],
      ["The old", "ferry", "was late"],
    ]);
    expect({ hits, truncated }).toEqual({ hits: 5, truncated: false });
  });

  it("say where a text stands and when it was written as that is now, though its words stayed", async () => {
    await using moved = await open();
    await crawlStories(moved.sink(), [
      { path: "/boats", comments: [{ id: "1", text: "a ferry" }] },
      { path: "/walls", comments: [{ id: "2", text: "a wall" }] },
    ]);
    const line = async () => (await moved.comments().kwic("ferry")).lines[0]!;
    const { id, articleId } = await line();
    const other = (await moved.articles()).find((article) => article.id !== articleId)!;
    await sql`update comment set created_at = '2020-02-02T02:02:02Z', article_id = ${other.id}::uuid where id = ${id}::uuid`.execute(
      moved.db,
    );
    expect(await line()).toMatchObject({ id, at: "2020-02-02T02:02:02.000Z", articleId: other.id, node: "ferry" });
    await sql`update article_revision set published_at = '2020-03-03T03:03:03Z'`.execute(moved.db);
    expect((await moved.articles().kwic("/.+/", { limit: 1 })).lines[0]!.at).toBe("2020-03-03T03:03:03.000Z");
  });

  it("say that there is more, and how much when the index knows", async () => {
    const first = await corpus.comments().kwic("ferry", { limit: 2 });
    expect(first).toMatchObject({ hits: 5, truncated: true });
    expect(first.lines).toHaveLength(2);
    const some = await corpus.comments().where({ minDepth: 1 }).kwic("ferry", { limit: 2 });
    expect(some).toMatchObject({ hits: null, truncated: true });
    expect((await corpus.comments().kwic("ferry", { limit: 5 })).truncated).toBe(false);
    expect((await corpus.comments().freq({ limit: 1 })).truncated).toBe(true);
  });

  it("show the comment that a line's comment answers", async () => {
    const { lines } = await corpus.comments().kwic("big", { thread: true });
    expect(lines[0]!.parent?.text).toMatch(/^The old ferry/);
  });

  it("respect filters and limits, and say which", async () => {
    const deep = corpus.comments().where({ minDepth: 2 });
    expect((await deep.freq({ limit: 2 })).rows[0]).toMatchObject({ form: "a", tokens: 2, texts: 1 });
    expect((await deep.kwic("ferry")).counted).toEqual({
      records: "comments",
      snapshot: null,
      sample: null,
      where: [{ minDepth: 2 }],
      limit: null,
      texts: 1,
      tokens: 7,
      note: null,
    });
    expect((await corpus.comments().limit(1).kwic("ferry")).counted).toMatchObject({
      limit: 1,
      texts: 1,
      note: "Only the first 1 comments: there are more.",
    });
    expect((await corpus.comments().limit(4).freq()).counted).toMatchObject({ texts: 4, note: null });
    const none = await corpus.comments().where({ publisher: "other.example" }).collocates("ferry");
    expect(none).toMatchObject({ counted: { texts: 0, tokens: 0 }, hits: 0, rows: [] });
    expect(none.counted.note).toBe('No comments meet [{"publisher":"other.example"}].');
    expect((await corpus.comments().freq()).sources.guiraud).toMatch(/^Guiraud 1954/);
  });

  it("count collocates once for each token, with observed, expected and N", async () => {
    const { rows, hits, window, n } = await corpus.comments().collocates("ferry", { span: 2, min: 1, measure: "t" });
    // Windows: The old _ was late | And? no: the new _ sank; Buy a _ boat a big _ ; mill a _
    expect({ hits, window, n }).toEqual({ hits: 5, window: 14, n: 25 });
    const a = rows.find(({ form }) => form === "a")!;
    expect(a).toMatchObject({ observed: 3, tokens: 4, expected: (14 * 4) / 25 });
    expect(a.scores.t).toBeCloseTo((3 - 2.24) / Math.sqrt(3), 9);
  });

  it("set two selections side by side", async () => {
    const { rows, n } = await corpus.comments().keyness(corpus.articles(), { min: 1, measure: "ll" });
    expect(n).toBe(25 + 8);
    expect(rows.map(({ form }) => form)).toContain("a");
    expect(rows.every(({ scores }) => scores.ll > 0)).toBe(true);
    const lacking = await corpus.comments().keyness(corpus.articles(), { min: 1, negative: true });
    expect(lacking.rows.map(({ form }) => form).sort()).toContain("turns");
  });

  it("show gaps in a trend, and what has no date", async () => {
    const { rows, undated, hits } = await corpus.comments().trend("ferry", { by: "month" });
    expect(rows.map(({ from, hits, perMillion }) => [from, hits, perMillion])).toEqual([
      ["2026-03-01", 4, (4 * 1e6) / 17],
      ["2026-04-01", 0, null],
      ["2026-05-01", 0, null],
      ["2026-06-01", 0, 0],
    ]);
    expect({ undated, hits }).toEqual({ undated: { hits: 1, texts: 1, tokens: 4 }, hits: 5 });
  });

  it("tell how evenly a word is spread", async () => {
    const { range, parts, dp, hits } = await corpus.comments().dispersion("ferry");
    expect({ range, parts, hits }).toEqual({ range: 2, parts: 2, hits: 5 });
    expect(dp).toBeCloseTo(Math.abs(4 / 5 - 17 / 25), 9);
    const months = await corpus.comments().dispersion("ferry", { parts: "month" });
    expect(months).toMatchObject({ hits: 4, n: 21, perMillion: (4 * 1e6) / 21, parts: 2, range: 1 });
    expect(months.apart).toEqual({ texts: 1, tokens: 4, hits: 1 }); // without a date
  });

  it("do not run before they are awaited, and refuse what cannot be meant", async () => {
    const closed = await open();
    const later = closed.comments().kwic("ferry");
    await closed.close();
    await expect(Promise.resolve(later)).rejects.toThrow();
    const comments = corpus.comments();
    for (const wrong of [
      () => comments.kwic("  "),
      () => comments.kwic("!!!"),
      () => comments.kwic("* *"),
      () => comments.kwic("/(/"),
      () => comments.kwic("/(a)\\1/"),
      () => comments.kwic("ferry", { widow: 3 } as never),
      () => comments.kwic("ferry", { sort: ["R9"] as never }),
      () => comments.ngrams(1),
      () => comments.collocates("ferry", { measure: "best" as never }),
      () => comments.keyness({}),
      () => comments.trend("ferry", { by: "decade" as never }),
    ]) {
      expect(wrong).toThrow(/expected|unknown option/);
    }
  });

  it("bound what a hostile expression costs", async () => {
    const { hits } = await corpus.comments().kwic("/(a*)*b/");
    expect(hits).toBe(0);
  });
});
