// A search for duplicates that is interrupted: nothing is half there, and the next one ends where an undisturbed one does.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Corpus } from "../../../../packages/corpus/src/index.ts";
import { story, version } from "../../../support/copies.ts";
import { engines } from "../../../support/corpus.ts";
import { foundDuplicates } from "../../../support/found-duplicates.ts";
import { type Placed, place } from "../../../support/placed.ts";
import { emptied } from "../../../support/rows.ts";

const pool: Placed[] = [0, 1].flatMap((i): Placed[] => [
  {
    kind: "article",
    path: `a.example/${i}`,
    publisher: "a.example",
    text: story(i),
    saidAt: "2026-03-01T00:00:00.000Z",
  },
  { kind: "article", path: `b.example/${i}`, publisher: "b.example", text: version(story(i), i), saidAt: null },
]);

/** Lets so many writes pass and refuses the next one, as a server that goes away would. */
async function breakAfter(corpus: Corpus, writes: number): Promise<void> {
  await mend(corpus);
  await sql`create sequence broken_after`.execute(corpus.db);
  await sql`create function break_down() returns trigger language plpgsql as $$ begin
      if nextval('broken_after') > ${sql.lit(writes)} then raise exception 'the server went away'; end if;
      return null; end $$`.execute(corpus.db);
  for (const table of ["wording", "wording_due", "wording_of", "shingle", "common_shingle", "likeness"])
    await sql`create trigger break_down after insert or update or delete on ${sql.table(table)}
      for each statement execute function break_down()`.execute(corpus.db);
}

async function mend(corpus: Corpus): Promise<void> {
  await sql`drop function if exists break_down cascade`.execute(corpus.db);
  await sql`drop sequence if exists broken_after`.execute(corpus.db);
}

describe.each(engines)("an interrupted search on $name", ({ open }) => {
  it("goes on where it was, whichever write was the last", async () => {
    await using corpus = await open();
    await place(corpus, pool);
    await corpus.dedupe();
    const whole = await foundDuplicates(corpus);
    await emptied(corpus);
    let interruptions = 0;
    for (let writes = 0; ; writes++) {
      await emptied(corpus);
      await place(corpus, pool);
      await breakAfter(corpus, writes);
      const broken = await corpus.dedupe().then(
        () => false,
        () => true,
      );
      await mend(corpus);
      // No wording without its shingles, no shingle and no pair without its wording.
      const { rows: torn } = await sql`
        select 1 from wording w where cardinality(w.hashes) <> (select count(*) from shingle s where s.wording = w.number)
        union all select 1 from shingle s where not exists (select 1 from wording w where w.number = s.wording)`.execute(
        corpus.db,
      );
      expect(torn).toEqual([]);
      if (!broken) break;
      interruptions++;
      await corpus.dedupe();
      expect(await foundDuplicates(corpus)).toEqual(whole);
    }
    expect(interruptions).toBeGreaterThan(8);
  });

  it("goes on after a rebuild that ended while the shingles had no index", async () => {
    await using corpus = await open();
    await place(corpus, pool);
    await corpus.dedupe();
    const whole = await foundDuplicates(corpus);
    const indexes = sql<{ name: string }>`select indexname as name from pg_indexes where tablename = 'shingle'`;
    await breakAfter(corpus, 4);
    await expect(corpus.dedupe({ rebuild: true })).rejects.toThrow("the server went away");
    await mend(corpus);
    expect((await indexes.execute(corpus.db)).rows).toEqual([]);
    await corpus.dedupe();
    expect((await indexes.execute(corpus.db)).rows).toEqual([{ name: "shingle_pkey" }]);
    expect(await foundDuplicates(corpus)).toEqual(whole);
  });
});
