// Snapshots: what was frozen stays, whatever is crawled, edited or indexed later; the checksum is the same on both engines.

import { newCrawlId } from "@belowline/schema";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { citationOf } from "../../../packages/corpus/src/snapshot/cite.ts";
import { at, crawlStories, engines, type Story, urlOf } from "../../support/corpus.ts";

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
    const coverage = await corpus.coverage();
    const figuresIn = (page: string): string => page.slice(page.indexOf('<dl class="sum">'));
    const report = figuresIn(await corpus.report());
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

    expect(await paper.coverage()).toEqual(coverage);
    const page = await paper.report();
    expect(figuresIn(page)).toBe(report);
    expect(figuresIn(await corpus.report())).not.toBe(report);
    expect(page).toContain("Snapshot <code>paper-2026</code>");
    expect(page).toContain(frozen.checksum);
    const second = await corpus.freeze("second");
    expect(second.checksum).not.toBe(frozen.checksum);
    expect((await corpus.snapshots()).map(({ name }) => name)).toEqual(["paper-2026", "second"]);
    await expect(corpus.freeze("second")).rejects.toThrow(/"second" already/);
    await expect(corpus.freeze("../x")).rejects.toThrow(/a name of letters/);
    await expect(corpus.at("third")).rejects.toThrow(/there are paper-2026, second/);
  });

  it("keeps the addresses that its articles went by", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), BEFORE);
    await corpus.freeze("x");
    const paper = await corpus.at("x");
    const before = [...(await paper.articles())];
    expect(before[0]!.urls).toHaveLength(1);
    const alias = { url: urlOf("/old-ferry"), kind: "final" as const };
    const urls = [{ url: urlOf("/ferry"), kind: "final" as const }, alias];
    await crawlStories(corpus.sink(), [{ ...BEFORE[0]!, article: { urls } }], { visitedAt: at(9), edition: "second" });
    expect((await corpus.articles().first())!.urls).toHaveLength(2);
    expect([...(await paper.articles())]).toEqual(before);
    expect(await paper.articles().where({ url: alias.url }).count()).toBe(1);
  });

  it("has a name of its own, however it is typed and whoever freezes at once", async () => {
    await using corpus = await open();
    await corpus.freeze("gro\u0308\u00dfe");
    expect((await corpus.at("gr\u00f6\u00dfe")).record.name).toBe("gr\u00f6\u00dfe");
    expect((await corpus.at("gro\u0308\u00dfe")).record.name).toBe("gr\u00f6\u00dfe");
    const both = await Promise.allSettled([corpus.freeze("twin"), corpus.freeze("twin")]);
    const refused = both.flatMap((one) => (one.status === "rejected" ? [one.reason.message] : []));
    expect(refused).toEqual([expect.stringMatching(/"twin" already/)]);
    for (const name of ["", " ", "a b", 'a"b', "-a", "a/b", "x".repeat(101), "\u0000"])
      await expect(corpus.freeze(name)).rejects.toThrow(/a name of letters.*at most 100/);
  });

  it("may be of a corpus that holds nothing", async () => {
    await using corpus = await open();
    expect(await corpus.freeze("empty")).toMatchObject({ articles: 0, threads: 0, comments: 0 });
    const nothing = await corpus.at("empty");
    expect((await nothing.comments().sample(3, { seed: 1 })).about.note).toMatch(/No comments/);
    expect((await nothing.comments().freq()).rows).toEqual([]);
    expect((await nothing.threads().replyNetwork()).nodes).toEqual([]);
    expect((await nothing.verify()).intact).toBe(true);
    expect(nothing.record.methods.paragraph).toMatch(/^Nothing was collected yet\. /);
    await crawlStories(corpus.sink(), BEFORE);
    expect(await nothing.comments().count()).toBe(0);
  });

  it("says what erasure took, and what was changed by other means", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), BEFORE);
    await corpus.freeze("x");
    const paper = await corpus.at("x");
    const [first] = await paper.comments();
    await corpus.erase({ comment: first!.id });
    const verified = await paper.verify();
    expect(verified).toMatchObject({ intact: false, erased: { articles: 0, threads: 0, comments: 1 } });
    expect(verified.note).toMatch(/1 comment was erased since/);
    expect(await paper.comments().count()).toBe(3);
    expect((await paper.threads().first())!.collected).toBe(4);
    let collected = 0;
    for await (const { comments } of paper.threads().measures()) collected += comments;
    expect(collected).toBe(3);
    await corpus.freeze("y");
    expect((await (await corpus.at("y")).verify()).note).toBeNull();
    await sql`update snapshot_comment set votes_up = 99`.execute(corpus.db);
    expect((await (await corpus.at("y")).verify()).note).toMatch(/nothing was erased.*by other means/);
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
      /in 1 run from .* 1 article of 1 publisher .* 4 comments by 4 commenters in 1 thread\..*login \(3\).*keyed pseudonyms.*Near-duplicates/,
    );
    const { bibtex, csl, text } = cite({
      authors: ["Sand, Imke", "Harbour Lab"],
      title: "Ferries & {bridges}",
      url: "https://data.example/1",
    });
    expect(bibtex).toMatch(
      /^@misc\{belowline-a_b,\n {2}author = \{Sand, Imke and \{Harbour Lab\}\},\n {2}title = \{\{Ferries \\& \\textbraceleft\{\}bridges\\textbraceright\{\}\}\}/,
    );
    expect(bibtex).toMatch(/\n {2}month = [a-z]{3},\n/);
    expect(csl).toMatchObject({
      type: "dataset",
      author: [{ family: "Sand", given: "Imke" }, { literal: "Harbour Lab" }],
      version: "a_b",
      URL: "https://data.example/1",
    });
    expect(text).toMatch(/SHA-256 [0-9a-f]{64}/);
    expect((await corpus.methods()).paragraph).not.toMatch(/0 seconds apart/);
    expect(() => cite({ author: "x" } as object)).toThrow(/unknown option/);
    for (const [wrong, message] of [
      [{ authors: [""] }, /authors/],
      [{ authors: "Sand, Imke" }, /authors/],
      [{ title: " " }, /title/],
      [{ url: "10.5281/zenodo.1" }, /https:\/\/doi\.org/],
    ] as const)
      expect(() => cite(wrong as object)).toThrow(message);
  });
});

describe.each(engines)("methods on $name", ({ open }) => {
  const finish = { finishedAt: at(2), state: "finished", report: {} } as const;
  const imported = async (corpus: Corpus): Promise<void> => {
    const id = newCrawlId();
    const sink = corpus.sink();
    await sink.start({ id, startedAt: at(1), seeds: [], settings: { import: true }, userAgent: "", refresh: false });
    await sink.finish({ crawl: id, ...finish });
  };

  it("claim nothing of how imported pages were collected", async () => {
    await using corpus = await open();
    await imported(corpus);
    const alone = await corpus.methods();
    expect(alone).toMatchObject({ crawls: { runs: 0, userAgents: [] }, imports: { runs: 1, from: at(1), to: at(2) } });
    expect(alone.paragraph).not.toMatch(/robots\.txt was respected|text and data mining were left out/);
    expect(alone.paragraph).toMatch(/1 import .*others had collected/);
    await crawlStories(corpus.sink(), BEFORE);
    expect((await corpus.methods()).paragraph).toMatch(
      /in 1 run .* 1 import .*In the runs, robots\.txt was respected/s,
    );
  });

  it("say what was erased", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), BEFORE);
    await corpus.erase({ comment: (await corpus.comments().first())!.id });
    const methods = await corpus.methods();
    expect(methods.erased).toEqual({ articles: 0, comments: 1 });
    expect(methods.paragraph).toMatch(/1 comment was erased /);
  });
});

describe("a reference", () => {
  const record = (name: string) =>
    ({ name, madeAt: "2026-03-02T00:00:00.000Z", checksum: "ab".repeat(32), methods: { versions: {} } }) as never;
  const fieldOf = (bibtex: string, name: string): string =>
    new RegExp(`^  ${name} = \\{(.*)\\},?$`, "m").exec(bibtex)![1]!;

  it("has authors whom BibTeX does not take apart", () => {
    const { bibtex, csl, text } = citationOf(record("x"), {
      authors: ["Sand, Imke", "Rock and Roll Archive", "Müller & Söhne, Verlag", "de la Cruz,  Ana", "Sand, Imke, Jr."],
    });
    expect(fieldOf(bibtex, "author")).toBe(
      "Sand, Imke and {Rock and Roll Archive} and Müller \\& Söhne, Verlag and de la Cruz, Ana and {Sand, Imke, Jr.}",
    );
    expect(csl.author).toEqual([
      { family: "Sand", given: "Imke" },
      { literal: "Rock and Roll Archive" },
      { family: "Müller & Söhne", given: "Verlag" },
      { family: "de la Cruz", given: "Ana" },
      { literal: "Sand, Imke, Jr." },
    ]);
    expect(text).toMatch(/^Sand, Imke; Rock and Roll Archive; /);
  });

  it("holds no brace, line break or command that was not meant", () => {
    const { bibtex } = citationOf(record("x"), {
      title: "A } b {\n\\input{x} 50% #1 a_b $x$ ~ ^ & \u001b[2J",
      url: "https://data.example/a_b%20c?d={1}&e=\\#f",
    });
    expect(fieldOf(bibtex, "title")).toBe(
      "{A \\textbraceright{} b \\textbraceleft{} \\textbackslash{}input\\textbraceleft{}x\\textbraceright{} 50\\% \\#1 a\\_b \\$x\\$ \\textasciitilde{} \\textasciicircum{} \\& [2J}",
    );
    expect(fieldOf(bibtex, "url")).toBe("https://data.example/a_b%20c?d=%7B1%7D&e=%5C#f");
    const depth = [...bibtex].reduce((n, sign) => n + (sign === "{" ? 1 : sign === "}" ? -1 : 0), 0);
    expect(depth).toBe(0);
  });

  it("has a key of its own, in signs that every tool takes", () => {
    const keyOf = (name: string): string => /^@misc\{([^,]*),/.exec(citationOf(record(name)).bibtex)![1]!;
    expect(keyOf("paper_2026.v1-b")).toBe("belowline-paper_2026.v1-b");
    expect(keyOf("größe")).toMatch(/^belowline-gro-?-?e-[0-9a-f]{8}$/);
    expect(new Set(["海", "山", "größe", "grosse"].map(keyOf)).size).toBe(4);
  });
});

describe("two engines", () => {
  it("give the same state the same checksum", () => {
    expect(checksums).toHaveLength(engines.length);
    expect(new Set(checksums).size).toBe(1);
  });
});
