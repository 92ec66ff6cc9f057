// Tables and partitions, in which what was found and what is true are laid side by side.
import { canonicalise } from "@belowline/schema";
import type { FoundComment } from "./found.ts";
import type { TruthComment } from "./truth.ts";

/** The address under which an article is kept. */
export const addressOf = (permalink: string): string => canonicalise(permalink)!;

/** Lines of the stored text that are no part of the article's body: a list of links to others, and the image's credit. */
export const ASIDE: ReadonlySet<string> = new Set([
  "Read on...",
  "Reading room gets its heating back",
  "One card for library, pool and ferry",
  "Who reads at night? A visit",
  "Featured image via Ansel Okafor / harbour archive",
]);

export const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort((a, b) => Number(a) - Number(b));

export const table = <T>(
  found: ReadonlyMap<string, FoundComment>,
  of: (comment: FoundComment) => T,
): Record<string, T> => Object.fromEntries([...found].map(([id, comment]) => [id, of(comment)]));
export const tableOf = <T>(wanted: readonly TruthComment[], of: (comment: TruthComment) => T): Record<string, T> =>
  Object.fromEntries(wanted.map((comment) => [comment.id, of(comment)]));

/** The ids that share a key, as a partition: equal whatever the keys are called. */
export function groups<T extends { readonly id: string }>(
  items: readonly T[],
  key: (item: T) => string,
): readonly (readonly string[])[] {
  const byKey = Map.groupBy(items, key);
  return [...byKey.values()].map((group) => group.map((item) => item.id));
}
