// Renders one invented thread as WordPress does: as printed pages with its depth limit, and as REST answers.
import type { RecordedAnswer } from "./replay.ts";

export interface Written {
  readonly id: number;
  /** 0 for the top level. */
  readonly parent: number;
  readonly name: string;
  /** Paragraphs. */
  readonly text: readonly string[];
  readonly byArticleAuthor: boolean;
}

export interface Site {
  readonly article: string;
  readonly root: string;
  readonly post: number;
  /** `thread_comments_depth`. */
  readonly depth: number;
  /** `comments_per_page`: top-level comments on a page. */
  readonly perPage: number;
}

const START = Date.UTC(2026, 2, 1, 8);
/** The site lies one hour east of UTC; comments are a minute apart. */
const gmt = (id: number): string => new Date(START + id * 60_000).toISOString().slice(0, 19);
const local = (id: number): string => new Date(START + (id + 60) * 60_000).toISOString().slice(0, 19);
const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const content = (one: Written): string => one.text.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n");
const permalink = (site: Site, one: Written, page: number): string =>
  `${site.article}comment-page-${page}/#comment-${one.id}`;

/** The printed pages, from 1. `page` 0 of the answer is what the bare address shows. */
export function printedPages(site: Site, thread: readonly Written[]): readonly string[] {
  const top = thread.filter((one) => one.parent === 0);
  const count = Math.max(1, Math.ceil(top.length / site.perPage));
  return Array.from({ length: count }, (_, index) => {
    const page = index + 1;
    const items = top.slice(index * site.perPage, page * site.perPage).map((one) => item(site, thread, one, 1, page));
    const links = Array.from(
      { length: count },
      (_, n) => `<a href="${site.article}comment-page-${n + 1}/#comments">${n + 1}</a>`,
    );
    return `<html><head><meta name="generator" content="WordPress 6.4"><link rel="https://api.w.org/" href="${site.root}">
<link rel="shortlink" href="https://law.example/?p=${site.post}"></head><body><h1>Law</h1>
<h2 class="comments-title">${thread.length} thoughts</h2><ol class="comment-list">${items.join("")}</ol>
<nav>${count > 1 ? links.join(" ") : ""}</nav><form id="commentform"></form></body></html>`;
  });
}

/** As Walker_Comment::display_element: at the last level, answers follow what they answer on the same level. */
function item(site: Site, thread: readonly Written[], one: Written, depth: number, page: number): string {
  const replies = thread.filter((other) => other.parent === one.id);
  const last = depth >= site.depth;
  const nested = replies.map((reply) => item(site, thread, reply, last ? depth : depth + 1, page)).join("");
  const link = last ? "" : `<a class="comment-reply-link" href="?replytocom=${one.id}#respond">Reply</a>`;
  const printed = `<li id="comment-${one.id}" class="comment depth-${depth}${one.byArticleAuthor ? " bypostauthor" : ""}">
<article id="div-comment-${one.id}" class="comment-body"><footer class="comment-meta"><b class="fn">${escapeHtml(one.name)}</b>
<a href="${permalink(site, one, page)}"><time datetime="${local(one.id)}+01:00">then</time></a></footer>
<div class="comment-content">${content(one)}</div>${link}</article>`;
  return last || nested === "" ? `${printed}</li>${nested}` : `${printed}<ol class="children">${nested}</ol></li>`;
}

/** REST answers, 100 a page, with the user 7 as the article's author. */
export function restAnswers(
  site: Site,
  thread: readonly Written[],
  address: (page: number) => string,
): RecordedAnswer[] {
  const rows = [...thread]
    .sort((a, b) => a.id - b.id)
    .map((one) => ({
      id: one.id,
      parent: one.parent,
      author: one.byArticleAuthor ? 7 : 0,
      author_name: escapeHtml(one.name),
      date: local(one.id),
      date_gmt: gmt(one.id),
      content: { rendered: `${content(one)}\n` },
      link: `${site.article}#comment-${one.id}`,
      type: "comment",
      status: "approved",
    }));
  const pages = Math.max(1, Math.ceil(rows.length / 100));
  return Array.from({ length: pages }, (_, index) => ({
    url: address(index + 1),
    headers: { "x-wp-total": String(rows.length), "x-wp-totalpages": String(rows.length === 0 ? 0 : pages) },
    json: rows.slice(index * 100, (index + 1) * 100),
  }));
}
