// Yahoo's own comments, since it left OpenWeb: named queries for the conversation of an article and for the replies below a comment.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
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
  secondsIn,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import type { Page } from "../html/page.ts";

export interface YahooRef extends Ref {
  /** The article's uuid. */
  readonly content: string;
}

const PAGE = 25;
const CONVERSATION = "ycp_GetConversationWithMultipleContents_v1.2.0";
const REPLIES = "ycp_GetCommentReplies_v1.4.16";
const CLIENT = "us-news-article_comments";

export default definePlatform<"yahoo", YahooRef>({
  id: "yahoo",
  name: "Yahoo",
  docs: "https://help.yahoo.com/kb/SLN35646.html",
  access: "public-api",
  consent: { default: "off", terms: "Yahoo's terms forbid automated collection without its written permission." },
  checked: {
    on: "2026-11-24",
    what: `In one public collector of 2026-09 with its tests (found by "ycp_GetConversationWithMultipleContents"): the
      names of the queries stand for their hashes and will rot with a release (then the gap is adapter-broken); pages of
      25 by cursor; replies by commentId, one level; the article's uuid in meta caas-content-id or contentId,
      data-caas-content-id, or an attribute g; the button "View comments". Confidence is low: one source. Times are read
      as ISO 8601 or as seconds.`,
    open: "That replies go on by after (asked only where the answer says hasNextPage).",
  },
  locate(page) {
    if (!/(?:^|\.)yahoo\.com$/.test(new URL(page.url).hostname)) return undefined;
    const content = uuidOn(page);
    return content === undefined ? undefined : { key: content, content };
  },
  open: (ref) => conversationAsk(ref, null),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const body = rowOf(answer.json);
    if (rowsOf(body.errors).length > 0 && !body.data) {
      const detail = `${answer.capture.url} does not know the query any more; the adapter is older than the site`;
      return nothing("api", { gaps: [{ reason: "adapter-broken", count: null, detail }] });
    }
    const of = idIn(rowOf(answer.ask.carry).of);
    const data = rowOf(body.data);
    if (of !== null) return readPage(answer, rowOf(rowOf(data.getContentComment).replies), ref, of);
    const conversation = rowOf(data.getContentConversation);
    const items = rowOf(conversation.items);
    const announced = countIn(conversation.commentsCount) ?? countIn(items.totalCount);
    return { ...readPage(answer, items, ref, null), announced };
  },
  examples: [
    {
      page: "https://www.yahoo.com/news/articles/kite-season-1.html",
      fixture: "conversation",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { y2: "y1", y3: null },
        first: {
          nativeId: "y1",
          author: { name: "Spar" },
          createdAt: { at: "2026-09-01T10:00:00.000Z" },
          text: "No wind & no string.",
          votes: { up: 8, down: null, score: null },
        },
      },
    },
  ],
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The uuid that the page gives for its content, where it has the button that opens the comments. */
function uuidOn({ $ }: Page): string | undefined {
  const buttons = $('button, [role="button"], a.caas-button').toArray().slice(0, MOST_BUTTONS);
  if (!buttons.some((button) => /^\s{0,20}(?:view )?comments\b/i.test($(button).text().slice(0, 60)))) return undefined;
  const found =
    $('meta[name="caas-content-id"], meta[name="contentId"], meta[name="content-id"]').attr("content") ??
    $("[data-caas-content-id]").attr("data-caas-content-id") ??
    $("article [g], article[g]").attr("g");
  return found !== undefined && UUID.test(found) ? found : undefined;
}
const MOST_BUTTONS = 1_000;

function ask(name: string, { content }: YahooRef, variables: JsonObject, carry: JsonObject): Ask {
  const context = { clientId: CLIENT, contentId: content };
  return {
    url: "https://nexus-gateway-prod.media.yahoo.com/",
    method: "POST",
    headers: { "content-type": "application/json", "x-yahoo-cg-client-name": "news" },
    body: JSON.stringify({
      extensions: { persistedQuery: { sha256Hash: name, version: 1 } },
      variables: { ...context, count: PAGE, isLoggedOut: true, reactionContext: context, ...variables },
      nullableFields: ["ycpUser", "userFeeling"],
    }),
    accept: "json",
    carry,
  };
}

const conversationAsk = (ref: YahooRef, after: string | null): Ask =>
  ask(CONVERSATION, ref, { after, rankBy: ["NEWEST"] }, { after });

const repliesAsk = (ref: YahooRef, of: string, after: string | null): Ask =>
  ask(REPLIES, ref, { commentId: of, after }, { of, after });

function readPage(answer: Answer, connection: Row, ref: YahooRef, of: string | null): Batch {
  const edges = listOf(answer, "yahoo", connection.edges, of === null ? "items.edges" : "replies.edges");
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  for (const edge of edges) {
    const row = rowOf(edge.node);
    const comment = commentOf(answer, row, of);
    comments.push(comment);
    if (of === null && (countIn(rowOf(row.replies).totalCount) ?? 0) > 0)
      next.push(repliesAsk(ref, comment.nativeId, null));
  }
  const { hasNextPage, endCursor } = rowOf(connection.pageInfo);
  const cursor = idIn(endCursor);
  if (hasNextPage === true && cursor !== null)
    next.unshift(of === null ? conversationAsk(ref, cursor) : repliesAsk(ref, of, cursor));
  return { comments, next, way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const profile = rowOf(rowOf(row.author).profile);
  const { body } = rowOf(row.content);
  const up = countIn(rowOf(row.feelingCount).thumbup);
  const isThere = typeof body === "string";
  return {
    nativeId: idOf(answer, "yahoo", row, "id"),
    parent,
    parentFrom: "id",
    author: authorIn(profile.nickname ?? profile.handle, profile.handle),
    createdAt: isoIn(row.createdAt) ?? secondsIn(row.createdAt),
    ...contentOfHtml(isThere ? body : ""),
    state: isThere ? "visible" : "deleted",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: null,
  };
}
