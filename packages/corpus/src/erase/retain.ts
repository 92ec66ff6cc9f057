// Retention: bodies that nobody has seen for longer than the corpus keeps them lose their bytes, and comments that are long gone are erased.
import { UsageError } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { countList, openList } from "./doomed.ts";
import { type Erasing, eraseListed } from "./erase.ts";

export interface RetainWish {
  /**
   * How long raw bodies are kept: a span since anybody saw them (`90d`, `12mo`, `2y`), the day before which they go (`2026-01-01`), or
   * `forever`. Left out, the rule that stands is applied.
   */
  readonly bodies?: string;
  /** The same for comments that their site took away: erased so long after they vanished, or where they vanished before that day. */
  readonly gone?: string;
  /** Counts what would go, and changes nothing. */
  readonly dryRun?: boolean;
}

export interface RetainReport {
  readonly dryRun: boolean;
  /** The rules that hold now. */
  readonly bodies: string;
  readonly gone: string;
  /** Bodies that lost their bytes, and how many bytes these take in the database. */
  readonly dropped: number;
  readonly bytes: number;
  /** Comments that were erased. */
  readonly erased: number;
}

const SETTINGS = { bodies: "retain_bodies", gone: "retain_gone" } as const;
type Kept = keyof typeof SETTINGS;

const SPAN = /^([1-9]\d{0,3})(d|mo|y)$/;
const UNITS = { d: "days", mo: "months", y: "years" } as const;
const FOREVER = "forever";

/** Sets the rules and applies them now. The clock is the database's. @throws UsageError `usage/invalid-value` */
export async function retain(erasing: Erasing, { bodies, gone, dryRun = false }: RetainWish): Promise<RetainReport> {
  const { db } = erasing.connection;
  const rules = { bodies: await ruleOf(db, "bodies", bodies, dryRun), gone: await ruleOf(db, "gone", gone, dryRun) };
  const dropped = await expireBodies(db, rules.bodies, dryRun);
  return { dryRun, ...rules, ...dropped, erased: await eraseGone(erasing, rules.gone, dryRun) };
}

/** What every crawl's end does: bodies alone, for an erasure writes a folder anew. */
export const retainBodies = async (db: Database): Promise<unknown> =>
  await expireBodies(db, await ruleOf(db, "bodies", undefined, true), false);

/** The rule that is asked for, checked and set, or the one that stands. */
async function ruleOf(db: Database, of: Kept, wish: string | undefined, dryRun: boolean): Promise<string> {
  if (wish === undefined) {
    const row = await db.selectFrom("setting").select("value").where("key", "=", SETTINGS[of]).executeTakeFirst();
    return row?.value ?? FOREVER;
  }
  if (wish !== FOREVER && momentOf(wish) === undefined) {
    throw new UsageError(
      "usage/invalid-value",
      `retain: expected ${of} to be a span such as 90d, 12mo or 2y, a day such as 2026-01-01, or "forever"; found ${JSON.stringify(wish).slice(0, 40)}`,
      { option: of },
    );
  }
  if (!dryRun) {
    await sql`insert into setting (key, value) values (${SETTINGS[of]}, ${wish})
      on conflict (key) do update set value = excluded.value`.execute(db);
  }
  return wish;
}

/** The moment before which things go; undefined for what is no rule, and for "forever". */
function momentOf(rule: string): RawBuilder<Date> | undefined {
  const [, number, unit] = SPAN.exec(rule) ?? [];
  if (number !== undefined) return sql`now() - ${`${number} ${UNITS[unit as keyof typeof UNITS]}`}::interval`;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(rule) && new Date(`${rule}T00:00Z`).toJSON()?.startsWith(rule);
  return isDay ? sql`${`${rule}T00:00Z`}::timestamptz` : undefined;
}

async function eraseGone(erasing: Erasing, rule: string, dryRun: boolean): Promise<number> {
  const before = momentOf(rule);
  if (!before) return 0;
  const due = sql`from comment where gone_at < ${before}`;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n ${due}`.execute(erasing.connection.db);
  if (dryRun || rows[0]!.n === 0) return rows[0]!.n;
  const { comments } = await eraseListed(
    erasing,
    async (tx) => {
      await openList(tx);
      await sql`insert into doomed select 'comment', id ${due}`.execute(tx);
      return await countList(tx);
    },
    false,
  );
  return comments;
}

/** A body is as old as the last time that any answer had it. */
async function expireBodies(db: Database, rule: string, dryRun: boolean): Promise<{ dropped: number; bytes: number }> {
  const before = momentOf(rule);
  if (!before) return { dropped: 0, bytes: 0 };
  const old = sql`b.dropped_at is null and not exists (
    select from capture c where c.body_digest = b.digest and c.last_seen_at >= ${before})`;
  const counted = sql<{ dropped: number; bytes: number }>`
    select count(*)::int as dropped, coalesce(sum(length(bytes)), 0)::float8 as bytes`;
  const { rows } = dryRun
    ? await sql<{ dropped: number; bytes: number }>`${counted} from body b where ${old}`.execute(db)
    : await sql<{ dropped: number; bytes: number }>`
        with old as materialized (select b.digest, b.bytes from body b where ${old}), gone as (
          update body set encoding = 'expired', bytes = '', size = 0, dropped_at = now()
          where digest in (select digest from old))
        ${counted} from old`.execute(db);
  return rows[0]!;
}
