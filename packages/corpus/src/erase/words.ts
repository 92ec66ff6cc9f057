// Knowing a text again wherever an answer prints it: its words in a row, whatever markup, escapes and case stand around them.
import { isUtf8 } from "node:buffer";

/** Words in a row: so many are hardly ever shared by chance, and a teaser holds them. */
const RUN = 8;

const CJK = "\\p{sc=Han}|\\p{sc=Hiragana}|\\p{sc=Katakana}|\\p{sc=Thai}|\\p{sc=Khmer}|\\p{sc=Lao}";
const WORD = new RegExp(`(?:${CJK})|[\\p{L}\\p{N}]+`, "gu");

/** Without case and accents, for `&uuml;`, `\u00fc` and a bare letter with a sign after it are written for the same. */
const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .match(WORD) ?? [];

const ESCAPE = /\\u([0-9a-fA-F]{4})|\\[nrtbf"'\\/]/g;
const ENTITY =
  /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z])(?:uml|acute|grave|circ|tilde|cedil|ring|slash)|(szlig|amp|lt|gt|quot|apos|nbsp|shy));/g;
const NAMED: Readonly<Record<string, string>> = {
  szlig: "ss",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  shy: "",
};

const signOf = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : " ");

const unescaped = (text: string): string =>
  text
    .replace(ESCAPE, (_, hex: string | undefined) => (hex ? String.fromCharCode(Number.parseInt(hex, 16)) : " "))
    .replace(
      ENTITY,
      (_, decimal?: string, hex?: string, letter?: string, name?: string) =>
        letter ?? NAMED[name ?? ""] ?? signOf(decimal ? Number(decimal) : Number.parseInt(hex ?? "0", 16)),
    )
    .replaceAll("\u00ad", "");

/** A body as readers may see it: with its tags taken out, and with them in, for their attributes hold texts too. One by one: each is large. */
function* readingsOf(body: Uint8Array): Generator<string[]> {
  for (const label of labelsOf(body)) {
    // Twice: an answer in JSON may hold markup with its entities escaped.
    const text = unescaped(unescaped(new TextDecoder(label).decode(body)));
    yield wordsOf(text.replace(/<[^<>]{0,2000}>/g, " "));
    yield wordsOf(text);
  }
}

/** The encodings of the Encoding Standard, but for those that another one here contains. */
const LEGACY = (
  "windows-1252 windows-1250 windows-1251 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 windows-874 " +
  "iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 " +
  "koi8-u macintosh x-mac-cyrillic ibm866 shift_jis euc-jp euc-kr gb18030 big5"
).split(" ");

/** Every encoding that its bytes allow: a reading in the wrong one prints nothing that was said. */
function labelsOf(body: Uint8Array): string[] {
  const labels = isUtf8(body) ? ["utf-8"] : [...LEGACY];
  if (body.includes(0x00)) labels.push("utf-16le", "utf-16be");
  if (body.includes(0x1b)) labels.push("iso-2022-jp");
  return labels;
}

/** Rows of words by which the texts are known; none of a text that is too short, and none that `apart` says as well. */
export function runsOf(texts: Iterable<string>, apart: readonly string[] = []): Set<string> {
  const others = apart.map((text) => framed(wordsOf(text)));
  const runs = new Set<string>();
  for (const text of texts) {
    const words = wordsOf(text);
    for (let i = 0; i + RUN <= words.length; i += RUN) runs.add(words.slice(i, i + RUN).join(" "));
    if (words.length >= RUN) runs.add(words.slice(-RUN).join(" "));
  }
  for (const run of runs) if (others.some((other) => other.includes(` ${run} `))) runs.delete(run);
  return runs;
}

/** Whether a body prints one of these runs, or one of these texts as a whole, however short. */
export function prints(body: Uint8Array, isRun: (run: string) => boolean, texts: readonly string[] = []): boolean {
  const whole = texts.map((text) => framed(wordsOf(text))).filter((text) => text.length > 2);
  for (const words of readingsOf(body)) {
    for (let i = 0; i + RUN <= words.length; i++) if (isRun(words.slice(i, i + RUN).join(" "))) return true;
    if (whole.length === 0) continue;
    const said = framed(words);
    if (whole.some((text) => said.includes(text))) return true;
  }
  return false;
}

const framed = (words: readonly string[]): string => ` ${words.join(" ")} `;
