// The number of comments that a page prints, in any of the places where themes print it.

import { isType } from "../../html/json-ld.ts";
import type { Page } from "../../html/page.ts";
import { sameArticle } from "./paging.ts";

const TITLES =
  ".comments-title, #comments-title, .td-comments-title, .wp-block-comments-title, .comments-heading, .comment-title, .comments-header h2, " +
  "h1#comments, h2#comments, h3#comments, h4#comments, .comments_intro, #comments > h2, #comments > h3, #comments > h4, .comments-area > h2, .comments-area > h3, .wpd-thread-info";
const LINKS = "a.comments-link, .comments-link a, .entry-comments-link a, .comments-number a, a.comments-number";
const ARTICLE_TYPES = new Set([
  "Article",
  "NewsArticle",
  "BlogPosting",
  "ReportageNewsArticle",
  "OpinionNewsArticle",
  "WebPage",
]);

/** "One", and "no", as WordPress's translations write them where English does not print a digit. */
const ONE = /^(?:one|a single|ein|eine|un|une|uno|una|um|uma|en|én|één|jeden|jedna|один|одна|yksi|bir)[\s\u00A0]/iu;
const NONE = /^(?:no|keine?|aucun|sin|geen|nessun|nenhum|ingen|inga|brak|нет|немає)[\s\u00A0]/iu;

/** The announced number, which in WordPress counts pingbacks too; null where the page prints none. */
export function announcedOn(page: Page): number | null {
  const { $ } = page;
  let headline: string | undefined;
  const countIn = (line: string): number | null => readCount(line, (headline ??= $("h1").first().text().trim()));
  for (const title of $(TITLES)) {
    if ($(title).closest("#respond, [id^='comment-']:not(#comment-wrap), [id^='li-comment-']").length > 0) continue;
    const number = countIn($(title).text());
    if (number !== null) return number;
  }
  for (const link of $(LINKS)) {
    const href = URL.parse($(link).attr("href") ?? "", page.url);
    if (!href || !sameArticle(href.href, page.url)) continue;
    const number = countIn($(link).text());
    if (number !== null) return number;
  }
  for (const node of page.jsonLd) {
    const count = isType(node, ARTICLE_TYPES) ? Number(node.commentCount ?? Number.NaN) : Number.NaN;
    if (Number.isInteger(count) && count >= 0) return count;
  }
  return null;
}

/** The count within a title such as `12 thoughts on “Ten bridges of 1900”`: numbers of the headline do not count. */
export function readCount(title: string, headline: string): number | null {
  const line = oneLine(title).slice(0, 500);
  const own = (headline ? line.replace(oneLine(headline), " ") : line)
    .replace(/[“„«"‘‚][^“”„«»"‘’‚]*[”“»"’]/g, " ")
    .trim();
  const digits = /\d{1,3}(?:[.,\u00A0\u202F'’]\d{3})+|\d+/.exec(latinDigits(own))?.[0];
  if (digits !== undefined) {
    const number = Number(digits.replace(/\D/g, ""));
    return number <= 10_000_000 ? number : null;
  }
  if (ONE.test(own)) return 1;
  return NONE.test(own) ? 0 : null;
}

/** No-break spaces stay: they part thousands. */
const oneLine = (text: string): string => text.replace(/[ \t\r\n\f]+/g, " ").trim();

/** Arabic-Indic and Persian digits, as WordPress's ar and fa translations print them. */
const latinDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
