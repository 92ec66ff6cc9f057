// Lemmy's interface over the generated thread: the post with its number, and its comments fifty a page, oldest first.
import lemmy from "../../../../packages/scraper/src/platforms/lemmy.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { ancestorsOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const ORIGIN = "https://lemmy.example";

export default definePlatformServer({
  platform: lemmy,
  page: (world) =>
    articlePage(world, { body: `<p><a href="${ORIGIN}/post/${world.key}">Discuss this on Lemmy</a></p>` }),
  counts: ({ state }) => state === "visible",
  answer({ url }, world) {
    if (url.origin !== ORIGIN) return undefined;
    if (url.pathname === "/api/v3/post" && url.searchParams.get("id") === world.key)
      return {
        json: {
          post_view: { post: { id: Number(world.key), locked: false }, counts: { comments: world.announced() } },
        },
      };
    if (url.pathname !== "/api/v3/comment/list" || url.searchParams.get("post_id") !== world.key) return undefined;
    const all = world.comments();
    const size = Math.min(50, numberIn(url, "limit", 10));
    const { rows } = world.slice(all, (numberIn(url, "page", 1) - 1) * size, size);
    return { json: { comments: rows.map((one) => rowOf(one, all, world)) } };
  },
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    editedAt: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
    text: textOf(one),
    state: one.state !== "visible" ? one.state : one.editedAt ? "edited" : "visible",
    votes: { up: one.up, down: one.down, score: one.up - one.down },
    permalink: `${ORIGIN}/comment/${one.id}`,
  }),
  never: { "past-the-end": "no answer says that more follow" },
});

/** The path holds comments that are no longer there too. */
const pathOf = (one: TrueComment, all: TrueThread): string => {
  const above = ancestorsOf(one, all).map(({ id }) => id);
  const highest = above.length === 0 ? one.parent : null;
  return ["0", ...(highest === null ? [] : [highest]), ...above.reverse(), one.id].join(".");
};

const rowOf = (one: TrueComment, all: TrueThread, world: World) => ({
  comment: {
    id: one.id,
    post_id: Number(world.keyOf(one)),
    content: one.state === "visible" ? one.paragraphs.join("\n\n") : "",
    deleted: one.state === "deleted",
    removed: one.state === "removed",
    published: new Date(one.createdAt).toISOString(),
    ...(one.editedAt !== null && { updated: new Date(one.editedAt).toISOString() }),
    path: pathOf(one, all),
  },
  creator: { id: one.author?.key ?? 0, name: one.author?.name ?? "" },
  counts: { score: one.up - one.down, upvotes: one.up, downvotes: one.down },
});
