// Indexing: pages of texts into the token index within one transaction; the database writes one page while the next is cut.
import { setImmediate } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../store/rows.ts";
import { asBytes } from "./blob.ts";
import { type CutPage, cutter, readTexts, type TextRow, type WrittenPage, writeTexts } from "./page.ts";
import { join, writeSegment } from "./segments.ts";
import { type Tally, tally } from "./tally.ts";
import type { Dictionary } from "./terms.ts";
import { numbersOf } from "./varint.ts";

/** Texts cut before the event loop has its turn, so that what is being written goes out. */
const TURN = 400;

/** Where the texts of an index come from. */
export interface Origin {
  /** Name of the index. */
  readonly index: string;
  /** A query over `due (id, place)` for id, revision, text and language. */
  readonly now: RawBuilder<unknown>;
  /** What is to be done when texts of these ids were written. */
  readonly written?: (tx: Tx, ids: readonly string[]) => Promise<void>;
}

export interface Indexing {
  /** These texts are indexed as they are now; those that are gone leave the index. */
  add(origin: Origin, ids: readonly string[]): Promise<void>;
  /** Writes what is still to be written. False where there was nothing. */
  settle(): Promise<boolean>;
  /** Writes the postings; nothing may be added any more. */
  finish(): Promise<void>;
  /** Tokens read. */
  readonly tokens: number;
}

interface Ready {
  readonly origin: Origin;
  readonly page: CutPage;
}

export function indexing(tx: Tx, words: Dictionary): Indexing {
  const tallies = new Map<string, Tally>();
  let ready: Ready | null = null;
  let done: { readonly counts: Tally; readonly page: WrittenPage } | null = null;
  let tokens = 0;

  const tallyOf = (index: string): Tally => {
    const counts = tallies.get(index) ?? tally();
    tallies.set(index, counts);
    return counts;
  };
  const count = (): void => {
    if (done) for (const [i, no] of done.page.numbers.entries()) done.counts.come(no, done.page.terms[i]!);
    done = null;
  };
  const write = async ({ origin, page }: Ready): Promise<void> => {
    const written = await writeTexts(tx, origin.index, page, words);
    await origin.written?.(
      tx,
      page.rows.map(({ id }) => id),
    );
    count();
    done = { counts: tallyOf(origin.index), page: written };
  };
  const settle = async (): Promise<boolean> => {
    if (ready === null) return false;
    const last = ready;
    ready = null;
    await write(last);
    count();
    return true;
  };

  return {
    async add(origin, ids) {
      const waiting = new Set(ready?.page.rows.map(({ id }) => id));
      if (ids.some((id) => waiting.has(id))) await settle(); // read again only when the first reading is written
      const rows = await readTexts(tx, origin.index, ids, origin.now);
      for (const { terms } of rows) if (terms !== null) tallyOf(origin.index).go(numbersOf(asBytes(terms)));
      await drop(tx, rows);
      const writing = ready === null ? null : write(ready);
      writing?.catch(() => {}); // told where it is awaited, below
      const cut = cutter(rows, words);
      while (cut.next(TURN)) await setImmediate();
      await writing;
      await words.learn(tx);
      ready = { origin, page: cut.page() };
      tokens += ready.page.types.length;
    },
    settle,
    async finish() {
      await settle();
      for (const [index, counts] of tallies) {
        if (counts.weight === 0) continue;
        await writeSegment(tx, index, counts);
        await join(tx, index);
      }
    },
    get tokens() {
      return tokens;
    },
  };
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
