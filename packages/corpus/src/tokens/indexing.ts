// index(): pages of texts into the token index within one transaction; while one is cut, the database writes the one before and reads the next.
import { setImmediate } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../store/rows.ts";
import { type CutPage, cutter, readTexts, type TextRow, type WrittenPage, writeTexts } from "./page.ts";
import { join, writeSegment } from "./segments.ts";
import { type Tally, tally } from "./tally.ts";
import type { Dictionary } from "./terms.ts";

/** Texts cut before the event loop has its turn, so that what is being written goes out. */
const TURN = 400;

/** Where the texts of an index come from. */
export interface Origin {
  /** Name of the index. */
  readonly index: string;
  /** A query over `due (id, place)` for id, revision, text, language, article_id and said_at. */
  readonly now: RawBuilder<unknown>;
  /** What is to be done when texts of these ids were written. */
  readonly written?: (tx: Tx, ids: readonly string[]) => Promise<void>;
}

/** Texts of an index that are to be indexed as they are now; those that are gone leave it. */
export interface Wanted {
  readonly origin: Origin;
  readonly ids: readonly string[];
}

/** A page that was read. */
interface Read {
  readonly origin: Origin;
  readonly rows: readonly TextRow[];
}

/** A page that was cut. */
interface Cut {
  readonly origin: Origin;
  readonly page: CutPage;
}

/**
 * Indexes what `next` gives until it has no more, though all of that was written: to write a text may want others. It is told the
 * tokens that were cut, of which the pages on their way are not yet.
 */
export async function index(
  tx: Tx,
  words: Dictionary,
  next: (tokens: number) => Promise<Wanted | null>,
): Promise<number> {
  const tallies = new Map<string, Tally>();
  const written: { readonly counts: Tally; readonly page: WrittenPage }[] = [];
  let waiting: Wanted | null = null;
  let tokens = 0;

  const tallyOf = (name: string): Tally => {
    const counts = tallies.get(name) ?? tally();
    tallies.set(name, counts);
    return counts;
  };
  /** None while the page `before` it, which is not yet written, holds one of its texts. */
  const readNext = async (before: Read | null): Promise<Read | null> => {
    waiting ??= await next(tokens);
    if (waiting === null) return null;
    const { origin, ids } = waiting;
    const there = new Set(before?.rows.map(({ id }) => id));
    if (ids.some((id) => there.has(id))) return null;
    waiting = null;
    const rows = await readTexts(tx, origin.index, ids, origin.now);
    const old = rows.flatMap(({ terms }) => (terms === null ? [] : [terms]));
    if (old.length > 0) count(); // what came in an earlier page goes in this one, and not the other way round
    for (const terms of old) tallyOf(origin.index).go(terms);
    await drop(tx, rows);
    return { origin, rows };
  };
  const write = async ({ origin, page }: Cut): Promise<void> => {
    written.push({ counts: tallyOf(origin.index), page: await writeTexts(tx, origin.index, page, words) });
    await origin.written?.(
      tx,
      page.rows.map(({ id }) => id),
    );
  };
  const count = (): void => {
    for (const { counts, page } of written.splice(0)) {
      for (const [i, no] of page.numbers.entries()) counts.come(no, page.terms[i]!);
    }
  };

  let ready: Cut | null = null;
  for (let here = await readNext(null); here !== null || ready !== null; ) {
    if (here === null) {
      await write(ready!);
      ready = null;
      here = await readNext(null);
      continue;
    }
    const [before, coming] = [ready, here];
    const behind = (async () => {
      if (before !== null) await write(before);
      return await readNext(coming);
    })();
    behind.catch(() => {}); // told where it is awaited, below
    await setImmediate();
    count();
    const cut = cutter(here.rows, words);
    while (cut.next(TURN)) await setImmediate();
    const page = cut.page();
    tokens += page.types.length;
    ready = { origin: here.origin, page };
    here = await behind;
    await words.learn(tx);
  }
  count();
  for (const [name, counts] of tallies) {
    if (counts.weight === 0) continue;
    await writeSegment(tx, name, counts);
    await join(tx, name);
  }
  return tokens;
}

/** Texts that went leave the index; those of snapshots that held them are made anew when next asked. */
async function drop(tx: Tx, rows: readonly TextRow[]): Promise<void> {
  const gone = rows.filter(({ text }) => text === null);
  if (gone.length === 0) return;
  const numbers = gone.flatMap(({ no }) => (no === null ? [] : [no]));
  await sql`delete from token_text where no = any(${numbers}::integer[])`.execute(tx);
  const { rows: frozen } = await sql<{ kind: string }>`
    select distinct kind from token_text where id = any(${gone.map(({ id }) => id)}::uuid[]) and kind like '%@%'`.execute(
    tx,
  );
  for (const { kind } of frozen) {
    for (const table of ["token_text", "token_posting", "token_segment"]) {
      await sql`delete from ${sql.id(table)} where kind = ${kind}`.execute(tx);
    }
  }
}
