// Coral's interface over the generated thread: a count, a script with stored queries, pages of top comments, replies some levels deep.
import coral from "../../../../packages/scraper/src/platforms/coral.ts";
import { articlePage, definePlatformServer, type Expected, type PlatformAnswer, type World } from "../server.ts";
import { ancestorsOf, htmlOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

/** Replies come with a comment three levels deep, ten of each. */
const LEVELS = 3;
const INLINE = 10;

export default definePlatformServer({
  platform: coral,
  page: (world) =>
    articlePage(world, {
      body: `<div id="coral_thread"></div><script>Coral.createStreamEmbed({ id: "coral_thread", autoRender: true, rootURL: "${world.host}", storyID: "story-${world.key}" });</script>`,
    }),
  // What hangs below a rejected comment is not shown either.
  serves: (comment, thread) =>
    comment.state !== "removed" && ancestorsOf(comment, thread).every((one) => one.state !== "removed"),
  answer(request, world) {
    const { pathname } = request.url;
    if (pathname === "/api/story/count.js")
      return { text: `c(${JSON.stringify({ ref: "1", count: world.announced(), id: `story-${world.key}` })})` };
    if (pathname === "/embed/bootstrap") {
      const js = ["vendors", "stream"].map((name) => ({ src: `assets/js/${name}.${build(world)}.js` }));
      return { json: { locale: "en", assets: { js, css: [] }, staticConfig: { staticURI: "" } } };
    }
    if (pathname === `/assets/js/stream.${build(world)}.js`) return { text: bundle(build(world)) };
    if (pathname !== "/api/graphql") return undefined;
    const { id, variables } = Object.fromEntries(request.url.searchParams);
    return query(id, JSON.parse(variables ?? "{}"), world);
  },
  states: (one): Expected => ({
    nativeId: `c-${one.id}`,
    parent: one.parent === null ? null : `c-${one.parent}`,
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "deleted" ? "deleted" : one.editedAt ? "edited" : "visible",
    votes: { up: one.up, down: null, score: null },
  }),
  plays: ["stale-query-id"],
  never: { "missing-parent": "replies lie within the comment they answer" },
});

const build = (world: World): string => (world.struck("stale-query-id") ? "b" : "a");
const idOf = (name: string, of: string): string => (name.startsWith("All") ? "1" : "2").padEnd(31, "0") + of;
const NAMES = ["AllCommentsTabContainerPaginationQuery", "ReplyListContainer1PaginationQuery"];
const bundle = (of: string): string =>
  NAMES.map(
    (name) =>
      `params:{id:"${idOf(name, of)}",metadata:{connection:[{count:"count"}]},name:"${name}",operationKind:"query",text:null}`,
  ).join(";");

interface Variables {
  readonly commentID?: string;
  readonly cursor: string | null;
  readonly count: number;
}

function query(id: string | undefined, variables: Variables, world: World): PlatformAnswer {
  const name = NAMES.find((one) => idOf(one, build(world)) === id);
  if (name === undefined) return { status: 400, json: { errors: [{ code: "RAW_QUERY_NOT_AUTHORIZED" }] } };
  const replies = repliesOf(world.comments());
  const start = variables.cursor === null ? 0 : Number(variables.cursor.slice(1));
  const of = name.startsWith("All") ? null : Number(variables.commentID!.slice(2));
  const list = replies.get(of) ?? [];
  const page = connection(list, start, variables.count, replies, 1, world);
  return {
    json: {
      data:
        of === null
          ? { story: { id: `story-${world.key}`, isClosed: false, comments: page } }
          : { comment: { id: `c-${of}`, replies: page } },
    },
  };
}

type Replies = ReadonlyMap<number | null, TrueThread>;

/** A cursor names the comment after which the page begins: what goes or comes before it moves nothing. */
function connection(
  list: TrueThread,
  after: number,
  size: number,
  replies: Replies,
  level: number,
  world: World,
): unknown {
  const { rows, more } = world.slice(
    list.filter((one) => one.foreign || one.id > after),
    0,
    size,
  );
  return {
    edges: rows.map((one) => ({ cursor: `k${one.id}`, node: nodeOf(one, replies, level, world) })),
    pageInfo: { hasNextPage: more, endCursor: `k${rows.findLast((one) => !one.foreign)?.id ?? after}` },
  };
}

const nodeOf = (one: TrueComment, replies: Replies, level: number, world: World): unknown => ({
  id: `c-${one.id}`,
  body: one.state === "visible" ? htmlOf(one) : null,
  createdAt: new Date(one.createdAt).toISOString(),
  author:
    one.state === "visible" && one.author !== null ? { id: `u-${one.author.key}`, username: one.author.name } : null,
  status: "NONE",
  deleted: one.state === "deleted",
  parent: one.parent === null ? null : { id: `c-${one.parent}` },
  editing: { edited: one.editedAt !== null },
  actionCounts: { reaction: { total: one.up } },
  replyCount: (replies.get(one.id) ?? []).length,
  story: { id: `story-${world.keyOf(one)}` },
  ...(level <= LEVELS && { replies: connection(replies.get(one.id) ?? [], 0, INLINE, replies, level + 1, world) }),
});
