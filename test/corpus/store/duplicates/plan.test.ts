// Plans of the look-up, read with EXPLAIN: neither old statistics nor the extension intarray lead it away from the index.
import { type RawBuilder, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { againQuery } from "../../../../packages/corpus/src/store/duplicates/recount.ts";
import { holdersOf, holdersQuery, onlyByIndex } from "../../../../packages/corpus/src/store/duplicates/shingles.ts";
import type { Tx } from "../../../../packages/corpus/src/store/rows.ts";
import { story, version } from "../../../support/copies.ts";
import { engines } from "../../../support/corpus.ts";
import { foundDuplicates } from "../../../support/found-duplicates.ts";
import { type Placed, place } from "../../../support/placed.ts";

async function planOf(tx: Tx, query: RawBuilder<unknown>): Promise<string> {
  const { rows } = await sql<Record<string, unknown>>`explain (format json, costs off) ${query}`.execute(tx);
  return JSON.stringify(rows);
}

const stories: Placed[] = [1, 2, 3].flatMap((i) =>
  ["a.example", "b.example"].map((publisher) => ({
    kind: "article",
    path: `${publisher}/${i}`,
    publisher,
    text: publisher === "a.example" ? story(i) : version(story(i), i),
    saidAt: null,
  })),
);

const many = Array.from({ length: 8000 }, (_, i) => i * 7919);

describe.each(engines)("the look-up of shingles on $name", ({ open }) => {
  it("walks the index hash by hash, with statistics of an empty table too", async () => {
    await using corpus = await open();
    await sql`analyze shingle`.execute(corpus.db);
    // Written straight after: the planner still believes the table to be empty.
    await sql`insert into shingle (hash, wording) select (n % 40000) * 7919, n / 40000 from generate_series(1, 120000) n`.execute(
      corpus.db,
    );
    for (const fresh of [false, true]) {
      if (fresh) await sql`analyze shingle`.execute(corpus.db);
      await corpus.transaction(async (tx) => {
        await onlyByIndex(tx);
        const plan = await planOf(tx, holdersQuery(many));
        expect(plan).toMatch(/"Node Type":"Index (Only )?Scan"/);
        expect(plan).toContain('"shingle_pkey"');
        expect(plan).not.toMatch(/Hash Join|Merge Join|Seq Scan|Bitmap/);
        // Joins: here it is the settings alone that keep the planner on the index.
        const again = many.map((hash) => ({ hash, publisher: null, low: -(2 ** 31), high: 2 ** 31 - 1 }));
        const joined = await planOf(tx, againQuery(again));
        expect(joined).toContain('"shingle_pkey"');
        expect(joined).not.toMatch(/Hash Join|Merge Join|Seq Scan|Bitmap/);
        const found = await holdersOf(tx, many);
        expect(found.size).toBe(8000);
        expect(found.get(7919)!.toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
      });
    }
    // The settings end with the transaction.
    const { rows } = await sql<{ on: string }>`select current_setting('enable_hashjoin') as on`.execute(corpus.db);
    expect(rows[0]!.on).toBe("on");
  });

  it("runs as it stands on a table that is spread by the hash, and asks one part of it for a hash", async () => {
    await using corpus = await open();
    await place(corpus, stories);
    await corpus.dedupe();
    const whole = await foundDuplicates(corpus);
    await sql`drop table shingle`.execute(corpus.db);
    await sql`create table shingle (hash integer not null, wording integer not null,
      constraint shingle_pkey primary key (hash, wording)) partition by hash (hash)`.execute(corpus.db);
    for (const part of [0, 1, 2, 3])
      await sql`create table ${sql.table(`shingle_${part}`)} partition of shingle
        for values with (modulus 4, remainder ${sql.lit(part)})`.execute(corpus.db);
    await corpus.dedupe({ rebuild: true });
    expect(await foundDuplicates(corpus)).toEqual(whole);
    const { rows } = await sql`select distinct tableoid from shingle`.execute(corpus.db);
    expect(rows).toHaveLength(4);
    await corpus.transaction(async (tx) => {
      await onlyByIndex(tx);
      const [hash] = whole.index as { hash: number }[];
      const { rows: lines } = await sql<{ "QUERY PLAN": string }>`
        explain (analyze, costs off, timing off) ${holdersQuery([hash!.hash])}`.execute(tx);
      const plan = lines.map((line) => line["QUERY PLAN"]).join("\n");
      // Three of four parts are never looked into, in each of the two subqueries.
      expect(plan.match(/never executed/g)).toHaveLength(6);
      expect(plan).not.toMatch(/Seq Scan on shingle|Hash Join|Merge Join|Bitmap/);
    });
  });

  it("uses no operator on arrays that an extension could take over", async () => {
    await using corpus = await open();
    const hasIntarray = await sql`create extension intarray`.execute(corpus.db).then(
      () => true,
      () => false, // a server without contrib
    );
    await corpus.transaction(async (tx) => {
      await onlyByIndex(tx);
      const plan = await planOf(tx, holdersQuery(many));
      expect(plan, `intarray: ${hasIntarray}`).toContain('"shingle_pkey"');
      expect(plan).not.toMatch(/&&|@>|<@/);
    });
  });
});
