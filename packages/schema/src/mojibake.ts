// Mojibake: UTF-8 that somebody read as windows-1252, put right where the way back is certain, and left alone everywhere else.

/** The bytes 80 to 9F in windows-1252; its five gaps are the control characters of Latin-1, as browsers have them. */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
const BYTES = new Map<string, number>([...HIGH].map((sign, i) => [sign, 0x80 + i]));

const byteOf = (sign: string): number | undefined => {
  const code = sign.charCodeAt(0);
  return code >= 0x80 && code <= 0xff ? code : BYTES.get(sign);
};

/** A lead byte (C2 to F4) and a continuation (80 to BF) as windows-1252 shows them. Text without such a pair is never looked at again. */
const PAIR = /[\u00C2-\u00F4][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;
/** Signs of windows-1252 beyond ASCII, together. */
const RUN = /[\u0080-\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]+/g;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Undoes UTF-8 that was read as windows-1252 (or Latin-1), also twice or thrice: "cafÃ©" becomes "café". Strict: a run of
 * such signs is decoded as a whole or not at all, and only where it cannot be meant as it stands. "CAFÉ”", "« déjà »" and
 * "Ä…" hold valid UTF-8 by accident and stay.
 *
 * @example
 * repairMojibake("Itâ€™s a cafÃ©"); // "It’s a café"
 */
export function repairMojibake(text: string): string {
  let current = text;
  // Each round leaves fewer characters.
  while (PAIR.test(current)) {
    const next = onceRepaired(current);
    if (next === current) break;
    current = next;
  }
  return current;
}

/** Sure: cannot be meant. Likely: goes with a sure one in the same text. */
type Verdict = "sure" | "likely" | "no";

function onceRepaired(text: string): string {
  const runs = [...text.matchAll(RUN)].map((match) => {
    const decoded = decodedRun(match[0]);
    const end = match.index + match[0].length;
    const verdict: Verdict =
      decoded === undefined ? "no" : verdictOn(match[0], decoded, text[match.index - 1] ?? "", text[end] ?? "");
    return { start: match.index, end, decoded, verdict };
  });
  if (!runs.some(({ verdict }) => verdict === "sure")) return text;
  // Where other runs are no UTF-8 at all, somebody mixed two texts: only what is sure.
  const mixed = runs.some(({ decoded }) => decoded === undefined);
  let whole = "";
  let done = 0;
  for (const { start, end, decoded, verdict } of runs) {
    const take = verdict === "sure" || (verdict === "likely" && !mixed);
    whole += text.slice(done, start) + (take ? decoded : text.slice(start, end));
    done = end;
  }
  return whole + text.slice(done);
}

function decodedRun(run: string): string | undefined {
  const bytes = new Uint8Array(run.length);
  for (let i = 0; i < run.length; i++) bytes[i] = byteOf(run[i]!)!;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Letters of Western, Central European, Turkish and Romanian spelling; one of them alone may stand within a word. */
const EUROPEAN = /^[\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u017F\u0218-\u021B]$/;
/** Quotation marks, dashes, dots, the euro and the trademark, signs of Latin-1. */
const SIGN = /^[\u2010-\u2027\u2030-\u203A\u20AC\u2122\u00A0-\u00BF\u00D7\u00F7]$/;
/** A capital and a sign that never follows a letter in clean text, or a letter that never follows that capital. */
const CLEAR = /^[ÂÃÄÅ][\u0080-\u009F¡¢£¤¥¦§¨¬¯±´µ¶¸¼½¾¿€ƒ†‡ˆ‰ŠŒŽšœžŸ]$/;
/** Signs that may stand between a capital and a small letter in clean text: "Ä’s", "Ä–b". */
const MAY_JOIN = /[’‘–—…“”»«·.-]$/;
const STAMMER = /^(?:[À-ß][’‘–—…“”»«·]){1,100}$/;
const LOWER = /^\p{Ll}$/u;
const LETTER = /^\p{L}$/u;

function verdictOn(run: string, decoded: string, before: string, after: string): Verdict {
  const signs = [...decoded];
  if (signs.some((sign) => !isUsual(sign))) return "no";
  // "â€™", "âœ¨" and "ðŸ™‚": nobody writes these three or four in a row.
  if (/â[^’‘–—…“”»«·\u00A0]|ðŸ|ð\u009F/.test(run)) return "sure";
  if (signs.length > 1) {
    const letters = signs.filter((sign) => LETTER.test(sign));
    // "Ö…Ö…" is somebody at a loss for words.
    const isMeant = STAMMER.test(run);
    return letters.length > 1 && scriptsOf(letters) === 1 && !isMeant ? "sure" : "likely";
  }
  const [sign] = signs as [string];
  // A control character is a stage on the way back and no end of it.
  if (sign < "\u00A0") return "no";
  if (!EUROPEAN.test(sign) && !SIGN.test(sign)) return "likely";
  if (CLEAR.test(run)) return "sure";
  // A capital after a small letter, then a sign: no word is spelt so.
  if (EUROPEAN.test(sign) && LOWER.test(before)) return "sure";
  if (LOWER.test(after) && !MAY_JOIN.test(run)) return "sure";
  if (LOWER.test(after) && run[0] === "Ã" && !LETTER.test(before)) return "sure";
  if (SIGN.test(sign) && (/\d/.test(after) || /[\d\p{Ll}]/u.test(before))) return "sure";
  // A word that is but "Â" or "Ã", and a sign.
  return /^[ÂÃ]/.test(run) && /^\s?$/.test(before) ? "sure" : "likely";
}

/** What texts are written with, and the control characters of what was spoilt twice. Blocks that UTF-8 by accident leads to (Samaritan, IPA, N'Ko ...) are not. */
const USUAL =
  /^(?:[\u0080-\u017F\u018F\u0192\u01A0\u01A1\u01AF\u01B0\u01CD-\u01DC\u0218-\u021B\u0259\u02BB\u02BC\u02C6\u02DC]|[\u0386-\u03CE\u0400-\u04FF\u0531-\u0587\u05B0-\u05F4\u060C-\u06FF]|[\u0900-\u0DFF\u0E01-\u0EDF\u10A0-\u10FF\u1C90-\u1CBF\u1200-\u137F\u1780-\u17F9\u1E00-\u1EFF\u1F00-\u1FFE]|[\u200B-\u203A\u2044\u20A0-\u20BF\u2100-\u214F\u2190-\u21FF\u2200-\u22FF\u25A0-\u27BF\u2B00-\u2BFF]|[\u3000-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uFB00-\uFB06\uFE0F\uFEFF\uFF01-\uFF9F]|[\u{1F000}-\u{1FAFF}\u{20000}-\u{2FFFF}\u{E0020}-\u{E007F}])$/u;
const isUsual = (sign: string): boolean => USUAL.test(sign);

const SCRIPTS: readonly RegExp[] = [
  /^\p{Script=Latin}$/u,
  /^\p{Script=Greek}$/u,
  /^\p{Script=Cyrillic}$/u,
  /^\p{Script=Hebrew}$/u,
  /^\p{Script=Arabic}$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC]$/u,
  /^\p{Script=Hangul}$/u,
  /^\p{Script=Devanagari}$/u,
];
/** How many scripts the letters are of; those not listed count as one. */
const scriptsOf = (letters: readonly string[]): number =>
  new Set(letters.map((letter) => SCRIPTS.findIndex((script) => script.test(letter)))).size;
