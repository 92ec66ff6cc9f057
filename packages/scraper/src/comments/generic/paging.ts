// Links to further pages of a thread: near its records, to the same article, and named or numbered as pages are.

import { cleanLine } from "@belowline/schema";
import type { Page } from "../../html/page.ts";
import { textOf } from "../../html/text.ts";
import { NEXT_PAGE } from "./lexicon.ts";
import type { Sketch } from "./sketch.ts";

const NUMBER_KEYS = new Set([
  "page",
  "cpage",
  "p",
  "pg",
  "start",
  "offset",
  "seite",
  "pagina",
  "commentpage",
  "comment_page",
  "comments_page",
  "comment-page",
  "cp",
]);
/** How far from the records a link may stand, in elements. */
const NEAR = 60;
const MOST = 200;

/** Addresses of the other pages of a thread that stands between two places of the page. */
export function furtherPages(page: Page, sketch: Sketch, from: number, to: number): readonly string[] {
  const here = URL.parse(page.url);
  if (!here) return [];
  const found = new Set<string>();
  const scan = (start: number, end: number): void => {
    for (let i = Math.max(0, start); i < Math.min(end, sketch.marks.length) && found.size < MOST; i++) {
      const { node } = sketch.marks[i]!;
      if (node.name !== "a" || !node.attribs.href) continue;
      const url = URL.parse(node.attribs.href, page.url);
      if (!url || !isPageOf(url, here)) continue;
      const text = cleanLine(textOf(node)).slice(0, 60);
      const isNext = /(?:^|\s)(?:next|prev)(?:\s|$)/.test(node.attribs.rel ?? "");
      if (!isNext && !/^\D{0,6}\d{1,4}\D{0,3}$/.test(text) && !NEXT_PAGE.test(text)) continue;
      url.hash = "";
      if (url.href !== here.href) found.add(url.href);
    }
  };
  scan(from - NEAR, from);
  scan(to, to + NEAR);
  return [...found];
}

function isPageOf(url: URL, here: URL): boolean {
  if (url.origin !== here.origin) return false;
  const [path, own] = [bare(url.pathname), bare(here.pathname)];
  if (path !== own) return false;
  const differing = [...url.searchParams].filter(([key, value]) => here.searchParams.get(key) !== value);
  if (differing.some(([key, value]) => !NUMBER_KEYS.has(key.toLowerCase()) || !/^\d{1,6}$/.test(value))) return false;
  const kept = [...here.searchParams.keys()].every(
    (key) => NUMBER_KEYS.has(key.toLowerCase()) || url.searchParams.has(key),
  );
  return kept && (differing.length > 0 || url.pathname !== here.pathname);
}

const bare = (path: string): string =>
  path.replace(/\/(?:comment-page-|page[-/]?|seite[-/]?|p)\d{1,5}\/?$/, "").replace(/\/$/, "");
