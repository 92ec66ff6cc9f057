// Rows out of batches: all of them, once, in order, however they are asked for; and moments as Date writes them.

import { describe, expect, it } from "vitest";
import { instantOf } from "../../../packages/corpus/src/db/instant.ts";
import { isoOf } from "../../../packages/corpus/src/db/iso.ts";
import { inBatches } from "../../../packages/corpus/src/query/batches.ts";
import fc from "../../support/property.ts";

function table(size: number) {
  const asked: number[] = [];
  return {
    asked,
    fetch: async (after: number | null, rows: number) => {
      asked.push(rows);
      const from = after === null ? 0 : after + 1;
      const at = (i: number): number => from + i;
      return { size: Math.max(0, Math.min(rows, size - from)), row: at, key: at };
    },
  };
}

async function readAll(rows: AsyncIterator<number>): Promise<number[]> {
  const found: number[] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next()) found.push(next.value);
  return found;
}

describe("rows in batches", () => {
  it("gives every row once and in order, up to the most that are wanted", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(9000), fc.nat(9000), fc.integer({ min: 1, max: 2000 }), async (size, most, largest) => {
        const { fetch, asked } = table(size);
        const found = await readAll(inBatches(largest, most, fetch));
        expect(found).toEqual(Array.from({ length: Math.min(size, most) }, (_, i) => i));
        expect(Math.max(0, ...asked)).toBeLessThanOrEqual(largest);
        expect(asked.reduce((sum, rows) => sum + rows, 0)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps the order for who asks before the last answer came", async () => {
    const rows = inBatches(10, Number.POSITIVE_INFINITY, table(25).fetch);
    const found = await Promise.all(Array.from({ length: 30 }, () => rows.next()));
    expect(found.map(({ value }) => value as number | undefined)).toEqual([
      ...Array.from({ length: 25 }, (_, i) => i),
      ...Array.from({ length: 5 }, () => undefined),
    ]);
  });

  it("tells a failure to who waits for the batch, and asks for nothing after an end", async () => {
    const { fetch, asked } = table(5000);
    const rows = inBatches(1000, Number.POSITIVE_INFINITY, async (after: number | null, wanted) => {
      if (after !== null) throw new Error("gone");
      return fetch(after, wanted);
    });
    for (let i = 0; i < 500; i++) expect((await rows.next()).value).toBe(i);
    await expect(rows.next()).rejects.toThrow("gone");
    const left = inBatches(1000, Number.POSITIVE_INFINITY, fetch);
    await left.next();
    await left.return!();
    expect((await left.next()).done).toBe(true);
    expect(asked).toEqual([500, 500, 1000]); // the first batch of each, and the one that was on its way
  });
});

describe("moments", () => {
  it("are written as Date writes them", () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(isoOf(date.getTime())).toBe(date.toISOString());
      }),
    );
  });

  it.each([
    ["2026-03-01 09:30:00+00", "2026-03-01T09:30:00.000Z"],
    ["2026-03-01 09:30:00.1+00", "2026-03-01T09:30:00.100Z"],
    ["2026-03-01 09:30:00.123456+00", "2026-03-01T09:30:00.123Z"],
    ["1969-12-31 23:59:59.999+00", "1969-12-31T23:59:59.999Z"],
    ["0001-01-01 00:00:00+00", "0001-01-01T00:00:00.000Z"],
    ["2026-03-01 09:30:00+05:30", "2026-03-01T04:00:00.000Z"],
    ["2026-03-01 09:30:00-03", "2026-03-01T12:30:00.000Z"],
  ])("reads %s", (written, expected) => {
    expect(instantOf(written).toISOString()).toBe(expected);
  });
});
