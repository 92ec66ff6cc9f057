// What a selection does with duplicates: every record marked, every record as if nobody had looked, or one of each cluster.
import { refuseUnknown, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Columns } from "../db/copy-out.ts";
import type { Condition } from "./filter.ts";
import type { Beside } from "./selection.ts";
import type { Standing } from "./standing.ts";

export const DUPLICATES = ["mark", "keep", "representatives"] as const;
/**
 * - `mark`: every record; copies tell by clusterId (articles) or duplicateOf (comments) whom they copy.
 * - `keep`: every record, without these marks.
 * - `representatives`: of each cluster only the one published first, then seen first, among what was asked for.
 */
export type DuplicateMode = (typeof DUPLICATES)[number];

export interface DuplicateChoice {
  /** "mark" by default: nothing is hidden and nothing untold; what to count is the researcher's decision. */
  readonly duplicates?: DuplicateMode;
}

/** @throws UsageError `usage/unknown-option`, `usage/invalid-value` */
export function duplicatesOf(what: string, options: DuplicateChoice): DuplicateMode {
  refuseUnknown(what, options, ["duplicates", "asOf"]);
  const { duplicates = "mark" } = options;
  if (DUPLICATES.includes(duplicates)) return duplicates;
  throw new UsageError("usage/invalid-value", `${what}: expected duplicates to be one of ${DUPLICATES.join(", ")}`, {
    option: "duplicates",
  });
}

/**
 * What tells whom rows copy: a column that they have themselves, or one that is looked up for all rows of an answer together.
 *
 * @param marking makes the column of a representative and the row's id
 */
export function marked(
  duplicates: DuplicateMode,
  standing: Standing,
  kind: "article" | "comment",
  marking: (representative: Condition, id: Condition) => Columns,
): { readonly own: Columns; readonly beside: Beside | null } {
  const own = (representative: Condition) => marking(representative, sql.ref(`${ALIAS[kind]}.id`));
  if (duplicates === "keep") return { own: own(sql`null::uuid`), beside: null };
  if (standing.snapshot !== null) return { own: own(standing.representative[kind]), beside: null };
  const { joined, representative } = standing.representatives(kind, sql`page.id`);
  return { own: {}, beside: { joined, columns: marking(representative, sql`page.id`) } };
}

/** Where rows come from, so that a question about a row can be asked of its cluster too. */
export interface Origin {
  readonly standing: Standing;
  readonly kind: "article" | "comment";
  readonly saidAt: Condition;
}

const TABLES = { article: "articles", comment: "comments" } as const;
const ALIAS = { article: "a", comment: "c" } as const;

/**
 * The condition, narrowed to the first of each cluster among the rows that meet it: a paper that printed a wire story still has
 * it when only that paper is asked for.
 */
export function narrowed(
  duplicates: DuplicateMode,
  { standing, kind, saidAt }: Origin,
  condition: Condition,
): Condition {
  if (duplicates !== "representatives") return condition;
  const id = sql.ref(`${ALIAS[kind]}.id`);
  const firstSeenAt = sql.ref(`${ALIAS[kind]}.first_seen_at`);
  // A condition names rows by their aliases, which the innermost query takes over; `own` is the row that is asked about.
  return sql`(${condition}) and (
    select own.cluster_id is null or not exists (
      select 1 from ${standing[TABLES[kind]]}
      where ${standing.inCluster(kind, sql`own.cluster_id`)} and (${condition})
        and (coalesce(${saidAt}, 'infinity'), ${firstSeenAt}, ${id})
          < (coalesce(own.said_at, 'infinity'), own.first_seen_at, own.id))
    from (select ${id} as id, ${saidAt} as said_at, ${firstSeenAt} as first_seen_at,
      ${standing.representative[kind]} as cluster_id) own)`;
}
