// webmention.io's interface over the generated thread: the number of each kind, and replies in pages without a sign of the last.
import webmention from "../../../../packages/scraper/src/platforms/webmention-io.ts";
import { articlePage, definePlatformServer, type Expected, numberIn } from "../server.ts";
import { htmlOf, isoOf, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: webmention,
  page: (world) =>
    articlePage(world, { head: '<link rel="webmention" href="https://webmention.io/harbour.example/webmention">' }),
  serves: ({ state }) => state === "visible",
  answer({ url }, world) {
    if (url.host !== "webmention.io" || url.searchParams.get("target") !== world.article) return undefined;
    const all = world.comments();
    if (url.pathname === "/api/count.json")
      return { json: { count: world.announced() + 9, type: { like: 5, mention: 4, reply: world.announced() } } };
    if (url.pathname !== "/api/mentions.jf2" || url.searchParams.get("wm-property") !== "in-reply-to") return undefined;
    const size = numberIn(url, "per-page", 20);
    const { rows } = world.slice(all, numberIn(url, "page", 0) * size, size);
    const children = rows.map((one) => ({
      type: "entry",
      author:
        one.author === null ? {} : { type: "card", name: one.author.name, url: `https://w${one.author.key}.example/` },
      url: `https://w.example/${one.id}`,
      published: isoOf(one.createdAt),
      "wm-received": isoOf(one.createdAt + 60_000),
      "wm-id": one.id,
      "wm-target": one.foreign ? `${world.article}other/` : world.article,
      "wm-property": "in-reply-to",
      content: { html: htmlOf(one), text: textOf(one) },
    }));
    return { json: { type: "feed", name: "Webmentions", children } };
  },
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: null,
    parentFrom: "none",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    text: textOf(one),
    state: "visible",
    permalink: `https://w.example/${one.id}`,
  }),
  never: { "past-the-end": "no answer says that more follow" },
});
