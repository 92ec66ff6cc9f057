// kwic(): every occurrence of a pattern with its context, found by the index and cut out of the text.
import { refuseUnknown } from "@belowline/schema";
import { sql } from "kysely";
import { type Column, text, time, uuid } from "../../db/copy-out.ts";
import { matcherOf, type Span } from "../../measure/match.ts";
import { type Pattern, readPattern } from "../../measure/pattern.ts";
import { numbersReader } from "../../tokens/varint.ts";
import { find } from "./find.ts";
import { type Lazy, lazily } from "./lazy.ts";
import { type Counted, counted, fewest, type Scope } from "./scope.ts";
import { foundBy, packs } from "./stream.ts";
import { someOf, wholeNumber, yesOrNo } from "./wish.ts";

/** A token beside the node (L1 is the first to the left), or the node itself. */
export type SortPlace = `L${1 | 2 | 3 | 4 | 5}` | "N" | `R${1 | 2 | 3 | 4 | 5}`;

export interface KwicOptions {
  /** Tokens on each side; 8 unless told. */
  readonly window?: number;
  /** Sorted by these places, the first one first. Without it, in the order in which texts were first seen. */
  readonly sort?: readonly SortPlace[];
  /** Lines at most; 1,000 unless told. */
  readonly limit?: number;
  /** Each line with the comment that its comment answers. */
  readonly thread?: boolean;
}

/** One occurrence. The three pieces stand in the text one after the other; the ends of the outer ones are trimmed. */
export interface KwicLine {
  /** Of the article or comment. */
  readonly id: string;
  readonly articleId: string;
  /** When it was written or published, as stated. */
  readonly at: string | null;
  readonly left: string;
  readonly node: string;
  readonly right: string;
  /** Where the node begins in the text, in UTF-16 units. */
  readonly start: number;
  /** With `thread`: the comment answered; null where it answers none, or one that is not here. */
  readonly parent?: { readonly id: string; readonly text: string } | null;
}

export interface Concordance {
  readonly query: string;
  readonly counted: Counted;
  /** Occurrences in all; null where looking ended at the limit and the index alone does not know. */
  readonly hits: number | null;
  /** There are more lines than these. */
  readonly truncated: boolean;
  readonly lines: readonly KwicLine[];
}

const PLACES = ["L1", "L2", "L3", "L4", "L5", "N", "R1", "R2", "R3", "R4", "R5"] as const;
const WIDEST = 200;

interface Held {
  readonly line: KwicLine;
  readonly keys: readonly string[];
  /** Order of discovery, which settles ties. */
  readonly order: number;
}

export function kwic(scope: Scope, query: string, options: KwicOptions = {}): Lazy<Concordance> {
  refuseUnknown("kwic", options, ["window", "sort", "limit", "thread"]);
  const pattern = readPattern(query, "kwic");
  const window = wholeNumber("kwic({ window })", options.window ?? 8, 0, WIDEST);
  const limit = wholeNumber("kwic({ limit })", options.limit ?? 1000, 1);
  const sort = someOf("kwic({ sort })", options.sort ?? [], PLACES);
  const thread = yesOrNo("kwic({ thread })", options.thread ?? false);
  return lazily(() => concordance(scope, pattern, { window, limit, sort, thread }));
}

async function concordance(
  scope: Scope,
  pattern: Pattern,
  { window, limit, sort, thread }: Required<KwicOptions>,
): Promise<Concordance> {
  const total = await counted(scope);
  const { sequences, texts, hits } = await find(scope, pattern);
  const columns = {
    found: foundBy(matcherOf(sequences)),
    bounds: bounds(),
    id: uuid(sql`d.id`),
    article: uuid(sql`d.article_id`),
    at: time<string | null>(sql`d.said_at`),
    text: text(sql`d.text`),
  };
  const chosen = foremost(limit, sort.length > 0);
  let seen = 0;
  let ended = true;
  const packing = {
    columns,
    from: fewest(scope),
    ...(sort.length > 0 ? {} : { likely: limit + 1 }), // a text holds a word once or more, and one more tells that there is more
  };
  reading: for await (const { size, at } of packs(scope, texts, packing)) {
    for (let row = 0; row < size; row++) {
      const found = at.found(row);
      if (found.length === 0) continue;
      const bounds = at.bounds(row);
      const said = { id: at.id(row), articleId: at.article(row), at: at.at(row) };
      const written = at.text(row);
      for (const span of found) {
        seen++;
        if (sort.length === 0 && chosen.full()) {
          ended = false;
          break reading;
        }
        chosen.add({ ...lineOf(said, written, bounds, span, window, sort), order: seen });
      }
    }
  }
  const lines = chosen.lines();
  const all = ended ? seen : hits;
  return {
    query: pattern.text,
    counted: total,
    hits: all,
    truncated: !ended || seen > lines.length,
    lines: thread ? await withParents(scope, lines) : lines,
  };
}

/** The first lines of an order, while lines come in any: never more than twice as many are held. */
function foremost(limit: number, sorted: boolean) {
  const compare = new Intl.Collator("und").compare;
  const before = (a: Held, b: Held): number => {
    for (let i = 0; i < a.keys.length; i++) {
      const order = compare(a.keys[i]!, b.keys[i]!);
      if (order !== 0) return order;
    }
    return a.order - b.order;
  };
  let held: Held[] = [];
  return {
    full: () => held.length === limit,
    add(one: Held) {
      held.push(one);
      if (sorted && held.length >= limit * 2 + 1000) held = held.sort(before).slice(0, limit);
    },
    lines: () => (sorted ? held.sort(before).slice(0, limit) : held).map(({ line }) => line),
  };
}

/** Where the tokens of a text begin and end; good until those of the next are read. */
interface Bounds {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly tokens: number;
}

/** Out of two numbers a token: what lies before it, and its length. */
function bounds(): Column<Bounds> {
  const read = numbersReader();
  let [starts, ends] = [new Int32Array(1024), new Int32Array(1024)];
  return {
    of: sql`d.places`,
    read(data, from, length) {
      const places = read(data, from, from + length);
      const tokens = places.length / 2;
      if (tokens > starts.length) [starts, ends] = [new Int32Array(2 * tokens), new Int32Array(2 * tokens)];
      for (let i = 0, end = 0; i < tokens; i++) {
        starts[i] = end + places[2 * i]!;
        end = ends[i] = starts[i]! + places[2 * i + 1]!;
      }
      return { starts, ends, tokens };
    },
  };
}

function lineOf(
  said: Pick<KwicLine, "id" | "articleId" | "at">,
  text: string,
  { starts, ends, tokens }: Bounds,
  { at, length }: Span,
  window: number,
  sort: readonly SortPlace[],
): { line: KwicLine; keys: string[] } {
  const last = at + length - 1;
  const [start, end] = [starts[at]!, ends[last]!];
  const left = window === 0 ? start : starts[Math.max(0, at - window)]!;
  const right = window === 0 ? end : ends[Math.min(tokens - 1, last + window)]!;
  const line = {
    ...said,
    left: text.slice(left, start).trim(),
    node: text.slice(start, end),
    right: text.slice(end, right).trim(),
    start,
  };
  const keys = sort.map((place) => {
    if (place === "N") return line.node.toLowerCase();
    const token = place[0] === "L" ? at - Number(place[1]) : last + Number(place[1]);
    return token < 0 || token >= tokens ? "" : text.slice(starts[token], ends[token]).toLowerCase();
  });
  return { line, keys };
}

async function withParents({ db, source }: Scope, lines: readonly KwicLine[]): Promise<KwicLine[]> {
  if (source.kind === "article" || lines.length === 0) return lines.map((line) => ({ ...line, parent: null }));
  const { rows } = await sql<{ id: string; parent: string; text: string }>`
    select c.id, p.id as parent, r.text from ${source.comment} c
    join ${source.comment} p on p.id = c.parent_id
    join comment_revision r on r.comment_id = p.id and r.number = p.revision
    where c.id = any(${[...new Set(lines.map(({ id }) => id))]}::uuid[])`.execute(db);
  const parents = new Map(rows.map((row) => [row.id, { id: row.parent, text: row.text }]));
  return lines.map((line) => ({ ...line, parent: parents.get(line.id) ?? null }));
}
