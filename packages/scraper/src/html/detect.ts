// Which legacy encoding bytes are in that nobody labelled, judged by what they would say: as browsers guess, and as seldom needed.
import { TextDecoder } from "node:util";
import { latinEncoding } from "./latin.ts";

/** More adds nothing to the judgement. */
const LOOKED_AT = 64 * 1024;

interface Candidate {
  readonly label: string;
  /** What its readers write, most of all. */
  readonly letters: RegExp;
  /** What may stand among it. */
  readonly company: RegExp;
  /** Share of the letters among what is no ASCII, at least. */
  readonly share: number;
}

const HAN = /[\u4e00-\u9fff]/gu;
const WIDE = /[\u3000-\u303f\uff00-\uffef\u2010-\u203b\u00b7]/gu;
const SIGNS = /[\u00a0-\u00bf\u2010-\u203a\u20ac\u2116]/gu;

/**
 * Scripts whose bytes come in rows, strictest first. Japanese is written with kana and Korean with Hangul throughout; Chinese is what is
 * valid and almost all Han.
 */
const WIDE_ONES: readonly Candidate[] = [
  { label: "shift_jis", letters: /[\u3041-\u30ff]/gu, company: HAN, share: 0.2 },
  { label: "euc-jp", letters: /[\u3041-\u30ff]/gu, company: HAN, share: 0.2 },
  { label: "euc-kr", letters: /[\uac00-\ud7a3]/gu, company: HAN, share: 0.8 },
  { label: "gb18030", letters: HAN, company: WIDE, share: 0.7 },
  { label: "big5", letters: HAN, company: WIDE, share: 0.7 },
];

/** Hebrew first: its letters are small Cyrillic ones, too, but Cyrillic has others besides. */
const NARROW_ONES: readonly Candidate[] = [
  { label: "windows-1255", letters: /[\u05d0-\u05ea]/gu, company: /[\u05b0-\u05c4]/gu, share: 0.7 },
  {
    label: "windows-1251",
    letters: /[\u0430-\u044f\u0451-\u045f\u0491]/gu,
    company: /[\u0400-\u042f\u0490]/gu,
    share: 0.6,
  },
  { label: "koi8-r", letters: /[\u0430-\u044f\u0451]/gu, company: /[\u0401\u0410-\u042f]/gu, share: 0.6 },
  { label: "windows-1253", letters: /[\u03ac-\u03ce]/gu, company: /[\u0386-\u03ab]/gu, share: 0.6 },
  {
    label: "windows-1256",
    letters: /[\u0621-\u064a]/gu,
    company: /[\u060c-\u061f\u064b-\u0652\u067e-\u06d2]/gu,
    share: 0.7,
  },
  { label: "windows-874", letters: /[\u0e01-\u0e3a\u0e40-\u0e4e]/gu, company: /[\u0e3f\u0e4f-\u0e5b]/gu, share: 0.7 },
];

/**
 * The label of the encoding that the bytes, which are no UTF-8, make sense in; windows-1252 where none does. Latin alphabets
 * come first, for their few letters say most. Where none fits, rows of bytes beyond ASCII are another script, or two bytes a sign.
 */
export function detectEncoding(body: Uint8Array, url?: string): string {
  const looked = body.subarray(0, LOOKED_AT);
  const latin = latinEncoding(looked, url);
  if (latin !== undefined || !standsInRows(looked)) return latin ?? WESTERN;
  for (const candidate of WIDE_ONES) {
    const text = decoded(looked, candidate.label, true);
    if (text !== undefined && fitOf(text, candidate) > 0) return candidate.label;
  }
  const fits = NARROW_ONES.map((candidate) => fitOf(decoded(looked, candidate.label, false)!, candidate));
  const best = Math.max(...fits);
  return best > 0 ? NARROW_ONES[fits.indexOf(best)]!.label : WESTERN;
}

const WESTERN = "windows-1252";
/** Fewer bytes prove nothing. */
const FEWEST = 8;

/** At least half of the high bytes have another one beside them. */
function standsInRows(bytes: Uint8Array): boolean {
  let [high, beside] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 0x80) continue;
    high++;
    if (bytes[at - 1]! >= 0x80 || bytes[at + 1]! >= 0x80) beside++;
  }
  return high >= FEWEST && beside >= high / 2;
}

/** Undefined where bytes are none of this encoding; the end may be cut. */
function decoded(bytes: Uint8Array, label: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** How much of what is no ASCII its readers would write, from 0 to 1; 0 where that is too little. */
function fitOf(text: string, { letters, company, share }: Candidate): number {
  const foreign = text.replace(/[\0-\x7f]+/g, "");
  const count = (signs: RegExp): number => foreign.match(signs)?.length ?? 0;
  const telling = count(letters) / foreign.length;
  const fitting = telling + (company === WIDE ? 0 : count(company) / foreign.length) + count(WIDE) / foreign.length;
  const stray = company === HAN || company === WIDE ? 0 : count(SIGNS) / foreign.length;
  return telling >= share && fitting + stray > 0.9 ? telling : 0;
}
