// Taking in: each new or revised article and comment finds its wording, and a wording that is new is sketched and indexed.
import { createHash } from "node:crypto";
import type { PublisherId } from "@belowline/schema";
import { sql } from "kysely";
import { type CommentRule, isTelling, readComment } from "../../dedupe/comment.ts";
import { sketch } from "../../dedupe/sketch.ts";
import { hashWords } from "../../dedupe/words.ts";
import { type Columns, chunks, recordset, type Tx } from "../rows.ts";
import { commentRuleOf } from "./comment-rule.ts";
import { dueForGrouping, dueForMatching, unpair } from "./due.ts";
import { insertWordings, type NewWording } from "./new-wordings.ts";
import { indexOver } from "./readings.ts";
import { recount } from "./recount.ts";
import { type Holder, hashesOf, list, writeShingles } from "./shingles.ts";
import { type RecordKind, type Spoken, spokenBy } from "./texts.ts";

/** Articles and comments taken in by one transaction: some milliseconds, and texts of a few megabytes. */
const MOST = 500;

/** An article of fewer words is a stub ("Log in to go on reading") that many share, and no evidence of anything. */
export const LEAST_ARTICLE_WORDS = 20;

/** A wording that a text asks for. */
interface Wish {
  readonly kind: RecordKind;
  readonly publisherId: PublisherId;
  readonly digest: string;
  readonly apart: string | null;
  /** Who says it, the first of those first. */
  readonly said: Spoken[];
}

const WISH: Columns = { kind: "text", publisher_id: "uuid", digest: "text", apart: "uuid" };

/** @returns how many it took in; 0 when nothing waits */
export async function takeIn(tx: Tx): Promise<number> {
  // A commit that revises one of these waits for us, and marks it again; one that is revising it now keeps it for later.
  const { rows: stale } = await sql<{ id: string; kind: RecordKind; wording: number | null }>`
    select id, kind, wording from wording_of where stale order by id limit ${sql.lit(MOST)} for update skip locked`.execute(
    tx,
  );
  if (stale.length === 0) return 0;
  const ids = stale.map(({ id }) => id);
  const of = (kind: RecordKind): string[] => stale.flatMap((row) => (row.kind === kind ? [row.id] : []));
  const spoken = {
    article: await spokenBy(tx, "article", of("article")),
    comment: await spokenBy(tx, "comment", of("comment")),
  };
  const ruled = await ruledAmong(tx, ids);
  const rule = await commentRuleOf(tx);
  const wishes = new Map<string, Wish>();
  const wished = new Map<string, string>();
  for (const kind of ["article", "comment"] as const) {
    for (const one of spoken[kind]) {
      const ruling = ruled.get(one.id);
      const { digest, telling } = fold(kind, one.text, rule);
      if (!telling && !ruling) continue;
      const apart = ruling === "split" || !telling ? one.id : null;
      const key = keyOf({ kind, digest, apart, publisherId: one.publisherId });
      const wish = wishes.get(key) ?? { kind, digest, apart, publisherId: one.publisherId, said: [] };
      wish.said.push(one);
      wishes.set(key, wish);
      wished.set(one.id, key);
    }
  }
  const { numbers, came } = await wordingsOf(tx, [...wishes.values()]);
  const homes = stale.flatMap(({ id }) => {
    const wording = numbers.get(wished.get(id) ?? "");
    return wording === undefined ? [] : [{ id, wording }];
  });
  await settle(tx, ids, homes);
  // Of a wording that has just been made, all that is to be known is known: nobody else says it yet.
  const fresh = new Set(came.map(({ number }) => number));
  const touched = [...homes.map(({ wording }) => wording), ...stale.flatMap(({ wording }) => wording ?? [])];
  const went = await lead(tx, [...new Set(touched.filter((number) => !fresh.has(number)))]);
  await writeShingles(tx, came, went);
  await forget(tx, went);
  return stale.length;
}

const keyOf = (wish: Pick<Wish, "kind" | "digest" | "publisherId" | "apart">): string =>
  `${wish.kind} ${wish.publisherId} ${wish.digest} ${wish.apart ?? ""}`;

/** The digest of its words, and whether it says enough to be a copy of another. */
function fold(kind: RecordKind, text: string, rule: CommentRule): { digest: string; telling: boolean } {
  const { hashes } = hashWords(text);
  const telling = kind === "article" ? hashes.length >= LEAST_ARTICLE_WORDS : isTelling(readComment(text), rule);
  const digest = createHash("sha256").update(new Uint8Array(hashes.buffer)).digest("base64url").slice(0, 22);
  return { digest, telling };
}

/**
 * What a researcher split from anything has a wording of its own, even where others say the same; so has what is ruled upon
 * although it says too little.
 */
async function ruledAmong(tx: Tx, ids: readonly string[]): Promise<Map<string, "merge" | "split">> {
  const { rows } = await sql<{ a: string; b: string; ruling: "merge" | "split" }>`
    select a, b, ruling from duplicate_ruling where a = any(${ids}::uuid[]) or b = any(${ids}::uuid[])
    order by ruling`.execute(tx); // merge, then split, which wins
  return new Map(
    rows.flatMap(({ a, b, ruling }): [string, "merge" | "split"][] => [
      [a, ruling],
      [b, ruling],
    ]),
  );
}

/** The numbers of these wordings, by key; those that are not here yet are made. */
async function wordingsOf(tx: Tx, wishes: readonly Wish[]): Promise<{ numbers: Map<string, number>; came: Holder[] }> {
  const numbers = new Map<string, number>();
  for (const json of chunks(wishes.map(({ said: _, ...wish }) => wish))) {
    const { rows } = await sql<Omit<Wish, "said"> & { number: number }>`
      select w.number, w.kind, w.publisher_id, w.digest, w.apart from ${recordset(WISH, json)}
      join wording w on w.digest = r.digest and w.kind = r.kind and w.publisher_id = r.publisher_id
        and w.apart is not distinct from r.apart`.execute(tx);
    for (const row of rows) numbers.set(keyOf(row), row.number);
  }
  const fresh = wishes.filter((wish) => !numbers.has(keyOf(wish)));
  const drawn = await freeNumbers(tx, fresh.map(keyOf));
  const rows = fresh.map(({ said, ...wish }, i): NewWording => {
    const {
      id: leader,
      saidAt,
      firstSeenAt,
      text,
    } = said.reduce((one, other) => (isEarlier(other, one) ? other : one));
    const { keys, words } = sketch(text);
    const hashes = hashesOf(wish.kind, keys);
    numbers.set(keyOf(wish), drawn[i]!);
    return { ...wish, number: drawn[i]!, leader, saidAt, firstSeenAt, times: said.length, words, hashes };
  });
  await insertWordings(tx, rows);
  return { numbers, came: rows };
}

/** As lead() has it in SQL: earliest said, then first seen, then the smallest id. */
function isEarlier(one: Spoken, other: Spoken): boolean {
  const said = (one.saidAt?.getTime() ?? Infinity) - (other.saidAt?.getTime() ?? Infinity) || 0;
  return (said || one.firstSeenAt.getTime() - other.firstSeenAt.getTime() || (one.id < other.id ? -1 : 1)) < 0;
}

/** A number for each key: its hash, and where that is taken, the next one. */
export async function freeNumbers(tx: Tx, keys: readonly string[]): Promise<number[]> {
  const drawn = new Set<number>();
  const next = (number: number): number => (drawn.has(number) ? next((number + 1) | 0) : number);
  const numbers = keys.map((key) => {
    const number = next(createHash("sha256").update(key).digest().readInt32BE());
    drawn.add(number);
    return number;
  });
  for (let look = [...drawn]; look.length > 0; ) {
    const { rows } = await sql<{ number: number }>`
      select number from wording where number = any(${list(look)})`.execute(tx);
    look = rows.map(({ number: taken }) => {
      const free = next(taken);
      drawn.add(free);
      numbers[numbers.indexOf(taken)] = free;
      return free;
    });
  }
  return numbers;
}

async function settle(
  tx: Tx,
  ids: readonly string[],
  homes: readonly { readonly id: string; readonly wording: number }[],
): Promise<void> {
  await sql`update wording_of o set wording = r.wording, stale = false
    from unnest(${homes.map(({ id }) => id)}::uuid[], ${homes.map(({ wording }) => wording)}::integer[]) r (id, wording)
    where o.id = r.id`.execute(tx);
  const rest = new Set(ids);
  for (const { id } of homes) rest.delete(id);
  if (rest.size === 0) return;
  await sql`delete from wording_of where id = any(${[...rest]}::uuid[]) and kind = 'comment'`.execute(tx);
  await sql`update wording_of set wording = null, stale = false where id = any(${[...rest]}::uuid[])`.execute(tx);
}

/**
 * Chooses for each of these wordings who leads it and how often it is said; where the leader is another, its pairs are due again,
 * because their passages are told as places in its text.
 *
 * @returns those that nobody says any more
 */
export async function lead(tx: Tx, numbers: readonly number[]): Promise<Holder[]> {
  if (numbers.length === 0) return [];
  const { rows: changed } = await sql<{ number: number; moved: boolean }>`
    with said as (
      select o.wording, o.id, coalesce(v.published_at, c.created_at) as said_at,
        coalesce(a.first_seen_at, c.first_seen_at) as first_seen_at
      from wording_of o
      left join article a on o.kind = 'article' and a.id = o.id
      left join article_revision v on v.article_id = a.id and v.number = a.revision
      left join comment c on o.kind = 'comment' and c.id = o.id
      where o.wording = any(${numbers}::integer[])
    ), best as (
      select distinct on (wording) wording, id, said_at, first_seen_at, count(*) over (partition by wording) as times
      from said order by wording, said_at nulls last, first_seen_at, id)
    update wording w set leader = b.id, said_at = b.said_at, first_seen_at = b.first_seen_at, times = b.times
    from best b, wording was where w.number = b.wording and was.number = b.wording
    returning w.number, w.leader <> was.leader as moved`.execute(tx);
  const led = (moved: boolean): number[] => changed.flatMap((row) => (row.moved === moved ? [row.number] : []));
  await dueForMatching(tx, sql`select unnest(${list(led(true))})`);
  await dueForGrouping(tx, sql`select unnest(${list(led(false))})`);
  const { rows } = await sql<Holder>`
    select w.number, w.publisher_id, w.hashes from wording w where w.number = any(${numbers}::integer[])
      and not exists (select 1 from wording_of o where o.wording = w.number)`.execute(tx);
  return rows;
}

/**
 * A wording that nobody says leaves no pair behind; its neighbours are grouped again. What came is counted when it is matched, but
 * of what goes nobody would ask again.
 */
export async function forget(tx: Tx, went: readonly Holder[]): Promise<void> {
  if (went.length === 0) return;
  const numbers = went.map(({ number }) => number);
  await unpair(tx, list(numbers));
  await sql`delete from wording_due where number = any(${list(numbers)})`.execute(tx);
  await sql`delete from wording where number = any(${list(numbers)})`.execute(tx);
  const index = indexOver(tx);
  const hashes = [...new Set(went.flatMap((wording) => [...wording.hashes]))];
  await index.look(hashes);
  await recount(tx, index, hashes);
}
