// Samples: which records a seed draws from a selection. Hashes of ids decide, so that both engines draw the same.
import { refuseUnknown, storable, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import type { Condition } from "./filter.ts";

export const SAMPLE_METHODS = ["random", "systematic", "thread"] as const;
/**
 * - `random`: each record has the same chance; with `strata`, within each stratum.
 * - `systematic`: every so many-th record in the order in which they were first seen, from a start that the seed decides.
 * - `thread`: whole threads; the size counts threads.
 */
export type SampleMethod = (typeof SAMPLE_METHODS)[number];

export const STRATA = [
  "publisher",
  "platform",
  "language",
  "section",
  "month",
  "year",
  "depth",
  "state",
  "article",
  "thread",
] as const;
export type Stratum = (typeof STRATA)[number];

export interface SampleOptions {
  /** Kept with the result: the same seed over the same records draws the same ones, on every engine. */
  readonly seed: number | string;
  /** random unless told. */
  readonly method?: SampleMethod;
  /** Random within each combination of these. */
  readonly strata?: readonly Stratum[];
  /** Records of each stratum: as many as its share (unless told), or equally many. */
  readonly allocation?: "proportional" | "equal";
}

/** What was drawn, as results tell it. */
export interface SampleNote extends Required<Omit<SampleOptions, "strata">> {
  /** As asked for; of threads with method thread. */
  readonly size: number;
  readonly strata: readonly Stratum[];
  /** From how many records (with method thread: threads) was drawn, and how many. */
  readonly of: number;
  readonly drawn: number;
  /** The same as `drawn`; with method thread, the records of the threads that were drawn. */
  readonly records: number;
  /** Of each stratum; what one record stands for is `of` / `drawn`. */
  readonly parts: readonly StratumNote[];
}

export interface StratumNote {
  /** A value for each of `strata`, in their order; null where a record has none. */
  readonly stratum: readonly (string | number | null)[];
  readonly of: number;
  readonly drawn: number;
}

export type SamplePlan = Omit<SampleNote, "of" | "drawn" | "records" | "parts">;

/** What sampling has to know of records. */
export interface Sampled {
  readonly name: string;
  readonly tables: Condition;
  readonly alias: string;
  readonly thread: Condition | null;
  readonly strata: Partial<Record<Stratum, Condition>>;
}

/** @throws UsageError `usage/unknown-option`, `usage/invalid-value`, `usage/missing-value`, `usage/conflict` */
export function samplePlan(of: Sampled, size: number, options: SampleOptions): SamplePlan {
  refuseUnknown("sample", options, ["seed", "method", "strata", "allocation"]);
  const { seed, method = "random", strata = [], allocation = "proportional" } = options;
  if (!Number.isSafeInteger(size) || size < 1) throw invalid("sample(size)", "a whole number from 1");
  if (seed === "" || (typeof seed !== "string" && !Number.isFinite(seed))) {
    throw new UsageError(
      "usage/missing-value",
      "sample({ seed }): expected a number or a text, so that the sample can be drawn again",
    );
  }
  if (!SAMPLE_METHODS.includes(method)) throw invalid("sample({ method })", `one of ${SAMPLE_METHODS.join(", ")}`);
  if (!["proportional", "equal"].includes(allocation)) throw invalid("sample({ allocation })", "proportional or equal");
  if (!Array.isArray(strata) || strata.some((one) => of.strata[one as Stratum] === undefined))
    throw invalid("sample({ strata })", `some of ${Object.keys(of.strata).join(", ")}`);
  if (new Set(strata).size < strata.length) throw invalid("sample({ strata })", "each once");
  if (options.allocation !== undefined && strata.length === 0)
    throw new UsageError("usage/conflict", "sample: allocation is between strata; name strata too", {});
  if (strata.length > 0 && method !== "random") {
    throw new UsageError("usage/conflict", `sample: strata go with method random, not with ${method}`);
  }
  if (method === "thread" && of.thread === null) {
    throw new UsageError("usage/conflict", `sample: ${of.name} are in no thread; draw threads or comments`);
  }
  return { size, seed, method, strata, allocation };
}

const invalid = (name: string, expected: string): UsageError =>
  new UsageError("usage/invalid-value", `${name}: expected ${expected}`, { option: name });

/** The ids drawn from the records that meet the condition, and from how many. */
export async function draw(
  db: Database,
  of: Sampled,
  condition: Condition,
  plan: SamplePlan,
): Promise<{ ids: string[]; note: SampleNote }> {
  const found = await DRAWS[plan.method](db, of, condition, plan);
  const drawn = plan.method === "thread" ? Math.min(plan.size, found.of) : found.ids.length;
  const { ids, of: all, parts = [] } = found;
  return { ids, note: { ...plan, of: all, drawn, records: ids.length, parts } };
}

type Draw = (
  db: Database,
  of: Sampled,
  condition: Condition,
  plan: SamplePlan,
) => Promise<{ ids: string[]; of: number; parts?: readonly StratumNote[] }>;

const lot = (seed: number | string, id: Condition): Condition =>
  sql`md5(${`${storable(String(seed))}:`}::text || ${id}::text) collate "C"`;
const idOf = ({ alias }: Sampled): Condition => sql.ref(`${alias}.id`);

const DRAWS: Readonly<Record<SampleMethod, Draw>> = {
  async random(db, of, condition, { size, seed, strata, allocation }) {
    const stratum = sql`jsonb_build_array(${sql.join(strata.map((one) => of.strata[one]!))})::text`;
    const { rows: parts } = await sql<{ stratum: string; n: number }>`
      select ${stratum} as stratum, count(*)::int as n from ${of.tables} where ${condition} group by 1`.execute(db);
    const quotas = allocated(parts, size, allocation);
    const { rows } = await sql<{ id: string }>`
      select x.id from (
        select ${idOf(of)} as id, ${stratum} as stratum,
          row_number() over (partition by ${stratum} order by ${lot(seed, idOf(of))}) as place
        from ${of.tables} where ${condition}
      ) x join jsonb_to_recordset(${JSON.stringify(quotas)}::jsonb) as q (stratum text, quota integer) on q.stratum = x.stratum
      where x.place <= q.quota`.execute(db);
    const sizes = new Map(parts.map(({ stratum, n }) => [stratum, n]));
    const told = quotas.map(({ stratum, quota }): StratumNote => {
      return { stratum: JSON.parse(stratum) as StratumNote["stratum"], of: sizes.get(stratum)!, drawn: quota };
    });
    const all = parts.reduce((sum, { n }) => sum + n, 0);
    return { ids: rows.map(({ id }) => id), of: all, parts: strata.length === 0 ? [] : told };
  },
  async systematic(db, of, condition, { size, seed }) {
    const { rows } = await sql<{ n: number; start: number }>`
      select count(*)::int as n, ('x' || substr(md5(${storable(String(seed))}::text), 1, 7))::bit(28)::int as start
      from ${of.tables} where ${condition}`.execute(db);
    const { n, start } = rows[0]!;
    const step = Math.max(1, n / size);
    const first = (start / 2 ** 28) * step;
    const places = Array.from({ length: Math.min(size, n) }, (_, i) => Math.floor(first + i * step) + 1);
    const { rows: ids } = await sql<{ id: string }>`
      select x.id from (
        select ${idOf(of)} as id, row_number() over (order by ${sql.ref(`${of.alias}.first_seen_at`)}, ${idOf(of)}) as place
        from ${of.tables} where ${condition}
      ) x where x.place = any(${places}::integer[])`.execute(db);
    return { ids: ids.map(({ id }) => id), of: n };
  },
  async thread(db, of, condition, { size, seed }) {
    const { rows } = await sql<{ id: string; n: number }>`
      with drawn as (
        select thread_id, count(*) over ()::int as n from (
          select distinct ${of.thread!} as thread_id from ${of.tables} where ${condition}
        ) x order by ${lot(seed, sql`thread_id`)} limit ${size}::bigint
      )
      select ${idOf(of)} as id, drawn.n from ${of.tables} join drawn on drawn.thread_id = ${of.thread!}
      where ${condition}`.execute(db);
    return { ids: rows.map(({ id }) => id), of: rows[0]?.n ?? 0 };
  },
};

/** Whole numbers that add up to the size: largest remainders first (Hamilton), ties by the stratum's text. */
export function allocated(
  parts: readonly { readonly stratum: string; readonly n: number }[],
  size: number,
  allocation: "proportional" | "equal",
): { stratum: string; quota: number }[] {
  const total = parts.reduce((sum, { n }) => sum + n, 0);
  const wanted = Math.min(size, total);
  const shares = [...parts]
    .sort((a, b) => (a.stratum < b.stratum ? -1 : 1))
    .map(({ stratum, n }) => {
      const share = allocation === "equal" ? Math.min(n, wanted / parts.length) : (wanted * n) / (total || 1);
      return { stratum, n, quota: Math.floor(share), rest: share - Math.floor(share) };
    });
  let left = wanted - shares.reduce((sum, { quota }) => sum + quota, 0);
  const order = [...shares].sort((a, b) => b.rest - a.rest || (a.stratum < b.stratum ? -1 : 1));
  // A small stratum that is used up leaves its part to the others, one by one.
  while (left > 0) {
    for (const one of order) {
      if (left === 0 || one.quota === one.n) continue;
      one.quota++;
      left--;
    }
  }
  return shares.map(({ stratum, quota }) => ({ stratum, quota }));
}
