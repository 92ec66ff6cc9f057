// Votes that plugins print beside a comment, told by the class of the element that holds the number.
import type { Votes } from "@belowline/schema";
import type { Element } from "domhandler";
import { textOf } from "../../html/text.ts";
import { hasClass, type Item } from "./items.ts";

/** wpDiscuz, Comments Like Dislike, Jetpack and the names that hand-made themes use. */
const COUNTERS = {
  up: ["wpd-vote-result-like", "cld-like-count-wrap", "comment-like-count", "comment-likes-count", "vote-up-count"],
  down: ["wpd-vote-result-dislike", "cld-dislike-count-wrap", "comment-dislike-count", "vote-down-count"],
  score: ["wpd-vote-result", "comment-karma", "comment-score", "comment-vote-count"],
} as const satisfies Record<keyof Votes, readonly string[]>;

/** The votes of a comment; null where nothing is printed. */
export function votesOf(item: Item): Votes | null {
  const up = count(item, COUNTERS.up);
  const down = count(item, COUNTERS.down);
  const score = count(item, COUNTERS.score);
  return up === null && down === null && score === null ? null : { up, down, score };
}

export const printsVotes = (items: readonly Item[]): boolean => items.some((item) => votesOf(item) !== null);

function count(item: Item, names: readonly string[]): number | null {
  for (const element of item.elements) {
    if (names.some((name) => hasClass(element, name))) return numberIn(element);
  }
  return null;
}

/** A counter without a digit has counted nothing yet. */
function numberIn(element: Element): number {
  const digits = /[-\u2212+]?\d{1,9}/.exec(textOf(element).replace(/(\d)[.,\s](?=\d{3})/g, "$1"))?.[0];
  return digits === undefined ? 0 : Number(digits.replace("\u2212", "-"));
}
