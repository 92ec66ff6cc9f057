// OpenWeb's interface over the generated thread: a count, a token for anybody, and a conversation by offsets, some levels deep.
import openweb from "../../../../packages/scraper/src/platforms/openweb.ts";
import {
  articlePage,
  definePlatformServer,
  type Expected,
  jsonOf,
  type PlatformAnswer,
  type PlatformRequest,
  type World,
} from "../server.ts";
import { ancestorsOf, htmlOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const SPOT = "sp_Harbour1";
/** Levels of replies that come with a comment, whatever is asked for; replies of each. */
const LEVELS = 3;
const CHILDREN = 20;

export default definePlatformServer({
  platform: openweb,
  page: (world) =>
    articlePage(world, {
      body: `<div data-spotim-module="conversation" data-post-id="${world.key}"></div><script async src="https://launcher.spot.im/spot/${SPOT}" data-spotim-module="spotim-launcher" data-post-id="${world.key}" data-post-url="${world.article}"></script>`,
    }),
  // What hangs below a removed comment goes with it.
  serves: (comment, thread) =>
    comment.state !== "removed" && ancestorsOf(comment, thread).every((one) => one.state !== "removed"),
  counts: ({ state }) => state === "visible",
  answer(request, world) {
    const { url } = request;
    if (url.host === "open-api.spot.im") {
      const post = url.searchParams.get("posts_ids");
      if (url.searchParams.get("spot_id") !== SPOT || post !== world.key) return undefined;
      return { json: { messages_count: { [post]: world.announced() } } };
    }
    if (request.headers["x-spot-id"] !== SPOT || request.headers["x-post-id"] !== world.key)
      return { status: 400, json: { error: "no spot" } };
    if (url.pathname === "/v1.0.0/authenticate") return { headers: { "x-access-token": tokenOf(world) }, json: {} };
    return url.pathname === "/v1.0.0/conversation/read" ? read(request, world) : undefined;
  },
  states: (one): Expected => ({
    nativeId: `c_${one.id}`,
    parent: one.parent === null ? null : `c_${one.parent}`,
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "visible" ? (one.editedAt ? "edited" : "visible") : "deleted",
    votes: { up: one.up, down: one.down, score: null },
  }),
  plays: ["expired-token"],
});

const tokenOf = (world: World): string => (world.struck("expired-token") ? "token-b" : "token-a");

function read(request: PlatformRequest, world: World): PlatformAnswer {
  if (request.headers["x-access-token"] !== tokenOf(world)) return { status: 401, json: { error: "token" } };
  const asked = jsonOf(request) as { readonly offset: number; readonly count: number; readonly parent_id?: string };
  const replies = repliesOf(world.comments());
  const list = replies.get(asked.parent_id === undefined ? null : Number(asked.parent_id.slice(2))) ?? [];
  const { rows, more } = world.slice(list, asked.offset, asked.count);
  const users = Object.fromEntries(
    world
      .comments()
      .flatMap(({ author }) =>
        author === null ? [] : [[`u_${author.key}`, { id: `u_${author.key}`, display_name: author.name }] as const],
      ),
  );
  return {
    json: {
      conversation: {
        conversation_id: `${SPOT}_${world.key}`,
        messages_count: world.announced(),
        has_next: more,
        offset: asked.offset + rows.length,
        read_only: false,
        users,
        comments: rows.map((one) => rowOf(one, replies, 1, world)),
      },
    },
  };
}

function rowOf(one: TrueComment, all: ReadonlyMap<number | null, TrueThread>, level: number, world: World): unknown {
  const replies = all.get(one.id) ?? [];
  const { rows, more } = level > LEVELS ? { rows: [], more: replies.length > 0 } : world.slice(replies, 0, CHILDREN);
  return {
    id: `c_${one.id}`,
    conversation_id: `${SPOT}_${world.keyOf(one)}`,
    root_comment: `c_${one.root}`,
    ...(one.parent !== null && { parent_id: `c_${one.parent}` }),
    user_id: one.author === null ? "" : `u_${one.author.key}`,
    written_at: one.createdAt / 1000,
    edited: one.editedAt !== null,
    deleted: one.state !== "visible",
    content: one.state === "visible" ? [{ type: "text", text: htmlOf(one) }] : [],
    rank: { ranks_up: one.up, ranks_down: one.down },
    replies_count: replies.length,
    replies: rows.map((reply) => rowOf(reply, all, level + 1, world)),
    has_next: more,
    offset: rows.length,
  };
}
