// moveCorpus() and backupCorpus(): a whole corpus to another place, compared row for row, or nothing.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isStoreError, refuseUnknown, StoreError, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import { forgetErased } from "./corpus.ts";
import type { Connection } from "./db/connection.ts";
import { type Copied, type CopyProgress, copy } from "./db/copy.ts";
import { type FolderLock, takeLock } from "./db/lock.ts";
import { isCorpus, migrate } from "./db/migrate.ts";
import { keeperOf } from "./db/privacy.ts";
import { settle } from "./db/setting.ts";
import type { Schedule, ScheduleWish } from "./jobs/schedule.ts";
import { addSchedule, schedulesIn } from "./jobs/schedules.ts";
import { connect } from "./open.ts";

export interface MoveOptions {
  /** Called after every batch of rows. */
  readonly onProgress?: (progress: CopyProgress) => void;
}

export interface MoveReport {
  readonly from: string;
  readonly to: string;
  /** Rows by table. */
  readonly tables: Copied;
  readonly rows: number;
  /** Schedules that came along; runs that are over stay behind. */
  readonly schedules: number;
}

/**
 * Copies a corpus to an empty place: from a folder to a PostgreSQL, back, or to one of the same kind. Rows stream through in batches,
 * and each table is compared before the copy is kept. Schedules come along. What was erased since the copied one was made is erased in the
 * copy too. The corpus that was copied stays as it is; the privacy key serves both.
 *
 * @throws UsageError `usage/not-found` where there is no corpus, `usage/conflict` where the target is not empty
 * @throws StoreError `store/failed` where a table came out different
 * @example
 * const { rows } = await moveCorpus("./corpus", "postgres://writer@db.example/harbour");
 */
export async function moveCorpus(from: string, to: string, options: MoveOptions = {}): Promise<MoveReport> {
  refuseUnknown("moveCorpus", options, ["onProgress"]);
  await using source = disposed(await connect(from, false));
  if (!(await isCorpus(source.db))) {
    throw new UsageError("usage/not-found", `${source.where}: there is no corpus to be copied`);
  }
  await migrate(source);
  await using target = disposed(await connect(to, true));
  await mustBeEmpty(target);
  await migrate(target);
  const tables = await copy(source, target, options.onProgress);
  await sql`analyze`.execute(target.db);
  const settings = await settle(target, undefined);
  await forgetErased(target, settings, await keeperOf(target, settings, undefined));
  const schedules = await schedulesIn(source);
  for (const schedule of schedules) await addSchedule(target, wishOf(schedule));
  const rows = Object.values(tables).reduce((sum, n) => sum + n, 0);
  return { from: source.where, to: target.where, tables, rows, schedules: schedules.length };
}

/**
 * Copies a corpus of either kind into a new folder, which is a corpus itself: to restore it, open it or move it. It is compared, written
 * through to the disk, and only then called by its name, so that a folder of that name is always a whole one.
 *
 * @throws UsageError `usage/conflict` where there is something by that name
 * @throws StoreError `store/locked` where another is being made by that name
 * @example
 * await backupCorpus("postgres://writer@db.example/harbour", "./backup-2026-03-01");
 */
export async function backupCorpus(from: string, folder: string, options: MoveOptions = {}): Promise<MoveReport> {
  const to = resolve(folder);
  const draft = join(dirname(to), `.${basename(to)}.partial`);
  mkdirSync(dirname(to), { recursive: true });
  const lock = lockOn(to);
  try {
    if (existsSync(to)) throw taken(to);
    rmSync(draft, { recursive: true, force: true }); // of one that was interrupted
    const report = await moveCorpus(from, draft, options);
    through(draft);
    renameSync(draft, to);
    throughOne(dirname(to));
    return { ...report, to };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    lock.release();
  }
}

const taken = (to: string): UsageError =>
  new UsageError("usage/conflict", `${to}: expected a name that nothing has yet; a backup never writes over anything`);

/** Two that are made under one name, as by timers that overlap, would take each other's files away. */
function lockOn(to: string): FolderLock {
  try {
    return takeLock(join(dirname(to), `.${basename(to)}.lock`));
  } catch (error) {
    if (!isStoreError(error) || error.code !== "store/locked") throw error;
    const { pid, host, since } = error.details;
    throw new StoreError(
      "store/locked",
      `${to}: process ${pid} on ${host} has been making a backup of this name since ${since}; let it end, or take another name`,
      error.details,
      error,
    );
  }
}

const wishOf = ({ seed, every, cron, timeZone, crawl }: Schedule): ScheduleWish => ({
  seed,
  crawl,
  ...(every === null ? {} : { every }),
  ...(cron === null ? {} : { cron, timeZone }),
});

const disposed = (connection: Connection): Connection & AsyncDisposable => ({
  ...connection,
  [Symbol.asyncDispose]: () => connection.close(),
});

async function mustBeEmpty({ db, where }: Connection): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'v', 'm', 'p')`.execute(
    db,
  );
  if (rows[0]!.n === 0) return;
  throw new UsageError(
    "usage/conflict",
    `${where}: expected an empty database or a new folder to copy to, found ${rows[0]!.n} tables and views; choose another`,
    { where },
  );
}

/** PGlite calls no fsync. */
function through(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    throughOne(join(entry.parentPath, entry.name));
  }
  throughOne(folder);
}

function throughOne(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } catch (error) {
    // Windows syncs no folders.
    if (process.platform !== "win32") throw error;
  } finally {
    closeSync(file);
  }
}
