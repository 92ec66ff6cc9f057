// Transactions: the outer handle inside one is refused at once, on both engines, and nobody else is disturbed.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { engines, TEST_KEY } from "../../support/corpus.ts";

const NESTED = { code: "store/nested-transaction" };

describe.each(engines)("a transaction on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open({ key: TEST_KEY });
  });
  afterAll(() => corpus.close());
  const settings = () => corpus.db.selectFrom("setting").select("key").execute();

  it("refuses the outer handle, a second transaction and the corpus's questions inside", async () => {
    await expect(corpus.transaction(() => settings())).rejects.toMatchObject(NESTED);
    await expect(corpus.transaction(() => corpus.transaction(async () => 1))).rejects.toMatchObject(NESTED);
    await expect(corpus.db.transaction().execute(() => settings())).rejects.toMatchObject(NESTED);
    await expect(corpus.transaction(async () => await corpus.articles().count())).rejects.toMatchObject(NESTED);
    const later = corpus.transaction(async () => {
      await sql`select 1`.execute(corpus.db.withoutPlugins()).catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
      return await corpus.db.withSchema("public").selectFrom("setting").selectAll().execute();
    });
    await expect(later).rejects.toMatchObject(NESTED);
  });

  it("refuses the outer handle while a connection is held", async () => {
    await expect(corpus.db.connection().execute(() => settings())).rejects.toMatchObject(NESTED);
    const derived = corpus.db.withSchema("public").connection();
    await expect(derived.execute(() => corpus.transaction(async () => 1))).rejects.toMatchObject(NESTED);
    const own = corpus.db.connection().execute((held) => held.selectFrom("setting").selectAll().execute());
    expect(await own).not.toEqual([]);
    expect(await settings()).not.toEqual([]);
  });

  it("refuses the outer handle while a started transaction is open, and not after its end", async () => {
    for (const end of ["commit", "rollback"] as const) {
      const tx = await corpus.db.startTransaction().setIsolationLevel("serializable").execute();
      await expect(settings()).rejects.toMatchObject(NESTED);
      await expect(corpus.db.startTransaction().execute()).rejects.toMatchObject(NESTED);
      expect(await tx.selectFrom("setting").selectAll().execute()).not.toEqual([]);
      await tx[end]().execute();
      expect(await settings()).not.toEqual([]);
    }
  });

  it("leaves alone what runs beside it and after it", async () => {
    let inside = false;
    const transaction = corpus.transaction(async (tx) => {
      inside = true;
      await tx.selectFrom("setting").selectAll().execute();
      return "done";
    });
    const beside = settings();
    expect(await transaction).toBe("done");
    expect(await beside).not.toEqual([]);
    expect(inside).toBe(true);
    expect(await settings()).not.toEqual([]);
  });

  it("lets what was begun inside use the outer handle once it is over", async () => {
    let over = (): void => {};
    const ended = new Promise<void>((resolve) => (over = resolve));
    let later: Promise<unknown[]> | undefined;
    await corpus.transaction(async () => {
      later = ended.then(() => settings());
    });
    over();
    expect(await later).not.toEqual([]);
  });

  it("is undone when it fails, and the next one works", async () => {
    const failing = corpus.transaction(async (tx) => {
      await tx.insertInto("setting").values({ key: "trial", value: "1" }).execute();
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await settings()).not.toContainEqual({ key: "trial" });
    expect(await Promise.all([1, 2, 3].map((n) => corpus.transaction(async () => n)))).toEqual([1, 2, 3]);
  });

  it("answers with the same JavaScript types on every engine", async () => {
    const { rows } = await sql`select now() as time, '\\x00ff'::bytea as bytes, 9007199254740991::int8 as big,
      '{"aKey": [1]}'::jsonb as json, array['a', null, 'b,"c'] as texts,
      array['6e2d1cf4-6a3f-4f5e-8f7a-000000000001'::uuid] as ids, 1.5::float8 as real, null::text as nothing`.execute(
      corpus.db,
    );
    const row = rows[0] as Record<string, unknown>;
    expect(row.time).toBeInstanceOf(Date);
    expect(row.bytes).toEqual(new Uint8Array([0, 255]));
    expect(Object.getPrototypeOf(row.bytes)).toBe(Uint8Array.prototype);
    expect(row.big).toBe(9007199254740991);
    expect(row.json).toEqual({ aKey: [1] });
    expect(row.texts).toEqual(["a", null, 'b,"c']);
    expect(row.ids).toEqual(["6e2d1cf4-6a3f-4f5e-8f7a-000000000001"]);
    expect([row.real, row.nothing]).toEqual([1.5, null]);
  });
});
