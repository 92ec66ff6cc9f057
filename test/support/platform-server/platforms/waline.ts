// Waline's interface over the generated thread: comments at the top in pages, with all answers of each in one list.
import waline from "../../../../packages/scraper/src/platforms/waline.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { ancestorsOf, htmlOf, type TrueComment, textOf } from "../thread.ts";

const idOf = (id: number): string => `65${String(id).padStart(8, "0")}`;

export default definePlatformServer({
  platform: waline,
  page: (world) =>
    articlePage(world, {
      body: `<div id="waline"></div><script type="module">init({ el: "#waline", serverURL: "${world.host}/", path: "/bridge/${world.key}" });</script>`,
    }),
  // Who deletes a comment deletes what hangs below it at the top, and its direct answers anywhere else.
  serves(comment, thread) {
    const above = ancestorsOf(comment, thread);
    return [comment, above[0], above.at(-1)].every((one) => one === undefined || one.state === "visible");
  },
  answer({ url }, world) {
    if (url.pathname !== "/api/comment" || url.searchParams.get("path") !== `/bridge/${world.key}`) return undefined;
    const all = world.comments();
    const tops = all.filter((one) => one.parent === null);
    const below = Map.groupBy(
      all.filter((one) => one.parent !== null),
      (one) => one.root,
    );
    const [page, size] = [numberIn(url, "page", 1), Math.min(100, numberIn(url, "pageSize", 10))];
    const { rows } = world.slice(tops, (page - 1) * size, size);
    const data = rows.map((one) => ({
      ...rowOf(one, world),
      children: (below.get(one.id) ?? []).map((reply) => rowOf(reply, world)).reverse(),
    }));
    const told = { page, totalPages: world.pages(tops.length, size), pageSize: size, count: world.announced(), data };
    return { json: { errno: 0, errmsg: "", data: told } };
  },
  states: (one, world): Expected => ({
    nativeId: idOf(one.id),
    parent: one.parent === null ? null : idOf(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: "visible",
    votes: { up: one.up, down: null, score: null },
    permalink: `${world.article}#${idOf(one.id)}`,
  }),
  never: { "missing-parent": "replies are had through the comment at the top" },
});

const rowOf = (one: TrueComment, world: World) => ({
  objectId: idOf(one.id),
  status: "approved",
  comment: htmlOf(one),
  nick: one.author?.name ?? "",
  link: "",
  avatar: "",
  url: `/bridge/${world.keyOf(one)}`,
  like: one.up,
  time: one.createdAt,
  ...(one.parent !== null && { pid: idOf(one.parent), rid: idOf(one.root) }),
});
