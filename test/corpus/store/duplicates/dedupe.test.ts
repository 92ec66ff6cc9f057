// The search for duplicates over a database: what it finds, and that neither order nor interruption changes it.
import { articleId, publisherId } from "@belowline/schema";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../../packages/corpus/src/index.ts";
import { story, version } from "../../../support/copies.ts";
import { engines } from "../../../support/corpus.ts";
import { type Placed, place, remove } from "../../../support/placed.ts";
import { emptied } from "../../../support/rows.ts";

/** What was found, by names that do not depend on the order of arrival. */
async function found(corpus: Corpus): Promise<unknown> {
  const { rows: pairs } = await sql`
    select least(x.leader, y.leader) as a, greatest(x.leader, y.leader) as b, l.kind, round(l.score::numeric, 6)::text as score,
      round(l.jaccard::numeric, 6)::text as jaccard, round(l.shared::numeric, 6)::text as shared, l.longest
    from likeness l join wording x on x.number = l.a join wording y on y.number = l.b order by 1, 2`.execute(corpus.db);
  const { rows: clusters } = await sql`
    select o.id, w.representative, w.due, o.stale from wording_of o join wording w on w.number = o.wording order by 1`.execute(
    corpus.db,
  );
  const { rows: index } = await sql`
    select s.hash, w.leader from shingle s join wording w on w.number = s.wording order by 1, 2`.execute(corpus.db);
  return { pairs, clusters, index };
}

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
      return await found(corpus);
    })();
    expect((whole as { pairs: unknown[] }).pairs.length).toBeGreaterThan(5);
    await corpus.dedupe({ rebuild: true });
    expect(await found(corpus)).toEqual(whole);
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
          expect(await found(corpus)).toEqual(whole);
        },
      ),
      { numRuns: 4 },
    );
  });
});
