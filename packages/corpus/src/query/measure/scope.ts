// Scope: the texts that a measure counts, as the selection that was asked; and what the answer says of them.
import { UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { indexed, indexOf, refuseLookBack } from "../../tokens/token-index.ts";
import { noteOf } from "../about.ts";
import type { Condition } from "../filter.ts";
import type { SampleNote } from "../sample.ts";
import type { TextSource } from "../text-source.ts";

/** What was counted: every result says it. */
export interface Counted {
  readonly records: "articles" | "comments";
  /** The filters, in the order in which they were given. */
  readonly where: readonly object[];
  /** The first so many records only; null for all. */
  readonly limit: number | null;
  /** The snapshot whose texts were counted; null for current texts. */
  readonly snapshot: string | null;
  /** How the records were drawn; null where all were taken. */
  readonly sample: SampleNote | null;
  readonly texts: number;
  readonly tokens: number;
  /** In words, what a reader must know: that there was nothing to count, that texts were cut or drawn. Null where there is nothing. */
  readonly note: string | null;
}

export interface Scope {
  readonly db: Database;
  readonly source: TextSource;
  readonly where: readonly object[];
  readonly limit: number | null;
  readonly snapshot: string | null;
  /** The filters, looked up and drawn: each time that something is counted. */
  settle(): Promise<{ readonly condition: Condition; readonly sample: SampleNote | null }>;
}

/** What was settled last; `counted` comes first in every measure. */
const settledOf = new WeakMap<Scope, Condition>();

/** The name of the token index that holds its texts. */
export const tokenIndex = ({ source }: Scope): string => indexOf(source.kind, source.snapshot);

/** All texts of the kind: the index alone answers. */
export const isWhole = (scope: Scope): boolean => scope.where.length === 0 && scope.limit === null;

/** From and where of the texts, with all tables of the record. */
export const joined = (scope: Scope): Condition => {
  const { source, limit } = scope;
  const condition = settledOf.get(scope)!;
  const first =
    limit === null
      ? sql``
      : sql`and ${source.id} in (select ${source.id} from ${source.tables} where ${condition} order by ${source.order} limit ${limit}::integer)`;
  return sql`from ${source.tables}
    join token_text d on d.kind = ${sql.lit(tokenIndex(scope))} and d.id = ${source.id} and d.revision = r.number
    where ${condition} ${first}`;
};

/** The same with the least tables that will do for what `d` has. */
export const fewest = (scope: Scope): Condition =>
  isWhole(scope) ? sql`from token_text d where d.kind = ${sql.lit(tokenIndex(scope))}` : joined(scope);

/** Brings the index to date, then counts texts and tokens. */
export async function counted(scope: Scope): Promise<Counted> {
  const { kind, asOf } = scope.source;
  refuseLookBack("measures", asOf);
  await indexed(scope.db, kind, scope.source.snapshot);
  const { condition, sample } = await scope.settle();
  settledOf.set(scope, condition);
  const { rows } = await sql<{ texts: number; tokens: number }>`
    select ${
      isWhole(scope)
        ? sql`coalesce(sum(texts), 0)::float8 as texts, coalesce(sum(tokens), 0)::float8 as tokens
            from token_segment where kind = ${tokenIndex(scope)}`
        : sql`count(*)::float8 as texts, coalesce(sum(d.tokens), 0)::float8 as tokens ${joined(scope)}`
    }`.execute(scope.db);
  const { where, limit, snapshot } = scope;
  const { texts, tokens } = rows[0]!;
  const told = { records: kind === "article" ? ("articles" as const) : ("comments" as const), where, limit, sample };
  const note = noteOf({ ...told, truncated: await isCut(scope, condition) }, texts);
  return { ...told, snapshot, texts, tokens, note };
}

/** The limit leaves records out. */
async function isCut({ db, source, limit }: Scope, condition: Condition): Promise<boolean> {
  if (limit === null) return false;
  const { rows } = await sql`select from ${source.tables} where ${condition} offset ${limit}::bigint limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

const scopes = new WeakMap<object, Scope>();

/** Remembers which texts a selection stands for. */
export const keepScope = <S extends object>(selection: S, scope: Scope): S => {
  scopes.set(selection, scope);
  return selection;
};

/** @throws UsageError `usage/invalid-value` for what is no selection of texts */
export function scopeOf(selection: object, where: string): Scope {
  const scope = scopes.get(selection);
  if (scope) return scope;
  throw new UsageError(
    "usage/invalid-value",
    `${where}: expected a selection such as corpus.comments().where({ ... }) or corpus.articles()`,
    {},
  );
}
