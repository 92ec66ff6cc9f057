// Hosts over a database: one row a host decides, by the database's clock, which worker may ask it now.
import { type HostFile, type Hosts, storable } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";

/** How soon to look again for a turn that another worker has, in milliseconds. */
const LOOK_MS = 100;

/** The last request started in the future: the clock was set back since, and would hold the host up for as long. */
const turnedBack = sql`coalesce(h.started_at > clock_timestamp() + interval '1 minute', false)`;

export const hostsOf = (db: Database): Hosts => ({
  async take(host, gapSeconds, holdSeconds) {
    // clock_timestamp(), not now(): the row may have been waited for, and the gap counts from the moment it was had.
    const { rows } = await sql<{ turn: number; throttled: number }>`
      insert into host as h (key, turn, turn_until, started_at)
      values (${storable(host)}, 1, clock_timestamp() + make_interval(secs => ${holdSeconds}), clock_timestamp())
      on conflict (key) do update set
        turn = h.turn + 1,
        turn_until = clock_timestamp() + make_interval(secs => ${holdSeconds}),
        started_at = clock_timestamp()
      where (coalesce(h.turn_until, '-infinity') <= clock_timestamp() or ${turnedBack})
        and coalesce(h.rest_until, '-infinity') <= clock_timestamp()
        and (coalesce(h.started_at + make_interval(secs => ${gapSeconds}), '-infinity') <= clock_timestamp() or ${turnedBack})
      returning h.turn, h.throttled`.execute(db);
    const won = rows[0];
    return won ? { granted: true, ...won } : await waitFor(db, host, gapSeconds);
  },
  async end(host, turn, startedMsAgo, restSeconds) {
    await sql`
      update host set
        turn_until = null,
        started_at = greatest(started_at, clock_timestamp() - make_interval(secs => ${startedMsAgo / 1000})),
        throttled = case when ${restSeconds}::double precision is null then 0 else throttled + 1 end,
        rest_until = greatest(rest_until, clock_timestamp() + make_interval(secs => ${restSeconds}::double precision))
      where key = ${storable(host)} and turn = ${turn}`.execute(db);
  },
  async file(origin, path) {
    const { rows } = await sql<HostFile & { freshSeconds: number }>`
      select status, text, detail, failures, extract(epoch from fresh_until - now())::double precision as fresh_seconds
      from host_file where origin = ${storable(origin)} and path = ${storable(path)}`.execute(db);
    if (!rows[0]) return null;
    const { freshSeconds, ...file } = rows[0];
    return { file, freshSeconds };
  },
  async keep(origin, path, file, seconds) {
    const text = file.text === null ? null : storable(file.text);
    const detail = file.detail === null ? null : storable(file.detail);
    await sql`
      insert into host_file (origin, path, status, text, detail, failures, fetched_at, fresh_until)
      values (${storable(origin)}, ${storable(path)}, ${file.status}, ${text}, ${detail}, ${file.failures}, now(),
        now() + make_interval(secs => ${seconds}))
      on conflict (origin, path) do update set status = excluded.status, text = excluded.text, detail = excluded.detail,
        failures = excluded.failures, fetched_at = excluded.fetched_at, fresh_until = excluded.fresh_until`.execute(db);
  },
});

async function waitFor(db: Database, host: string, gapSeconds: number) {
  const { rows } = await sql<{ gap: number | null; rest: number | null; busy: boolean }>`
    select 1000 * extract(epoch from started_at + make_interval(secs => ${gapSeconds}) - clock_timestamp())::double precision as gap,
      1000 * extract(epoch from rest_until - clock_timestamp())::double precision as rest,
      coalesce(turn_until > clock_timestamp(), false) as busy
    from host where key = ${storable(host)}`.execute(db);
  const { gap, rest, busy } = rows[0] ?? { gap: 0, rest: 0, busy: false };
  const restMs = Math.max(0, rest ?? 0);
  return { granted: false as const, waitMs: Math.max(gap ?? 0, restMs, busy ? LOOK_MS : 1), restMs };
}

/** Nobody else can have a turn: whoever had one is dead. */
export async function voidTurns(db: Database): Promise<void> {
  await sql`update host set turn_until = null where turn_until is not null`.execute(db);
}
