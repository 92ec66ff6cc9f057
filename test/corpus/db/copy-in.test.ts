// Rows by COPY, inside a transaction of either engine.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyIn } from "../../../packages/corpus/src/db/copy-in.ts";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { engines } from "../../support/corpus.ts";

describe.each(engines)("rows by COPY on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());

  const columns = (rows: readonly (readonly [number, number])[]) => ({
    hash: Int32Array.from(rows, ([hash]) => hash),
    wording: Int32Array.from(rows, ([, wording]) => wording),
  });
  const stored = async (): Promise<[number, number][]> => {
    const { rows } = await sql<{ hash: number; wording: number }>`
      select hash, wording from shingle order by 1, 2`.execute(corpus.db);
    return rows.map(({ hash, wording }) => [hash, wording]);
  };
  const emptied = () => sql`truncate shingle`.execute(corpus.db);

  it("are the numbers that were given, beside what other statements write", async () => {
    await emptied();
    const rows = [
      [-2_147_483_648, 2_147_483_647],
      [-1, 0],
      [0, -1],
      [7, 7],
    ] as const;
    await corpus.db.transaction().execute(async (tx) => {
      await copyIn(tx, "shingle", columns(rows));
      await tx.insertInto("shingle").values({ hash: 9, wording: 1 }).execute();
      await copyIn(tx, "shingle", columns([[9, 2]]));
      await copyIn(tx, "shingle", columns([]));
    });
    expect(await stored()).toEqual([...rows, [9, 1], [9, 2]]);
  });

  it("go in by the hundred thousand", async () => {
    await emptied();
    const many = Array.from({ length: 200_000 }, (_, at) => [at % 500, at] as const);
    await corpus.db.transaction().execute((tx) => copyIn(tx, "shingle", columns(many)));
    const { rows } = await sql<{ n: number; sum: number }>`
      select count(*)::int as n, sum(wording)::float8 as sum from shingle`.execute(corpus.db);
    expect(rows).toEqual([{ n: 200_000, sum: (200_000 * 199_999) / 2 }]);
  });

  it("go with their transaction where it fails, and leave the connection fit", async () => {
    await emptied();
    const twice = corpus.db.transaction().execute(async (tx) => {
      await copyIn(tx, "shingle", columns([[1, 1]]));
      await copyIn(tx, "shingle", columns([[1, 1]])); // the key is taken
    });
    await expect(twice).rejects.toMatchObject({ code: "23505" });
    const nowhere = corpus.db.transaction().execute((tx) => copyIn(tx, "no_such_table", columns([[1, 1]])));
    await expect(nowhere).rejects.toMatchObject({ code: "42P01" });
    expect(await stored()).toEqual([]);
    await corpus.db.transaction().execute((tx) => copyIn(tx, "shingle", columns([[2, 2]])));
    expect(await stored()).toEqual([[2, 2]]);
  });
});
