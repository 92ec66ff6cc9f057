// A month of crawling in minutes: the database's clock and the crawl's are one that the simulation sets.
import { type Corpus, openCorpus } from "@belowline/corpus";
import { digestOf, type LeasedPage, type Visit } from "@belowline/schema";
import { crawl } from "@belowline/scraper";
import { sql } from "kysely";
import { type MonthPlan, type MonthSite, START, type Story, startMonth } from "./site.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Month {
  readonly stories: readonly Story[];
  readonly rounds: number;
  readonly visits: number;
  readonly answers: number;
  /** Bodies as the site sent them. */
  readonly bytes: number;
  /** What the same visits would have been sent, had each asked for everything without conditions. */
  readonly whole: { readonly bytes: number; readonly answers: number };
  /** What the crawls say that they spared. */
  readonly sparedBytes: number;
  /** Visits that found nothing new without a whole reading, by how they knew. */
  readonly spared: Readonly<Record<string, number>>;
  /** For each comment that was found: how long after it was written, and the ladder's step at its article's age then; milliseconds. */
  readonly delays: readonly { readonly delay: number; readonly step: number }[];
  /** Comments that the site showed long enough to be found, and that were not. */
  readonly missed: number;
  /** Days whose state could be had again afterwards, exactly. */
  readonly days: { readonly exact: number; readonly of: number };
  /** Rows of `past` and of comments. */
  readonly rows: { readonly past: number; readonly comments: number };
}

const STEPS = [
  [3 * HOUR, HOUR / 4],
  [DAY, HOUR],
  [7 * DAY, 3 * HOUR],
  [30 * DAY, 3 * DAY],
] as const;
const stepAt = (age: number): number => STEPS.find(([until]) => age < until)?.[1] ?? 30 * DAY;

export interface Simulation {
  /** An empty database: `memory://` or postgres://..., which is many times as fast. */
  readonly database: string;
  /** Every page and thread that is due is fetched whole, as a crawler without probes would. */
  readonly refetch: boolean;
  readonly onDay?: (day: number) => void;
}

export async function simulate(plan: MonthPlan, { database, refetch, onDay }: Simulation): Promise<Month> {
  let now = START;
  const site = await startMonth(plan, () => now);
  site.refetch = refetch;
  const corpus = await openWithClock(database);
  try {
    const pictures: string[] = [];
    let rounds = 0;
    let visits = 0;
    let sparedBytes = 0;
    const spared: Record<string, number> = {};
    const whole = { bytes: 0, answers: 0 };
    const sink = corpus.sink();
    const counted = async (visit: Visit): ReturnType<typeof sink.commit> => {
      for (const body of wholly(site, visit.lease.page)) {
        whole.answers++;
        whole.bytes += Buffer.byteLength(body);
      }
      return await sink.commit(visit);
    };
    for (let day = 0; day < plan.days; day++) {
      const end = START + (day + 1) * DAY;
      for (let next = START + day * DAY; next < end; next = await nextRound(corpus, site, now)) {
        now = next;
        await setClock(corpus, now);
        // The comparison asks for everything that is due, and is told nothing that would spare it an answer.
        if (refetch)
          await sql`update page set etag = null, last_modified = null, said_comments = null`.execute(corpus.db);
        if (refetch) await sql`update thread_walk set complete = false`.execute(corpus.db);
        const report = await crawl({
          seeds: [site.url],
          sink: { ...sink, commit: counted },
          allowPrivateNetwork: true,
          clock: () => new Date(now),
        });
        rounds++;
        visits += report.pages.visited;
        sparedBytes += report.spared.bytes;
        for (const [by, n] of Object.entries(report.spared.visits)) spared[by] = (spared[by] ?? 0) + n;
        if (report.broken.length > 0) throw new Error(`${report.broken[0]!.url}: ${report.broken[0]!.message}`);
      }
      now = end - 1;
      if (!refetch) pictures.push(await picture(corpus));
      onDay?.(day + 1);
    }
    let exact = 0;
    for (const [day, seen] of pictures.entries()) {
      const asOf = new Date(START + (day + 1) * DAY - 1);
      if ((await picture(corpus, asOf)) === seen) exact++;
    }
    const { delays, missed } = await delaysOf(corpus, site, now);
    const { rows } = await sql<{ past: number; comments: number }>`
      select (select count(*)::int from past) as past, (select count(*)::int from comment) as comments`.execute(
      corpus.db,
    );
    return {
      stories: site.stories,
      rounds,
      visits,
      answers: site.sent.answers,
      bytes: site.sent.bytes,
      whole,
      spared,
      sparedBytes,
      delays,
      missed,
      days: { exact, of: pictures.length },
      rows: rows[0]!,
    };
  } finally {
    await corpus.close();
    await site.stop();
  }
}

/** A corpus whose now() is a row of the simulation: a schema that is searched first holds a function of that name. */
async function openWithClock(database: string): Promise<Corpus> {
  const key = new Uint8Array(32).fill(7);
  const corpus = await openCorpus(database, { key });
  await sql`create schema simulated`.execute(corpus.db);
  await sql`create table simulated.clock (at timestamptz)`.execute(corpus.db);
  await sql`insert into simulated.clock values (${new Date(START).toISOString()})`.execute(corpus.db);
  await sql`create function simulated.now() returns timestamptz language sql stable as
    $$ select at from simulated.clock $$`.execute(corpus.db);
  const path = sql`search_path = simulated, public, pg_catalog`;
  if (database === "memory://") {
    await sql`set ${path}`.execute(corpus.db);
    return corpus;
  }
  const name = sql.id(new URL(database).pathname.slice(1));
  await sql`alter database ${name} set ${path}`.execute(corpus.db);
  // Nobody pulls the plug on a simulation.
  await sql`alter database ${name} set synchronous_commit = off`.execute(corpus.db);
  await corpus.close(); // connections learn of it when they begin
  return await openCorpus(database, { key });
}

const setClock = (corpus: Corpus, now: number): Promise<unknown> =>
  sql`update simulated.clock set at = ${new Date(now).toISOString()}`.execute(corpus.db);

/** The bodies that a visit of this page would get by asking for all of it. */
function wholly(site: MonthSite, { url, kind, thread }: LeasedPage): readonly string[] {
  const story = Number(/\/story-(\d+)\/$/.exec(url)?.[1]);
  return kind === "thread" && thread ? site.walk(story) : (site.body(new URL(url).pathname) ?? []);
}

/** When something is due, or published; never less than a quarter of an hour on. */
async function nextRound(corpus: Corpus, site: MonthSite, now: number): Promise<number> {
  const { rows } = await sql<{ at: Date | null }>`select min(due_at) as at from page where due_at is not null`.execute(
    corpus.db,
  );
  const published = site.stories.find(({ at }) => at > now)?.at ?? Number.POSITIVE_INFINITY;
  const wanted = Math.min(rows[0]?.at?.getTime() ?? Number.POSITIVE_INFINITY, published);
  const quarter = HOUR / 4;
  return Math.max(now + quarter, Math.ceil(wanted / quarter) * quarter);
}

/** Articles, comments and threads in every field, as a digest. */
async function picture(corpus: Corpus, asOf?: Date): Promise<string> {
  const moment = asOf ? { asOf } : {};
  const duplicates = "keep" as const;
  const all = [
    await corpus.articles({ ...moment, duplicates }),
    await corpus.comments({ ...moment, duplicates }),
    await corpus.threads(moment),
  ];
  return digestOf(new TextEncoder().encode(JSON.stringify(all)));
}

async function delaysOf(corpus: Corpus, site: MonthSite, now: number): Promise<Pick<Month, "delays" | "missed">> {
  const rows = await corpus.db.selectFrom("comment").select(["nativeId", "firstSeenAt"]).execute();
  const seen = new Map(rows.map(({ nativeId, firstSeenAt }) => [Number(nativeId), firstSeenAt.getTime()]));
  const delays: { delay: number; step: number }[] = [];
  let missed = 0;
  for (const story of site.stories) {
    for (const remark of story.remarks) {
      const found = seen.get(remark.id);
      const step = stepAt(remark.at - story.at);
      if (found !== undefined) delays.push({ delay: found - remark.at, step });
      else if (Math.min(remark.goneAt, now) - remark.at > 2 * step) missed++;
    }
  }
  return { delays, missed };
}
