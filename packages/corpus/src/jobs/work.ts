// Workers: take runs from the queue and hand them to a runner, as a process that stays or once for what is due.
import { setTimeout as pause } from "node:timers/promises";
import { isBelowlineError, refuseUnknown } from "@belowline/schema";
import { sql } from "kysely";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Connection } from "../db/connection.ts";
import { RUNS, withBoss } from "./boss.ts";
import type { RunOrder } from "./schedule.ts";
import { enqueue } from "./schedules.ts";

/** One run of one publisher. */
export interface Run extends RunOrder {
  /** From 1. */
  readonly attempt: number;
  /** Ends when the worker is asked to stop, or has lost the run to another. */
  readonly signal: AbortSignal;
}

/** Does the work. What it returns, plain JSON, is kept as the run's result; what it throws is the reason of a failed try. */
export type Runner = (run: Run) => Promise<object>;

export type RunEvent =
  | { readonly kind: "started"; readonly publisher: string; readonly attempt: number }
  | { readonly kind: "done"; readonly publisher: string; readonly result: object }
  | { readonly kind: "failed"; readonly publisher: string; readonly attempt: number; readonly reason: string }
  /** Stopped half-way: the next worker goes on. */
  | { readonly kind: "returned"; readonly publisher: string }
  /** The database cannot be reached just now, or the like; the worker goes on. */
  | { readonly kind: "trouble"; readonly message: string };

export interface WorkOptions {
  /** Asks the worker to stop after the page in hand. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** Publishers at a time. One in a folder, where each crawl takes all leases for its own. */
const AT_ONCE = { pglite: 1, postgres: 4 } as const;

/** Seconds between two looks at the queue. */
const POLL = 2;

/** Works until the signal ends it, and gives back what is half done. */
export async function work(connection: Connection, runner: Runner, options: WorkOptions): Promise<void> {
  refuseUnknown("work", options, ["signal", "onEvent"]);
  await working(connection, runner, options, POLL, () => ended(options.signal));
}

/** Does what is due now, once: missed schedules, waiting runs, those of dead workers. */
export async function tick(connection: Connection, runner: Runner, options: WorkOptions): Promise<void> {
  refuseUnknown("tick", options, ["signal", "onEvent"]);
  await working(connection, runner, options, 0.5, async (boss, busy) => {
    // The pass over the schedules begins in the turn after the start.
    await new Promise(setImmediate);
    await boss.supervise(RUNS);
    do {
      await pause(200, undefined, { signal: options.signal }).catch(() => {});
    } while (!options.signal.aborted && (busy() || boss.isTimekeeping() || (await anythingReady(connection))));
  });
}

async function working(
  connection: Connection,
  runner: Runner,
  { signal, onEvent = () => {} }: WorkOptions,
  poll: number,
  until: (boss: PgBoss, busy: () => boolean) => Promise<void>,
): Promise<void> {
  const returned: RunOrder[] = [];
  let running = 0;
  const handle = async ([job]: JobWithMetadata<RunOrder>[]): Promise<object> => {
    const { publisher, seed, crawl } = job!.data;
    const attempt = job!.retryCount + 1;
    running++;
    onEvent({ kind: "started", publisher, attempt });
    try {
      const result = await runner({
        publisher,
        seed,
        crawl,
        attempt,
        signal: AbortSignal.any([signal, job!.signal]),
      });
      if (signal.aborted) {
        returned.push({ publisher, seed, crawl });
        onEvent({ kind: "returned", publisher });
      } else onEvent({ kind: "done", publisher, result });
      return result;
    } catch (error) {
      const reason = reasonOf(error);
      onEvent({ kind: "failed", publisher, attempt, reason });
      throw bare(reason);
    } finally {
      running--;
    }
  };
  await withBoss(
    connection,
    "work",
    async (boss) => {
      await boss.work<RunOrder, object, { includeMetadata: true }>(
        RUNS,
        { includeMetadata: true, pollingIntervalSeconds: poll, localConcurrency: AT_ONCE[connection.engine] } as never,
        handle as never,
      );
      await until(boss, () => running > 0);
      await boss.offWork(RUNS, { wait: true });
      for (const order of returned) await enqueue(boss, order);
    },
    (message) => onEvent({ kind: "trouble", message }),
  );
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

/** Runs that can begin now, and occurrences of schedules on their way to become one. */
async function anythingReady({ db }: Connection): Promise<boolean> {
  const { rows } = await sql<{ ready: boolean }>`select exists (
    select from pgboss.job where start_after <= now()
      and (name = ${RUNS} and state in ('created', 'retry') or name = '__pgboss__send-it' and state < 'completed')
  ) as ready`.execute(db);
  return rows[0]!.ready;
}

/** Our own errors speak for themselves; of others the name goes along. */
const reasonOf = (error: unknown): string =>
  isBelowlineError(error) ? error.message : error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** Kept with the run as it is: a stack would tell of this machine's folders. */
function bare(reason: string): Error {
  const error = new Error(reason);
  error.stack = reason;
  return error;
}
