// corpus.methods(): what was crawled, what is missing, by which rules and versions: as facts, and as a paragraph for a paper.
import { type AbsenceReason, type AuthorMode, type GapReason, HARMLESS_GAPS } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { coverageOf } from "../query/coverage.ts";
import { duplicateMethods } from "../query/duplicates/methods.ts";
import { RULES_MARK } from "../tokens/rules.ts";
import { version } from "../version.ts";
import { erasedInWords, many } from "./words.ts";

/** Facts of a corpus at a moment. Times are ISO 8601, UTC. */
export interface Methods {
  readonly madeAt: string;
  readonly articles: number;
  readonly threads: { readonly total: number; readonly complete: number };
  readonly comments: { readonly announced: number; readonly collected: number };
  readonly commenters: number;
  readonly publishers: readonly { readonly publisher: string; readonly articles: number; readonly comments: number }[];
  readonly published: { readonly from: string | null; readonly to: string | null };
  readonly crawls: {
    readonly runs: number;
    readonly from: string | null;
    readonly to: string | null;
    /** Runs that did not come to their end. */
    readonly unfinished: number;
    readonly userAgents: readonly string[];
  };
  /** Pages that others had fetched. */
  readonly imports: { readonly runs: number; readonly from: string | null; readonly to: string | null };
  /** On request, or because their site had taken them away; not in the counts. */
  readonly erased: { readonly articles: number; readonly comments: number };
  /** Comments missing by reason; null where no walk could know how many. */
  readonly gaps: Readonly<Partial<Record<GapReason, number | null>>>;
  readonly absent: Readonly<Partial<Record<AbsenceReason, number>>>;
  readonly broken: number;
  readonly platforms: Readonly<Record<string, number>>;
  readonly ethics: {
    /** What became of commenters' names. */
    readonly authors: AuthorMode;
    /** By the crawls; nobody knows it of imports. */
    readonly robots: "respected";
    /** Modes of the runs: respect, or research with its basis. */
    readonly tdm: readonly { readonly mode: string; readonly basis: string | null; readonly runs: number }[];
    /** Least pause between two requests to one host, in seconds, over all runs; null where none is kept. */
    readonly delaySeconds: number | null;
    /** Platforms that are not read unbidden and were enabled. */
    readonly enabledPlatforms: readonly string[];
  };
  readonly versions: {
    readonly belowline: string;
    readonly node: string;
    readonly unicode: string;
    readonly icu: string;
    readonly tokenRules: string;
    readonly schema: string;
  };
  /** The search for duplicates, in words. */
  readonly duplicates: string;
  /** All of it in sentences, for a methods section. */
  readonly paragraph: string;
}

export async function methodsOf(db: Database, authors: AuthorMode, now = new Date()): Promise<Methods> {
  const coverage = await coverageOf(db);
  const { rows: publishers } = await sql<Methods["publishers"][number]>`
    select p.key as publisher, (select count(*)::int from article a where a.publisher_id = p.id) as articles,
      (select count(*)::int from comment c where c.publisher_id = p.id) as comments
    from publisher p where exists (select 1 from article a where a.publisher_id = p.id) order by p.key collate "C"`.execute(
    db,
  );
  const { rows: spans } = await sql<{ first: Date | null; last: Date | null; commenters: number }>`
    select min(r.published_at) as first, max(r.published_at) as last, (select count(*)::int from commenter) as commenters
    from article a join article_revision r on r.article_id = a.id and r.number = a.revision`.execute(db);
  const runs = await db.selectFrom("crawl").selectAll().orderBy("startedAt").execute();
  const [imports, crawls] = [runs.filter(isImport), runs.filter((run) => !isImport(run))];
  const { rows: stones } = await sql<{ articles: number; comments: number }>`
    select (count(*) filter (where kind = 'article'))::int as articles,
      (count(*) filter (where kind = 'comment'))::int as comments from tombstone`.execute(db);
  const { rows: platforms } = await sql<{ platform: string; n: number }>`
    select platform, count(*)::int as n from thread group by 1 order by 1`.execute(db);
  const { rows: steps } = await sql<{ name: string }>`
    select name from kysely_migration order by name desc limit 1`.execute(db);
  const facts = {
    madeAt: now.toISOString(),
    articles: coverage.articles,
    threads: { total: coverage.threads.total, complete: coverage.threads.complete },
    comments: coverage.comments,
    commenters: spans[0]!.commenters,
    publishers,
    published: { from: iso(spans[0]!.first), to: iso(spans[0]!.last) },
    crawls: {
      runs: crawls.length,
      ...spanOf(crawls),
      unfinished: crawls.filter(({ state }) => state !== "finished").length,
      userAgents: [...new Set(crawls.map(({ userAgent }) => userAgent))],
    },
    imports: { runs: imports.length, ...spanOf(imports) },
    erased: stones[0]!,
    gaps: coverage.gaps,
    absent: coverage.absent,
    broken: coverage.broken,
    platforms: Object.fromEntries(platforms.map(({ platform, n }) => [platform, n])),
    ethics: { authors, robots: "respected" as const, ...settingsOf(crawls.map(({ settings }) => settings)) },
    versions: {
      belowline: version,
      node: process.versions.node,
      unicode: process.versions.unicode ?? "unknown",
      icu: process.versions.icu ?? "unknown",
      tokenRules: RULES_MARK,
      schema: steps[0]?.name ?? "none",
    },
    duplicates: await duplicateMethods(db),
  };
  return { ...facts, paragraph: paragraphOf(facts) };
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

const isImport = ({ settings }: { readonly settings: Record<string, unknown> }): boolean => settings.import === true;

/** @param runs by their beginning */
function spanOf(runs: readonly { readonly startedAt: Date; readonly finishedAt: Date | null }[]): {
  readonly from: string | null;
  readonly to: string | null;
} {
  const ends = runs.flatMap(({ finishedAt }) => finishedAt ?? []).sort((a, b) => Number(a) - Number(b));
  return { from: iso(runs[0]?.startedAt ?? null), to: iso(ends.at(-1) ?? null) };
}

/** Crawls of earlier versions, and of other makers, keep what they keep. */
function settingsOf(all: readonly Record<string, unknown>[]): Omit<Methods["ethics"], "authors" | "robots"> {
  const modes = new Map<string, { mode: string; basis: string | null; runs: number }>();
  const delays: number[] = [];
  const enabled = new Set<string>();
  for (const { tdm, delay, enablePlatforms } of all) {
    const said = (typeof tdm === "object" && tdm !== null ? tdm : {}) as { mode?: unknown; basis?: unknown };
    if (typeof said.mode === "string") {
      const basis = typeof said.basis === "string" ? said.basis : null;
      const known = modes.get(JSON.stringify([said.mode, basis])) ?? { mode: said.mode, basis, runs: 0 };
      modes.set(JSON.stringify([said.mode, basis]), { ...known, runs: known.runs + 1 });
    }
    if (typeof delay === "number") delays.push(delay);
    if (Array.isArray(enablePlatforms)) for (const one of enablePlatforms) enabled.add(String(one));
  }
  return {
    tdm: [...modes.values()],
    delaySeconds: delays.length === 0 ? null : Math.min(...delays),
    enabledPlatforms: [...enabled].sort(),
  };
}

const AUTHORS: Readonly<Record<AuthorMode, string>> = {
  pseudonym: "Commenters' names were replaced by keyed pseudonyms before anything was stored.",
  raw: "Commenters' names were stored as printed.",
  drop: "Commenters' names were not stored.",
};

const day = (at: string | null): string => at?.slice(0, 10) ?? "an unknown date";

type Facts = Omit<Methods, "paragraph">;

const paragraphOf = (facts: Facts): string =>
  [
    ...collectedIn(facts),
    ...heldIn(facts),
    ...(facts.crawls.runs > 0 ? ethicsOf(facts) : []),
    AUTHORS[facts.ethics.authors],
    `Tokens follow Unicode ${facts.versions.unicode} (ICU ${facts.versions.icu}).`,
    facts.duplicates,
  ].join(" ");

function collectedIn({ crawls, imports, versions }: Facts): string[] {
  const unfinished = crawls.unfinished === 0 ? "" : `, ${crawls.unfinished} of which did not come to their end`;
  const by = `with Belowline ${versions.belowline}`;
  if (crawls.runs + imports.runs === 0) return ["Nothing was collected yet."];
  return [
    ...(crawls.runs === 0
      ? []
      : [
          `The corpus was collected ${by} in ${many(crawls.runs, "run")} from ${day(crawls.from)} to ${day(crawls.to)}${unfinished}.`,
        ]),
    ...(imports.runs === 0
      ? []
      : [
          `In ${many(imports.runs, "import")} ${crawls.runs === 0 ? `${by} ` : ""}from ${day(imports.from)} to ${day(imports.to)} it took in pages that others had collected, by their own rules.`,
        ]),
  ];
}

function heldIn({ articles, threads, comments, commenters, publishers, published, ...facts }: Facts): string[] {
  const missing = Object.entries(facts.gaps)
    .filter(([reason]) => !HARMLESS_GAPS.has(reason as GapReason))
    .map(([reason, n]) => `${reason} (${n ?? "number unknown"})`);
  const without = Object.entries(facts.absent).map(([reason, n]) => `${reason} (${n})`);
  const erased = erasedInWords(facts.erased);
  const dated = articles === 0 ? "" : `, dated ${day(published.from)} to ${day(published.to)}`;
  return [
    `It holds ${many(articles, "article")} of ${many(publishers.length, "publisher")}${publishers.length === 0 ? "" : ` (${publishers.map((one) => `${one.publisher}: ${one.articles}`).join(", ")})`}${dated}, and ${many(comments.collected, "comment")} by ${many(commenters, "commenter")} in ${many(threads.total, "thread")}.`,
    `The sites announced ${many(comments.announced, "comment")}; ${threads.complete} of ${threads.total} threads are complete.`,
    missing.length === 0
      ? "No reason for missing comments is known."
      : `Reasons for missing comments: ${missing.join(", ")}.`,
    ...(without.length === 0 ? [] : [`Pages without an article: ${without.join(", ")}.`]),
    ...(facts.broken === 0 ? [] : [`${many(facts.broken, "page")} could not be read; their captures are kept.`]),
    ...(erased === null ? [] : [`${erased} and no longer counted.`]),
  ];
}

function ethicsOf({ ethics, imports }: Facts): string[] {
  const research = ethics.tdm.filter(({ mode }) => mode !== "respect");
  const apart = ethics.delaySeconds ? `; requests to one host were at least ${ethics.delaySeconds} seconds apart` : "";
  return [
    `${imports.runs === 0 ? "" : "In the runs, "}robots.txt was respected, and a robots.txt that could not be read was taken as a refusal${apart}.`,
    research.length === 0
      ? "Sites that reserve text and data mining were left out."
      : `Sites that reserve text and data mining were read in ${many(
          research.reduce((sum, { runs }) => sum + runs, 0),
          "run",
        )} under the research exception (${research.map(({ basis }) => basis ?? "no basis stated").join("; ")}).`,
    ...(ethics.enabledPlatforms.length === 0 ? [] : [`Enabled by hand: ${ethics.enabledPlatforms.join(", ")}.`]),
  ];
}
