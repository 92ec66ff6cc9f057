// Schedules as rows of pg-boss, one for each publisher: added, listed, removed.
import { publisherId, UsageError } from "@belowline/schema";
import type { PgBoss } from "pg-boss";
import type { Connection } from "../db/connection.ts";
import { hasJobs, RUNS, withBoss } from "./boss.ts";
import { planSchedule, type RunOrder, type Schedule, type ScheduleWish } from "./schedule.ts";

type Kept = RunOrder & { readonly every: string | null };

/** The publisher's schedule from now on; an earlier one is replaced. By `every`, the first run is due at once. */
export async function addSchedule(connection: Connection, wish: ScheduleWish): Promise<Schedule> {
  const { order, every, rule, timeZone } = planSchedule(wish, new Date());
  return await withBoss(connection, "ask", async (boss) => {
    const key = publisherId(order.publisher);
    const kept: Kept = { ...order, every };
    try {
      await boss.schedule(RUNS, rule, kept, {
        key,
        singletonKey: key,
        // After a night without a worker, one run catches up.
        missed: "once",
        tz: timeZone,
      });
    } catch (error) {
      if (error instanceof RangeError || /cron|time ?zone|constraint|expression|characters?/i.test(String(error))) {
        throw new UsageError("usage/invalid-value", `schedule: ${(error as Error).message}`, { option: "cron" }, error);
      }
      throw error;
    }
    await cancelWaiting(boss, key);
    if (every !== null) await enqueue(boss, order);
    return scheduleOf(boss, (await boss.getSchedule(RUNS, key))!);
  });
}

export async function schedulesIn(connection: Connection): Promise<Schedule[]> {
  if (!(await hasJobs(connection))) return [];
  return await withBoss(connection, "ask", async (boss) => {
    const all = (await boss.getSchedules(RUNS)).map((row) => scheduleOf(boss, row));
    return all.sort((a, b) => (a.publisher < b.publisher ? -1 : 1));
  });
}

/** Ends a publisher's schedule and takes its waiting run out. One under way is finished. */
export async function removeSchedule(connection: Connection, publisher: string): Promise<void> {
  const found = (await schedulesIn(connection)).some((schedule) => schedule.publisher === publisher);
  if (!found) {
    throw new UsageError(
      "usage/not-found",
      `schedule: ${publisher} has none; expected a publisher that the list of schedules names`,
      { publisher },
    );
  }
  await withBoss(connection, "ask", async (boss) => {
    const key = publisherId(publisher);
    await boss.unschedule(RUNS, key);
    await cancelWaiting(boss, key);
  });
}

async function cancelWaiting(boss: PgBoss, key: string): Promise<void> {
  const waiting = await boss.findJobs(RUNS, { key, queued: true });
  for (const { id } of waiting) await boss.cancel(RUNS, id);
}

/** A run now, unless one waits or is under way already. */
export async function enqueue(boss: PgBoss, { publisher, seed, crawl }: RunOrder): Promise<void> {
  await boss.send(RUNS, { publisher, seed, crawl }, { singletonKey: publisherId(publisher) });
}

function scheduleOf(boss: PgBoss, row: Awaited<ReturnType<PgBoss["getSchedules"]>>[number]): Schedule {
  const { publisher, seed, crawl, every } = row.data as Kept;
  const [next] = boss.previewSchedule(row.cron, { tz: row.timezone, count: 1, from: new Date() });
  return {
    publisher,
    seed,
    every,
    cron: every === null ? row.cron : null,
    timeZone: row.timezone,
    crawl,
    next: next?.toISOString() ?? null,
  };
}
