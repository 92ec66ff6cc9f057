// corpus.coverage(): what is here and what is missing, and why.
import { type AbsenceReason, type Gap, type GapReason, refuseUnknown } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { among, type Condition, conditionsOf, type OneOrMore, settled } from "./filter.ts";
import { type Standing, TODAY } from "./standing.ts";

export interface CoverageWish {
  readonly publisher?: OneOrMore<string>;
}

export interface Coverage {
  readonly articles: number;
  /** `announced` sums what the sites say; threads that say nothing count 0 there. */
  readonly comments: { readonly announced: number; readonly collected: number };
  readonly threads: { readonly total: number; readonly complete: number; readonly incomplete: number };
  /** Why announced and collected differ: comments concerned by reason; null where no walk could know how many. */
  readonly gaps: Readonly<Partial<Record<GapReason, number | null>>>;
  /** Threads that miss something, the largest gap first. */
  readonly incomplete: readonly {
    readonly articleUrl: string;
    readonly platform: string;
    readonly announced: number | null;
    readonly collected: number;
    readonly gaps: readonly Gap[];
  }[];
  /** Pages that hold no article, by reason. */
  readonly absent: Readonly<Partial<Record<AbsenceReason, number>>>;
  /** Pages that could not be read; their captures are kept. */
  readonly broken: number;
}

/** What stands for the corpus in a question, as far as coverage asks. */
type Rows = Pick<Standing, "article" | "thread">;

export async function coverageOf(db: Database, wish: CoverageWish = {}): Promise<Coverage> {
  refuseUnknown("coverage", wish, ["publisher"]);
  const only = await settled(db, conditionsOf("coverage", { publisher: among(sql`p.key`) }, wish));
  const { rows: pages } = await sql<{ outcome: "absent" | "broken"; reason: AbsenceReason; n: number }>`
    select x.outcome, case when x.outcome = 'absent' then x.reason end as reason, count(*)::int as n
    from page x join publisher p on p.id = x.publisher_id
    where x.outcome in ('absent', 'broken') and ${only} group by 1, 2 order by 1, 2`.execute(db);
  return {
    ...(await coveredIn(db, TODAY, only)),
    absent: Object.fromEntries(pages.filter(({ outcome }) => outcome === "absent").map(({ reason, n }) => [reason, n])),
    broken: pages.find(({ outcome }) => outcome === "broken")?.n ?? 0,
  };
}

/** What is here and what its threads miss. */
export async function coveredIn(
  db: Database,
  { article, thread }: Rows,
  only: Condition = sql`true`,
): Promise<Omit<Coverage, "absent" | "broken">> {
  const threads = sql`${thread} t join publisher p on p.id = t.publisher_id`;
  const { rows: gaps } = await sql<{ reason: GapReason; comments: number | null }>`
    select g.gap ->> 'reason' as reason, sum((g.gap ->> 'count')::int)::int as comments
    from ${threads} cross join lateral jsonb_array_elements(t.gaps) as g(gap)
    where ${only} group by 1 order by 1`.execute(db);
  const { rows: incomplete } = await sql<Coverage["incomplete"][number]>`
    select a.url as article_url, t.platform, t.announced, t.collected, t.gaps
    from ${threads} join ${article} a on a.id = t.article_id
    where not t.complete and ${only}
    order by t.announced - t.collected desc nulls last, a.url, t.platform`.execute(db);
  const totals = await totalsOf(db, { article, thread }, only);
  return { ...totals, gaps: Object.fromEntries(gaps.map(({ reason, comments }) => [reason, comments])), incomplete };
}

async function totalsOf(
  db: Database,
  { article, thread }: Rows,
  only: Condition,
): Promise<Pick<Coverage, "articles" | "comments" | "threads">> {
  const { rows } = await sql<{
    articles: number;
    announced: number;
    collected: number;
    total: number;
    complete: number;
  }>`
    select (select count(*)::int from ${article} a join publisher p on p.id = a.publisher_id where ${only}) as articles,
      coalesce(sum(t.announced), 0)::int as announced, coalesce(sum(t.collected), 0)::int as collected,
      count(*)::int as total, (count(*) filter (where t.complete))::int as complete
    from ${thread} t join publisher p on p.id = t.publisher_id where ${only}`.execute(db);
  const { articles, announced, collected, total, complete } = rows[0]!;
  return { articles, comments: { announced, collected }, threads: { total, complete, incomplete: total - complete } };
}
