// MailOnline: reader comments by the article's number, a hundred top-level ones a page with the replies that come along.
import type { Ask, Gap, Instant, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
  textOf,
} from "../comments/fields.ts";
import { type Answer, definePlatform, type Ref } from "../comments/platform.ts";

export interface MailRef extends Ref {
  readonly origin: string;
  readonly article: string;
}

const PAGE = 100;
const HOSTS = /(?:^|\.)(?:dailymail\.co\.uk|dailymail\.com|mailonline\.com|thisismoney\.co\.uk)$/;

export default definePlatform<"daily-mail", MailRef>({
  id: "daily-mail",
  name: "Daily Mail (MailOnline)",
  docs: "https://www.dailymail.co.uk/home/house_rules.html",
  access: "public-api",
  consent: {
    default: "off",
    terms: "MailOnline's terms forbid automated reading without permission, and its host turns programs away.",
  },
  checked: {
    on: "2026-11-24",
    what: `In ten public readers of 2013 to 2026 (found by "reader-comments/p/asset/readcomments"): max and offset count
      top-level comments up to parentCommentsCount; each has replies {totalCount, comments}. No reader asks for further
      replies: what totalCount says beyond them is a gap. voteRating is up less down.`,
    open: "Which number commentCount is (we say all).",
  },
  locate(page) {
    const { hostname, origin, pathname } = new URL(page.url);
    const article = HOSTS.test(hostname) ? /\/article-(\d{1,12})\//.exec(pathname)?.[1] : undefined;
    if (article === undefined || page.$("#reader-comments, #reader-comments-wrapper").length === 0) return undefined;
    return { key: article, origin, article };
  },
  open: (ref) => pageAsk(ref, 0),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const payload = rowOf(rowOf(answer.json).payload);
    const rows = listOf(answer, "daily-mail", payload.page, "payload.page");
    const comments: StatedComment[] = [];
    const gaps: Gap[] = [];
    for (const row of rows.filter((one) => idIn(one.assetId) === null || idIn(one.assetId) === ref.article)) {
      const top = commentOf(answer, row, null);
      const { totalCount, comments: list } = rowOf(row.replies);
      const replies = rowsOf(list);
      comments.push(top, ...replies.map((reply) => commentOf(answer, reply, top.nativeId)));
      const count = (countIn(totalCount) ?? 0) - replies.length;
      const detail = "the interface gives only the first replies of a comment";
      if (count > 0) gaps.push({ reason: "reply-cap", count, detail });
    }
    const offset = (countIn(rowOf(answer.ask.carry).offset) ?? 0) + rows.length;
    const isMore = rows.length > 0 && offset < (countIn(payload.parentCommentsCount) ?? 0);
    const next = isMore ? [pageAsk(ref, offset)] : [];
    return { comments, next, gaps, way: "api", trust: 1, byTime: true, announced: countIn(payload.commentCount) };
  },
  examples: [
    {
      page: "https://www.dailymail.co.uk/news/article-777/Ducks.html",
      fixture: "payload",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 4,
        complete: false,
        ways: ["api"],
        gaps: ["reply-cap"],
        parents: { "12": "11", "13": null },
        first: {
          nativeId: "11",
          author: { name: "Pond" },
          createdAt: { at: "2025-08-01T10:11:12.000Z" },
          text: "Feed them peas.",
          votes: { up: null, down: null, score: -3 },
        },
      },
    },
  ],
});

const pageAsk = ({ origin, article }: MailRef, offset: number): Ask => ({
  url: `${origin}/reader-comments/p/asset/readcomments/${article}?max=${PAGE}&offset=${offset}&order=asc&sort=age`,
  accept: "json",
  carry: { offset },
});

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const score = typeof row.voteRating === "number" && Number.isSafeInteger(row.voteRating) ? row.voteRating : null;
  return {
    nativeId: idOf(answer, "daily-mail", row, "id"),
    parent,
    parentFrom: "id",
    author: authorIn(row.userAlias, row.userIdentifier),
    createdAt: isoIn(row.dateCreated) ?? britishIn(row.dateCreated),
    ...contentOfHtml(textOf(answer, "daily-mail", row, "message")),
    state: "visible",
    votes: score === null ? null : { up: null, down: null, score },
    permalink: null,
  };
}

/** `05/11/2025 09:30`: the day first; older readers saw dates so. */
function britishIn(value: unknown): Instant | null {
  if (typeof value !== "string") return null;
  const [, day, month, year, time] =
    /^(\d\d?)\/(\d\d?)\/(\d{4})(?:[ T](\d\d:\d\d(?::\d\d)?))?$/.exec(value.trim()) ?? [];
  if (day === undefined) return null;
  const date = `${year}-${month!.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const read = isoIn(time === undefined ? date : `${date}T${time}`);
  return read && { ...read, raw: value };
}
