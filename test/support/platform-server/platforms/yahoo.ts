// Yahoo's interface over the generated thread: a conversation by cursor and the replies below a comment, one level of them.
import yahoo from "../../../../packages/scraper/src/platforms/yahoo.ts";
import { articlePage, definePlatformServer, type Expected, jsonOf, type World } from "../server.ts";
import { ancestorsOf, htmlOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const UUID = "11111111-2222-3333-4444-555555555555";

export default definePlatformServer({
  platform: yahoo,
  origin: "https://www.yahoo.com",
  page: (world) =>
    articlePage(world, {
      head: `<meta name="caas-content-id" content="${UUID}">`,
      body: '<button class="caas-button">View comments</button>',
    }),
  serves: (comment, thread) =>
    comment.state === "visible" && ancestorsOf(comment, thread).every((one) => one.state === "visible"),
  answer(request, world) {
    if (request.url.host !== "nexus-gateway-prod.media.yahoo.com" || request.method !== "POST") return undefined;
    const { extensions, variables } = jsonOf(request) as {
      readonly extensions: { readonly persistedQuery: { readonly sha256Hash: string } };
      readonly variables: {
        readonly contentId: string;
        readonly commentId?: string;
        readonly after: string | null;
        readonly count: number;
      };
    };
    const all = world.comments().filter((one) => !one.foreign);
    const name = extensions.persistedQuery.sha256Hash;
    if (!name.startsWith("ycp_") || variables.contentId !== UUID)
      return { json: { errors: [{ message: "PersistedQueryNotFound" }], data: null } };
    if (variables.commentId !== undefined) {
      const of = Number(variables.commentId.slice(1));
      const replies = all.filter((one) => one.root === of && one.parent !== null);
      return { json: { data: { getContentComment: { replies: connection(replies, variables, all, world) } } } };
    }
    const newest = all.filter((one) => one.parent === null).reverse();
    const items = connection(newest, variables, all, world);
    return { json: { data: { getContentConversation: { commentsCount: world.announced(), items } } } };
  },
  states: (one): Expected => ({
    nativeId: `y${one.id}`,
    parent: one.parent === null ? null : `y${one.root}`,
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: "visible",
    votes: { up: one.up, down: null, score: null },
  }),
  never: {
    "missing-parent": "replies are asked for by the comment they answer",
    "foreign-comment": "a comment does not say to which article it belongs",
  },
});

function connection(
  list: TrueThread,
  { after, count }: { readonly after: string | null; readonly count: number },
  all: TrueThread,
  world: World,
): unknown {
  const from = after === null ? 0 : list.findIndex((one) => `k${one.id}` === after) + 1;
  const { rows, more } = world.slice(list, from, Math.min(count, 25));
  return {
    totalCount: list.length,
    pageInfo: { hasNextPage: more, endCursor: rows.length === 0 ? after : `k${rows.at(-1)!.id}` },
    edges: rows.map((one) => ({ node: nodeOf(one, all) })),
  };
}

const nodeOf = (one: TrueComment, all: TrueThread) => ({
  id: `y${one.id}`,
  content: { body: htmlOf(one) },
  author: { profile: one.author === null ? {} : { nickname: one.author.name, handle: `h${one.author.key}` } },
  createdAt: new Date(one.createdAt).toISOString(),
  feelingCount: { thumbup: one.up },
  replies: { totalCount: one.parent === null ? all.filter((other) => other.root === one.id).length - 1 : 0 },
});
