// catchUp(): brings the token index to the current revisions, a batch of texts a transaction.
import { refuseUnknown } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { again } from "../store/again.ts";
import type { Tx } from "../store/rows.ts";
import { index, type Origin, type Wanted } from "./indexing.ts";
import { RULES_MARK } from "./rules.ts";
import { type Dictionary, dictionary } from "./terms.ts";

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
export const PAGE = 4000;
/** Tokens of one segment and one transaction: about 100 MB while they are sorted. */
export const BATCH = 6_000_000;
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
  let done: IndexProgress | null = { texts: 0, waiting: 0, tokens: 0 };
  while (done !== null) {
    const before: IndexProgress = done;
    done = await again(() =>
      words.kept(() => db.transaction().execute((tx) => indexBatch(tx, words, before, onProgress))),
    );
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

const CURRENT: Readonly<Record<TextKind, Origin>> = {
  article: {
    index: "article",
    now: sql`select due.id, r.number as revision, r.text, r.language, a.id as article_id, r.published_at as said_at
      from due join article a on a.id = due.id
      join article_revision r on r.article_id = a.id and r.number = a.revision`,
    written: languagesChanged,
  },
  comment: {
    index: "comment",
    now: sql`select due.id, r.number as revision, r.text, l.language, c.article_id, c.created_at as said_at
      from due join comment c on c.id = due.id
      join comment_revision r on r.comment_id = c.id and r.number = c.revision
      join article a on a.id = c.article_id
      join article_revision l on l.article_id = a.id and l.number = a.revision`,
  },
};

async function indexBatch(
  tx: Tx,
  words: Dictionary,
  done: IndexProgress,
  onProgress: (progress: IndexProgress) => void,
): Promise<IndexProgress | null> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx);
  await words.begin(tx);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from token_due`.execute(tx);
  let waiting = rows[0]!.n;
  let [texts, last, tokens] = [0, 0, 0];
  const progress = (): IndexProgress => ({
    texts: done.texts + texts,
    waiting: Math.max(0, waiting),
    tokens: done.tokens + tokens,
  });
  let taken: Wanted[] = [];
  tokens = await index(tx, words, async (cut) => {
    tokens = cut;
    if (texts > 0) onProgress(progress());
    if (taken.length === 0 && cut < BATCH) {
      const due = await takeDue(tx, last);
      taken = KINDS.map((kind) => ({ origin: CURRENT[kind], ids: due[kind] }));
      waiting -= due.lines;
      last = due.last;
    }
    taken = taken.filter(({ ids }) => ids.length > 0);
    const next = taken.shift() ?? null;
    texts += next?.ids.length ?? 0;
    return next;
  });
  if (texts === 0) return null;
  onProgress(progress());
  return progress();
}

/**
 * Exactly the lines that were read are taken: others may be committed meanwhile with smaller numbers, and are met by the next batch.
 * `after` spares the search the lines that this transaction has taken already.
 */
async function takeDue(
  tx: Tx,
  after: number,
): Promise<Readonly<Record<TextKind, readonly string[]>> & { readonly lines: number; readonly last: number }> {
  const { rows } = await sql<Record<TextKind, string | null> & { lines: number; last: number | null }>`
    with taken as (
      delete from token_due where no > ${after}::bigint and no <= (
        select max(no) from (select no from token_due where no > ${after}::bigint order by no limit ${PAGE}) first
      ) returning *
    )
    select count(*)::int as lines, max(no) as last, ${sql.join(KINDS.map(idsOf))}
    from (select * from taken order by no) taken`.execute(tx);
  const { lines, last, ...ids } = rows[0]!;
  const distinct = (kind: TextKind): string[] => [...new Set(ids[kind]?.split(",") ?? [])];
  return { article: distinct("article"), comment: distinct("comment"), lines, last: last ?? after };
}

const idsOf = (kind: TextKind): RawBuilder<unknown> =>
  sql`string_agg(id::text, ',') filter (where kind = ${sql.lit(kind)}) as ${sql.ref(kind)}`;

/** Comments have the language of their article: when that is corrected, they are cut again. */
async function languagesChanged(tx: Tx, articles: readonly string[]): Promise<void> {
  await sql`insert into token_due (kind, id)
    select 'comment', c.id from comment c
    join token_text d on d.kind = 'comment' and d.id = c.id
    join token_text a on a.kind = 'article' and a.id = c.article_id
    where c.article_id = any(${articles}::uuid[]) and d.rules <> a.rules`.execute(tx);
}
