// Exact identity of texts: what two copies of one text have in common, whoever typeset them, and the digest of it.
import { type Digest, digestOf } from "./digest.ts";

/** Soft hyphen, zero-width space, marks of direction, word joiner, byte-order mark: nobody sees them. */
const INVISIBLE = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
const FOLDED =
  /[\u0060\u00AB\u00B4\u00BB\u2010-\u2015\u2018-\u201F\u2026\u2032\u2033\u2039\u203A\u2212\uFF02\uFF07\uFF0D]/g;
const SINGLE = /[\u0060\u00B4\u2018-\u201B\u2032\u2039\u203A\uFF07]/;
const DASH = /[\u2010-\u2015\u2212\uFF0D]/;
const BLANKS = /\s+/g;

const foldOne = (sign: string): string =>
  sign === "…" ? "..." : DASH.test(sign) ? "-" : SINGLE.test(sign) ? "'" : '"';

/**
 * A text as it is compared: invisible characters gone, Unicode NFC, any blanks (line ends too) one space, every quotation mark
 * `"` or `'`, every dash `-`, an ellipsis three dots. Letters keep their case: "Polish" is not "polish", and near-duplicates are
 * another layer's business. Idempotent.
 *
 * @example
 * foldText("“Rain\u00A0– again …”\nhe said"); // '"Rain - again ..." he said'
 */
export const foldText = (text: string): string =>
  text.replace(INVISIBLE, "").normalize("NFC").replace(FOLDED, foldOne).replace(BLANKS, " ").trim();

/**
 * The digest of a text as `foldText` sees it: SHA-256, hex. Equal for exact copies, however they are typeset; kept with each
 * revision of an article (`article_revision.text_digest`).
 *
 * @example
 * textDigest("It’s raining.") === textDigest("It's  raining."); // true
 */
export const textDigest = (text: string): Digest => digestOf(foldText(text));
