// Measures of conversations and reply networks: worked by hand, and under any parents at all.
import type { ThreadRecord } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import {
  conversationOf,
  gini,
  networkOf,
  type ThreadSelection,
  toEdgeList,
  toGexf,
  toGraphml,
  type Voice,
} from "../../../packages/corpus/src/index.ts";
import { treeOf } from "../../../packages/corpus/src/query/tree.ts";
import { crawlStories, engines } from "../../support/corpus.ts";
import fc from "../../support/property.ts";

const thread = { id: "t", publisher: "harbour.example" } as ThreadRecord;
const minute = (n: number): string => new Date(Date.UTC(2026, 2, 1, 8, n)).toISOString();
const voice = (id: string, parentId: string | null, author: string | null, at: number | null): Voice => ({
  id,
  parentId,
  position: Number(id.slice(1)),
  author,
  createdAt: at === null ? null : minute(at),
  byArticleAuthor: author === "imke",
});

/** Ada asks; Ben and Imke (the author) answer; Ada answers Ben; Cleo talks alone; somebody is lost. */
const VOICES = [
  voice("c1", null, "ada", 10),
  voice("c2", "c1", "ben", 14),
  voice("c3", "c2", "ada", 20),
  voice("c4", "c1", "imke", 40),
  voice("c5", null, "cleo", 50),
  voice("c6", "gone", null, null),
];

describe("a conversation", () => {
  it("is measured as counted by hand", () => {
    expect(conversationOf(treeOf(thread, VOICES), minute(0))).toEqual({
      comments: 6,
      roots: 3,
      orphans: 1,
      maxDepth: 3,
      meanDepth: (1 + 2 + 3 + 2 + 1 + 1) / 6,
      maxWidth: 3,
      unanswered: 4,
      branching: 3 / 2,
      commenters: 4,
      unattributed: 1,
      commentsEach: 5 / 4,
      gini: gini([2, 1, 1, 1]),
      pairs: 2,
      reciprocity: 1 / 2,
      firstReplyMs: 5 * 60_000, // 4 minutes to c1, 6 to c2
      firstCommentMs: 10 * 60_000,
      durationMs: 40 * 60_000,
      authorComments: 1,
      authorReplies: 1,
    });
  });

  it("without anything has nothing to measure", () => {
    expect(conversationOf(treeOf(thread, []))).toMatchObject({
      comments: 0,
      maxDepth: 0,
      meanDepth: null,
      gini: null,
      reciprocity: null,
      firstReplyMs: null,
      durationMs: null,
    });
  });

  it("takes guessed parents only when told", () => {
    const guessed = new Map([["c5", "c4"]]);
    expect(conversationOf(treeOf(thread, VOICES, guessed)).roots).toBe(2);
    expect(networkOf([treeOf(thread, VOICES, guessed)]).edges.at(-1)).toMatchObject({ from: "harbour.example cleo" });
  });

  it("stays within its bounds under any parents: orphans, circles, self-replies, unknown writers", () => {
    const anyVoices = fc
      .array(
        fc.tuple(
          fc.option(fc.nat(30), { nil: null }),
          fc.option(fc.constantFrom("a", "b", "c"), { nil: null }),
          fc.option(fc.nat(500), { nil: null }),
        ),
        { maxLength: 30 },
      )
      .map((rows) =>
        rows.map(([parent, author, at], i) => voice(`c${i}`, parent === null ? null : `c${parent}`, author, at)),
      );
    fc.assert(
      fc.property(anyVoices, (voices) => {
        const tree = treeOf(thread, voices);
        const measured = conversationOf(tree);
        const { edges, nodes, selfReplies, unattributed } = networkOf([tree]);
        expect(measured.comments).toBe(voices.length);
        expect(measured.roots + edges.reduce((sum, { replies }) => sum + replies, 0) + selfReplies + unattributed).toBe(
          voices.length,
        );
        expect(measured.maxDepth).toBeLessThanOrEqual(voices.length);
        expect(measured.unanswered).toBeGreaterThanOrEqual(Math.min(1, voices.length));
        for (const share of [measured.gini, measured.reciprocity]) {
          if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
        }
        if (measured.firstReplyMs !== null) expect(measured.firstReplyMs).toBeGreaterThanOrEqual(0);
        expect(nodes.reduce((sum, { comments }) => sum + comments, 0)).toBe(
          voices.filter(({ author }) => author !== null).length,
        );
        for (const { from, to } of edges) expect(from).not.toBe(to);
      }),
    );
  });
});

describe("the Gini coefficient", () => {
  it("is 0 for equals, (n - 1) / n where one has all, and as worked by hand between", () => {
    expect(gini([5, 5, 5, 5])).toBe(0);
    expect(gini([0, 0, 0, 8])).toBe(3 / 4);
    expect(gini([1, 2, 3, 4])).toBeCloseTo(0.25, 12);
    expect(gini([])).toBeNull();
  });

  it("is the mean difference of all pairs over twice the mean", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }), (values) => {
        const n = values.length;
        const mean = values.reduce((a, b) => a + b, 0) / n;
        const apart = values.flatMap((a) => values.map((b) => Math.abs(a - b))).reduce((a, b) => a + b, 0);
        expect(gini(values)).toBeCloseTo(apart / (2 * n * n * mean), 10);
      }),
    );
  });
});

describe("a reply network", () => {
  const network = networkOf([treeOf(thread, VOICES)]);

  it("has everybody, also who is alone, and edges with weight and time", () => {
    expect(network.nodes.map(({ author, comments }) => [author, comments])).toEqual([
      ["ada", 2],
      ["ben", 1],
      ["imke", 1],
      ["cleo", 1],
    ]);
    expect(network.edges[0]).toEqual({
      from: "harbour.example ben",
      to: "harbour.example ada",
      replies: 1,
      firstAt: minute(14),
      lastAt: minute(14),
    });
  });

  it("is written as GEXF, GraphML and an edge list, whatever the names", () => {
    const hostile = networkOf([
      treeOf(thread, [
        voice("c1", null, '<b>"&\u0000', 1),
        voice("c2", "c1", "=cmd()", null),
        voice("c3", "c2", "\uD800", 3),
      ]),
    ]);
    for (const text of [toGexf(hostile), toGraphml(hostile)]) {
      expect(text).toContain("&lt;b&gt;&quot;&amp;");
      expect(text).not.toMatch(/[\u0000\uD800]|null/);
      expect(text.match(/<edge /g)).toHaveLength(2);
      expect(text.match(/<node /g)).toHaveLength(3);
    }
    expect(toGexf(network)).toContain(
      '<edge id="0" source="harbour.example ben" target="harbour.example ada" weight="1">',
    );
    expect(toEdgeList(network).split("\r\n")[0]).toBe("from,to,replies,firstAt,lastAt");
    expect(toEdgeList(networkOf([])).trim()).toBe("from,to,replies,firstAt,lastAt");
  });
});

describe.each(engines)("threads on $name", ({ open }) => {
  it("are measured one after the other, as far as they were asked for", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), [
      {
        path: "/ferry",
        publishedAt: minute(0),
        comments: [
          { id: "1", name: "Ada", createdAt: minute(5) },
          { id: "2", name: "Ben", parent: "1", createdAt: minute(9) },
          { id: "3", name: "Ada", parent: "2", createdAt: minute(10) },
        ],
      },
      { path: "/mill", complete: false, announced: 9, comments: [{ id: "4", name: "Ada" }] },
    ]);
    const measured = [];
    for await (const one of corpus.threads().measures()) measured.push(one);
    measured.sort((a, b) => b.comments - a.comments);
    expect(measured).toMatchObject([
      { comments: 3, maxDepth: 3, reciprocity: 1, firstCommentMs: 5 * 60_000, firstReplyMs: 150_000, complete: true },
      { comments: 1, complete: false, firstReplyMs: null },
    ]);
    const { nodes, edges, about } = await corpus.threads().where({ minSize: 2 }).replyNetwork();
    expect(nodes.map(({ comments }) => comments)).toEqual([2, 1]);
    expect(edges).toHaveLength(2);
    expect(about).toMatchObject({ records: "threads", where: [{ minSize: 2 }], threads: 1, incomplete: 0, note: null });
    const aboutOf = async (threads: ThreadSelection) => (await threads.replyNetwork()).about;
    expect(await aboutOf(corpus.threads())).toMatchObject({ threads: 2, incomplete: 1, inferred: false, note: null });
    expect(await aboutOf(corpus.threads().limit(1))).toMatchObject({
      truncated: true,
      note: "Only the first 1 threads: there are more.",
    });
    expect((await aboutOf(corpus.threads().limit(2))).truncated).toBe(false);
    expect((await aboutOf(corpus.threads().sample(1, { seed: 4 }))).note).toBe(
      "A random sample of 1 of 2 with seed 4.",
    );
    expect((await aboutOf(corpus.threads().where({ minSize: 9 }))).note).toBe('No threads meet [{"minSize":9}].');
    expect(() => corpus.threads().measures({ infered: true } as object)).toThrow(/unknown option/);
    const tree = (await corpus.thread(measured[0]!.articleId, { inferred: true }))!;
    expect(conversationOf(tree).maxDepth).toBe(3);
    expect(tree.comments.map(({ id }) => tree.depth(id))).toEqual([1, 2, 3]);
  });
});
