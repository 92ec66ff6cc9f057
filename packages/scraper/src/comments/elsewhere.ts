// Where else a page says that it is talked about: its copies (rel=syndication) and its links "Discuss on ...".
import { oncePerPage } from "../html/page.ts";
import { textOf } from "../html/text.ts";

/** A stated place, and the words of the link. */
export interface Elsewhere {
  readonly url: URL;
  readonly words: string;
}

/** A longer link is a sentence of the article. */
const LONGEST = 80;
const TALK = /\b(?:discuss|discussion|comment|comments|conversation|repl(?:y|ies))\b/i;

/**
 * The places in the order of the page; a link within a sentence of the article is none. `u-syndication` and `rel=syndication` say that
 * the other page is a copy of this one (microformats.org/wiki/rel-syndication, read 2026-11-24).
 */
export const elsewhere = oncePerPage((page): readonly Elsewhere[] => {
  const found: Elsewhere[] = [];
  const add = (href: string | undefined, words: string): void => {
    const url = href === undefined ? null : URL.parse(href, page.url);
    if (url && /^https?:$/.test(url.protocol)) found.push({ url, words });
  };
  for (const { attribs } of page.all("link")) if (isCopy(attribs)) add(attribs.href, "");
  for (const element of page.all("a")) {
    if (element.attribs.href === undefined) continue;
    const words = textOf(element).trim();
    if (isCopy(element.attribs) || (words.length <= LONGEST && TALK.test(words))) add(element.attribs.href, words);
  }
  return found;
});

const isCopy = ({ rel, class: list }: Readonly<Record<string, string>>): boolean =>
  (rel !== undefined && /(?:^|\s)syndication(?:\s|$)/i.test(rel)) ||
  (list !== undefined && /(?:^|\s)u-syndication(?:\s|$)/.test(list));
