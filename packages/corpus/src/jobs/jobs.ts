// Jobs: schedules, workers and their status over one corpus; pg-boss keeps them in the same database, in its own schema.
import type { Connection } from "../db/connection.ts";
import type { Schedule, ScheduleWish } from "./schedule.ts";
import { addSchedule, removeSchedule, schedulesIn } from "./schedules.ts";
import { type PublisherStatus, statusOf } from "./status.ts";
import { type Runner, tick, type WorkOptions, work } from "./work.ts";

/** Crawls that come back by themselves. */
export interface Jobs {
  /**
   * Sets a publisher's schedule; an earlier one is replaced. By `every` the first run is due at once, by `cron` at its time.
   *
   * @throws UsageError `usage/invalid-value`, `usage/conflict`
   * @example
   * await corpus.jobs.schedule({ seed: "https://news.example", every: "1h", crawl: { contact: "mailto:lab@university.example" } });
   */
  schedule(wish: ScheduleWish): Promise<Schedule>;
  /** All schedules, by publisher. */
  schedules(): Promise<Schedule[]>;
  /**
   * Ends a publisher's schedule; a run under way is finished.
   *
   * @throws UsageError `usage/not-found`
   */
  unschedule(publisher: string): Promise<void>;
  /**
   * Does scheduled runs until the signal ends it: several publishers at a time on PostgreSQL, one in a folder, and never one
   * publisher twice, however many workers there are. A worker that dies is noticed within half a minute.
   *
   * @example
   * const signal = AbortSignal.timeout(8 * 3_600_000);
   * await corpus.jobs.work((run) => crawl({ ...run.crawl, seeds: [run.seed], sink: corpus.sink(), signal: run.signal }), { signal });
   */
  work(runner: Runner, options: WorkOptions): Promise<void>;
  /** Does once what is due now, also what was due while nobody worked. */
  tick(runner: Runner, options: WorkOptions): Promise<void>;
  /**
   * Of each publisher what is due, done and failing, its next run, and how late comments are seen.
   *
   * @example
   * const silent = (await corpus.jobs.status()).filter(({ dead }) => dead !== null);
   */
  status(): Promise<PublisherStatus[]>;
}

export const jobsOver = (connection: Connection): Jobs =>
  Object.freeze<Jobs>({
    schedule: (wish) => addSchedule(connection, wish),
    schedules: () => schedulesIn(connection),
    unschedule: (publisher) => removeSchedule(connection, publisher),
    work: (runner, options) => work(connection, runner, options),
    tick: (runner, options) => tick(connection, runner, options),
    status: () => statusOf(connection),
  });
