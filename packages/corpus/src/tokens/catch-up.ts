// catchUp(): brings the token index to the current revisions, a batch of texts a transaction.
import { refuseUnknown } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { again } from "../store/again.ts";
import type { Tx } from "../store/rows.ts";
import { asBytes, asText, blob } from "./blob.ts";
import { RULES_MARK, rulesFor } from "./rules.ts";
import { join, writeSegment } from "./segments.ts";
import { type Tally, tally } from "./tally.ts";
import { type Dictionary, dictionary } from "./terms.ts";
import { cut } from "./tokenise.ts";
import { bytes, numbersOf } from "./varint.ts";

export const KINDS = ["article", "comment"] as const;
/** What can be counted. */
export type TextKind = (typeof KINDS)[number];

/** How far an indexing has come. */
export interface IndexProgress {
  /** Texts indexed by this call. */
  readonly texts: number;
  /** Texts still to come; those that arrive meanwhile are added. */
  readonly waiting: number;
  readonly tokens: number;
}

export interface IndexOptions {
  /** Forgets the index first. */
  readonly rebuild?: boolean;
  readonly onProgress?: (progress: IndexProgress) => void;
}

export async function indexTokens(db: Database, options: IndexOptions = {}): Promise<void> {
  refuseUnknown("indexTokens", options, ["rebuild", "onProgress"]);
  if (options.rebuild) await startOver(db);
  await catchUp(db, options.onProgress);
}

/** Texts read at a time. */
const PAGE = 2000;
/** Tokens of one segment and one transaction: about 100 MB while they are sorted. */
const BATCH = 6_000_000;
/** One indexing at a time; the number only has to be ours. */
export const LOCK = 6_120_011;

/** Nothing to do costs one small query. */
export async function catchUp(db: Database, onProgress: (progress: IndexProgress) => void = () => {}): Promise<void> {
  const { rows } = await sql<{ due: boolean; mark: string | null }>`
    select exists (select from token_due) as due, (select value from setting where key = 'token_rules') as mark`.execute(
    db,
  );
  if (rows[0]!.mark !== RULES_MARK) await startOver(db);
  else if (!rows[0]!.due) return;
  const words = dictionary();
  const done = { texts: 0, tokens: 0 };
  for (;;) {
    const batch = await again(() => db.transaction().execute((tx) => indexBatch(tx, words, done, onProgress)));
    if (batch === 0) return;
  }
}

/** Empties the index: the next question reads every text again. */
async function startOver(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx);
    for (const table of ["token_text", "token_posting", "token_segment", "token_term", "token_due"]) {
      await sql`truncate ${sql.id(table)} restart identity`.execute(tx);
    }
    for (const kind of KINDS) {
      await sql`insert into token_due (kind, id) select ${kind}, id from ${sql.id(kind)} order by first_seen_at, id`.execute(
        tx,
      );
    }
    await sql`insert into setting (key, value) values ('token_rules', ${RULES_MARK})
      on conflict (key) do update set value = excluded.value`.execute(tx);
  });
}

interface Due {
  readonly kind: TextKind;
  readonly id: string;
}

async function indexBatch(
  tx: Tx,
  words: Dictionary,
  done: { texts: number; tokens: number },
  onProgress: (progress: IndexProgress) => void,
): Promise<number> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx);
  const tallies = { article: tally(), comment: tally() };
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from token_due`.execute(tx);
  let waiting = rows[0]!.n;
  let [texts, tokens, last] = [0, 0, 0];
  while (tokens < BATCH) {
    const { due, lines, ...taken } = await takeDue(tx, last);
    if (due.length === 0) break;
    for (const kind of KINDS) {
      const ids = due.filter((one) => one.kind === kind).map(({ id }) => id);
      if (ids.length > 0) tokens += await indexTexts(tx, kind, ids, words, tallies[kind]);
    }
    texts += due.length;
    waiting -= lines;
    last = taken.last;
    onProgress({ texts: done.texts + texts, waiting: Math.max(0, waiting), tokens: done.tokens + tokens });
  }
  for (const kind of KINDS) {
    if (tallies[kind].weight === 0) continue;
    await writeSegment(tx, kind, tallies[kind]);
    await join(tx, kind);
  }
  done.texts += texts;
  done.tokens += tokens;
  return texts;
}

/**
 * Exactly the lines that were read are taken: others may be committed meanwhile with smaller numbers, and are met by the next batch.
 * `after` spares the search the lines that this transaction has taken already.
 */
async function takeDue(tx: Tx, after: number): Promise<{ due: Due[]; lines: number; last: number }> {
  const { rows } = await sql<Due & { no: number }>`
    with taken as (
      delete from token_due
      where no in (select no from token_due where no > ${after}::bigint order by no limit ${PAGE}) returning *
    )
    select no, kind, id from taken order by no`.execute(tx);
  const due = [...new Map(rows.map((row) => [row.kind + row.id, row])).values()];
  return { due, lines: rows.length, last: rows.at(-1)?.no ?? after };
}

interface Row {
  id: string;
  revision: number | null;
  text: string | null;
  language: string | null;
  no: number | null;
  terms: string | null;
}

const CURRENT = {
  article: sql`select due.id, r.number as revision, r.text, r.language
    from due join article a on a.id = due.id
    join article_revision r on r.article_id = a.id and r.number = a.revision`,
  comment: sql`select due.id, r.number as revision, r.text, l.language
    from due join comment c on c.id = due.id
    join comment_revision r on r.comment_id = c.id and r.number = c.revision
    join article a on a.id = c.article_id
    join article_revision l on l.article_id = a.id and l.number = a.revision`,
};

/** Returns how many tokens were read. */
export async function indexTexts(
  tx: Tx,
  index: string,
  ids: readonly string[],
  words: Dictionary,
  counts: Tally,
  now: RawBuilder<unknown> = CURRENT[index as TextKind],
): Promise<number> {
  const { rows } = await sql<Row>`
    with due as materialized (
      select id::uuid, place from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality as d (id, place)
    ), now as (${now})
    select due.id, now.revision, now.text, now.language, t.no, ${asText(sql`t.terms`)} as terms
    from due left join now on now.id = due.id
    left join token_text t on t.kind = ${index} and t.id = due.id
    order by due.place`.execute(tx);
  const found = rows.map((row) => ({
    ...row,
    rules: rulesFor(row.language),
    tokens: cut(row.text ?? "", rulesFor(row.language)),
  }));
  for (const { terms } of rows) if (terms !== null) counts.go(numbersOf(asBytes(terms)));
  const gone = rows.filter((row) => row.text === null && row.no !== null).map(({ no }) => no);
  if (gone.length > 0) await sql`delete from token_text where no = any(${gone}::integer[])`.execute(tx);
  await dropFrozenWith(
    tx,
    rows.filter(({ text }) => text === null).map(({ id }) => id),
  );

  const there = found.filter((row) => row.text !== null);
  const terms = blob();
  const places = blob();
  const numbers = await words.numbersOf(
    tx,
    there.map(({ tokens }) => tokens.forms),
  );
  for (const [t, { tokens }] of there.entries()) {
    const ids = numbers[t]!;
    const [written, where] = [bytes(ids.length * 3), bytes(ids.length * 3)];
    for (const id of ids) written.push(id);
    for (let i = 0, end = 0; i < ids.length; end = tokens.ends[i++]!) {
      where.push(tokens.starts[i]! - end);
      where.push(tokens.ends[i]! - tokens.starts[i]!);
    }
    terms.add(written.view());
    places.add(where.view());
  }
  const { rows: kept } = await sql<{ no: number; id: string }>`
    with pieces as materialized (select ${terms.value()} as terms, ${places.value()} as places)
    insert into token_text (kind, id, revision, rules, tokens, terms, places)
    select ${index}, d.id::uuid, d.revision, d.rules, d.tokens,
      substring(p.terms from d.a for d.b), substring(p.places from d.c for d.d)
    from pieces p, jsonb_to_recordset(${JSON.stringify(
      there.map((row, i) => ({
        id: row.id,
        revision: row.revision,
        rules: row.rules.key,
        tokens: row.tokens.forms.length,
        a: terms.starts[i],
        b: terms.lengths[i],
        c: places.starts[i],
        d: places.lengths[i],
      })),
    )}::jsonb) as d (id text, revision integer, rules text, tokens integer, a integer, b integer, c integer, d integer)
    on conflict (kind, id) do update set revision = excluded.revision, rules = excluded.rules, tokens = excluded.tokens,
      terms = excluded.terms, places = excluded.places
    returning no, id`.execute(tx);
  const noOf = new Map(kept.map(({ no, id }) => [id, no]));
  const come = there.map((row, i) => ({ no: noOf.get(row.id)!, terms: numbers[i]! })).sort((a, b) => a.no - b.no);
  for (const { no, terms } of come) counts.come(no, terms);
  if (index === "article")
    await languagesChanged(
      tx,
      there.map(({ id }) => id),
    );
  return numbers.reduce((sum, { length }) => sum + length, 0);
}

/** A text that went is in no index any more: those of snapshots that held it are made anew when next asked. */
async function dropFrozenWith(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from token_text where id = any(${ids}::uuid[]) and kind like '%@%'`.execute(tx);
  for (const { kind } of rows) {
    for (const table of ["token_text", "token_posting", "token_segment"]) {
      await sql`delete from ${sql.id(table)} where kind = ${kind}`.execute(tx);
    }
  }
}

/** Comments have the language of their article: when that is corrected, they are cut again. */
async function languagesChanged(tx: Tx, articles: readonly string[]): Promise<void> {
  await sql`insert into token_due (kind, id)
    select 'comment', c.id from comment c
    join token_text d on d.kind = 'comment' and d.id = c.id
    join token_text a on a.kind = 'article' and a.id = c.article_id
    where c.article_id = any(${articles}::uuid[]) and d.rules <> a.rules`.execute(tx);
}
