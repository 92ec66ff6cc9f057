// Selection: rows that nobody has asked for yet. It is narrowed without running, and runs when awaited or iterated.
import { refuseUnknown, UsageError } from "@belowline/schema";
import type { Database } from "../db/connection.ts";
import { allOf, type Condition } from "./filter.ts";
import { cursorOf, type Key, keyOf, markOf } from "./keyset.ts";

/** One page of a selection; `next` goes into the following call, and is null on the last page. */
export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

export interface PageWish {
  /** Rows a page, 1 to 10,000. */
  readonly limit: number;
  /** The `next` of the page before; without it the first page. */
  readonly after?: string | null;
}

/**
 * Rows of one kind, narrowed step by step; each step gives a new selection and nothing runs before `await`. Rows come in the
 * order in which they were first seen, which never changes.
 */
export interface Selection<Row, Where> extends PromiseLike<Row[]>, AsyncIterable<Row> {
  /** Names of the record's fields, in their order. */
  readonly fields: readonly (keyof Row & string)[];
  /** Only rows that meet these filters and all earlier ones. @throws UsageError for unknown filters and bad values */
  where(filters: Where): Selection<Row, Where>;
  /** At most so many rows. */
  limit(rows: number): Selection<Row, Where>;
  /** How many rows there are. */
  count(): Promise<number>;
  /** The first row, if any. */
  first(): Promise<Row | undefined>;
  /** One page by keyset: rows that come in meanwhile neither repeat nor hide any. */
  page(wish: PageWish): Promise<RowPage<Row>>;
}

/** What a selection needs to know of its kind of rows. */
export interface Question<Row, Where> {
  readonly name: string;
  readonly fields: readonly (keyof Row & string)[];
  /** Rows fetched at a time while iterating: bounds memory. */
  readonly batch: number;
  conditions(where: Where): Condition[];
  fetch(db: Database, condition: Condition, after: Key | null, limit: number): Promise<{ row: Row; key: Key }[]>;
  count(db: Database, condition: Condition): Promise<number>;
}

interface State {
  readonly wheres: readonly object[];
  readonly conditions: readonly Condition[];
  readonly most: number | null;
}

const EVERYTHING: State = { wheres: [], conditions: [], most: null };
const MOST_PER_PAGE = 10_000;

export function select<Row, Where extends object>(
  db: Database,
  question: Question<Row, Where>,
  state: State = EVERYTHING,
): Selection<Row, Where> {
  const condition = allOf(state.conditions);

  async function* rows(): AsyncGenerator<Row, void, undefined> {
    let left = state.most ?? Number.POSITIVE_INFINITY;
    let key: Key | null = null;
    while (left > 0) {
      const wanted = Math.min(question.batch, left);
      const batch: { row: Row; key: Key }[] = await question.fetch(db, condition, key, wanted);
      for (const { row } of batch) yield row;
      if (batch.length < wanted) return;
      left -= batch.length;
      key = batch.at(-1)!.key;
    }
  }

  const all = async (): Promise<Row[]> => {
    const held: Row[] = [];
    for await (const row of rows()) held.push(row);
    return held;
  };

  return Object.freeze<Selection<Row, Where>>({
    fields: question.fields,
    where: (filters) =>
      select(db, question, {
        ...state,
        wheres: [...state.wheres, filters],
        conditions: [...state.conditions, ...question.conditions(filters)],
      }),
    limit: (most) => select(db, question, { ...state, most: wholeFrom(0, most, "limit") }),
    async count() {
      const there = await question.count(db, condition);
      return state.most === null ? there : Math.min(there, state.most);
    },
    first: async () => (state.most === 0 ? undefined : (await question.fetch(db, condition, null, 1))[0]?.row),
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
      const found = await question.fetch(db, condition, from, limit + 1);
      const shown = found.slice(0, limit);
      return {
        rows: shown.map(({ row }) => row),
        next: found.length > limit ? cursorOf(mark, shown.at(-1)!.key) : null,
      };
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
