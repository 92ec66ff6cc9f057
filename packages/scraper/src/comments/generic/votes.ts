// The votes of one record: as schema.org states them, else numbers alone in elements named for likes or votes.
import { cleanLine, type Votes } from "@belowline/schema";
import type { Element } from "domhandler";
import { textOf } from "../../html/text.ts";
import { isDownvotes, isUpvotes } from "./standards.ts";

const UP =
  /(?:^|[\s_-])(?:up-?votes?|votes?-?up|thumbs?-?up|likes?|recommend(?:s|ed|ations?)?)(?:[-_]{0,2}(?:count(?:er)?|num(?:ber)?|total|value|sum))?(?:$|\s)/i;
const DOWN =
  /(?:^|[\s_-])(?:down-?votes?|votes?-?down|thumbs?-?down|dislikes?)(?:[-_]{0,2}(?:count(?:er)?|num(?:ber)?|total|value|sum))?(?:$|\s)/i;
const SCORE =
  /(?:^|[\s_-])(?:score|karma|points?|votes?)(?:[-_]{0,2}(?:count(?:er)?|num(?:ber)?|total|value|sum))?(?:$|\s)/i;
const NUMBER = /^[(+]?\s?([-\u2212]?\d{1,7})\s?\)?$/;

/** @param elements those of the record and of no other; the ones within its text do not count */
export function votesIn(
  elements: readonly Element[],
  inBody: { has(node: Element): boolean } | undefined,
): Votes | null {
  let up: number | null = null;
  let down: number | null = null;
  let score: number | null = null;
  for (const element of elements) {
    const { attribs } = element;
    if (isUpvotes(attribs)) up ??= numberIn(element);
    else if (isDownvotes(attribs)) down ??= numberIn(element);
    else if (attribs.class !== undefined && attribs.class.length <= 200 && !inBody?.has(element)) {
      if (UP.test(attribs.class)) up ??= numberIn(element);
      else if (DOWN.test(attribs.class)) down ??= numberIn(element);
      else if (SCORE.test(attribs.class)) score ??= numberIn(element);
    }
  }
  return up === null && down === null && score === null ? null : { up, down, score };
}

/** The number that is all an element says. */
function numberIn(element: Element): number | null {
  const stated = element.attribs.content;
  if (stated === undefined && element.children.length > MOST_CHILDREN) return null;
  const number = NUMBER.exec(cleanLine((stated ?? textOf(element)).slice(0, 40)))?.[1];
  return number === undefined ? null : Number(number.replace("\u2212", "-"));
}
const MOST_CHILDREN = 6;
