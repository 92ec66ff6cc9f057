// Remark42's interface over the generated thread: one flat answer; its count leaves out the placeholders that it serves.
import remark42 from "../../../../packages/scraper/src/platforms/remark42.ts";
import { articlePage, definePlatformServer, type Expected } from "../server.ts";
import { htmlOf, isoOf, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: remark42,
  page: (world) =>
    articlePage(world, {
      body: `<div id="remark42"></div><script>var remark_config = { host: "${world.host}", site_id: "news", };</script>`,
    }),
  counts: ({ state }) => state === "visible",
  answer({ url }, world) {
    const here = url.searchParams.get("url") === world.article && url.searchParams.get("site") === "news";
    if (url.pathname !== "/api/v1/find" || !here) return undefined;
    const comments = world.comments().map((one) => ({
      id: `r-${one.id}`,
      pid: one.parent === null ? "" : `r-${one.parent}`,
      text: one.state === "visible" ? `${htmlOf(one)}\n` : "",
      user:
        one.state === "visible"
          ? {
              name: one.author?.name ?? "",
              id: one.author === null ? "" : `u_${one.author.key}`,
              picture: "",
              admin: false,
            }
          : { name: "deleted", id: "deleted" },
      locator: { site: "news", url: one.foreign ? `${world.article}other/` : world.article },
      score: one.up - one.down,
      vote: 0,
      time: isoOf(one.createdAt),
      ...(one.editedAt === null ? {} : { edit: { time: isoOf(one.editedAt), summary: "" } }),
      ...(one.state === "visible" ? {} : { delete: true }),
    }));
    return { json: { comments, info: { url: world.article, count: world.announced(), read_only: false } } };
  },
  states: (one, world): Expected => ({
    nativeId: `r-${one.id}`,
    parent: one.parent === null ? null : `r-${one.parent}`,
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    editedAt: one.editedAt === null ? null : isoOf(one.editedAt),
    text: textOf(one),
    state: one.state !== "visible" ? "deleted" : one.editedAt ? "edited" : "visible",
    votes: { up: null, down: null, score: one.up - one.down },
    permalink: `${world.article}#remark42__comment-r-${one.id}`,
  }),
  never: { "past-the-end": "there are no pages" },
});
