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
import { type Answer, type Batch, definePlatform, type ExpectedThread, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot, scriptWith, settingIn } from "../comments/scripts.ts";
import { bootstrapAsk, type Queries, readDiscovery } from "./coral/queries.ts";

export interface CoralRef extends Ref {
  /** The Coral server, with its final slash. */
  readonly root: string;
  readonly story: string | null;
  readonly storyUrl: string;
}

const PAGE = 50;

const LIGHTHOUSE: ExpectedThread = {
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
};

export default definePlatform<"coral", CoralRef>({
  id: "coral",
  name: "Coral",
  docs: "https://docs.coralproject.net/",
  access: "public-api",
  consent: { default: "opt-in", terms: "The interface serves the publisher's own page; the publisher's terms decide." },
  checked: {
    on: "2026-11-30",
    what: `In github.com/coralproject/talk (9.11.8, 2026-07): docs/docs/{cms,counts}.md, app/handlers/api/story/count.ts,
      app/router/client.ts (embed/bootstrap names the scripts; embed/stream did so before version 7),
      app/middleware/graphql/persistedQuery.ts (only stored queries are answered), client
      persistedQueriesGetMethodMiddleware.ts (by GET), AllCommentsTabContainer.tsx and ReplyListContainer.tsx (which ask
      for all replies at once), and in public readers of The Verge (the pagination query with no cursor is the first
      page). stream() would create a story; story(), which the pagination query uses, does not.`,
  },
  createsOnRead: ({ url }) => url.includes("/graphql") && url.includes("storyURL"),
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
    if (carry.step !== "count")
      return readDiscovery(answer, ref.root, (story, queries) => commentsAsk(ref, story, queries, null));
    const refusal = refusalIn(answer);
    return refusal ? nothing("api", { gaps: [refusal] }) : readCount(answer, ref);
  },
  examples: [
    { page: "https://signal.example/2026/lighthouse", fixture: "stream", expect: LIGHTHOUSE },
    { page: "https://signal.example/2026/lighthouse", fixture: "version-6", expect: LIGHTHOUSE },
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
  return nothing("api", { announced, next: [bootstrapAsk(ref.root, story)] });
}

/** As the stream's own script asks: what is stored is asked by GET. */
const ask = ({ root }: CoralRef, id: string, variables: JsonObject, carry: JsonObject): Ask => ({
  url: `${root}api/graphql?query=&id=${id}&variables=${encodeURIComponent(JSON.stringify(variables))}`,
  accept: "json",
  carry,
});

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
