// Comentario's interface over the generated thread: a count without placeholders, and one flat answer that has them.
import comentario from "../../../../packages/scraper/src/platforms/comentario.ts";
import { articlePage, definePlatformServer, type Expected, jsonOf, type World } from "../server.ts";
import { htmlOf, isoOf, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: comentario,
  page: (world) =>
    articlePage(world, {
      body: `<comentario-comments></comentario-comments><script defer src="${world.host}/comentario.js"></script>`,
    }),
  counts: ({ state }) => state === "visible",
  answer(request, world) {
    const { host, pathname } = new URL(world.article);
    const body = jsonOf(request);
    if (request.method !== "POST" || body.host !== host) return undefined;
    if (request.url.pathname === "/api/embed/comments/counts")
      return { json: { commentCounts: { [pathname]: world.announced() } } };
    if (request.url.pathname !== "/api/embed/comments" || body.path !== pathname) return undefined;
    return { json: listed(world) };
  },
  states: (one, world): Expected => ({
    nativeId: `u-${one.id}`,
    parent: one.parent === null ? null : `u-${one.parent}`,
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    editedAt: one.editedAt === null ? null : isoOf(one.editedAt),
    text: textOf(one),
    state: one.state !== "visible" ? "deleted" : one.editedAt ? "edited" : "visible",
    votes: { up: null, down: null, score: one.up - one.down },
    permalink: `${world.article}#comentario-u-${one.id}`,
  }),
  never: { "past-the-end": "there are no pages" },
});

function listed(world: World) {
  const all = world.comments();
  const writers = new Map(all.flatMap(({ author }) => (author === null ? [] : [[author.key, author.name] as const])));
  return {
    pageInfo: { pageId: `p-${world.key}`, isPageReadonly: false, isDomainReadonly: false },
    comments: all.map((one) => ({
      id: `u-${one.id}`,
      ...(one.parent !== null && { parentId: `u-${one.parent}` }),
      pageId: `p-${world.keyOf(one)}`,
      html: one.state === "visible" ? htmlOf(one) : "",
      score: one.up - one.down,
      isApproved: true,
      isPending: false,
      isDeleted: one.state !== "visible",
      createdTime: isoOf(one.createdAt),
      ...(one.editedAt !== null && { editedTime: isoOf(one.editedAt) }),
      ...(one.author !== null && { userCreated: `n-${one.author.key}` }),
    })),
    commenters: [...writers].map(([key, name]) => ({ id: `n-${key}`, name })),
  };
}
