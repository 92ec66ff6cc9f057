// Selection: rows that nobody has asked for yet. It is narrowed without running, and runs when awaited or iterated.
import { refuseUnknown, UsageError } from "@belowline/schema";
import type { Tables } from "@belowline/schema/tables";
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type Columns as Columned, copyOut, exactTime, selected } from "../db/copy-out.ts";
import { displayed } from "../display/display.ts";
import { type About, noteOf } from "./about.ts";
import { type Batch, inBatches, inTime } from "./batches.ts";
import type { RecordName } from "./conditions.ts";
import { type Asked, allOf, type Condition, settled } from "./filter.ts";
import { after, cursorOf, inKeyOrder, type Key, keyOf, markOf } from "./keyset.ts";
import { type Lazy, lazily } from "./measure/lazy.ts";
import { draw, type Sampled, type SampleNote, type SampleOptions, type SamplePlan, samplePlan } from "./sample.ts";
import { keepWheres } from "./subcorpora.ts";

/** One page of a selection; `next` goes into the following call, and is null on the last page. */
export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  /** How the rows of all pages were drawn; null where all were taken. */
  readonly sample: SampleNote | null;
}

export interface PageWish {
  /** Rows a page, 1 to 10,000. */
  readonly limit: number;
  /** The `next` of the page before; without it the first page. */
  readonly after?: string | null;
}

/** Rows, and what they are of. */
export interface Rows<Row> extends Array<Row> {
  readonly about: About;
}

/** How a selection would be run. */
export interface Explanation extends Omit<About, "truncated" | "note"> {
  readonly sql: string;
  /** The database's plan, a line each. */
  readonly plan: readonly string[];
}

/**
 * Rows of one kind, narrowed step by step; each step gives a new selection and nothing runs before `await`. Rows come in the
 * order in which they were first seen, which never changes.
 */
export interface Selection<Row, Where, Columns extends object = object>
  extends PromiseLike<Rows<Row>>,
    AsyncIterable<Row> {
  /** Names of the record's fields, in their order. */
  readonly fields: readonly (keyof Row & string)[];
  /** Only rows that meet these filters and all earlier ones. @throws UsageError for unknown filters and bad values */
  where(filters: Where): Selection<Row, Where, Columns>;
  /** At most so many rows. */
  limit(rows: number): Selection<Row, Where, Columns>;
  /**
   * Some of the rows, drawn by a seed: the same seed over the same rows draws the same ones, on every engine.
   *
   * @throws UsageError `usage/unknown-option`, `usage/missing-value` without a seed, `usage/conflict`
   * @example
   * const coded = await corpus.comments().sample(200, { seed: 2026, strata: ["publisher", "month"] });
   */
  sample(size: number, options: SampleOptions): Selection<Row, Where, Columns>;
  /** How many rows there are. */
  count(): Promise<number>;
  /** The first row, if any. */
  first(): Promise<Row | undefined>;
  /** One page by keyset: rows that come in meanwhile neither repeat nor hide any. */
  page(wish: PageWish): Promise<RowPage<Row>>;
  /**
   * Any other question about these rows: a query over them as a table named `selection`.
   *
   * @example
   * const busiest = await corpus.comments().kysely((rows) =>
   *   rows.groupBy("author").select((all) => ["author", all.fn.countAll<number>().as("comments")]));
   */
  kysely<Result>(
    build: (rows: SelectQueryBuilder<Tables & { selection: Columns }, "selection", object>) => {
      execute(): Promise<Result[]>;
    },
  ): Lazy<Result[]>;
  /** What would be run, and how. */
  explain(): Promise<Explanation>;
  /**
   * Keeps the filters under a name, for `where({ subcorpus: name })`. A name is given once.
   *
   * @throws UsageError `usage/conflict` for a name that is taken, or a selection with limit or sample
   * @example
   * await corpus.comments().where({ article: { section: "Harbour" } }).keepAs("harbour");
   */
  keepAs(name: string): Promise<void>;
}

/** What a selection needs to know of its kind of rows. */
export interface Question<Row, Where, Columns extends object = object> extends Sampled {
  /** Tells selections apart: kind, duplicates, snapshot. */
  readonly name: string;
  readonly records: RecordName;
  readonly snapshot: string | null;
  readonly asOf: string | null;
  readonly fields: readonly (keyof Row & string)[];
  /** Rows fetched at a time while iterating: bounds memory. */
  readonly batch: number;
  /** What is selected from the tables, under the database's own names; has the alias's id and first_seen_at. */
  readonly columns: Columned;
  /** What is looked up for all rows of an answer together, instead of row by row; null for nothing. */
  readonly beside: Beside | null;
  conditions(where: Where): Asked[];
  /** All filters in one condition, narrowed by what was chosen beside filters. */
  narrowed(condition: Condition): Condition;
  /** Makes records of rows by their place among those that were fetched together. */
  reader(at: At<Columns>): (row: number) => Row;
}

/** Tables joined to the rows, which go by `page`, and what they add. */
export interface Beside {
  readonly joined: Condition;
  readonly columns: Columned;
}

/** For each column its value in a row, moments as text. */
export type At<Columns> = {
  readonly [Name in keyof Columns as Snake<Name & string>]: (row: number) => Told<Columns[Name]>;
};
type Told<T> = T extends Date ? string : T;
type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : Name;

export interface State {
  readonly wheres: readonly object[];
  readonly asked: readonly Asked[];
  readonly most: number | null;
  /** Drawn before the filters of this state are asked. */
  readonly sample: { readonly plan: SamplePlan; readonly from: State } | null;
}

export const EVERYTHING: State = { wheres: [], asked: [], most: null, sample: null };
const MOST_PER_PAGE = 10_000;

/** The steps that narrow a state. */
export const whereIn = <Row, Where, Columns extends object>(
  question: Question<Row, Where, Columns>,
  state: State,
  filters: Where & object,
): State => ({
  ...state,
  wheres: [...state.wheres, filters],
  asked: [...state.asked, ...question.conditions(filters)],
});
export const limitIn = (state: State, most: number): State => ({ ...state, most: wholeFrom(0, most, "limit") });
export function sampleIn(question: Sampled, state: State, size: number, options: SampleOptions): State {
  if (state.most !== null) {
    throw new UsageError("usage/conflict", "sample: draw first, then limit; a sample of the first rows is none", {});
  }
  const plan = samplePlan(question, size, options);
  return { wheres: [...state.wheres, { sample: plan }], asked: [], most: null, sample: { plan, from: state } };
}

/** All conditions of a state, looked up and drawn. */
export async function conditionOf<Row, Where, Columns extends object>(
  db: Database,
  question: Question<Row, Where, Columns>,
  state: State,
): Promise<{ condition: Condition; sample: SampleNote | null }> {
  const asked = await settled(db, state.asked);
  if (state.sample === null) return { condition: question.narrowed(asked), sample: null };
  const { condition } = await conditionOf(db, question, state.sample.from);
  const { ids, note } = await draw(db, question, condition, state.sample.plan);
  const drawn = sql`${sql.ref(`${question.alias}.id`)} = any(${ids}::uuid[])`;
  return { condition: question.narrowed(allOf([drawn, asked])), sample: note };
}

/** Rows in the order of their keys, with more columns of `page` if told so. */
function statementOf<Row, Where, Columns extends object>(
  { columns, tables, alias, beside }: Question<Row, Where, Columns>,
  condition: Condition,
  limit: number | null,
  more: Condition = sql``,
): RawBuilder<unknown> {
  const cut = limit === null ? sql`` : sql`${inKeyOrder(alias)} limit ${limit}`;
  const page = sql`(select ${selected(columns)} from ${tables} where ${condition} ${cut}) page`;
  return beside === null
    ? sql`select page.*${more} from ${page} ${inKeyOrder("page")}`
    : sql`select page.*, ${selected(beside.columns)}${more} from ${page} ${beside.joined} ${inKeyOrder("page")}`;
}

const SEEN = { seen: exactTime(sql`page.first_seen_at`) };

/** Rows that meet a condition, from a key on. */
export async function fetchRows<Row, Where, Columns extends object>(
  db: Database,
  question: Question<Row, Where, Columns>,
  condition: Condition,
  from: Key | null,
  limit: number,
): Promise<Batch<Row, Key>> {
  const further = sql`${condition} and ${after(question.alias, from)}`;
  const columns = { ...question.columns, ...question.beside?.columns, ...SEEN };
  const statement = statementOf(question, further, limit, sql`, ${selected(SEEN)}`);
  const { size, at } = await copyOut(db.withoutPlugins(), columns, statement);
  const { id, seen } = at as unknown as Readonly<Record<"id" | "seen", (row: number) => string>>;
  return {
    size,
    row: question.reader(at as object as At<Columns>),
    key: (row) => ({ seen: seen(row), id: id(row) }),
  };
}

/** What the rows of a state are of, where they were read without an answer of their own that tells it. */
export async function aboutOf<Row, Where, Columns extends object>(
  db: Database,
  question: Question<Row, Where, Columns>,
  { wheres, most, ...state }: State,
  found: number,
): Promise<About> {
  const { condition, sample } = await conditionOf(db, question, { wheres, most, ...state });
  const further = most !== null && found === most ? await countWhere(db, question, condition) : found;
  const { name: records, snapshot, asOf } = question;
  const told = { records, where: wheres, snapshot, asOf, limit: most, sample, truncated: further > found };
  return { ...told, note: noteOf(told, found) };
}

async function countWhere(db: Database, { tables }: { readonly tables: Condition }, condition: Condition) {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${tables} where ${condition}`.execute(db);
  return rows[0]!.n;
}

export function select<Row, Where extends object, Columns extends object>(
  db: Database,
  question: Question<Row, Where, Columns>,
  state: State = EVERYTHING,
): Selection<Row, Where, Columns> {
  const settle = () => conditionOf(db, question, state);
  const { snapshot, asOf } = question;
  const about = (sample: SampleNote | null) => ({
    records: question.name,
    where: state.wheres,
    snapshot,
    asOf,
    limit: state.most,
    sample,
  });
  const statement = (condition: Condition) => statementOf(question, condition, state.most);

  const rowsWhere = (condition: Condition, most: number): AsyncIterator<Row> =>
    inBatches(question.batch, most, (key: Key | null, rows) => fetchRows(db, question, condition, key, rows));

  const rows = (): AsyncIterator<Row> =>
    inTime(async () => rowsWhere((await settle()).condition, state.most ?? Number.POSITIVE_INFINITY));

  const all = async (): Promise<Rows<Row>> => {
    const { condition, sample } = await settle();
    const held: Row[] = [];
    const found = rowsWhere(condition, state.most === null ? Number.POSITIVE_INFINITY : state.most + 1);
    for (let next = await found.next(); !next.done; next = await found.next()) held.push(next.value);
    const truncated = state.most !== null && held.length > state.most;
    if (truncated) held.length = state.most!;
    const told = { ...about(sample), truncated };
    // Not enumerable: rows compare and print as the array they are.
    const rows = Object.defineProperty(held, "about", { value: { ...told, note: noteOf(told, held.length) } });
    return displayed(rows as Rows<Row>);
  };

  return Object.freeze<Selection<Row, Where, Columns>>({
    fields: question.fields,
    where: (filters) => select(db, question, whereIn(question, state, filters)),
    limit: (most) => select(db, question, limitIn(state, most)),
    sample: (size, options) => select(db, question, sampleIn(question, state, size, options)),
    async count() {
      const { condition } = await settle();
      return Math.min(await countWhere(db, question, condition), state.most ?? Number.POSITIVE_INFINITY);
    },
    async first() {
      return (await rowsWhere((await settle()).condition, Math.min(1, state.most ?? 1)).next()).value;
    },
    async page(wish) {
      refuseUnknown("page", wish, ["limit", "after"]);
      if (state.most !== null) {
        throw new UsageError("usage/conflict", "page: a selection with limit() has no pages; leave limit() out", {});
      }
      const limit = wholeFrom(1, wish.limit, "page({ limit })");
      if (limit > MOST_PER_PAGE) {
        throw new UsageError(
          "usage/invalid-value",
          `page({ limit }): expected at most ${MOST_PER_PAGE}, found ${limit}`,
          {},
        );
      }
      const mark = markOf(question.name, state.wheres);
      const from = wish.after == null ? null : keyOf(mark, wish.after);
      const { condition, sample } = await settle();
      const found = await fetchRows(db, question, condition, from, limit + 1);
      return {
        rows: Array.from({ length: Math.min(limit, found.size) }, (_, i) => found.row(i)),
        next: found.size > limit ? cursorOf(mark, found.key(limit - 1)) : null,
        sample,
      };
    },
    kysely: (build) =>
      lazily(async () => {
        const { condition } = await settle();
        const table = sql<Columns>`(${statement(condition)})`.as("selection");
        return await build(db.selectFrom(table) as never).execute();
      }),
    async explain() {
      const { condition, sample } = await settle();
      const { rows: plan } = await sql<Record<string, string>>`explain ${statement(condition)}`.execute(db);
      return {
        ...about(sample),
        sql: statement(condition).compile(db).sql.replace(/\s+/g, " ").trim(),
        plan: plan.map((line) => Object.values(line)[0]!),
      };
    },
    keepAs: async (name) => {
      if (state.most !== null || state.sample !== null) {
        throw new UsageError("usage/conflict", "keepAs: filters can be kept, limit() and sample() cannot", {});
      }
      await settle(); // names within the filters must be known
      await keepWheres(db, name, question.records, state.wheres);
    },
    // biome-ignore lint/suspicious/noThenProperty: awaiting a selection is the way to run it (DESIGN: nothing runs before await)
    then: (done, failed) => all().then(done, failed),
    [Symbol.asyncIterator]: rows,
  });
}

function wholeFrom(least: number, value: number, name: string): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(
    "usage/invalid-value",
    `${name}: expected a whole number from ${least}, found ${String(value)}`,
    {},
  );
}
