// DER STANDARD's forum over the generated thread: its number, and root postings by cursor with their whole trees.
import derStandard from "../../../../packages/scraper/src/platforms/der-standard.ts";
import { articlePage, definePlatformServer, type Expected, jsonOf } from "../server.ts";
import { ancestorsOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const PAGE = 60;
const LEVELS = 32;

export default definePlatformServer({
  platform: derStandard,
  origin: "https://www.derstandard.at",
  article: (origin) => `${origin}/story/4711/bruecke`,
  page: (world) => articlePage(world, { body: `<section id="story-community"><dst-forum></dst-forum></section>` }),
  // What moderators remove is gone without a trace, and what hangs below it; so is what lies deeper than anybody asks.
  serves: (comment, thread) => {
    const above = ancestorsOf(comment, thread);
    return comment.state !== "removed" && above.length <= LEVELS && above.every((one) => one.state !== "removed");
  },
  answer(request, world) {
    if (request.url.host !== "api-gateway.prod.cloud.ds.at" || request.method !== "POST") return undefined;
    const { query, variables } = jsonOf(request) as {
      readonly query: string;
      readonly variables: { readonly contextUri?: string; readonly id?: string; readonly nextCursor?: string | null };
    };
    if (query.includes("getForumByContextUri")) {
      const isHere = variables.contextUri === `https://www.derstandard.at/story/${world.key}`;
      const forum = isHere ? { id: `f-${world.key}`, totalPostingCount: world.announced() } : null;
      return { json: { data: { getForumByContextUri: forum } } };
    }
    if (variables.id !== `f-${world.key}`) return { json: { errors: [{ message: "no forum" }] } };
    const replies = repliesOf(world.comments().filter((one) => !one.foreign));
    const after = Number(variables.nextCursor ?? 0);
    const roots = (replies.get(null) ?? []).filter((one) => one.id > after);
    const { rows, more } = world.slice(roots, 0, PAGE);
    const page = {
      pageInfo: { hasNextPage: more, nextCursor: String(rows.at(-1)?.id ?? after) },
      edges: rows.map((one) => ({ node: nodeOf(one, replies) })),
    };
    return { json: { data: { getForumRootPostingsV2: page } } };
  },
  states: (one): Expected => ({
    nativeId: `p-${one.id}`,
    parent: one.parent === null ? null : `p-${one.parent}`,
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "visible" ? "visible" : "deleted",
    votes: { up: one.up, down: one.down, score: null },
  }),
  never: {
    "missing-parent": "replies lie within the comment they answer",
    "foreign-comment": "a posting does not say to which forum it belongs",
  },
});

const nodeOf = (one: TrueComment, all: ReadonlyMap<number | null, TrueThread>): unknown => ({
  id: `p-${one.id}`,
  lifecycleStatus: one.state === "visible" ? "Published" : "Deleted",
  rootPostingId: `p-${one.root}`,
  title: one.paragraphs.length > 1 ? one.paragraphs[0] : "",
  text: one.paragraphs.slice(one.paragraphs.length > 1 ? 1 : 0).join("\n"),
  author: one.author === null ? null : { id: `a-${one.author.key}`, name: one.author.name },
  reactions: {
    aggregated: [
      { name: "positive", value: one.up },
      { name: "negative", value: one.down },
    ],
  },
  history: { created: new Date(one.createdAt).toISOString() },
  replies: (all.get(one.id) ?? []).map((reply) => nodeOf(reply, all)),
});
