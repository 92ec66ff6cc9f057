// corpus.jobs.status(): of each publisher what is due, done and failing, when it runs next, and how late comments are seen.
import { publisherOf } from "@belowline/schema";
import { sql } from "kysely";
import type { Connection, Database } from "../db/connection.ts";
import { DEAD, hasJobs, RUNS } from "./boss.ts";
import type { Schedule } from "./schedule.ts";
import { schedulesIn } from "./schedules.ts";

export interface LastRun {
  readonly state: "waiting" | "running" | "done" | "retrying" | "failed" | "cancelled";
  readonly attempt: number;
  /** When it began to wait, began, or ended; UTC ISO 8601. */
  readonly at: string;
  /** Why its last try failed. */
  readonly reason: string | null;
}

export interface PublisherStatus {
  readonly publisher: string;
  readonly pages: {
    /** Due now. */
    readonly due: number;
    readonly doneLastDay: number;
    /** Could not be read at their last visit. */
    readonly failing: number;
    /** When the next page that is not due yet will be; UTC ISO 8601. */
    readonly nextDue: string | null;
  };
  readonly schedule: Schedule | null;
  readonly lastRun: LastRun | null;
  /** Runs given up in the last 90 days, and the newest reason. */
  readonly dead: { readonly runs: number; readonly at: string; readonly reason: string } | null;
  /**
   * Seconds from a comment's own time to when it was first seen, over the comments of the last seven days that were written
   * after their thread was known. Null where there are none.
   */
  readonly commentLatency: { readonly comments: number; readonly median: number; readonly p90: number } | null;
  /**
   * Bytes of answers, after decoding, that crawls of the last seven days fetched, and those that they did not fetch again because a
   * look showed nothing new. Crawls of several publishers at once are left out. Null where there are none.
   */
  readonly traffic: { readonly bytes: number; readonly sparedBytes: number } | null;
}

export async function statusOf(connection: Connection): Promise<PublisherStatus[]> {
  const { db } = connection;
  const { rows: pages } = await sql<{
    publisher: string;
    due: number;
    doneLastDay: number;
    failing: number;
    nextDue: Date | null;
  }>`
    select b.key as publisher, (count(*) filter (where p.due_at <= now()))::int as due,
      (count(*) filter (where p.visited_at > now() - interval '1 day'))::int as done_last_day,
      (count(*) filter (where p.outcome = 'broken'))::int as failing,
      min(p.due_at) filter (where p.due_at > now()) as next_due
    from publisher b left join page p on p.publisher_id = b.id group by b.key`.execute(db);
  const { rows: latencies } = await sql<{ publisher: string; comments: number; median: number; p90: number }>`
    select b.key as publisher, count(*)::int as comments,
      percentile_cont(0.5) within group (order by extract(epoch from c.first_seen_at - c.created_at)::float8) as median,
      percentile_cont(0.9) within group (order by extract(epoch from c.first_seen_at - c.created_at)::float8) as p90
    from comment c join thread t on t.id = c.thread_id join publisher b on b.id = c.publisher_id
    where c.first_seen_at > now() - interval '7 days' and c.created_at > t.first_seen_at and c.created_at <= c.first_seen_at
    group by b.key`.execute(db);
  const traffic = await trafficOf(db);
  const schedules = await schedulesIn(connection);
  const { runs, dead } = await runsOf(connection);

  const names = [...new Set([...pages.map(({ publisher }) => publisher), ...schedules.map((one) => one.publisher)])];
  return names.sort().map((publisher) => {
    const held = pages.find((row) => row.publisher === publisher);
    const late = latencies.find((row) => row.publisher === publisher);
    return {
      publisher,
      pages: {
        due: held?.due ?? 0,
        doneLastDay: held?.doneLastDay ?? 0,
        failing: held?.failing ?? 0,
        nextDue: held?.nextDue?.toISOString() ?? null,
      },
      schedule: schedules.find((one) => one.publisher === publisher) ?? null,
      lastRun: runs.get(publisher) ?? null,
      dead: dead.get(publisher) ?? null,
      commentLatency: late ? { comments: late.comments, median: late.median, p90: late.p90 } : null,
      traffic: traffic.get(publisher) ?? null,
    };
  });
}

/** What crawls said of themselves as they ended, by publisher. */
async function trafficOf(db: Database): Promise<Map<string, { bytes: number; sparedBytes: number }>> {
  const { rows } = await sql<{ seeds: string[]; bytes: number; sparedBytes: number }>`
    select seeds, sum((report ->> 'bytes')::float8) as bytes, coalesce(sum((report -> 'spared' ->> 'bytes')::float8), 0) as spared_bytes
    from crawl where started_at > now() - interval '7 days' and report ->> 'bytes' is not null
    group by seeds`.execute(db);
  const traffic = new Map<string, { bytes: number; sparedBytes: number }>();
  for (const { seeds, bytes, sparedBytes } of rows) {
    const [publisher, ...others] = new Set(seeds.map(publisherOf));
    if (publisher === undefined || others.length > 0) continue;
    const held = traffic.get(publisher) ?? { bytes: 0, sparedBytes: 0 };
    traffic.set(publisher, { bytes: held.bytes + bytes, sparedBytes: held.sparedBytes + sparedBytes });
  }
  return traffic;
}

const STATES: Readonly<Record<string, LastRun["state"]>> = {
  created: "waiting",
  retry: "retrying",
  active: "running",
  completed: "done",
  failed: "failed",
  cancelled: "cancelled",
};

async function runsOf(connection: Connection): Promise<{
  readonly runs: ReadonlyMap<string, LastRun>;
  readonly dead: ReadonlyMap<string, NonNullable<PublisherStatus["dead"]>>;
}> {
  if (!(await hasJobs(connection))) return { runs: new Map(), dead: new Map() };
  const { rows: runs } = await sql<{
    publisher: string;
    state: string;
    attempt: number;
    at: Date;
    reason: string | null;
  }>`
    select distinct on (data ->> 'publisher') data ->> 'publisher' as publisher, state::text as state,
      retry_count + 1 as attempt, coalesce(completed_on, started_on, created_on) as at,
      case when state in ('retry', 'failed') then output ->> 'message' end as reason
    from pgboss.job where name = ${RUNS} order by data ->> 'publisher', created_on desc, id`.execute(connection.db);
  const { rows: dead } = await sql<{ publisher: string; runs: number; at: Date; reason: string | null }>`
    select distinct on (data ->> 'publisher') data ->> 'publisher' as publisher,
      count(*) over (partition by data ->> 'publisher')::int as runs, created_on as at,
      source_output ->> 'message' as reason
    from pgboss.job where name = ${DEAD} order by data ->> 'publisher', created_on desc, id`.execute(connection.db);
  return {
    runs: new Map(
      runs.map(({ publisher, state, attempt, at, reason }) => [
        publisher,
        { state: STATES[state]!, attempt, at: at.toISOString(), reason },
      ]),
    ),
    dead: new Map(
      dead.map(({ publisher, runs: n, at, reason }) => [
        publisher,
        { runs: n, at: at.toISOString(), reason: reason ?? "no reason was kept" },
      ]),
    ),
  };
}
