// How many columns of a terminal a text takes: two for Han, kana, hangul and pictures, none for marks that stand on a letter.

/** Marks, and what is not drawn; the signs of Arabic numbers are. */
const NONE = /[\p{Mn}\p{Me}\u1160-\u11ff]|(?![\u0600-\u0605\u06dd])\p{Cf}/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation}/u;

/** Of one character (a code point). Two halves of a flag are one each. */
export const columnsOf = (point: string): number => {
  if (point < "\u0300") return 1;
  return NONE.test(point) ? 0 : WIDE.test(point) ? 2 : 1;
};

export function widthOf(text: string): number {
  let width = 0;
  for (const point of text) width += columnsOf(point);
  return width;
}
