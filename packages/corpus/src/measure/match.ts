// Match: where a pattern, with its terms looked up, stands in a row of terms.
import { bytes, numbersReader } from "../tokens/varint.ts";

/** One slot with its terms; null is any token. */
export type TermSlot = ReadonlySet<number> | null;

/** An occurrence: its first token and how many tokens it has. Two may overlap, as in "very very very". */
export interface Span {
  readonly at: number;
  readonly length: number;
}

/** Finds spans in rows of terms. */
export interface Matcher {
  /** All spans of all sequences, by place; of several at one place the longest, as a reader would see it. */
  spans(terms: Int32Array): Span[];
  /** The same in terms as the index has them: where a single one is looked for, the others need not be read. */
  spansIn(terms: Uint8Array, from: number, to: number): Span[];
}

/** One term, or a mark for each of many; null is any. */
type Test = number | Uint8Array | null;

export function matcherOf(sequences: readonly (readonly TermSlot[])[]): Matcher {
  const tests = sequences.map((slots) => slots.map(testOf));
  const [only] = tests.length === 1 && tests[0]!.length === 1 ? tests[0]! : [];
  const spans = (terms: Int32Array): Span[] => {
    const found: Span[] = [];
    for (let at = 0; at < terms.length; at++) {
      let longest = 0;
      for (const slots of tests) if (slots.length > longest && fits(terms, at, slots)) longest = slots.length;
      if (longest > 0) found.push({ at, length: longest });
    }
    return found;
  };
  const read = numbersReader();
  return {
    spans,
    spansIn: typeof only === "number" ? searchFor(only) : (terms, from, to) => spans(read(terms, from, to)),
  };
}

/** A term is there where its bytes are, and the byte before them, if any, ends another. */
function searchFor(term: number): Matcher["spansIn"] {
  const sought = bytes();
  sought.push(term);
  const written = Uint8Array.from(sought.view());
  const first = written[0]!;
  return (terms, from, to) => {
    const found: Span[] = [];
    let begins = true;
    for (let i = from, at = 0; i < to; i++) {
      const byte = terms[i]!;
      if (begins && byte === first) {
        let same = 1;
        while (same < written.length && terms[i + same] === written[same]) same++;
        if (same === written.length) found.push({ at, length: 1 });
      }
      begins = byte < 128;
      at += (byte >> 7) ^ 1;
    }
    return found;
  };
}

function testOf(slot: TermSlot): Test {
  if (slot === null) return null;
  if (slot.size === 1) return [...slot][0]!;
  let largest = 0;
  for (const term of slot) largest = Math.max(largest, term);
  const marks = new Uint8Array(largest + 1);
  for (const term of slot) marks[term] = 1;
  return marks;
}

function fits(terms: Int32Array, at: number, slots: readonly Test[]): boolean {
  if (at + slots.length > terms.length) return false;
  for (let i = 0; i < slots.length; i++) {
    const test = slots[i]!;
    if (test === null) continue;
    if (typeof test === "number" ? terms[at + i] !== test : test[terms[at + i]!] !== 1) return false;
  }
  return true;
}
