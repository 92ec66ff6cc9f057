// Coral 5 and later: the page names a story, the server's own script names its stored queries, and those are asked.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  missingField,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot, scriptWith, settingIn } from "../comments/scripts.ts";

export interface CoralRef extends Ref {
  /** The Coral server, with its final slash. */
  readonly root: string;
  readonly story: string | null;
  readonly storyUrl: string;
}

interface Queries extends JsonObject {
  readonly comments: string;
  readonly replies: string;
}

const PAGE = 50;

// Checked 2026-11-24 in github.com/coralproject/talk: docs/docs/{cms,counts}.md, app/handlers/api/story/count.ts,
// app/middleware/graphql/persistedQuery.ts (only stored queries are answered), client AllCommentsTabContainer.tsx and
// ReplyListContainer.tsx (which ask for all replies at once), and in public readers of The Verge (the pagination query with no
// cursor is the first page). `stream()` would create a story, `story()`, which the pagination query uses, does not.
export default definePlatform<"coral", CoralRef>({
  id: "coral",
  name: "Coral",
  docs: "https://docs.coralproject.net/",
  access: "public-api",
  consent: { default: "opt-in", terms: "The interface serves the publisher's own page; the publisher's terms decide." },
  locate(page) {
    const script = scriptWith(page, "createStreamEmbed");
    const root = script === undefined ? undefined : addressIn(settingIn(script, "rootURL"), page);
    if (script === undefined || !root) return undefined;
    const canonical = addressIn(page.$('link[rel="canonical"]').attr("href"), page)?.href ?? page.url;
    const story = settingIn(script, "storyID") ?? null;
    const storyUrl = addressIn(settingIn(script, "storyURL"), page)?.href ?? canonical;
    return { key: `${root.host}/${story ?? storyUrl}`, root: asRoot(root), story, storyUrl };
  },
  open: ({ root, story, storyUrl }) => ({
    url: `${root}api/story/count.js?${story === null ? `url=${encodeURIComponent(storyUrl)}` : `id=${encodeURIComponent(story)}`}&ref=1&callback=c`,
    accept: "json",
    carry: { step: "count" },
  }),
  read(answer, ref) {
    const carry = rowOf(answer.ask.carry);
    if (carry.step === "comments" || carry.step === "replies") return readQuery(answer, carry, ref);
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    if (carry.step === "count") return readCount(answer, ref);
    const story = idIn(carry.story)!;
    if (carry.step === "embed") {
      const bundle = answer.page
        .all("script")
        .find(({ attribs }) => /\/stream[\w.-]{0,100}\.js$/.test(attribs.src ?? ""));
      const url = addressIn(bundle?.attribs.src, answer.page);
      if (!url) throw missingField(answer, "coral", "the stream script");
      return nothing("api", { next: [{ url: url.href, accept: "html", carry: { step: "bundle", story } }] });
    }
    return nothing("api", { next: [commentsAsk(ref, story, queriesIn(answer), null)] });
  },
  examples: [
    {
      page: "https://signal.example/2026/lighthouse",
      fixture: "stream",
      expect: {
        comments: 4,
        deepest: 3,
        announced: 4,
        complete: true,
        ways: ["api"],
        parents: { r1: "c1", r2: "r1", c2: null },
        first: {
          nativeId: "c1",
          author: { name: "Wick" },
          createdAt: { at: "2026-01-05T09:00:00.000Z" },
          text: "Keep the lamp.",
          votes: { up: 5, down: null, score: null },
        },
      },
    },
  ],
});

/** `c({"ref":"1","count":12,"id":"story"})`: whether the story exists, asked without creating it. */
function readCount(answer: Answer, ref: CoralRef): Batch {
  const { text } = answer;
  const [from, to] = [text.indexOf("{"), text.lastIndexOf("}")];
  let told: Row = {};
  try {
    told = rowOf(JSON.parse(text.slice(from, to + 1)));
  } catch {
    throw missingField(answer, "coral", "count");
  }
  const [story, announced] = [idIn(told.id) ?? ref.story, countIn(told.count)];
  if (story === null || announced === 0) return { ...nothing("api"), announced: announced ?? 0 };
  return nothing("api", { announced, next: [embedAsk(ref, story)] });
}

const embedAsk = ({ root }: CoralRef, story: string): Ask => ({
  url: `${root}embed/stream?storyID=${encodeURIComponent(story)}`,
  accept: "html",
  carry: { step: "embed", story },
});

/** Relay writes each stored query's id before its name: `{id:"32 hex digits",metadata:{...},name:"...Query"`. */
function queriesIn(answer: Answer): Queries {
  const found = new Map<string, string>();
  for (const [, id, name] of answer.text.matchAll(
    /["']?\bid["']?:\s?["']([0-9a-f]{32})["'],\s?["']?metadata["']?:\s?\{[^{}]{0,500}(?:\{[^{}]{0,500}\}[^{}]{0,500})?\},\s?["']?name["']?:\s?["'](\w{1,100})["']/g,
  ))
    found.set(name!, id!);
  const [comments, replies] = [
    found.get("AllCommentsTabContainerPaginationQuery"),
    found.get("ReplyListContainer1PaginationQuery"),
  ];
  if (!comments || !replies) throw missingField(answer, "coral", "AllCommentsTabContainerPaginationQuery");
  return { comments, replies };
}

function ask({ root }: CoralRef, id: string, variables: JsonObject, carry: JsonObject): Ask {
  const body = JSON.stringify({ query: "PERSISTED_QUERY", id, variables });
  return {
    url: `${root}api/graphql`,
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    accept: "json",
    carry,
  };
}

const commentsAsk = (ref: CoralRef, story: string, queries: Queries, cursor: string | null): Ask =>
  ask(
    ref,
    queries.comments,
    {
      count: PAGE,
      cursor,
      orderBy: "CREATED_AT_ASC",
      storyID: story,
      tag: null,
      flattenReplies: false,
      ratingFilter: null,
      refreshStream: false,
    },
    { step: "comments", story, queries, cursor },
  );

const repliesAsk = (ref: CoralRef, story: string, queries: Queries, of: string, cursor: string | null): Ask =>
  ask(
    ref,
    queries.replies,
    { commentID: of, count: PAGE, cursor, orderBy: "CREATED_AT_ASC", flattenReplies: false, refreshStream: false },
    { step: "replies", story, queries, of, cursor },
  );

function readQuery(answer: Answer, carry: Row, ref: CoralRef): Batch {
  const body = rowOf(answer.json);
  const story = idIn(carry.story)!;
  const queries = carry.queries as Queries;
  const refusal = refusalIn(answer);
  const isStale = answer.capture.status === 400 || rowsOf(body.errors).length > 0;
  if (isStale) return nothing("api", { restart: true });
  if (refusal) return nothing("api", { gaps: [refusal] });
  const of = idIn(carry.of);
  const holder = rowOf(of === null ? rowOf(body.data).story : rowOf(body.data).comment);
  const connection = rowOf(of === null ? holder.comments : holder.replies);
  if (!Array.isArray(connection.edges))
    throw missingField(answer, "coral", of === null ? "story.comments.edges" : "comment.replies.edges");
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  const waiting: { readonly row: Row; readonly parent: string | null }[] = rowsOf(connection.edges).map((edge) => ({
    row: rowOf(edge.node),
    parent: of,
  }));
  for (const { row, parent } of waiting) {
    const stated = rowOf(row.story).id;
    if (stated !== undefined && idIn(stated) !== story) continue;
    const comment = commentOf(answer, row, parent);
    comments.push(comment);
    const inside = rowOf(row.replies);
    const replies = rowsOf(inside.edges);
    for (const edge of replies) waiting.push({ row: rowOf(edge.node), parent: comment.nativeId });
    const { hasNextPage, endCursor } = rowOf(inside.pageInfo);
    if (hasNextPage === true) next.push(repliesAsk(ref, story, queries, comment.nativeId, idIn(endCursor)));
    else if (replies.length === 0 && (countIn(row.replyCount) ?? 0) > 0 && inside.edges === undefined)
      next.push(repliesAsk(ref, story, queries, comment.nativeId, null));
  }
  const { hasNextPage, endCursor } = rowOf(connection.pageInfo);
  const cursor = idIn(endCursor);
  if (hasNextPage === true)
    next.unshift(of === null ? commentsAsk(ref, story, queries, cursor) : repliesAsk(ref, story, queries, of, cursor));
  const closed = holder.isClosed;
  return { comments, next, way: "api", trust: 1, byTime: true, open: typeof closed === "boolean" ? !closed : null };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const id = idOf(answer, "coral", row, "id");
  const author = rowOf(row.author);
  const gone = row.deleted === true ? "deleted" : row.status === "REJECTED" ? "removed" : null;
  const edited = rowOf(row.editing).edited === true;
  const reactions = countIn(rowOf(rowOf(row.actionCounts).reaction).total);
  return {
    nativeId: id,
    parent: idIn(rowOf(row.parent).id) ?? parent,
    parentFrom: "id",
    author: authorIn(author.username, author.id),
    createdAt: isoIn(row.createdAt),
    ...contentOfHtml(typeof row.body === "string" ? row.body : ""),
    state: gone ?? (typeof row.body !== "string" ? "unknown" : edited ? "edited" : "visible"),
    votes: reactions === null ? null : { up: reactions, down: null, score: null },
    permalink: typeof row.permalink === "string" ? row.permalink : null,
  };
}
