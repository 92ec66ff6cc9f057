// The one tokeniser of duplicate detection: a text as the hashes of its folded words, and where each word stands.

export interface Words {
  /** One 32-bit hash a word, of its letters and digits after NFC and case folding. */
  readonly hashes: Uint32Array;
  /** Offsets into the text, in UTF-16 code units; the end is exclusive. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Letters that need more than a table: marks that compose, foldings to several letters, surrogates. */
const SLOW = 1;
/** Within a word, and no part of it: soft hyphen, zero-width characters. */
const SILENT = 2;
/** Scripts without spaces, where a word is a window that ends at the character: the smaller the script, the wider. */
const HAN = 3;
const SOUTH_EAST = 4;
/** From here on the letter itself, folded; no letter stands below "0". */
const FIRST_LETTER = 48;
const WINDOW = { [HAN]: 3, [SOUTH_EAST]: 5 } as const;

/** What to do with each UTF-16 code unit: 0 parts words, one of the codes above, or the folded letter. */
const TABLE = tableOfUnits();

function tableOfUnits(): Uint16Array {
  const table = new Uint16Array(0x10000);
  const letter = /[\p{L}\p{N}\p{M}]/u;
  const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u;
  const southEast = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  for (let unit = 0; unit < 0x10000; unit++) {
    const char = String.fromCharCode(unit);
    if (unit >= 0xd800 && unit < 0xe000) table[unit] = SLOW;
    else if (/[\u00ad\u200b-\u200d\u2060\ufeff]/.test(char)) table[unit] = SILENT;
    else if (!letter.test(char)) table[unit] = 0;
    else if (spaceless.test(char)) table[unit] = HAN;
    else if (southEast.test(char)) table[unit] = SOUTH_EAST;
    else {
      const folded = fold(char);
      // Marks and jamo compose with what stands before them.
      const alone = folded.length === 1 && !/\p{M}/u.test(char) && !(unit >= 0x1100 && unit < 0x1200);
      table[unit] = alone && folded.charCodeAt(0) >= FIRST_LETTER ? folded.charCodeAt(0) : SLOW;
    }
  }
  return table;
}

/** Upper case first, so that "ß" meets "SS" and the final sigma the others. */
function fold(word: string): string {
  return word.normalize("NFC").toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFC");
}

/** Whether a code unit is a capital letter: one that folds to another. */
export function isCapital(unit: number): boolean {
  const folded = TABLE[unit]!;
  return folded >= FIRST_LETTER && folded !== unit;
}

let room = { hashes: new Uint32Array(4096), starts: new Uint32Array(4096), ends: new Uint32Array(4096) };

function grow(): void {
  const wider = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
    const next = new Uint32Array(old.length * 2);
    next.set(old);
    return next;
  };
  room = { hashes: wider(room.hashes), starts: wider(room.starts), ends: wider(room.ends) };
}

let units = new Uint16Array(1 << 14);
let bytes = Buffer.from(units.buffer);
const isLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** The text's UTF-16 code units: one copy, after which each is a plain read, in whatever way the engine holds the string. */
function unitsOf(text: string): Uint16Array {
  if (units.length < text.length) {
    units = new Uint16Array(text.length * 2);
    bytes = Buffer.from(units.buffer);
  }
  if (isLittle) bytes.write(text, "utf16le");
  else for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Reads a text into a shared buffer and says how many words it has. The buffer is good until the next call: this spares
 * three allocations a document where millions are sketched.
 */
export function scanWords(text: string): { readonly count: number; readonly words: Words } {
  let { hashes, starts, ends } = room;
  let count = 0;
  const { length } = text;
  const read = unitsOf(text);
  const table = TABLE;
  let at = 0;
  while (at < length) {
    let unit = table[read[at]!]!;
    if (unit === 0 || unit === SILENT) {
      at++;
      continue;
    }
    if (count === hashes.length) {
      grow();
      ({ hashes, starts, ends } = room);
    }
    const start = at;
    let hash = SEED;
    if (unit === HAN || unit === SOUTH_EAST) {
      const first = Math.max(at - WINDOW[unit] + 1, 0);
      let from = at;
      while (from > first && table[read[from - 1]!] === unit) from--;
      for (let i = from; i <= at; i++) hash = Math.imul(hash ^ read[i]!, PRIME);
      at++;
    } else {
      while (unit >= FIRST_LETTER) {
        hash = Math.imul(hash ^ unit, PRIME);
        if (++at === length) break;
        unit = table[read[at]!]!;
      }
      if (at < length && (unit === SLOW || unit === SILENT)) {
        at = endOfWord(text, start, at);
        const word = fold(text.slice(start, at).replace(/[\u00ad\u200b-\u200d\u2060\ufeff]|^\p{M}+/gu, ""));
        if (!/[\p{L}\p{N}]/u.test(word)) continue;
        hash = SEED;
        for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
      }
    }
    hashes[count] = hash;
    starts[count] = start;
    ends[count] = at;
    count++;
  }
  return { count, words: room };
}

const WORD_POINT = /[\p{L}\p{N}\p{M}]/u;

/** Where the word ends that holds a letter beyond the table; always beyond its start. */
function endOfWord(text: string, start: number, at: number): number {
  let i = at;
  while (i < text.length) {
    const unit = TABLE[text.charCodeAt(i)]!;
    if (unit === 0 || unit === HAN || unit === SOUTH_EAST) break;
    const point = text.codePointAt(i)!;
    if (unit === SLOW && point >= 0xd800 && !WORD_POINT.test(String.fromCodePoint(point))) break;
    i += point > 0xffff ? 2 : 1;
  }
  return i > start ? i : start + 1;
}

/**
 * The words of a text: runs of letters and digits, compared without case and in NFC; in scripts without spaces a window of
 * characters each, and those are taken as they stand (the corpus keeps text in NFC).
 *
 * @example
 * const { hashes } = hashWords("Ferry late, ferry full");
 * hashes[0] === hashes[2];
 */
export function hashWords(text: string): Words {
  const { count, words } = scanWords(text);
  return {
    hashes: words.hashes.slice(0, count),
    starts: words.starts.slice(0, count),
    ends: words.ends.slice(0, count),
  };
}
