// Blogger's feed of one post's comments: addresses, and what a page of it says.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../../comments/content.ts";
import { authorIn, isoIn, listOf, missingField, type Row, rowOf, rowsOf, textIn } from "../../comments/fields.ts";
import type { Answer, Batch } from "../../comments/platform.ts";

/** The most that the server gives at once. */
const PAGE = 500;

// Checked 2026-11-24: Blogger's own script in saved pages (find_string "blogger.itemClass": entries, `related` is the parent), public
// programs that read whole threads (orderby=published&reverse=false is the oldest first), developers.google.com/blogger/docs/2.0. An
// entry's `updated` moves for other reasons than an edit. `contentRemoved` is a placeholder, of the author's or of the blog's doing.
export const feedAsk = (feed: string, start: number, held = 0): Ask => ({
  url: `${feed}?alt=json&orderby=published&reverse=false&start-index=${start}&max-results=${PAGE}`,
  accept: "json",
  carry: { step: "feed", start, held },
});

/** One page of the feed: the number of all, and the next page. */
export function readFeed(answer: Answer, feed: string): Batch {
  const told = rowOf(rowOf(answer.json).feed);
  // The feed of a post without comments has no `entry`, but its number.
  const announced = numberIn(told.openSearch$totalResults);
  if (announced === null) throw missingField(answer, "blogger", "feed.openSearch$totalResults");
  const rows = told.entry === undefined ? [] : listOf(answer, "blogger", told.entry, "feed.entry");
  const carry = rowOf(answer.ask.carry);
  const post = /\/(\d{1,25})\/comments\/default$/.exec(feed)![1]!;
  const comments = rows.filter((row) => isOf(row, post)).map((row) => commentOf(answer, row));
  const held = Number(carry.held) + comments.length;
  return {
    comments,
    next: rows.length > 0 && held < announced ? [feedAsk(feed, Number(carry.start) + rows.length, held)] : [],
    way: "feed",
    trust: 2,
    byTime: true,
    announced,
  };
}

const textAt = (value: unknown): string | null => textIn(rowOf(value).$t);

function numberIn(value: unknown): number | null {
  const text = textAt(value);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const isOf = (row: Row, post: string): boolean => {
  const ref = textIn(rowOf(row["thr$in-reply-to"]).ref);
  return ref === null || ref.endsWith(`post-${post}`);
};

function commentOf(answer: Answer, row: Row): StatedComment {
  const id = /post-(\d{1,25})$/.exec(textAt(row.id) ?? "")?.[1];
  const text = textAt(row.content) ?? textAt(row.summary) ?? "";
  if (id === undefined) throw missingField(answer, "blogger", "entry.id");
  const linkOf = (rel: string): string => textIn(rowsOf(row.link).find((link) => link.rel === rel)?.href) ?? "";
  const author = rowsOf(row.author)[0];
  const gone = rowsOf(row.gd$extendedProperty).some(({ name }) => name === "blogger.contentRemoved");
  const permalink = linkOf("alternate");
  return {
    nativeId: id,
    parent: /\/comments\/default\/(\d{1,25})(?:\?|$)/.exec(linkOf("related"))?.[1] ?? null,
    parentFrom: "id",
    author: gone ? null : authorIn(textAt(author?.name), /\/profile\/(\d{1,25})/.exec(textAt(author?.uri) ?? "")?.[1]),
    createdAt: isoIn(textAt(row.published)),
    ...contentOfHtml(gone ? "" : text),
    state: gone ? "deleted" : "visible",
    permalink: /^https?:\/\//.test(permalink) ? permalink : null,
  };
}
