// Snapshots: what was frozen stays, whatever is crawled, edited or indexed later; the checksum is the same on both engines.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { at, crawlStories, engines, type Story } from "../../support/corpus.ts";

const LONG =
  "The ferry to the island was late again because the harbour master waited for a part that never came by rail";
const BEFORE: readonly Story[] = [
  {
    path: "/ferry",
    text: "The mill turns.",
    comments: [
      { id: "1", name: "Ada", text: "The old ferry.", createdAt: "2026-03-02T09:00:00.250Z" },
      {
        id: "2",
        parent: "1",
        name: "Ben",
        text: "A bridge instead.",
        more: { votes: { up: 1, down: 0, score: null } },
      },
      { id: "3", name: "Cleo", text: LONG },
      { id: "4", name: "Dora", text: LONG, createdAt: at(3) },
    ],
  },
];
const AFTER: readonly Story[] = [
  {
    path: "/ferry",
    text: "The mill stands still and nobody knows why.",
    comments: [
      { id: "1", name: "Ada", text: "No ferry at all.", createdAt: "2026-03-02T09:00:00.250Z" },
      {
        id: "2",
        parent: "1",
        name: "Ben",
        text: "A bridge instead.",
        more: { votes: { up: 9, down: 0, score: null } },
      },
      { id: "5", parent: "2", name: "Emil", text: "A tunnel." },
    ],
  },
  { path: "/new", comments: [{ id: "6", text: "Something new." }] },
];

const checksums: string[] = [];

describe.each(engines)("a snapshot on $name", ({ open }) => {
  it("stays what it was while the corpus goes on", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), BEFORE);
    await corpus.dedupe();
    const frozen = await corpus.freeze("paper-2026");
    expect(frozen).toMatchObject({
      articles: 1,
      threads: 1,
      comments: 4,
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    checksums.push(frozen.checksum);
    const paper = await corpus.at("paper-2026");
    const comments = [...(await paper.comments())];
    const articles = [...(await paper.articles())];
    const words = await paper.comments().freq({ limit: 1000 });
    const tree = await paper.thread(articles[0]!.id);
    expect(comments).toEqual([...(await corpus.comments())]);
    expect(articles).toEqual([...(await corpus.articles())]);

    await crawlStories(corpus.sink(), AFTER, { visitedAt: at(9), edition: "second" });
    await corpus.dedupe({ rebuild: true });
    expect(await corpus.comments().count()).toBe(6);
    expect([...(await paper.comments())]).toEqual(comments);
    expect([...(await paper.articles())]).toEqual(articles);
    expect((await paper.thread(articles[0]!.id))!.comments).toEqual(tree!.comments);
    expect(await paper.threads().count()).toBe(1);
    expect((await paper.commenters()).map(({ comments }) => comments)).toEqual([1, 1, 1, 1]);

    const later = await paper.comments().freq({ limit: 1000 });
    expect(later.rows).toEqual(words.rows);
    expect(later.counted).toMatchObject({ snapshot: "paper-2026", texts: 4 });
    expect((await paper.comments().kwic("old ferry")).lines).toHaveLength(1);
    expect((await corpus.comments().kwic("old ferry")).lines).toHaveLength(0);
    expect((await paper.articles().trend("mill")).hits).toBe(1);
    expect(await paper.comments().where({ query: '"old ferry"' }).count()).toBe(1);
    expect(
      await paper
        .comments()
        .where({ article: { query: "nobody" } })
        .count(),
    ).toBe(0);
    const alone = await paper.comments({ duplicates: "representatives" });
    expect(alone.map(({ nativeId }) => nativeId).sort()).toEqual(["1", "2", "3"]);
    expect(alone.about.snapshot).toBe("paper-2026");
    expect((await paper.comments().where({ copied: true })).map(({ nativeId }) => nativeId).sort()).toEqual(["3", "4"]);
    let measured = 0;
    for await (const one of paper.threads().measures()) measured += one.comments;
    expect(measured).toBe(4);
    expect(await paper.verify()).toMatchObject({ intact: true, erased: { articles: 0, comments: 0 } });

    const second = await corpus.freeze("second");
    expect(second.checksum).not.toBe(frozen.checksum);
    expect((await corpus.snapshots()).map(({ name }) => name)).toEqual(["paper-2026", "second"]);
    await expect(corpus.freeze("second")).rejects.toThrow(/"second" already/);
    await expect(corpus.freeze("../x")).rejects.toThrow(/a name of letters/);
    await expect(corpus.at("third")).rejects.toThrow(/there are paper-2026, second/);
  });

  it("gives way to erasure, and says so", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), BEFORE);
    await corpus.freeze("x");
    const paper = await corpus.at("x");
    expect((await paper.comments().freq()).counted.texts).toBe(4);
    const first = (await paper.comments()).find(({ nativeId }) => nativeId === "1");
    await corpus.transaction(async (tx) => {
      for (const table of ["comment_revision", "wording_of", "event", "comment"]) {
        const id = { comment_revision: "comment_id", event: "comment_id" }[table] ?? "id";
        await sql`delete from ${sql.id(table)} where ${sql.id(id)} = ${first!.id}::uuid`.execute(tx);
      }
    });
    expect(await paper.verify()).toMatchObject({ intact: false, erased: { articles: 0, threads: 0, comments: 1 } });
    expect((await paper.comments().freq()).counted.texts).toBe(3);
    expect((await paper.comments().freq({ limit: 100 })).rows.map(({ form }) => form)).not.toContain("old");
    const { rows } = await sql`select 1 from token_text where id = ${first!.id}::uuid`.execute(corpus.db);
    expect(rows).toEqual([]);
  });

  it("knows its methods, and how it is cited", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), [
      {
        ...BEFORE[0]!,
        announced: 7,
        complete: false,
        gaps: [{ reason: "login", count: 3, detail: "" }],
      } as Story,
    ]);
    await corpus.freeze("a_b");
    const {
      record: { methods },
      cite,
    } = await corpus.at("a_b");
    expect(methods).toMatchObject({
      comments: { announced: 7, collected: 4 },
      threads: { total: 1, complete: 0 },
      publishers: [{ publisher: "harbour.example", articles: 1, comments: 4 }],
      crawls: { runs: 1, unfinished: 0 },
      ethics: { authors: "pseudonym", robots: "respected", delaySeconds: 0 },
      gaps: { login: 3 },
    });
    expect((await corpus.methods()).paragraph).toMatch(
      /4 comments by 4 commenters in 1 threads\..*login \(3\).*keyed pseudonyms.*Near-duplicates/,
    );
    const { bibtex, csl, text } = cite({
      authors: ["Sand, Imke", "Harbour Lab"],
      title: "Ferries & {bridges}",
      url: "https://data.example/1",
    });
    expect(bibtex).toMatch(
      /^@misc\{belowline-a-b,\n {2}author = \{Sand, Imke and Harbour Lab\},\n {2}title = \{\{Ferries \\& \\\{bridges\\\}\}\}/,
    );
    expect(csl).toMatchObject({
      type: "dataset",
      author: [{ family: "Sand", given: "Imke" }, { literal: "Harbour Lab" }],
      version: "a_b",
      URL: "https://data.example/1",
    });
    expect(text).toMatch(/SHA-256 [0-9a-f]{64}/);
    expect(() => cite({ author: "x" } as object)).toThrow(/unknown option/);
  });
});

describe("two engines", () => {
  it("give the same state the same checksum", () => {
    expect(checksums).toHaveLength(engines.length);
    expect(new Set(checksums).size).toBe(1);
  });
});
