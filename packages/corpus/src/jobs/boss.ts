// withBoss(): pg-boss over the corpus's own database, with its two queues, for as long as one piece of work takes.
import { StoreError } from "@belowline/schema";
import { sql } from "kysely";
import type { PgBoss } from "pg-boss";
import type { Connection } from "../db/connection.ts";

/** Runs that wait or are under way: at most one for each publisher. */
export const RUNS = "belowline-crawl";
/** Runs that failed as often as they may, each with its reason. */
export const DEAD = "belowline-crawl-dead";

/**
 * Seconds of silence after which a worker is dead. In a folder its successor knows without waiting, and one long statement of
 * PGlite holds up the heartbeats of its own process.
 */
const HEARTBEAT = { postgres: 20, pglite: 600 } as const;
/** Seconds. With heartbeat, first back-off and poll, a killed worker's run goes on elsewhere in well under a minute. */
const LOOK_FOR_DEAD = 5;
const DAY = 86_400;

const RUN_POLICY = {
  // One run per singleton key, waiting or under way: a schedule that comes round too early waits for its next turn.
  policy: "exclusive",
  // The longest that pg-boss allows; what is left of a longer crawl is the next try's, for the frontier remembers.
  expireInSeconds: DAY - 1,
  retryLimit: 5,
  retryDelay: 10,
  retryBackoff: true,
  retryDelayMax: 3600,
  deadLetter: DEAD,
};

/** `ask` looks or writes once; `work` also watches the schedules and the workers' heartbeats. */
export async function withBoss<T>(
  { driver, where, engine, singleOpener, db }: Connection,
  mode: "ask" | "work",
  use: (boss: PgBoss) => Promise<T>,
  onTrouble: (message: string) => void = () => {},
): Promise<T> {
  const { PgBoss, fromPglite } = await import("pg-boss");
  const boss = new PgBoss({
    ...("pglite" in driver
      ? { db: fromPglite(driver.pglite), backend: "pglite" as const }
      : { connectionString: driver.url, application_name: "belowline jobs", max: 3 }),
    supervise: mode === "work",
    schedule: mode === "work",
    superviseIntervalSeconds: LOOK_FOR_DEAD,
    monitorIntervalSeconds: LOOK_FOR_DEAD,
    cronWorkerIntervalSeconds: 1,
    openTelemetry: { enabled: false },
  });
  // pg-boss goes on after each of these; unheard, they would end the process.
  boss.on("error", (error) => onTrouble(error.message));
  try {
    await boss.start();
    // Making what is there changes nothing.
    await boss.createQueue(DEAD, { retentionSeconds: 90 * DAY });
    await boss.createQueue(RUNS, { ...RUN_POLICY, heartbeatSeconds: HEARTBEAT[engine] });
    if (singleOpener && mode === "work") {
      await sql`update pgboss.job set heartbeat_on = 'epoch' where name = ${RUNS} and state = 'active'`.execute(db);
    }
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    // The driver's text may hold the address; its code cannot.
    const code = (error as { code?: string }).code ?? "no code";
    throw new StoreError(
      "store/failed",
      `${where}: the tables of the job queue (schema pgboss) cannot be made or read (${code}); may this user create a schema here?`,
      { where },
      error,
    );
  }
  try {
    return await use(boss);
  } finally {
    await boss.stop({ graceful: true, timeout: 60_000 });
  }
}

/** Whether anybody ever scheduled anything here; a look that makes no tables. */
export async function hasJobs({ db }: Connection): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('pgboss.schedule') is not null as there`.execute(
    db,
  );
  return rows[0]!.there;
}
