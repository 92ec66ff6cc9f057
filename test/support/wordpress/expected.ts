// What a crawl of the seeded site must bring home, derived from the database's raw rows without any of our own readers.
import { load } from "cheerio";
import type { Truth, TruthComment, TruthPost } from "./truth.ts";

/** Articles that anybody may read. */
export const readablePosts = (truth: Truth): readonly TruthPost[] =>
  truth.posts.filter((post) => post.type === "post" && post.status === "publish" && !post.password);

/** Comments that anybody may read below them: approved, and no pingback or trackback. */
export function readableComments(truth: Truth): readonly TruthComment[] {
  const posts = new Set(readablePosts(truth).map((post) => post.id));
  return truth.comments.filter((c) => posts.has(c.post) && c.approved === "1" && c.type === "comment");
}

/** Levels above it, itself included; undefined below a parent that nobody can read. */
export function trueDepth(comment: TruthComment, all: ReadonlyMap<string, TruthComment>): number | undefined {
  let depth = 1;
  for (let at = comment; at.parent !== null; depth++) {
    const above = all.get(at.parent);
    if (!above) return undefined;
    at = above;
  }
  return depth;
}

/**
 * Nesting tells a parent down to the level at which the theme stops; there, of all that stands below one comment of the
 * level above, it tells only the first, because nothing can stand between it and its parent.
 */
export function isToldByNesting(
  comment: TruthComment,
  all: ReadonlyMap<string, TruthComment>,
  threadDepth: number,
): boolean {
  const depth = trueDepth(comment, all);
  return depth !== undefined && depth < threadDepth;
}

/** `2025-03-03 06:30:00` to `2025-03-03T06:30:00.000Z`. */
export const isoOf = (gmt: string): string => `${gmt.replace(" ", "T")}.000Z`;

/**
 * Text as a reader sees it, without typography: WordPress turns quotes, dashes, dots and smileys into their printed forms
 * (wptexturize, convert_smilies) on some ways and not on others.
 */
export const fold = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[‘’′]/g, "'")
    .replace(/[“”″]|''/g, '"')
    .replace(/[–—]|--/g, "-")
    .replace(/…/g, "...")
    .replace(/:-?\)/g, "🙂")
    .replace(/\u00a0/g, " ");

/** A stored name or headline without entities. */
export const plainLine = (stored: string): string => fold(load(stored, null, false).root().text()).trim();

/** A stored comment: tags gone, one line for each line of the author. */
export const plainComment = (stored: string): string =>
  fold(load(stored, null, false).root().text())
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");

/** What the two editors store, as lines: paragraphs, headings, list items, quotes and below each its source, table rows. */
export function plainArticle(stored: string): readonly string[] {
  const $ = load(autoParagraphs(stored), null, false);
  $("figcaption, img").remove();
  for (const cite of $("blockquote > cite")) $(cite).insertAfter($(cite).parent());
  const lines: string[] = [];
  for (const element of $("p, h1, h2, h3, h4, li, blockquote, cite, tr")) {
    const nested = $(element).parents("p, li, blockquote, tr").length > 0;
    if (nested) continue;
    const cells = $(element).find("td");
    const text =
      cells.length > 0
        ? cells
            .get()
            .map((cell) => $(cell).text())
            .join(" ")
        : $(element).text();
    lines.push(fold(text.replace(/\s+/g, " ").trim()));
  }
  return lines.filter((line) => line !== "");
}

/** The classic editor stores paragraphs as text between empty lines. */
function autoParagraphs(stored: string): string {
  if (stored.includes("<!-- wp:")) return stored;
  return stored
    .split(/\n\n+/)
    .map((part) => (/^<(?:h\d|ul|ol|blockquote|!--)/.test(part) ? part : `<p>${part}</p>`))
    .join("\n");
}
