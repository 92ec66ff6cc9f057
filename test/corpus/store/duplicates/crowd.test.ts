// What more than a hundred wordings hold: a story that everybody prints is one cluster, and a paper's note still joins nothing.
import { articleId } from "@belowline/schema";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../../packages/corpus/src/index.ts";
import { freeNumbers } from "../../../../packages/corpus/src/store/duplicates/take-in.ts";
import { random, story } from "../../../support/copies.ts";
import { engines } from "../../../support/corpus.ts";
import { foundDuplicates } from "../../../support/found-duplicates.ts";
import { type Placed, place, remove } from "../../../support/placed.ts";
import { emptied } from "../../../support/rows.ts";

const article = (path: string, publisher: string, text: string, day = 2): Placed => ({
  kind: "article",
  path: `${publisher}/${path}`,
  publisher,
  text,
  saidAt: `2026-03-${String(day).padStart(2, "0")}T08:00:00.000Z`,
});

/** Three hundred wordings at sixty papers: another beginning, and another sentence of it left out. */
const told = story(1).split("\n");
const copies: Placed[] = Array.from({ length: 300 }, (_, i) =>
  article(
    `story${i}`,
    `paper${i % 60}.example`,
    [
      `Desk ${i} of the paper on pier ${i * 7} has it so.`,
      ...told.filter((_line, k) => k !== i % told.length),
      ...(i % 3 ? [`Written down by hand ${i} at table ${i * 13}.`] : []),
    ].join("\n"),
    i === 217 ? 1 : 2,
  ),
);

/** Stubs, mostly made of what their paper prints below each. */
const note = story(77, 8);
const stubs: Placed[] = Array.from({ length: 130 }, (_, i) =>
  article(`stub${i}`, "stubs.example", `${story(500 + i, 2)}\n${note}`),
);

const shuffled = <T>(all: readonly T[], seed: number): T[] => {
  const next = random(seed);
  return all
    .map((one) => ({ one, by: next() }))
    .sort((x, y) => x.by - y.by)
    .map(({ one }) => one);
};

describe.each(engines)("what more than a hundred wordings hold, on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(() => emptied(corpus));

  it("is one cluster where it is a story, none where it is a note, whatever came first", async () => {
    const pool = [...copies, ...stubs];
    await place(corpus, pool);
    await corpus.dedupe();
    const whole = await foundDuplicates(corpus);
    const { rows } = await sql<{ representative: string; n: number }>`
      select representative, count(*)::int as n from wording where representative is not null group by 1`.execute(
      corpus.db,
    );
    expect(rows).toEqual([{ representative: articleId("https://paper37.example/story217"), n: 300 }]);

    await emptied(corpus);
    const order = shuffled(pool, 5);
    for (const [from, to] of [
      [0, 90],
      [90, 110],
      [110, 111],
      [111, 300],
      [300, pool.length],
    ] as const) {
      await place(corpus, order.slice(from, to));
      await corpus.dedupe();
    }
    expect(await foundDuplicates(corpus)).toEqual(whole);
  });

  it("is looked for again when some of it goes", async () => {
    const rest = shuffled(copies, 6).slice(0, 125);
    await place(corpus, rest.slice(3));
    await corpus.dedupe();
    const without = await foundDuplicates(corpus);
    await place(corpus, rest.slice(0, 3));
    await corpus.dedupe();
    for (const { path } of rest.slice(0, 3)) await remove(corpus, path);
    await corpus.dedupe();
    const { pairs, members } = await foundDuplicates(corpus);
    expect(pairs).toEqual(without.pairs);
    const isHere = (one: unknown): boolean => (one as { leader: string | null }).leader !== null;
    expect(members.filter(isHere)).toEqual(without.members);
  });

  it("draws a number for a wording by what it is, and the next free one where that is taken", async () => {
    await place(corpus, [article("1", "a.example", story(1)), article("2", "a.example", story(2))]);
    await corpus.dedupe();
    await corpus.transaction(async (tx) => {
      const [one, other] = await freeNumbers(tx, ["some words", "other words"]);
      expect(await freeNumbers(tx, ["some words", "some words"])).toEqual([one, one! + 1]);
      await sql`update wording_of set wording = null`.execute(tx);
      await sql`update wording set number = ${sql.lit(one! - 1)} + x.n from (
        select number, row_number() over (order by number)::int as n from wording) x where wording.number = x.number`.execute(
        tx,
      );
      expect(await freeNumbers(tx, ["other words", "some words"])).toEqual([other, one! + 2]);
    });
  });
});
