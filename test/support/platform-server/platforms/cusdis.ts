// Cusdis's interface over the generated thread: ten comments a page, newest first, and a hundred answers to one at most.
import cusdis from "../../../../packages/scraper/src/platforms/cusdis.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { ancestorsOf, htmlOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const PAGE = 10;
/** The cap of answers is seen in the adapter's example; a thread that meets it cannot be complete. */
const isServed = (one: TrueComment, thread: TrueThread): boolean =>
  one.state === "visible" && ancestorsOf(one, thread).every(({ state }) => state === "visible");

export default definePlatformServer({
  platform: cusdis,
  page: (world) =>
    articlePage(world, {
      body: `<div id="cusdis_thread" data-host="${world.host}" data-app-id="app-1" data-page-id="${world.key}"></div>`,
    }),
  serves: isServed,
  answer({ url }, world) {
    const all = world.comments();
    if (url.pathname === "/api/open/project/app-1/comments/count")
      return { json: { data: { [url.searchParams.get("pageIds") ?? ""]: world.announced() } } };
    if (url.pathname !== "/api/open/comments" || url.searchParams.get("pageId") !== world.key) return undefined;
    const replies = repliesOf(all);
    const tops = [...(replies.get(null) ?? [])].reverse();
    const { rows } = world.slice(tops, (numberIn(url, "page", 1) - 1) * PAGE, PAGE);
    const data = rows.map((one) => rowOf(one, replies, world));
    return {
      json: { data: { data, commentCount: tops.length, pageSize: PAGE, pageCount: world.pages(tops.length, PAGE) } },
    };
  },
  states: (one): Expected => ({
    nativeId: `c-${one.id}`,
    parent: one.parent === null ? null : `c-${one.parent}`,
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: "visible",
  }),
  never: { "missing-parent": "replies lie within the comment they answer" },
});

const rowOf = (one: TrueComment, replies: ReturnType<typeof repliesOf>, world: World): unknown => {
  const below = [...(replies.get(one.id) ?? [])].reverse();
  return {
    id: `c-${one.id}`,
    createdAt: new Date(one.createdAt).toISOString(),
    content: "",
    parsedContent: `${htmlOf(one)}\n`,
    by_nickname: one.author?.name ?? "",
    moderator: null,
    moderatorId: null,
    page: { slug: world.keyOf(one) },
    replies: { data: below.map((reply) => rowOf(reply, replies, world)), commentCount: below.length, pageCount: 1 },
  };
};
