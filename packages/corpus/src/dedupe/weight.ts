// What a shingle counts: one that a publisher prints in many articles is boilerplate, wherever it stands.
import type { Weight } from "./compare.ts";
import { isSampled } from "./sketch.ts";

/** Articles of one publisher that may hold a shingle before it is discounted. */
export const ORDINARY = 5;

/**
 * The weight of shingles by how many articles of the publisher hold them. What is not in the map is not known; and neither
 * is a larger key, kept by short texts only, as long as few are known to hold it: longer texts may.
 *
 * @example
 * const weight = weightBy(new Map([[123456, 40]]));
 * weight(123456); // 0.002
 */
export function weightBy(articles: { get(shingle: number): number | undefined }): Weight {
  return (shingle) => {
    const held = articles.get(shingle);
    return held === undefined || (held <= ORDINARY && !isSampled(shingle)) ? undefined : weightOf(held);
  };
}

/** Falls with the cube beyond the ordinary, and never to nothing: twenty versions of one article can still be compared. */
export function weightOf(articles: number): number {
  return articles <= ORDINARY ? 1 : (ORDINARY / articles) ** 3;
}
