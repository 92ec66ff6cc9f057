// The New York Times: comments by the article's address, 25 top-level ones a page, and the replies below one by its number.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
  secondsIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, scriptWith } from "../comments/scripts.ts";

export interface NytRef extends Ref {
  readonly url: string;
}

const ROOT = "https://www.nytimes.com/svc/community/V3/requestHandler";
const PAGE = 25;

export default definePlatform<"nytimes", NytRef>({
  id: "nytimes",
  name: "The New York Times",
  docs: "https://help.nytimes.com/hc/en-us/articles/115014792387-The-Comments-Section",
  access: "public-api",
  consent: {
    default: "off",
    terms: "The terms of The New York Times forbid automated collection without its written permission.",
  },
  checked: {
    on: "2026-11-24",
    what: `In public readers of 2013 to 2026 (found by "cmd=GetRepliesBySequence", "totalParentCommentsFound"): offsets
      count top-level comments, three replies come with each, GetRepliesBySequence gives the others as
      comments[0].replies; parentID names what is answered, times are seconds as text. The statuses of a page's comments
      are those of its own app.`,
    open: "The place of the status in the page; whether totalCommentsFound counts reporters' answers (we say yes).",
  },
  locate(page) {
    if (!/(?:^|\.)nytimes\.com$/.test(new URL(page.url).hostname)) return undefined;
    const script =
      scriptWith(page, '"ACCEPT_AND_DISPLAY_COMMENTS"', PRELOADED) ??
      scriptWith(page, '"DISPLAY_COMMENTS_ONLY"', PRELOADED);
    if (script === undefined) return undefined;
    const url = addressIn(page.$('link[rel="canonical"]').attr("href"), page)?.href ?? page.url;
    return { key: url, url };
  },
  open: (ref) => pageAsk(ref, 0),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const results = rowOf(rowOf(answer.json).results);
    const rows = listOf(answer, "nytimes", results.comments, "results.comments");
    const carry = rowOf(answer.ask.carry);
    const of = idIn(carry.of);
    if (of !== null) return readReplies(answer, rowsOf(rows[0]?.replies), carry, ref);
    const offset = (countIn(carry.offset) ?? 0) + rows.length;
    const batch = readRows(answer, rows, ref, null);
    const isMore = rows.length > 0 && offset < (countIn(results.totalParentCommentsFound) ?? 0);
    return {
      ...batch,
      next: isMore ? [pageAsk(ref, offset), ...batch.next] : batch.next,
      announced: countIn(results.totalCommentsFound),
    };
  },
  examples: [
    {
      page: "https://www.nytimes.com/2026/05/02/nyregion/ferry.html",
      fixture: "found",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "3002": "3001", "3003": "3002" },
        first: {
          nativeId: "3001",
          author: { name: "Slip" },
          createdAt: { at: "2026-05-02T12:00:00.000Z", precision: "s" },
          text: "Run it at night.\nPlease.",
          votes: { up: 40, down: null, score: null },
        },
      },
    },
  ],
});
/** The whole article stands in it. */
const PRELOADED = 3_000_000;

const pageAsk = ({ url }: NytRef, offset: number): Ask => ({
  url: `${ROOT}?cmd=GetCommentsAll&url=${encodeURIComponent(url)}&sort=oldest&offset=${offset}&limit=${PAGE}&commentSequence=0&includeReplies=true`,
  accept: "json",
  carry: { offset },
});

const repliesAsk = ({ url }: NytRef, of: string, count: number, offset = 0): Ask => ({
  url: `${ROOT}?method=get&cmd=GetRepliesBySequence&url=${encodeURIComponent(url)}&commentSequence=${encodeURIComponent(of)}&offset=${offset}&limit=${count - offset}`,
  accept: "json",
  carry: { of, count, offset },
});

/** Where fewer came than were asked for, the rest is asked for behind them. */
function readReplies(answer: Answer, rows: readonly Row[], carry: Row, ref: NytRef): Batch {
  const of = idIn(carry.of)!;
  const [count, offset] = [countIn(carry.count) ?? 0, (countIn(carry.offset) ?? 0) + rows.length];
  const batch = readRows(answer, rows, ref, of);
  return rows.length > 0 && offset < count
    ? { ...batch, next: [...batch.next, repliesAsk(ref, of, count, offset)] }
    : batch;
}

function readRows(answer: Answer, rows: readonly Row[], ref: NytRef, of: string | null): Batch {
  const waiting = rows.map((row): { readonly row: Row; readonly parent: string | null } => ({ row, parent: of }));
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  for (const { row, parent } of waiting) {
    const comment = commentOf(answer, row, parent);
    comments.push(comment);
    const replies = rowsOf(row.replies);
    for (const reply of replies) waiting.push({ row: reply, parent: comment.nativeId });
    const count = countIn(row.replyCount) ?? 0;
    if (count > replies.length) next.push(repliesAsk(ref, idIn(row.commentSequence) ?? comment.nativeId, count));
  }
  return { comments, next, way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const stated = idIn(row.parentID);
  const up = countIn(row.recommendations);
  return {
    nativeId: idOf(answer, "nytimes", row, "commentID"),
    parent: stated === null || stated === "0" ? parent : stated,
    parentFrom: "id",
    author: authorIn(row.userDisplayName, row.userID),
    createdAt: secondsIn(row.createDate),
    ...contentOfHtml(textOf(answer, "nytimes", row, "commentBody")),
    state: "visible",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: null,
  };
}
