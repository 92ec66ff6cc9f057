// Signs taken off the ends of a text in one pass: an expression that ends in `$` begins anew at every such sign within.

/** The text without the blanks and the signs of `signs` at its beginning. */
export function trimSignsStart(text: string, signs: string): string {
  let from = 0;
  while (from < text.length && isTrimmed(text[from]!, signs)) from++;
  return text.slice(from);
}

/** The text without the blanks and the signs of `signs` at its end. */
export function trimSignsEnd(text: string, signs: string): string {
  let to = text.length;
  while (to > 0 && isTrimmed(text[to - 1]!, signs)) to--;
  return text.slice(0, to);
}

const isTrimmed = (sign: string, signs: string): boolean => signs.includes(sign) || /\s/.test(sign);

/** Where the number at the end of an id begins ("comment-17", "c17-reply"): at the first digit of its last word; -1 without one. */
export function endingNumber(id: string): number {
  let from = id.length;
  while (from > 0 && /[\w-]/.test(id[from - 1]!)) from--;
  const digit = id.slice(from).search(/\d/);
  return digit < 0 ? -1 : from + digit;
}
