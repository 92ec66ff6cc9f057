// Rows of a query by COPY: each kind of value as the database has it, whatever the statement was asked with, on either engine.
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  blob,
  type Column,
  copyOut,
  exactTime,
  flag,
  json,
  selected,
  text,
  texts,
  time,
  uuid,
  whole,
} from "../../../packages/corpus/src/db/copy-out.ts";
import { withLiterals } from "../../../packages/corpus/src/db/literal.ts";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { engines } from "../../support/corpus.ts";
import fc from "../../support/property.ts";

describe.each(engines)("rows out of $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());

  /** One value as this kind of column. */
  async function read<T>(kind: (of: RawBuilder<unknown>) => Column<T>, value: RawBuilder<unknown>): Promise<T> {
    const columns = { before: whole(sql`7`), value: kind(value), after: text(sql`'end'::text`) };
    const { size, at } = await copyOut(corpus.db, columns, sql`select ${selected(columns)}`);
    expect([size, at.before(0), at.after(0)]).toEqual([1, 7, "end"]);
    return at.value(0) as T;
  }

  it("reads each kind of value", async () => {
    expect(await read(text, sql`'Ä😀\n'::text`)).toBe("Ä😀\n");
    expect(await read(text, sql`''::text`)).toBe("");
    expect(await read(whole, sql`'-32768'::smallint`)).toBe(-32_768);
    expect(await read(whole, sql`'-2147483648'::integer`)).toBe(-2_147_483_648);
    expect(await read(whole, sql`9007199254740991::bigint`)).toBe(Number.MAX_SAFE_INTEGER);
    expect(await read(flag, sql`true`)).toBe(true);
    expect(await read(flag, sql`false`)).toBe(false);
    expect(await read(uuid, sql`'00FFa1b2-c3d4-8000-9000-0123456789ab'::uuid`)).toBe(
      "00ffa1b2-c3d4-8000-9000-0123456789ab",
    );
    expect(await read(json, sql`'{"a": ["ö", null, 1.5]}'::jsonb`)).toEqual({ a: ["ö", null, 1.5] });
    expect(await read(texts, sql`array['a,b', '', 'NULL', 'ß"\\']`)).toEqual(["a,b", "", "NULL", 'ß"\\']);
    expect(await read(texts, sql`'{}'::text[]`)).toEqual([]);
    expect([...(await read(blob, sql`decode('00ff80', 'hex')`))]).toEqual([0, 255, 128]);
  });

  it("reads moments as a Date writes them, and to the microsecond", async () => {
    for (const [written, toMilliseconds, exact] of [
      ["2026-03-01 09:30:00+00", "2026-03-01T09:30:00.000Z", "2026-03-01T09:30:00.000Z"],
      ["2026-03-01 09:30:00.123456+05:30", "2026-03-01T04:00:00.123Z", "2026-03-01T04:00:00.123456Z"],
      ["1999-12-31 23:59:59.999999+00", "1999-12-31T23:59:59.999Z", "1999-12-31T23:59:59.999999Z"],
      ["1969-12-31 23:59:59.000001+00", "1969-12-31T23:59:59.000Z", "1969-12-31T23:59:59.000001Z"],
      ["0001-01-01 00:00:00+00", "0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z"],
    ] as const) {
      expect(await read(time, sql`${written}::timestamptz`)).toBe(toMilliseconds);
      expect(await read(exactTime, sql`${written}::timestamptz`)).toBe(exact);
    }
  });

  it("knows what is not there from what is empty", async () => {
    for (const [kind, type] of [
      [text, "text"],
      [whole, "integer"],
      [flag, "boolean"],
      [uuid, "uuid"],
      [time, "timestamptz"],
      [json, "jsonb"],
      [texts, "text[]"],
      [blob, "bytea"],
    ] as const) {
      expect(await read<unknown>(kind, sql`null::${sql.raw(type)}`)).toBeNull();
    }
  });

  it("says in literals what a parameter would have said", async () => {
    const value = fc.string({ unit: "grapheme" }).map((one) => one.replaceAll("\0", ""));
    await fc.assert(
      fc.asyncProperty(value, fc.array(fc.oneof(value, fc.constant(null))), fc.integer(), async (one, many, number) => {
        const columns = {
          one: text(sql`${one}::text`),
          many: json(sql`to_jsonb(${many}::text[])`),
          number: whole(sql`1 - ${number}::bigint`),
        };
        const { at } = await copyOut(corpus.db, columns, sql`select ${selected(columns)}`);
        expect([at.one(0), at.many(0), at.number(0)]).toEqual([one, many, 1 - number]);
      }),
      { numRuns: 60 },
    );
    const columns = {
      said: text(sql`${"'); drop table comment; --"}::text`),
      none: text(sql`${null}::text`),
      flag: flag(sql`${true}::boolean`),
    };
    const { at } = await copyOut(corpus.db, columns, sql`select ${selected(columns)}`);
    expect([at.said(0), at.none(0), at.flag(0)]).toEqual(["'); drop table comment; --", null, true]);
    expect(() => withLiterals(sql`select ${{ a: 1 }}`)).toThrow(TypeError);
  });

  it("hands over no rows, and many", async () => {
    const columns = { n: whole(sql`n`), said: text(sql`repeat('x', n % 50)`) };
    const among = (last: number) =>
      copyOut(corpus.db, columns, sql`select ${selected(columns)} from generate_series(1, ${last}::integer) n`);
    expect((await among(0)).size).toBe(0);
    const { size, at } = await among(100_000);
    expect([size, at.n(0), at.n(99_999), at.said(48)]).toEqual([100_000, 1, 100_000, "x".repeat(49)]);
  });

  it("fails as any question fails, and leaves the connection fit", async () => {
    const columns = { n: whole(sql`1 / n`) };
    const failing = () =>
      copyOut(corpus.db, columns, sql`select ${selected(columns)} from generate_series(3, -3, -1) n`);
    for (let i = 0; i < 12; i++) await expect(failing()).rejects.toMatchObject({ code: "22012" });
    await expect(copyOut(corpus.db, columns, sql`select nothing`)).rejects.toMatchObject({ code: "42703" });
    expect((await sql<{ n: number }>`select 1 as n`.execute(corpus.db)).rows).toEqual([{ n: 1 }]);
  });

  it("sees what its transaction wrote, and goes down with it", async () => {
    const columns = { wording: whole(sql`wording`) };
    const query = sql`select ${selected(columns)} from shingle where hash = ${4}::integer order by 1`;
    await corpus.db.transaction().execute(async (tx) => {
      await sql`insert into shingle (hash, wording) values (4, 1), (4, 2)`.execute(tx);
      const { size, at } = await copyOut(tx, columns, query);
      expect([size, at.wording(1)]).toEqual([2, 2]);
    });
    expect((await copyOut(corpus.db, columns, query)).size).toBe(2);
    const aborted = corpus.db.transaction().execute(async (tx) => {
      await copyOut(tx, columns, sql`select nothing`).catch(() => {});
      await copyOut(tx, columns, query);
    });
    await expect(aborted).rejects.toMatchObject({ code: "25P02" });
    const outside = corpus.db.transaction().execute(() => copyOut(corpus.db, columns, query));
    await expect(outside).rejects.toMatchObject({ code: "store/nested-transaction" });
  });
});
