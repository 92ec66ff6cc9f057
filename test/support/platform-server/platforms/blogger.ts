// Blogger's feed of comments over the generated thread: oldest first, five hundred at most a page, with its own number.
import blogger from "../../../../packages/scraper/src/platforms/blogger.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { htmlOf, type TrueComment, textOf } from "../thread.ts";

/** Less than the platform's own five hundred, so that small threads have pages too. */
const MOST = 60;
const idOf = (id: number): string => String(7_000_000_000_000 + id);
const pathOf = ({ key }: World): string => `/feeds/${key}/comments/default`;

export default definePlatformServer({
  platform: blogger,
  page: (world) =>
    articlePage(world, {
      head: `<meta name="generator" content="blogger"><link rel="alternate" type="application/atom+xml" href="${world.host}${pathOf(world)}">`,
    }),
  answer({ url }, world) {
    if (url.pathname !== pathOf(world) || url.searchParams.get("alt") !== "json") return undefined;
    const all = world.comments();
    const start = numberIn(url, "start-index", 1);
    const { rows } = world.slice(all, start - 1, Math.min(MOST, numberIn(url, "max-results", 25)));
    const feed = {
      openSearch$totalResults: { $t: String(world.announced()) },
      openSearch$startIndex: { $t: String(start) },
      ...(rows.length > 0 && { entry: rows.map((one) => entryOf(one, world)) }),
    };
    return { json: { version: "1.0", encoding: "UTF-8", feed } };
  },
  states: (one, world): Expected => ({
    nativeId: idOf(one.id),
    parent: one.parent === null ? null : idOf(one.parent),
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "visible" ? "visible" : "deleted",
    permalink: permalinkOf(one, world),
  }),
  never: { "past-the-end": "the feed tells its number, and no page says that more follow" },
});

const permalinkOf = (one: TrueComment, world: World): string =>
  `${world.article}?showComment=${one.createdAt}#c${idOf(one.id)}`;

const entryOf = (one: TrueComment, world: World) => ({
  id: { $t: `tag:blogger.com,1999:blog-99.post-${idOf(one.id)}` },
  published: { $t: new Date(one.createdAt).toISOString().replace("Z", "-00:00") },
  updated: { $t: new Date(one.editedAt ?? one.createdAt).toISOString() },
  content: { type: "html", $t: one.state === "visible" ? htmlOf(one) : "This comment has been removed by the author." },
  link: [
    { rel: "self", href: `${world.host}${pathOf(world)}/${idOf(one.id)}` },
    { rel: "alternate", href: permalinkOf(one, world) },
    ...(one.parent === null ? [] : [{ rel: "related", href: `${world.host}${pathOf(world)}/${idOf(one.parent)}` }]),
  ],
  author: [
    { name: { $t: one.author?.name ?? "" }, uri: { $t: `https://www.blogger.com/profile/${one.author?.key ?? 0}` } },
  ],
  "thr$in-reply-to": { ref: `tag:blogger.com,1999:blog-99.post-${world.keyOf(one)}` },
  gd$extendedProperty: [
    { name: "blogger.itemClass", value: "pid-1" },
    ...(one.state === "visible" ? [] : [{ name: "blogger.contentRemoved", value: "true" }]),
  ],
});
