// What a shingle counts: one that a publisher prints in many articles is boilerplate, wherever it stands.
import type { Weight } from "./compare.ts";

/** Articles of one publisher that may hold a shingle before it is discounted: an article has this many versions at the most. */
export const ORDINARY = 8;

/**
 * The weight of shingles by how many articles of the publisher hold them. Keys that are not in the map are not known.
 *
 * @example
 * const weight = weightBy(new Map([[123456, 40]]));
 * weight(123456); // 0.04
 */
export function weightBy(articles: ReadonlyMap<number, number>): Weight {
  return (shingle) => {
    const held = articles.get(shingle);
    return held === undefined ? undefined : weightOf(held);
  };
}

/** Falls with the square beyond the ordinary, and never to nothing: what is all boilerplate can still be compared. */
export function weightOf(articles: number): number {
  return articles <= ORDINARY ? 1 : (ORDINARY / articles) ** 2;
}
