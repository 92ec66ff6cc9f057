// A comment as its row, and how a new reading of it meets the one we hold.
import {
  type ArticleId,
  type AuthorMode,
  type Comment,
  type CommenterId,
  cleanText,
  commenterId,
  commentId,
  type ParentFrom,
  type Precision,
  type PublisherId,
  storable,
  type ThreadId,
  UsageError,
} from "@belowline/schema";
import type { CommentTable } from "@belowline/schema/tables";
import type { Selectable } from "kysely";
import { columnsOf } from "./instants.ts";

/** Whose thread it is. */
export interface Place {
  readonly threadId: ThreadId;
  readonly articleId: ArticleId;
  readonly publisherId: PublisherId;
  readonly publisher: string;
  readonly authors: AuthorMode;
}

/** As stored, with times as ISO 8601 and sources as JSON so that two rows can be compared. */
export type CommentRow = {
  [K in keyof Omit<Selectable<CommentTable>, "revision" | "firstSeenAt" | "lastSeenAt" | "goneAt">]: K extends
    | "createdAt"
    | "editedAt"
    ? string | null
    : Selectable<CommentTable>[K];
} & { readonly sources: string | null };

export interface CommenterRow {
  readonly id: CommenterId;
  readonly publisherId: PublisherId;
  readonly pseudonym: string;
  readonly name: string | null;
  readonly called: readonly string[];
}

const MARK = /^[nf]_[a-z2-7]{16}$/;
const PSEUDONYM = /^c_[a-z2-7]{16}$/;

/** Who wrote it, as this corpus may keep it: a name never enters a corpus that was not made for names. */
export function commenterOf(place: Place, { author }: Comment): CommenterRow | null {
  if (author === null || place.authors === "drop") return null;
  if (!PSEUDONYM.test(author.id)) {
    throw new UsageError(
      "usage/invalid-value",
      "commit: expected author.id to be a pseudonym made by sink.privacy.author(), found something else (not printed: it may be a name)",
    );
  }
  return {
    id: commenterId(place.publisher, author.id),
    publisherId: place.publisherId,
    pseudonym: author.id,
    name: place.authors === "raw" && author.name !== null ? cleanText(author.name) : null,
    called: place.authors === "raw" ? [] : (author.called ?? []).filter((mark) => MARK.test(mark)),
  };
}

export function rowOf(place: Place, comment: Comment, commenter: CommenterRow | null): CommentRow {
  const id = commentId(place.threadId, comment.nativeId);
  const parent = comment.parent === null ? null : commentId(place.threadId, comment.parent);
  // What only the words tell is a guess; it never stands where a stated parent would.
  const guessed = comment.parentFrom === "mention";
  const inferred = comment.inferred === undefined ? null : commentId(place.threadId, comment.inferred.parent);
  return {
    id,
    threadId: place.threadId,
    articleId: place.articleId,
    publisherId: place.publisherId,
    nativeId: storable(comment.nativeId),
    parentId: guessed ? null : parent,
    parentFrom: comment.parentFrom,
    inferredParentId: guessed ? parent : inferred,
    rootId: commentId(place.threadId, comment.root),
    depth: comment.depth,
    position: comment.position,
    orphan: comment.orphan,
    commenterId: commenter?.id ?? null,
    byArticleAuthor: comment.byArticleAuthor,
    ...columnsOf("created", comment.createdAt),
    editedAt: comment.editedAt?.at ?? null,
    state: comment.state,
    votesUp: comment.votes?.up ?? null,
    votesDown: comment.votes?.down ?? null,
    votesScore: comment.votes?.score ?? null,
    permalink: comment.permalink === null ? null : storable(comment.permalink),
    sources: sourcesText(comment.sources ?? null),
  };
}

/** In the order of their names, so that equal ones are equal texts. */
export const sourcesText = (sources: Readonly<Record<string, string>> | null): string | null =>
  sources === null
    ? null
    : JSON.stringify(Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1))));

/** From a guess to a statement. */
const TRUST: readonly ParentFrom[] = ["none", "mention", "depth", "dom", "id"];
/** From coarse to fine. */
const FINENESS: readonly Precision[] = ["d", "h", "min", "s", "ms"];

/**
 * What a new reading makes of the row we hold. It wins, but what the other way of reading knew better stays: a site that
 * closed its REST interface still has the parents and exact times it stated there before.
 */
export function meet(held: CommentRow | undefined, read: CommentRow): CommentRow {
  if (!held) return read;
  const keepParent = TRUST.indexOf(held.parentFrom) > TRUST.indexOf(read.parentFrom);
  const keepTime = read.createdAt === null || timeTrust(held) > timeTrust(read) || sameRelative(held, read);
  const keepVotes = read.votesUp === null && read.votesDown === null && read.votesScore === null;
  return {
    ...read,
    ...(keepParent ? pick(held, ["parentId", "parentFrom", "rootId", "depth", "orphan"]) : {}),
    ...(keepTime ? pick(held, ["createdAt", "createdPrecision", "createdSource", "createdOffset", "createdRaw"]) : {}),
    ...(keepVotes ? pick(held, ["votesUp", "votesDown", "votesScore"]) : {}),
    inferredParentId: read.inferredParentId ?? held.inferredParentId,
    commenterId: read.commenterId ?? held.commenterId,
    editedAt: read.editedAt ?? held.editedAt,
    permalink: read.permalink ?? held.permalink,
    sources: sourcesAfter(held, read, { parent: keepParent, createdAt: keepTime, votes: keepVotes }),
  };
}

/** What stays of an earlier walk keeps the way that it was read by there; `earlier` where that walk had one way only. */
function sourcesAfter(
  held: CommentRow,
  read: CommentRow,
  kept: Readonly<Record<"parent" | "createdAt" | "votes", boolean>>,
) {
  const has = {
    parent: held.parentFrom !== read.parentFrom,
    createdAt: held.createdAt !== null && held.createdAt !== read.createdAt,
    votes: held.votesUp !== null || held.votesDown !== null || held.votesScore !== null,
  };
  const stays = (["parent", "createdAt", "votes"] as const).filter((field) => kept[field] && has[field]);
  if (stays.length === 0) return read.sources;
  const before = sourcesIn(held.sources);
  const told = stays.map((field) => [field, before[field] ?? before.text ?? "earlier"]);
  return sourcesText({ ...sourcesIn(read.sources), ...Object.fromEntries(told) });
}

const sourcesIn = (text: string | null): Readonly<Record<string, string>> =>
  text === null ? {} : (JSON.parse(text) as Record<string, string>);

const SOURCES = ["relative", "text", "machine"] as const;
const timeTrust = (row: CommentRow): number =>
  row.createdAt === null
    ? -1
    : SOURCES.indexOf(row.createdSource ?? "relative") * 10 + FINENESS.indexOf(row.createdPrecision ?? "d");

/** "2 hours ago" moves with every reading: the first one was the nearest. */
const sameRelative = (held: CommentRow, read: CommentRow): boolean =>
  held.createdSource === "relative" && read.createdSource === "relative" && timeTrust(held) === timeTrust(read);

const pick = <K extends keyof CommentRow>(row: CommentRow, keys: readonly K[]): Pick<CommentRow, K> =>
  Object.fromEntries(keys.map((key) => [key, row[key]])) as Pick<CommentRow, K>;

/** Whether there is anything to write. */
export const sameRow = (a: CommentRow, b: CommentRow): boolean =>
  (Object.keys(b) as (keyof CommentRow)[]).every((key) => a[key] === b[key]);
