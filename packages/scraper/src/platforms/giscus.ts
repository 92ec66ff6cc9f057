// giscus: a discussion on GitHub as the widget's own server gives it, top comments by cursor with a hundred replies each at most.
import type { Ask, Gap, StatedComment } from "@belowline/schema";
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
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn } from "../comments/scripts.ts";
import type { Page } from "../html/page.ts";

export interface GiscusRef extends Ref {
  readonly origin: string;
  /** What names the discussion, as a query. */
  readonly query: string;
}

/** The most that GitHub gives at once. */
const PAGE = 100;

export default definePlatform<"giscus", GiscusRef>({
  id: "giscus",
  name: "giscus (GitHub Discussions)",
  docs: "https://github.com/giscus/giscus/blob/main/ADVANCED-USAGE.md",
  access: "public-api",
  consent: {
    default: "opt-in",
    terms:
      "giscus.app is run for readers of the sites that use it, and shares one limit of GitHub's for each repository.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/giscus/giscus (2025-07): client.ts (terms), pages/api/discussions/index.ts (404 where there is no
      discussion; only a POST makes one), services/github/getDiscussion.ts (the last hundred replies of each),
      lib/adapter.ts (totalReplyCount is that of the page). A reply to a reply is kept by GitHub as a reply to the comment
      at the top.`,
  },
  locate(page) {
    const script = page
      .all("script")
      .find(({ attribs }) => /\/client\.js$/.test(attribs.src ?? "") && attribs["data-repo"]);
    const source = addressIn(script?.attribs.src, page);
    const query = script && source ? queryOf(script.attribs, page) : undefined;
    if (!script || !source || query === undefined) return undefined;
    return { key: `${source.host}/?${query}`, origin: source.origin, query };
  },
  open: (ref) => pageAsk(ref, null, 0),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    // Nobody has written yet: the first comment makes the discussion.
    if (answer.capture.status === 404 && rowOf(answer.json).error === "Discussion not found")
      return { ...nothing("api"), announced: 0 };
    if (refusal) return nothing("api", { gaps: [refusal] });
    return readPage(answer, ref);
  },
  examples: [
    {
      page: "https://tide.example/charts/",
      fixture: "discussion",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 5,
        complete: false,
        ways: ["api"],
        gaps: ["reply-cap"],
        parents: { DC_2: "DC_1", DC_3: null },
        first: {
          nativeId: "DC_1",
          author: { name: "petrel" },
          createdAt: { at: "2025-01-02T03:04:05.000Z", precision: "s" },
          text: "Off by an hour.",
          votes: { up: 3, down: null, score: null },
          state: "edited",
        },
      },
    },
    {
      page: "https://tide.example/new/",
      fixture: "no-discussion",
      expect: { comments: 0, deepest: 0, announced: 0, complete: true, ways: [], first: {} },
    },
  ],
});

/** What the widget asks for: the number of a discussion, or a term that its title holds. */
function queryOf(attribs: Readonly<Record<string, string>>, page: Page): string | undefined {
  const query = new URLSearchParams({ repo: attribs["data-repo"]! });
  const { pathname } = new URL(page.url);
  const mapping = attribs["data-mapping"] ?? "pathname";
  const stated = textIn(attribs["data-term"]);
  const term = {
    url: page.url.replace(/#.*$/s, ""),
    title: page.$("title").first().text(),
    "og:title": page.$('meta[property="og:title"], meta[name="title"]').attr("content"),
    specific: stated,
    number: null,
    pathname: pathname.length < 2 ? "index" : pathname.slice(1).replace(/\.\w+$/, ""),
  }[mapping];
  if (mapping === "number" && stated !== null) query.set("number", stated);
  else if (term) query.set("term", term);
  else return undefined;
  const category = textIn(attribs["data-category"]);
  if (category !== null) query.set("category", category);
  if (attribs["data-strict"] === "1") query.set("strict", "true");
  return query.toString();
}

const pageAsk = ({ origin, query }: GiscusRef, after: string | null, replies: number): Ask => ({
  url: `${origin}/api/discussions?${query}&first=${PAGE}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`,
  accept: "json",
  carry: { replies },
});

function readPage(answer: Answer, ref: GiscusRef): Batch {
  const told = rowOf(rowOf(answer.json).discussion);
  const comments: StatedComment[] = [];
  let kept = 0;
  for (const row of listOf(answer, "giscus", told.comments, "discussion.comments")) {
    const top = commentOf(answer, row, null);
    const replies = rowsOf(row.replies).map((reply) => commentOf(answer, reply, top.nativeId));
    comments.push(top, ...replies);
    kept += Math.max(0, (countIn(row.replyCount) ?? 0) - replies.length);
  }
  const replies = (countIn(rowOf(answer.ask.carry).replies) ?? 0) + (countIn(told.totalReplyCount) ?? 0);
  const { hasNextPage, endCursor } = rowOf(told.pageInfo);
  const next = hasNextPage === true ? idIn(endCursor) : null;
  const tops = countIn(told.totalCommentCount);
  const detail = "giscus gives the last hundred replies to a comment";
  const gaps: readonly Gap[] = kept > 0 ? [{ reason: "reply-cap", count: kept, detail }] : [];
  return {
    comments,
    next: next === null ? [] : [pageAsk(ref, next, replies)],
    gaps,
    way: "api",
    trust: 1,
    // Only the last page knows how many replies all of them have.
    announced: next === null && tops !== null ? tops + replies : null,
    open: typeof told.locked === "boolean" ? !told.locked : null,
  };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const gone = row.deletedAt !== null && row.deletedAt !== undefined;
  const login = rowOf(row.author).login;
  const editedAt = gone ? null : isoIn(row.lastEditedAt);
  const up = countIn(row.upvoteCount);
  return {
    nativeId: idOf(answer, "giscus", row, "id"),
    parent,
    parentFrom: "id",
    // "ghost" stands for accounts that are no more.
    author: gone || login === "ghost" ? null : authorIn(login),
    createdAt: isoIn(row.createdAt),
    editedAt,
    ...contentOfHtml(gone ? "" : textOf(answer, "giscus", row, "bodyHTML")),
    state: gone ? "deleted" : row.isMinimized === true ? "removed" : editedAt ? "edited" : "visible",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: addressOf(row.url),
  };
}

const addressOf = (value: unknown): string | null =>
  typeof value === "string" && value.startsWith("https://") ? value : null;
