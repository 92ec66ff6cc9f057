// A commenter's name in one form, whichever way it was read.
import { cleanLine, type StatedAuthor } from "@belowline/schema";

/**
 * REST tells a name as it was typed; a theme prints it through wptexturize, which turns quotes, dashes and dots into their
 * typographic forms. One person must stay one person, so the typed form stands for both.
 */
const TYPED: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201A\u201B\u2032\u00B4`]/g, "'"],
  [/''|[\u201C\u201D\u201E\u201F\u2033]/g, '"'],
  [/[\u2010-\u2015]|-{2,3}/g, "-"],
  [/\u2026/g, "..."],
  [/(\d)\u00D7(?=\d)/g, "$1x"],
  [/\u2122/g, "(tm)"],
];

/** WordPress keeps 245 characters of a name, entities counted. */
const LONGEST = 1000;

/** The author of a name as printed; null where none is printed. */
export function authorOf(printed: string): StatedAuthor | null {
  let name = cleanLine(printed.slice(0, LONGEST));
  for (const [typographic, typed] of TYPED) name = name.replace(typographic, typed);
  name = name.trim();
  return name === "" ? null : { name };
}
