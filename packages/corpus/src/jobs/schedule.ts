// What a schedule is: which publisher is crawled when and how, checked before anything is stored.
import { type JsonObject, parseUrl, publisherOf, refuseUnknown, UsageError } from "@belowline/schema";

export interface ScheduleWish {
  /** The address that each run starts from. */
  readonly seed: string;
  /** `15m`, `6h`, `1d`, `2w`; counted from now, whatever clocks do. Default: `1h`. */
  readonly every?: string;
  /** Five fields as in crontab(5), instead of `every`. */
  readonly cron?: string;
  /** Whose clock `cron` means, such as `Europe/Berlin`, summer time included. Default: UTC. */
  readonly timeZone?: string;
  /** What each run is given beside its seed; plain JSON that the runner understands. Never a key or password. */
  readonly crawl?: JsonObject;
}

export interface Schedule {
  readonly publisher: string;
  readonly seed: string;
  readonly every: string | null;
  readonly cron: string | null;
  readonly timeZone: string;
  readonly crawl: JsonObject;
  readonly next: string | null;
}

/** What a run carries: everything a worker needs to know. */
export interface RunOrder {
  readonly publisher: string;
  readonly seed: string;
  readonly crawl: JsonObject;
}

/** A wish that can be kept. */
export interface SchedulePlan {
  readonly order: RunOrder;
  readonly every: string | null;
  /** Cron or RFC 5545. */
  readonly rule: string;
  readonly timeZone: string;
}

const DEFAULT_EVERY = "1h";
const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440, w: 10_080 };

/** @throws UsageError `usage/invalid-value`, `usage/conflict`; whether cron's fields and the time zone exist, pg-boss says */
export function planSchedule(wish: ScheduleWish, now: Date): SchedulePlan {
  refuseUnknown("schedule", wish, ["seed", "every", "cron", "timeZone", "crawl"]);
  const url = parseUrl(wish.seed);
  if (!url) throw invalid("seed", "an http or https address", wish.seed);
  if (wish.cron !== undefined && wish.every !== undefined) {
    throw new UsageError("usage/conflict", "schedule: expected every or cron, found both", { option: "cron" });
  }
  if (wish.cron === undefined && wish.timeZone !== undefined) {
    throw new UsageError("usage/conflict", "schedule: a time zone means something beside cron only", {
      option: "timeZone",
    });
  }
  const every = wish.cron === undefined ? (wish.every ?? DEFAULT_EVERY) : null;
  return {
    order: { publisher: publisherOf(url.href), seed: url.href, crawl: wish.crawl ?? {} },
    every,
    rule: every === null ? fiveFields(wish.cron!) : ruleOf(every, now),
    timeZone: wish.timeZone ?? "UTC",
  };
}

/**
 * Refuses a schedule that cannot be, before a corpus is opened for it.
 *
 * @throws UsageError as `corpus.jobs.schedule` would, but for cron's fields and time zone
 * @example
 * checkSchedule({ seed: "https://news.example", every: "30m" });
 */
export const checkSchedule = (wish: ScheduleWish): void => void planSchedule(wish, new Date());

/** RFC 5545: an interval from a beginning. Cron knows only those that divide an hour or a day. */
function ruleOf(every: string, from: Date): string {
  const span = /^(\d{1,4})([mhdw])$/.exec(every.trim());
  const minutes = span ? Number(span[1]) * MINUTES[span[2]!]! : 0;
  // Five minutes: the politest sites have feeds that change no faster.
  if (minutes < 5 || minutes > 366 * 1440)
    throw invalid("every", "a span from 5m to 52w, such as 30m, 6h or 1d", every);
  // Its beginning counts as an occurrence; the run of that moment is put in the queue by hand.
  const start = new Date(from.getTime() + minutes * 60_000).toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
  return `DTSTART:${start}\nRRULE:FREQ=MINUTELY;INTERVAL=${minutes}`;
}

/** pg-boss would also take seconds and calendar rules; a publisher needs neither. */
function fiveFields(cron: string): string {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) throw invalid("cron", 'five fields such as "0 6 * * *"', cron);
  return fields.join(" ");
}

const invalid = (option: string, expected: string, got: string): UsageError =>
  new UsageError("usage/invalid-value", `schedule: ${option}: expected ${expected}, got ${JSON.stringify(got)}`, {
    option,
  });
