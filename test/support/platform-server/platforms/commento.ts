// Commento's interface over the generated thread: a count, and one flat answer with names apart; placeholders are counted.
import commento from "../../../../packages/scraper/src/platforms/commento.ts";
import { articlePage, definePlatformServer, type Expected, jsonOf, type World } from "../server.ts";
import { htmlOf, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: commento,
  page: (world) =>
    articlePage(world, { body: `<div id="commento"></div><script defer src="${world.host}/js/commento.js"></script>` }),
  answer(request, world) {
    const { pathname } = request.url;
    const path = new URL(world.article).pathname;
    const { domain, paths, path: asked } = jsonOf(request);
    if (request.method !== "POST" || domain !== new URL(world.article).host) return undefined;
    if (pathname === "/api/comment/count" && JSON.stringify(paths) === JSON.stringify([path]))
      return { json: { success: true, commentCounts: { [path]: world.announced() } } };
    if (pathname !== "/api/comment/list" || asked !== path) return undefined;
    return { json: { success: true, domain, ...listed(world), isFrozen: false, attributes: { isLocked: false } } };
  },
  states: (one, world): Expected => ({
    nativeId: `hex${one.id}`,
    parent: one.parent === null ? null : `hex${one.parent}`,
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "visible" ? "visible" : "deleted",
    votes: { up: null, down: null, score: one.up - one.down },
    permalink: `${world.article}#commento-hex${one.id}`,
  }),
  never: {
    "past-the-end": "there are no pages",
    "foreign-comment": "comments do not name their thread, and a thread is one query of the database",
  },
});

function listed(world: World) {
  const all = world.comments();
  const writers = all.flatMap(({ state, author }) => (state === "visible" && author !== null ? [author] : []));
  return {
    comments: all.map((one) => ({
      commentHex: `hex${one.id}`,
      commenterHex: one.state !== "visible" || one.author === null ? "anonymous" : `w${one.author.key}`,
      parentHex: one.parent === null ? "root" : `hex${one.parent}`,
      html: one.state === "visible" ? htmlOf(one) : "[deleted]",
      markdown: "",
      score: one.up - one.down,
      deleted: one.state !== "visible",
      creationDate: new Date(one.createdAt).toISOString(),
    })),
    commenters: {
      anonymous: { commenterHex: "anonymous", name: "Anonymous" },
      ...Object.fromEntries(writers.map(({ key, name }) => [`w${key}`, { commenterHex: `w${key}`, name }])),
    },
  };
}
