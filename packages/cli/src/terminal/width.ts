// How many columns of a terminal a text takes: two for Han, kana, hangul and pictures, none for marks that stand on a letter.

const NONE = /[\p{Mn}\p{Me}\u200b-\u200f\u2060\ufe00-\ufe0f]/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** Of one character (a code point). */
export const columnsOf = (point: string): number => {
  if (point < "\u0300") return 1;
  return NONE.test(point) ? 0 : WIDE.test(point) ? 2 : 1;
};

export function widthOf(text: string): number {
  let width = 0;
  for (const point of text) width += columnsOf(point);
  return width;
}
