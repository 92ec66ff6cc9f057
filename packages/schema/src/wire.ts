// Wire copy: the dateline before a text and the signature behind it, by which an agency's text is known and compared.
import { agenciesNamed } from "./agencies.ts";

/** A part of a text that says which agency it comes from. */
export interface WireMark {
  readonly agencies: readonly string[];
  /** In UTF-16 code units of the text. */
  readonly start: number;
  readonly end: number;
}

const LONGEST_PLACE = 80;
/** Words of a dateline that are written small: parts of names, months in most languages. */
const SMALL =
  /^(?:de|del|della|di|da|la|le|les|den|der|am|an|im|in|do|dos|of|sur|sous|on|al|el|jan|feb|f[eé]v|mar|mars|märz|maart|abr|avr|apr|ma[iyj]o?|jun|juin|jui?l|juil|ago|aug|août|aout|se[pt]t?|set|okt|o[ck]t|out|nov|de[czs]|d[eé]c|dic|gen|mag|giu|lug|ott|ene|janvier|février|março|maio|abril|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|avril|juillet|septembre|octobre|novembre|décembre|januari|februari|april|juni|juli|augusti?|september|oktober|november|december|enero|febrero|marzo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\.?,?$/iu;

/** A place and perhaps a day: "BERLIN", "WASHINGTON, March 3", "Madrid, 3 mar". */
function isPlace(text: string, loose: boolean): boolean {
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (words.length > (loose ? 9 : 5) || /[!?"“”:;]/.test(text)) return false;
  const named = /^[\p{Lu}\p{Lo}\d(/][\p{L}\p{M}\d.,'’/-]*$/u;
  return words.every((word, i) => named.test(word) || (i > 0 && (SMALL.test(word) || /^[-–—]{1,2}$/.test(word))));
}

const TIE = /^\s{0,2}(?:\.?\s{0,2}[-–—]{1,2}|:|\.)?\s{0,2}/;
/** ANSA puts the place behind its name: "(ANSA) - ROMA, 03 MAR - ". */
const SECOND = /^\p{Lu}[\p{Lu}' .-]{1,40}, \d{1,2} \p{L}{3,9}\.? {0,2}[-–—] {0,2}/u;

/**
 * Where the dateline of an agency ends: "BERLIN (dpa) - ", "WASHINGTON, March 3 (Reuters) - ", "MOSCOW, March 3. /TASS/. ",
 * "AFP – ". The text stays whole; what compares two texts leaves this part out. Undefined where the text begins as any other.
 *
 * @example
 * const text = "BERLIN (dpa) - The ferry stays in port.";
 * text.slice(wirePrefix(text)?.end ?? 0); // "The ferry stays in port."
 */
export function wirePrefix(text: string): WireMark | undefined {
  const line = text.slice(0, 200).split("\n", 1)[0]!;
  const open = line.search(/[(/[]/);
  const marked = bracketed(line, open) ?? (open > 0 ? bracketed(line, line.search(/[([]/)) : undefined);
  if (marked) return marked;
  const bare = /^([\p{L}-]{2,20}(?:[/ ][\p{L}-]{2,20}){0,2}) {0,2}(?:[-–—]{1,2}|\.-|:) {1,2}/u.exec(line);
  const agencies = bare ? agenciesNamed(bare[1]!) : undefined;
  return agencies && { agencies, start: 0, end: bare![0].length };
}

function bracketed(line: string, open: number): WireMark | undefined {
  if (open < 0 || open > LONGEST_PLACE) return undefined;
  const closing = line[open] === "(" ? ")" : line[open] === "[" ? "]" : "/";
  const close = line.indexOf(closing, open + 1);
  if (close === -1 || close - open > 80) return undefined;
  const agencies = agenciesNamed(line.slice(open + 1, close));
  if (!agencies) return undefined;
  const rest = line.slice(close + 1);
  const tie = TIE.exec(rest)![0];
  const place = line.slice(0, open).trim();
  const tied = /[-–—]/.test(tie) || closing === "/";
  if (place !== "" && !isPlace(place, tied)) return undefined;
  if (!tied && place === "" && tie.trim() === "") return undefined;
  const second = SECOND.exec(rest.slice(tie.length))?.[0] ?? "";
  const end = close + 1 + tie.length + second.length;
  return { agencies, start: 0, end };
}

/**
 * The agency's signature at the end of a text: "(dpa)", "afp/dpa", "© dpa-infocom, dpa:260303-930-1/1", "– Reuters", a copyright line.
 *
 * @example
 * const text = "The ferry stays in port. (AFP)";
 * text.slice(0, wireSuffix(text)?.start); // "The ferry stays in port."
 */
export function wireSuffix(text: string): WireMark | undefined {
  const last = text.slice(text.lastIndexOf("\n") + 1);
  const at = text.length - last.length;
  const mark = (agencies: readonly string[] | undefined, from: number): WireMark | undefined =>
    agencies && { agencies, start: from === 0 ? Math.max(0, at - 1) : at + from, end: text.length };
  if (last.length <= 120) {
    const copyright =
      /^©? ?(dpa-infocom), dpa:[\d-]+\/\d+$/.exec(last) ??
      /^(?:©|\(c\)|copyright)[ ©\d]{0,8}(?:by )?([\p{L} .-]{2,40}?)(?:\. all rights reserved)?\.?$/iu.exec(last);
    const whole = mark(agenciesNamed((copyright?.[1] ?? last).replace(/^[-–—([\s]{1,4}|[)\].\s]{1,3}$/g, "")), 0);
    if (whole) return whole;
  }
  const tail = last.slice(-60);
  const found = /[.!?"”»’]\s{0,2}(?:\(([^()]{2,40})\)\.?|[-–—]{1,2} {0,2}([\p{L}/-]{2,30}))$/u.exec(tail);
  if (!found) return undefined;
  return mark(agenciesNamed(found[1] ?? found[2]!), last.length - tail.length + found.index + 1);
}
