// Retention: bodies that nobody has seen for longer than the corpus keeps them lose their bytes; what was read from them stays.
import { UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";

export interface RetainWish {
  /** How long raw bodies are kept: `90d`, `12mo`, `2y`, or `forever`. Left out, the rule that stands is applied. */
  readonly bodies?: string;
  /** Counts what would go, and changes nothing. */
  readonly dryRun?: boolean;
}

export interface RetainReport {
  readonly dryRun: boolean;
  /** The rule that holds now. */
  readonly bodies: string;
  /** Bodies that lost their bytes, and how many bytes these take in the database. */
  readonly dropped: number;
  readonly bytes: number;
}

const SETTING = "retain_bodies";
const SPAN = /^([1-9]\d{0,3})(d|mo|y)$/;
const UNITS = { d: "days", mo: "months", y: "years" } as const;

/** Sets the rule, which every crawl's end applies from then on, and applies it now. The clock is the database's. */
export async function retain(db: Database, { bodies, dryRun = false }: RetainWish): Promise<RetainReport> {
  if (bodies !== undefined && bodies !== "forever" && !SPAN.test(bodies)) {
    throw new UsageError(
      "usage/invalid-value",
      `retain: expected bodies to be a span such as 90d, 12mo or 2y, or "forever"; found ${JSON.stringify(bodies).slice(0, 40)}`,
      { option: "bodies" },
    );
  }
  if (bodies !== undefined && !dryRun) {
    await sql`insert into setting (key, value) values (${SETTING}, ${bodies})
      on conflict (key) do update set value = excluded.value`.execute(db);
  }
  const rule = bodies ?? (await ruleOf(db));
  const gone = rule === "forever" ? { dropped: 0, bytes: 0 } : await expire(db, rule, dryRun);
  return { dryRun, bodies: rule, ...gone };
}

async function ruleOf(db: Database): Promise<string> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", SETTING).executeTakeFirst();
  return row?.value ?? "forever";
}

/** A body is as old as the last time that any answer had it. */
async function expire(db: Database, rule: string, dryRun: boolean): Promise<{ dropped: number; bytes: number }> {
  const [, number, unit] = SPAN.exec(rule)!;
  const span = `${number} ${UNITS[unit as keyof typeof UNITS]}`;
  const old = sql`b.dropped_at is null and not exists (
    select from capture c where c.body_digest = b.digest and c.last_seen_at > now() - ${span}::interval)`;
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
