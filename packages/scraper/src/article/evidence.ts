// Choosing among claims: the first usable one wins, and what the others said is kept beside it.
import type { Evidence } from "@belowline/schema";

/** A value and the place that states it. Claims are listed from the most to the least trusted. */
export interface Claim<T> {
  readonly from: string;
  readonly value: T;
}

export interface Chosen<T> {
  readonly value: T | null;
  readonly evidence: Evidence | undefined;
}

/** Rivals are evidence, not archives. */
const LONGEST_RIVAL = 300;
const MOST_RIVALS = 8;

/** The first claim, with those that say something else as rivals. `show` turns a value into comparable words. */
export function choose<T>(claims: readonly Claim<T>[], show: (value: T) => string = String): Chosen<T> {
  const [first, ...others] = claims;
  if (!first) return { value: null, evidence: undefined };
  const said = show(first.value);
  const rivals: Record<string, string> = {};
  let count = 0;
  for (const { from, value } of others) {
    const word = show(value);
    if (word === said || Object.hasOwn(rivals, from) || count >= MOST_RIVALS) continue;
    rivals[from] = word.slice(0, LONGEST_RIVAL);
    count++;
  }
  return { value: first.value, evidence: count > 0 ? { from: first.from, rivals } : { from: first.from } };
}
