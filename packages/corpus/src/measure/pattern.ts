// Pattern: what a researcher types to find words (phrases, wildcards, alternatives, expressions), read into slots.
import { UsageError } from "@belowline/schema";
import { RE2JS } from "re2js";
import { ALL_RULES, type Rules } from "../tokens/rules.ts";
import { cut } from "../tokens/tokenise.ts";

/** One place of a pattern: any token, one of these forms, or every form that matches an expression (RE2: linear time). */
export type Slot =
  | { readonly kind: "any" }
  | { readonly kind: "forms"; readonly forms: readonly string[] }
  | { readonly kind: "matching"; readonly source: string; readonly prefix: string; matches(form: string): boolean };

/** Slots one after the other; a text matches where one of the sequences does. */
export interface Pattern {
  readonly text: string;
  readonly sequences: readonly (readonly Slot[])[];
}

const LONGEST = 1000;
const MOST_SLOTS = 20;
/**
 * `harbour wall` is a phrase; `harbour*`, `gr?y` wildcards within a token; `*` alone any token; `ferry|boat` alternatives;
 * `/colou?rs?/` an expression on the whole folded token.
 *
 * @throws UsageError `usage/invalid-value`
 */
export function readPattern(text: string, where: string): Pattern {
  if (typeof text !== "string" || text.trim() === "") throw invalid(where, "words to look for");
  if (text.length > LONGEST) throw invalid(where, `at most ${LONGEST} characters`);
  const bare = text.normalize("NFC").trim();
  const items = (/^"[^"]+"$/.test(bare) ? bare.slice(1, -1) : bare).split(/\s/).filter((item) => item !== "");
  const sequences = new Map<string, Slot[]>();
  for (const rules of ALL_RULES) {
    const slots = items.flatMap((item) => slotsOf(item, rules, where));
    sequences.set(JSON.stringify(slots), slots);
  }
  for (const slots of sequences.values()) {
    if (slots.every(({ kind }) => kind === "any")) {
      throw invalid(where, `at least one word; "${text.slice(0, 40)}" has none (signs are no tokens)`);
    }
    if (slots.length > MOST_SLOTS) throw invalid(where, `at most ${MOST_SLOTS} words`);
  }
  return { text, sequences: [...sequences.values()] };
}

function slotsOf(item: string, rules: Rules, where: string): Slot[] {
  if (item === "*") return [{ kind: "any" }];
  if (item.length > 2 && item.startsWith("/") && item.endsWith("/")) return [expression(item.slice(1, -1), where)];
  const words = item.includes("|") ? item.split("|").filter((word) => word !== "") : [item];
  if (words.some((word) => /[*?]/.test(word))) {
    return [expression(words.map((word) => wildcard(rules.fold(word))).join("|"), where, prefixOf(words, rules))];
  }
  if (words.length === 1) return cut(item, rules).forms.map((form) => ({ kind: "forms", forms: [form] }));
  const forms = words.map((word) => cut(word, rules).forms);
  if (forms.some((tokens) => tokens.length !== 1)) {
    throw invalid(where, `one token on each side of | in "${item.slice(0, 40)}"`);
  }
  return [{ kind: "forms", forms: forms.flat() }];
}

const wildcard = (word: string): string =>
  [...word].map((sign) => (sign === "*" ? ".*" : sign === "?" ? "." : RE2JS.quote(sign))).join("");

/** What every match begins with, for the index of terms. */
const prefixOf = (words: readonly string[], rules: Rules): string =>
  words.length === 1 ? rules.fold(/^[^*?]*/u.exec(words[0]!)![0]) : "";

function expression(source: string, where: string, prefix = ""): Slot {
  try {
    const compiled = RE2JS.compile(source, RE2JS.DOTALL);
    return { kind: "matching", source, prefix, matches: (form) => compiled.testExact(form) };
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : "it cannot be read";
    throw invalid(where, `an expression of RE2 (no look-around, no back references): ${why}`);
  }
}

const invalid = (where: string, expected: string): UsageError =>
  new UsageError("usage/invalid-value", `${where}: expected ${expected}`, { option: where });
