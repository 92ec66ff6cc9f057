// Talk's queries, in full text: a thread with its first comments, and what comes after a cursor.
import type { Ask, JsonObject } from "@belowline/schema";
import type { Ref } from "../../comments/platform.ts";

export interface TalkRef extends Ref {
  /** The Talk server, with its final slash. */
  readonly root: string;
  readonly asset: string | null;
  readonly assetUrl: string;
}

const PAGE = 50;
/** Replies come with a comment three levels deep, ten of each. */
const LEVELS = 3;
const INLINE = 10;

const FIELDS =
  "id body created_at status replyCount asset { id } parent { id } user { id username } action_summaries { __typename count } editing { edited }";
const connectionOf = (fields: string): string => `{ nodes { ${fields} } hasNextPage endCursor }`;
const order = "sortOrder: ASC, sortBy: CREATED_AT";

/** A comment with its replies, so many levels deep. */
const nodeFields = (levels: number): string =>
  levels === 0
    ? FIELDS
    : `${FIELDS} replies(query: {limit: ${INLINE}, ${order}}) ${connectionOf(nodeFields(levels - 1))}`;

export function ask(
  { root }: TalkRef,
  query: string,
  variables: JsonObject,
  step: string,
  carry: JsonObject = {},
): Ask {
  return {
    url: `${root}api/v1/graph/ql`,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
    accept: "json",
    carry: { step, ...carry },
  };
}

export const assetAsk = (ref: TalkRef): Ask =>
  ask(
    ref,
    `query Thread($id: ID, $url: String) { asset(id: $id, url: $url) { id isClosed totalCommentCount comments(query: {limit: ${PAGE}, ${order}}) ${connectionOf(nodeFields(LEVELS))} } }`,
    ref.asset === null ? { id: null, url: ref.assetUrl } : { id: ref.asset, url: null },
    "asset",
  );

export const moreAsk = (ref: TalkRef, asset: string, of: string | null, cursor: string | null): Ask =>
  ask(
    ref,
    `query More($asset: ID, $of: ID, $cursor: Cursor) { comments(query: {limit: ${PAGE}, ${order}, asset_id: $asset, parent_id: $of, cursor: $cursor}) ${connectionOf(nodeFields(LEVELS))} }`,
    { asset, of, cursor },
    "more",
    { asset, of, cursor },
  );
