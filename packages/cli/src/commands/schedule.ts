// belowline schedule: crawls that come back by themselves, added, listed and removed.
import { checkSchedule, type Schedule, type ScheduleWish } from "@belowline/corpus";
import { type AuthorMode, type JsonObject, publisherOf, type TdmMode, typedUrl } from "@belowline/schema";
import { checkCrawl } from "@belowline/scraper";
import { laddersFrom } from "../ladders.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface ScheduleAddFlags extends CorpusOption {
  readonly every?: string;
  readonly cron?: string;
  readonly timeZone?: string;
  readonly json?: true;
  readonly authors?: AuthorMode;
  readonly maxArticles?: number;
  readonly since?: string;
  readonly delay?: number;
  readonly contact?: string;
  readonly tdm?: TdmMode;
  readonly basis?: string;
  readonly allowPrivateNetwork?: true;
  readonly proxy?: string;
  readonly enablePlatform?: readonly string[];
  readonly ladders?: string;
}

export const NO_SCHEDULES = "no schedules; belowline schedule add PUBLISHER makes one\n";

export async function scheduleAdd(target: string, flags: ScheduleAddFlags): Promise<void> {
  const { corpus: _, json, every, cron, timeZone, authors, enablePlatform, ladders, ...rest } = flags;
  const named = enablePlatform ? { enablePlatforms: enablePlatform } : {};
  const crawl = { ...rest, ...named, ...laddersFrom(ladders) };
  // Before a corpus is opened, and perhaps made, for runs that cannot be.
  checkCrawl({ seeds: [target], sink: [], ...crawl });
  const wish: ScheduleWish = {
    seed: typedUrl(target)!.href,
    ...(every === undefined ? {} : { every }),
    ...(cron === undefined ? {} : { cron }),
    ...(timeZone === undefined ? {} : { timeZone }),
    crawl: crawl as JsonObject,
  };
  checkSchedule(wish);
  const schedule = await withCorpus(flags, { create: true, ...(authors ? { authors } : {}) }, (corpus) =>
    corpus.jobs.schedule(wish),
  );
  if (json) await write(`${JSON.stringify(schedule, null, 2)}\n`);
  else {
    process.stderr.write(
      `${schedule.publisher}: ${ruleOf(schedule)}, ${schedule.every === null ? `first at ${schedule.next}` : "first at once"}.\n` +
        "It runs while belowline worker does, or each time belowline tick is called (belowline install-timer prints how).\n",
    );
  }
}

export async function scheduleList({ json, ...place }: CorpusOption & { readonly json?: true }): Promise<void> {
  const schedules = await withCorpus(place, { create: false }, (corpus) => corpus.jobs.schedules());
  if (json) await write(`${JSON.stringify(schedules, null, 2)}\n`);
  else if (schedules.length === 0) process.stderr.write(NO_SCHEDULES);
  else
    await write(
      `${table(
        ["publisher", "runs", "next", "from"],
        schedules.map((one) => [one.publisher, ruleOf(one), one.next, one.seed]),
      )}\n`,
    );
}

export async function scheduleRemove(target: string, place: CorpusOption): Promise<void> {
  const publisher = publisherOf(typedUrl(target)?.href ?? "") || target;
  await withCorpus(place, { create: false }, (corpus) => corpus.jobs.unschedule(publisher));
  process.stderr.write(`${publisher}: no longer scheduled; what was collected stays\n`);
}

const ruleOf = ({ every, cron, timeZone }: Schedule): string =>
  every === null ? `at ${cron} (${timeZone})` : `every ${every}`;
