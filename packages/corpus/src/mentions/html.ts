// Mentions in markup: texts between tags as texts are, and attributes that name somebody (links to profiles) left out.
import { type Callers, coverText } from "./text.ts";

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g, (whole, decimal, hex, name) => {
    if (name) return NAMED[name as string]!;
    const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (whole as string);
  });

const encoded = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\u00a0", "&nbsp;");

/** Markup in which nothing is mentioned comes back as it was. */
export function coverHtml(html: string, callers: Callers): string {
  let covered = "";
  for (const [piece] of html.matchAll(/<[^<>]*>|[^<]+|</g)) {
    if (piece.startsWith("<") && piece.endsWith(">") && piece.length > 1) {
      covered += coverTag(piece, callers);
      continue;
    }
    const text = decoded(piece);
    const without = coverText(text, callers);
    covered += without === text ? piece : encoded(without);
  }
  return covered;
}

/** Pieces of a tag: names, signs of equality, values in quotes, blanks, and whatever else stands there. */
const PIECE = /[^\s"'<>/=]+|\s+|"[^"]*"|'[^']*'|["'<>/=]/g;

/** An attribute whose value names somebody goes, with the blanks before it. */
function coverTag(tag: string, callers: Callers): string {
  const pieces = tag.match(PIECE) ?? [];
  const isBlank = (at: number): boolean => /^\s/.test(pieces[at] ?? "");
  let covered = "";
  for (let at = 0; at < pieces.length; at++) {
    const name = isBlank(at) ? at + 1 : at;
    const sign = isBlank(name + 1) ? name + 2 : name + 1;
    const value = isBlank(sign + 1) ? sign + 2 : sign + 1;
    if (pieces[sign] === "=" && mentions(unescaped(decoded(pieces[value] ?? "")), callers)) at = value;
    else covered += pieces[at];
  }
  return covered;
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** An address has no capitals and joins the words of a name as it likes: any row of words counts. */
function mentions(value: string, callers: Callers): boolean {
  const words = value.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.some((_, at) => {
    for (let to = at + 1; to <= Math.min(words.length, at + 5); to++) {
      const called = words.slice(at, to).join("");
      // "coverText" folds as it is handed over; one short word says nothing.
      if ((to > at + 1 || called.length >= 3) && coverText(`@${called}`, callers) !== `@${called}`) return true;
    }
    return false;
  });
}
