// Picture credits: "Photo: A. Smith / Agency", "Featured image via Agency", "(Foto: …)", as a line or within a caption.

const WHAT =
  "(?:(?:featured?|cover|header|lead|main|title|top|banner|thumbnail|hero) )?(?:images?|photos?|photographs?|photography|pictures?|pics?|illustrations?|graphics?|screenshots?|screen ?grabs?|fotos?|bilder|bild|titelbild|titelfoto|beitragsbild|grafik|imagen|imágenes|fotografía|immagine|beeld|afbeelding|kuva|zdjęcie|foto de portada)";
const CREDIT_WORD = "(?:credits?|courtesy|sources?|crédits?|crédito|quelle|nachweis|copyright|licen[cs]e)";
const LEAD = `(?:${WHAT} ?${CREDIT_WORD}|${CREDIT_WORD} ${WHAT}|crédits? photos?|bildquelle|bildnachweis|fotocredit|bildrechte|photo ?credits?|image ?credits?|picture ?credits?|${WHAT}|credits?|crédits?)`;
/** The word and what ties it to a name. A bare "credit" or "photo" needs its colon. */
const TIE =
  "(?: ?: ?(?:by |via |von |courtesy(?: of)? |©)?| (?:by|via|courtesy of|from|von|par|por|di|door) | ?(?:©|\\(c\\)) ?| ?/ ?)";

const LINE = new RegExp(`^[\\s([*_–—-]{0,4}${LEAD}${TIE}(.{2,140}?)[\\s)\\]*_.]{0,4}$`, "iu");
const INSIDE = new RegExp(`(?:^|[\\s([.|–—-])${LEAD}${TIE}([^()\\n]{2,140}?)[)\\].\\s]{0,4}$`, "iu");
const COPYRIGHT = /(?:^|\s)(?:©|\(c\)) ?([^()\n]{2,100}?)[)\s]{0,3}$/iu;
const LONGEST = 200;

/**
 * The name in a line that is nothing but a picture credit.
 *
 * @example
 * creditLine("Featured image via Harbour Picture Desk"); // "Harbour Picture Desk"
 * creditLine("Photo by photo, the album grew."); // undefined
 */
export function creditLine(text: string): string | undefined {
  if (text.length > LONGEST || text.includes("\n")) return undefined;
  const name = LINE.exec(text)?.[1]?.trim();
  return name && isName(name) ? name : undefined;
}

/** A caption and the credit at its end. */
export function splitCredit(caption: string): { readonly text: string; readonly credit: string | null } {
  if (caption.length > 2000) return { text: caption, credit: null };
  const tail = caption.slice(-LONGEST);
  const found = INSIDE.exec(tail) ?? COPYRIGHT.exec(tail);
  const name = found?.[1]?.trim();
  if (!found || !name || !isName(name)) return { text: caption, credit: null };
  const text = caption
    .slice(0, caption.length - tail.length + found.index)
    .replace(/[\s|–—([-]{1,6}$/, "")
    .trim();
  return { text: text === "" || /[\p{L}\p{N}]/u.test(text) ? closed(text, caption) : "", credit: name };
}

/** A full stop that the cut swallowed comes back. */
const closed = (text: string, whole: string): string =>
  text !== "" && whole.startsWith(`${text}.`) ? `${text}.` : text;

/** A name begins with a capital, a sign of its own or an @; a sentence goes on with small words and ends in a stop. */
const isName = (name: string): boolean =>
  /^[\p{Lu}\p{Lo}@©"“„'(\d]/u.test(name) &&
  name.split(/\s+/).length <= 14 &&
  !/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}/u.test(name);
