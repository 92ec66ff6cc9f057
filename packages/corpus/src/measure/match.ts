// Match: where a pattern, with its terms looked up, stands in a row of terms.

/** One slot with its terms; null is any token. */
export type TermSlot = ReadonlySet<number> | null;

/** An occurrence: its first token and how many tokens it has. Two may overlap, as in "very very very". */
export interface Span {
  readonly at: number;
  readonly length: number;
}

/** All spans of all sequences, by place; of several at one place the longest, as a reader would see it. */
export function spansIn(terms: Int32Array, sequences: readonly (readonly TermSlot[])[]): Span[] {
  const found: Span[] = [];
  for (let at = 0; at < terms.length; at++) {
    let longest = 0;
    for (const slots of sequences) if (slots.length > longest && fits(terms, at, slots)) longest = slots.length;
    if (longest > 0) found.push({ at, length: longest });
  }
  return found;
}

function fits(terms: Int32Array, at: number, slots: readonly TermSlot[]): boolean {
  if (at + slots.length > terms.length) return false;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot != null && !slot.has(terms[at + i]!)) return false;
  }
  return true;
}
