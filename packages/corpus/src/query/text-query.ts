// The filter `query`: words, phrases, NEAR and boolean operators, answered exactly by the token index.
import { UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { copyOut, selected, whole } from "../db/copy-out.ts";
import { matcherOf, type Span } from "../measure/match.ts";
import { type Pattern, readPattern } from "../measure/pattern.ts";
import { indexed, indexOf, refuseLookBack, type TextKind } from "../tokens/token-index.ts";
import { numbers } from "../tokens/varint.ts";
import type { Asked } from "./filter.ts";
import { findIn } from "./measure/find.ts";
import type { Standing } from "./standing.ts";

/** A query, read. */
export type TextQuery =
  | { readonly kind: "say"; readonly pattern: Pattern }
  | { readonly kind: "near"; readonly one: Pattern; readonly other: Pattern; readonly within: number }
  | { readonly kind: "not"; readonly of: TextQuery }
  | { readonly kind: "and" | "or"; readonly of: readonly TextQuery[] };

const LONGEST = 2000;
const DEEPEST = 50;
const NEAR = /^NEAR(?:\/(\d{1,3}))?$/;
const WITHIN = 5;

/**
 * `a b` and `a AND b` want both, `a OR b` one of them, `NOT a` none, `a NEAR/5 b` both at most five words apart; brackets group.
 *
 * @throws UsageError `usage/invalid-value`
 */
export function readTextQuery(text: string, where: string): TextQuery {
  if (typeof text !== "string" || text.trim() === "") throw invalid(where, "words to look for");
  if (text.length > LONGEST) throw invalid(where, `at most ${LONGEST} characters`);
  const words = lexed(text, where);
  let at = 0;

  const either = (depth: number): TextQuery => {
    if (depth > DEEPEST) throw invalid(where, `at most ${DEEPEST} brackets within each other`);
    const of = [both(depth)];
    while (words[at] === "OR") {
      at++;
      of.push(both(depth));
    }
    return of.length === 1 ? of[0]! : { kind: "or", of };
  };
  const both = (depth: number): TextQuery => {
    const of: TextQuery[] = [];
    for (;;) {
      if (of.length > 0 && words[at] === "AND") at++;
      else if (of.length > 0 && (at >= words.length || words[at] === "OR" || words[at] === ")")) break;
      of.push(one(depth));
    }
    return of.length === 1 ? of[0]! : { kind: "and", of };
  };
  const one = (depth: number): TextQuery => {
    const word = words[at++];
    if (word === "NOT") return { kind: "not", of: one(depth + 1) };
    if (word === "(") {
      const inner = either(depth + 1);
      if (words[at++] !== ")") throw invalid(where, "a closing bracket");
      return inner;
    }
    const pattern = said(word);
    const near = NEAR.exec(words[at] ?? "");
    if (near === null) return { kind: "say", pattern };
    at++;
    return { kind: "near", one: pattern, other: said(words[at++]), within: Number(near[1] ?? WITHIN) };
  };
  const said = (word: string | undefined): Pattern => {
    if (word === undefined || [")", "(", "AND", "OR", "NOT"].includes(word) || NEAR.test(word)) {
      throw invalid(where, `a word or "phrase" ${word === undefined ? "at the end" : `where "${word}" stands`}`);
    }
    return readPattern(word, where);
  };

  const query = either(0);
  if (at < words.length) throw invalid(where, `no "${words[at]}" without its opening bracket`);
  return query;
}

function lexed(text: string, where: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    const sign = text[at]!;
    if (/\s/.test(sign)) at++;
    else if (sign === "(" || sign === ")") {
      words.push(sign);
      at++;
    } else if (sign === '"') {
      const end = text.indexOf('"', at + 1);
      if (end === -1) throw invalid(where, 'a closing "');
      words.push(text.slice(at, end + 1));
      at = end + 1;
    } else {
      const word = (sign === "/" ? /\S+/y : /[^\s()"]+/y) as RegExp;
      word.lastIndex = at;
      words.push(word.exec(text)![0]);
      at = word.lastIndex;
    }
  }
  return words;
}

const invalid = (where: string, expected: string): UsageError =>
  new UsageError("usage/invalid-value", `${where}: expected ${expected}`, { option: where });

/** The condition that a record's text meets a query. The index is brought to date each time it is asked. */
export function textsThatSay(standing: Standing, kind: TextKind, text: string, where: string): Asked {
  const query = readTextQuery(text, where);
  refuseLookBack(where, standing.asOf);
  const id = sql.ref(kind === "article" ? "a.id" : "c.id");
  return async (db) => {
    await indexed(db, kind, standing.snapshot?.no ?? null);
    const index = indexOf(kind, standing.snapshot?.no ?? null);
    const { texts, not } = await matched(db, index, query);
    return sql`${id} ${not ? sql`not in` : sql`in`} (
      select d.id from token_text d where d.kind = ${index} and d.no = any(${`{${[...texts].join(",")}}`}::integer[]))`;
  };
}

/** Texts by their numbers, or with `not` all others. */
interface Matched {
  readonly texts: ReadonlySet<number>;
  readonly not: boolean;
}

async function matched(db: Database, index: string, query: TextQuery): Promise<Matched> {
  if (query.kind === "not") {
    const { texts, not } = await matched(db, index, query.of);
    return { texts, not: !not };
  }
  if (query.kind === "say") {
    const { sequences, texts } = await findIn(db, index, query.pattern);
    const { spans } = matcherOf(sequences);
    const holds = (terms: Int32Array): boolean => spans(terms).length > 0;
    return { texts: await textsWhere(db, index, texts, holds), not: false };
  }
  if (query.kind === "near") {
    const [one, other] = [await findIn(db, index, query.one), await findIn(db, index, query.other)];
    const there = new Set(other.texts);
    const [ones, others] = [matcherOf(one.sequences), matcherOf(other.sequences)];
    const holds = (terms: Int32Array): boolean => near(ones.spans(terms), others.spans(terms), query.within);
    return {
      texts: await textsWhere(
        db,
        index,
        one.texts.filter((no) => there.has(no)),
        holds,
      ),
      not: false,
    };
  }
  const all: Matched[] = [];
  for (const part of query.of) all.push(await matched(db, index, part));
  // De Morgan: "either" is "not both not".
  return query.kind === "and" ? all.reduce(and) : negated(all.map(negated).reduce(and));
}

const negated = ({ texts, not }: Matched): Matched => ({ texts, not: !not });
function and(a: Matched, b: Matched): Matched {
  if (a.not && b.not) return { texts: new Set([...a.texts, ...b.texts]), not: true };
  if (a.not) return and(b, a);
  return { texts: new Set([...a.texts].filter((no) => b.texts.has(no) !== b.not)), not: false };
}

/** The last word of one and the first of the other are at most so many words apart; a word is not near itself. */
function near(ones: readonly Span[], others: readonly Span[], within: number): boolean {
  return ones.some((a) =>
    others.some((b) => {
      const [first, second] = a.at <= b.at ? [a, b] : [b, a];
      const apart = second.at - (first.at + first.length - 1);
      return apart >= 1 && apart <= within;
    }),
  );
}

/** Texts read at a time. */
const PAGE = 10_000;
const TERMS = { no: whole(sql`no`), terms: numbers(sql`terms`) };

async function textsWhere(
  db: Database,
  index: string,
  texts: Int32Array,
  holds: (terms: Int32Array) => boolean,
): Promise<Set<number>> {
  const found = new Set<number>();
  for (let at = 0; at < texts.length; at += PAGE) {
    const page = await copyOut(
      db,
      TERMS,
      sql`select ${selected(TERMS)} from token_text
        where kind = ${index} and no = any(${`{${texts.subarray(at, at + PAGE).join(",")}}`}::integer[])`,
    );
    for (let row = 0; row < page.size; row++) if (holds(page.at.terms(row))) found.add(page.at.no(row));
  }
  return found;
}
