// Talk's interface over the generated thread: a count, an asset with its first comments, and further ones by the time of the last.
import coralTalk from "../../../../packages/scraper/src/platforms/coral-talk.ts";
import { articlePage, definePlatformServer, type Expected, jsonOf, type World } from "../server.ts";
import { ancestorsOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const LEVELS = 3;
const INLINE = 10;
/** The server counts time in milliseconds, and its cursors are times. */
const timeOf = (one: TrueComment): string => new Date(one.createdAt + (one.id % 1000)).toISOString();

export default definePlatformServer({
  platform: coralTalk,
  page: (world) =>
    articlePage(world, {
      body: `<div id="coral_talk_stream"></div><script src="${world.host}/static/embed.js" async onload="Coral.Talk.render(document.getElementById('coral_talk_stream'), { talk: '${world.host}/', asset_url: '${world.article}' });"></script>`,
    }),
  serves: (comment, thread) =>
    comment.state !== "removed" && ancestorsOf(comment, thread).every((one) => one.state !== "removed"),
  answer(request, world) {
    if (request.url.pathname !== "/api/v1/graph/ql" || request.method !== "POST") return undefined;
    const { query, variables } = jsonOf(request) as {
      readonly query: string;
      readonly variables: {
        readonly url?: string | null;
        readonly asset?: string;
        readonly of?: string | null;
        readonly cursor?: string | null;
      };
    };
    const replies = repliesOf(world.comments());
    if (query.startsWith("query Count"))
      return { json: { data: { commentCount: variables.url === world.article ? world.announced() : 0 } } };
    if (query.startsWith("query More")) {
      const of = variables.of ? Number(variables.of.slice(2)) : null;
      return {
        json: { data: { comments: connection(replies.get(of) ?? [], variables.cursor ?? "", 50, replies, 1, world) } },
      };
    }
    return {
      json: {
        data: {
          asset: {
            id: `asset-${world.key}`,
            isClosed: false,
            totalCommentCount: world.announced(),
            comments: connection(replies.get(null) ?? [], "", 50, replies, 1, world),
          },
        },
      },
    };
  },
  states: (one): Expected => ({
    nativeId: `t-${one.id}`,
    parent: one.parent === null ? null : `t-${one.parent}`,
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: timeOf(one),
    text: textOf(one),
    state: one.state === "visible" ? (one.editedAt ? "edited" : "visible") : "deleted",
    votes: { up: one.up, down: one.down, score: null },
  }),
  never: { "missing-parent": "replies lie within the comment they answer" },
});

type Replies = ReadonlyMap<number | null, TrueThread>;

function connection(list: TrueThread, after: string, size: number, all: Replies, level: number, world: World): unknown {
  const { rows, more } = world.slice(
    list.filter((one) => one.foreign || timeOf(one) > after),
    0,
    size,
  );
  const last = rows.findLast((one) => !one.foreign);
  return {
    nodes: rows.map((one) => nodeOf(one, all, level, world)),
    hasNextPage: more,
    endCursor: last === undefined ? after : timeOf(last),
  };
}

const nodeOf = (one: TrueComment, all: Replies, level: number, world: World): unknown => ({
  id: `t-${one.id}`,
  body: one.state === "visible" ? one.paragraphs.join("\n") : null,
  created_at: timeOf(one),
  status: "NONE",
  replyCount: (all.get(one.id) ?? []).length,
  asset: { id: `asset-${world.keyOf(one)}` },
  parent: one.parent === null ? null : { id: `t-${one.parent}` },
  user:
    one.state === "visible" && one.author !== null ? { id: `u-${one.author.key}`, username: one.author.name } : null,
  action_summaries: [
    { __typename: "UpvoteActionSummary", count: one.up },
    { __typename: "DownvoteActionSummary", count: one.down },
  ],
  editing: { edited: one.editedAt !== null },
  ...(level <= LEVELS && { replies: connection(all.get(one.id) ?? [], "", INLINE, all, level + 1, world) }),
});
