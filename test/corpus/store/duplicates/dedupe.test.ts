// The search for duplicates over a database: what it finds, and that neither order nor interruption changes it.
import { articleId, commentId, threadId } from "@belowline/schema";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../../packages/corpus/src/index.ts";
import { story, version } from "../../../support/copies.ts";
import { engines } from "../../../support/corpus.ts";
import { foundDuplicates } from "../../../support/found-duplicates.ts";
import { type Placed, place, remove } from "../../../support/placed.ts";
import fc from "../../../support/property.ts";
import { emptied } from "../../../support/rows.ts";

const base = story(1);
const article = (path: string, publisher: string, text: string, day = 1): Placed => ({
  kind: "article",
  path,
  publisher,
  text,
  saidAt: `2026-03-${String(day).padStart(2, "0")}T08:00:00.000Z`,
});

describe.each(engines)("duplicates on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(() => emptied(corpus));

  const clusterOf = async (path: string): Promise<string | null> => {
    const id = articleId(`https://${path}`);
    const { rows } = await sql<{ representative: string | null }>`
      select w.representative from wording_of o join wording w on w.number = o.wording where o.id = ${id}::uuid`.execute(
      corpus.db,
    );
    return rows[0]?.representative ?? null;
  };

  it("finds copies and versions over publishers, under the earliest, and leaves others alone", async () => {
    await place(corpus, [
      article("b.example/2", "b.example", version(base, 7), 2),
      article("a.example/1", "a.example", base, 1),
      article("c.example/3", "c.example", base.toUpperCase(), 3),
      article("a.example/9", "a.example", story(9), 1),
    ]);
    await corpus.dedupe();
    const first = articleId("https://a.example/1");
    expect(await clusterOf("b.example/2")).toBe(first);
    expect(await clusterOf("c.example/3")).toBe(first);
    expect(await clusterOf("a.example/1")).toBe(first);
    expect(await clusterOf("a.example/9")).toBeNull();
  });

  it("follows a revision away from its cluster, and a deletion", async () => {
    await place(corpus, [
      article("a.example/1", "a.example", base),
      article("b.example/2", "b.example", version(base, 7), 2),
    ]);
    await corpus.dedupe();
    expect(await clusterOf("b.example/2")).not.toBeNull();
    await place(corpus, [article("b.example/2", "b.example", story(5), 2)]);
    await corpus.dedupe();
    expect([await clusterOf("a.example/1"), await clusterOf("b.example/2")]).toEqual([null, null]);
    await place(corpus, [article("b.example/2", "b.example", base, 2)]);
    await corpus.dedupe();
    await remove(corpus, "a.example/1");
    await corpus.dedupe();
    expect(await clusterOf("b.example/2")).toBeNull();
    expect((await sql`select 1 from wording`.execute(corpus.db)).rows).toHaveLength(1);
  });

  it("takes no stub for an article's copy: what says too little is no evidence", async () => {
    const stub = "Log in or take out a subscription to go on reading this article.";
    await place(corpus, [article("a.example/1", "a.example", stub), article("a.example/2", "a.example", stub)]);
    await corpus.dedupe();
    expect([await clusterOf("a.example/1"), await clusterOf("a.example/2")]).toEqual([null, null]);
  });

  it("marks copied comments within and over threads and publishers, but not what anyone may say", async () => {
    const spam = "Earn four hundred a week from your kitchen table, I did, and my sister did too.";
    const near = "Earn five hundred a week from your kitchen table, I did, and my sister did too!";
    const comment = (path: string, publisher: string, nativeId: string, text: string, hour: number): Placed => ({
      kind: "comment",
      path,
      publisher,
      nativeId,
      text,
      saidAt: `2026-03-05T${String(hour).padStart(2, "0")}:00:00.000Z`,
    });
    await place(corpus, [
      comment("a.example/1", "a.example", "1", spam, 9),
      comment("a.example/1", "a.example", "2", spam.toUpperCase(), 10),
      comment("a.example/2", "a.example", "3", spam, 8),
      comment("b.example/1", "b.example", "4", near, 11),
      comment("a.example/1", "a.example", "5", "Well said.", 9),
      comment("a.example/2", "a.example", "6", "Well said.", 9),
    ]);
    await corpus.dedupe();
    const id = (path: string, publisher: string, nativeId: string): string =>
      commentId(threadId(publisher, "test", path), nativeId);
    const first = id("a.example/2", "a.example", "3");
    const marked = new Map((await corpus.comments()).map((one) => [one.nativeId, one.duplicateOf]));
    expect(Object.fromEntries(marked)).toEqual({ 1: first, 2: first, 3: null, 4: first, 5: null, 6: null });
    const kept = await corpus.comments({ duplicates: "keep" });
    expect(kept).toHaveLength(6);
    expect(kept.every(({ duplicateOf }) => duplicateOf === null)).toBe(true);
    const once = await corpus.comments({ duplicates: "representatives" });
    expect(once.map(({ nativeId }) => nativeId).sort()).toEqual(["3", "5", "6"]);
    expect(await corpus.comments({ duplicates: "representatives" }).count()).toBe(3);
    // Of what was asked for: this paper's readers said it first here.
    const there = await corpus.comments({ duplicates: "representatives" }).where({ publisher: "b.example" });
    expect(there.map(({ nativeId }) => nativeId)).toEqual(["4"]);
    await place(corpus, [comment("a.example/1", "a.example", "1", "Well said.", 9)]);
    await corpus.dedupe();
    expect((await corpus.comments()).find(({ nativeId }) => nativeId === "1")!.duplicateOf).toBeNull();
  });

  it("keeps a researcher's word through everything that comes later", async () => {
    const [one, other, third] = ["https://a.example/1", "https://b.example/2", "https://c.example/3"] as const;
    await place(corpus, [
      article("a.example/1", "a.example", base, 1),
      article("b.example/2", "b.example", version(base, 7), 2),
      article("c.example/3", "c.example", story(9), 3),
      article("a.example/4", "a.example", base, 4),
    ]);
    await corpus.dedupe();
    await corpus.duplicates.rule(one, other, "split");
    expect(await clusterOf("b.example/2")).not.toBe(articleId(one));
    await corpus.duplicates.rule(one, third, "merge");
    expect(await clusterOf("c.example/3")).toBe(articleId(one));
    // Word for word the same, at the same paper.
    await corpus.duplicates.rule(one, "https://a.example/4", "split");
    expect(await clusterOf("a.example/4")).not.toBe(articleId(one));
    const before = await foundDuplicates(corpus);
    await corpus.dedupe({ rebuild: true });
    expect(await foundDuplicates(corpus)).toEqual(before);
    await place(corpus, [article("c.example/3", "c.example", story(10), 3)]);
    await corpus.dedupe();
    expect(await clusterOf("c.example/3")).toBe(articleId(one));
    for (const place of [other, third, "https://a.example/4"]) await corpus.duplicates.rule(one, place, "undo");
    expect(await clusterOf("b.example/2")).toBe(articleId(one));
    expect(await clusterOf("a.example/4")).toBe(articleId(one));
    expect(await clusterOf("c.example/3")).toBeNull();
    await expect(corpus.duplicates.rule(one, other, "undo")).rejects.toMatchObject({ code: "usage/not-found" });
    await expect(corpus.duplicates.rule(one, one, "merge")).rejects.toMatchObject({ code: "usage/invalid-value" });
  });

  it("ends the same whatever came first, in how many pieces, and as a rebuild has it", async () => {
    const boiler = "Readers like you keep the presses of this paper turning every single night of the year, thank you.";
    const stories = [1, 2, 3].map((seed) => story(seed));
    const pool: Placed[] = [
      ...stories.map((text, i) => article(`a.example/${i}`, "a.example", `${text} ${boiler}`, i + 1)),
      ...stories.map((text, i) => article(`b.example/${i}`, "b.example", version(text, i), i + 2)),
      article("c.example/1", "c.example", stories[0]!, 1),
      article("c.example/2", "c.example", stories[0]!, 1),
      article("c.example/round", "c.example", stories.join("\n"), 5),
      // Enough of them that the line of the paper becomes common while they arrive.
      ...Array.from({ length: 10 }, (_, i) =>
        article(`a.example/x${i}`, "a.example", `${story(20 + i, 3)} ${boiler}`, 4),
      ),
    ];
    const whole = await (async () => {
      await place(corpus, pool);
      await corpus.dedupe();
      return await foundDuplicates(corpus);
    })();
    expect(whole.pairs.length).toBeGreaterThan(5);
    await corpus.dedupe({ rebuild: true });
    expect(await foundDuplicates(corpus)).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(pool, { minLength: pool.length }),
        fc.array(fc.boolean(), { minLength: pool.length, maxLength: pool.length }),
        fc.nat(pool.length - 1),
        async (order, pauses, detour) => {
          await emptied(corpus);
          // One of them first says something else and is revised.
          await place(corpus, [{ ...order[detour]!, text: order[(detour + 1) % order.length]!.text }]);
          await corpus.dedupe();
          for (const [i, one] of order.entries()) {
            await place(corpus, [one]);
            if (pauses[i]) await corpus.dedupe();
          }
          await corpus.dedupe();
          expect(await foundDuplicates(corpus)).toEqual(whole);
        },
      ),
      { numRuns: 4 },
    );
  });
});
