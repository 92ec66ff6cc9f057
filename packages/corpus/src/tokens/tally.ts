// Tally: what a batch of texts adds to the postings of its kind, and what it takes away.
import type { TermCounts } from "./term-counts.ts";
import { bytes } from "./varint.ts";

/** Terms counted over the texts of one batch. */
export interface Tally {
  /** The terms of a text that came, by its number. */
  come(text: number, terms: Int32Array): void;
  /** The terms of a text that went. */
  go(terms: Int32Array): void;
  readonly texts: number;
  readonly tokens: number;
  /** Texts looked at. */
  readonly weight: number;
  /** Counts of all terms; to be read before anything else comes or goes. */
  terms(): TermCounts;
  /** Each term that was touched, in ascending order. */
  postings(): Generator<{ term: number; tokens: number; texts: number; docs: Uint8Array }>;
}

export function tally(): Tally {
  let tokensOf = new Int32Array(1 << 16);
  let textsOf = new Int32Array(1 << 16);
  /** The text in which a term was last seen; a text that goes gets a number of its own below zero. */
  let lastIn = new Int32Array(1 << 16);
  let pairTerm = new Int32Array(1 << 18);
  let pairText = new Int32Array(1 << 18);
  let pairs = 0;
  const touched: number[] = [];
  let [texts, tokens, weight] = [0, 0, 0];

  const room = (term: number): void => {
    if (term < tokensOf.length) return;
    const size = 2 ** Math.ceil(Math.log2(term + 1));
    tokensOf = wider(tokensOf, size);
    textsOf = wider(textsOf, size);
    lastIn = wider(lastIn, size);
  };

  const count = (text: number, terms: Int32Array, sign: 1 | -1, mark: number): void => {
    texts += sign;
    tokens += sign * terms.length;
    weight++;
    for (const term of terms) {
      room(term);
      if (lastIn[term] === 0) touched.push(term);
      tokensOf[term]! += sign;
      if (lastIn[term] === mark) continue;
      lastIn[term] = mark;
      textsOf[term]! += sign;
      if (sign === -1) continue;
      if (pairs === pairTerm.length) {
        pairTerm = wider(pairTerm, pairs * 2);
        pairText = wider(pairText, pairs * 2);
      }
      pairTerm[pairs] = term;
      pairText[pairs++] = text;
    }
  };

  return {
    come: (text, terms) => count(text, terms, 1, text),
    go: (terms) => count(0, terms, -1, -weight - 1),
    get texts() {
      return texts;
    },
    get tokens() {
      return tokens;
    },
    get weight() {
      return weight;
    },
    terms: () => ({ tokens: tokensOf, texts: textsOf }),
    *postings() {
      // Counting sort: pairs came in order of texts, and stay so within a term.
      const next = new Int32Array(tokensOf.length + 1);
      for (let i = 0; i < pairs; i++) next[pairTerm[i]! + 1]!++;
      for (let term = 1; term < next.length; term++) next[term]! += next[term - 1]!;
      const sorted = new Int32Array(pairs);
      for (let i = 0; i < pairs; i++) sorted[next[pairTerm[i]!]!++] = pairText[i]!;
      for (const term of Int32Array.from(touched).sort()) {
        const docs = bytes();
        let before = 0;
        for (let i = term === 0 ? 0 : next[term - 1]!; i < next[term]!; i++) {
          if (sorted[i]! <= before) docs.push((before = 0)); // a text that changed keeps its older number
          docs.push(sorted[i]! - before);
          before = sorted[i]!;
        }
        yield { term, tokens: tokensOf[term]!, texts: textsOf[term]!, docs: docs.view() };
      }
    },
  };
}

function wider(old: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size);
  grown.set(old);
  return grown;
}
