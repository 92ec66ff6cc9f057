// Hyvor Talk's data interface over the generated thread: a bare list, 250 comments a page, for the site's own key.
import hyvorTalk from "../../../../packages/scraper/src/platforms/hyvor-talk.ts";
import { articlePage, definePlatformServer, type Expected, numberIn } from "../server.ts";
import { htmlOf, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: hyvorTalk,
  page: (world) =>
    articlePage(world, {
      body: `<script async src="https://talk.hyvor.com/embed/embed.js" type="module"></script><hyvor-talk-comments website-id="77" page-id="${world.key}"></hyvor-talk-comments>`,
    }),
  serves: ({ state }) => state !== "removed",
  counts: ({ state }) => state === "visible",
  answer({ url }, world) {
    if (url.host !== "talk.hyvor.com" || url.pathname !== "/api/data/v1/comments") return undefined;
    if (url.searchParams.get("api_key") !== "test-key") return { status: 403, json: { message: "Invalid API key" } };
    if (url.searchParams.get("website_id") !== "77" || url.searchParams.get("page_identifier") !== world.key)
      return { json: [] };
    const size = Math.min(numberIn(url, "limit", 50), 250);
    const { rows } = world.slice(world.comments(), numberIn(url, "offset", 0), size);
    return {
      json: rows.map((one) => ({
        id: one.id,
        parent_id: one.parent,
        created_at: one.createdAt / 1000,
        body_html: one.state === "visible" ? htmlOf(one) : null,
        status: one.state === "visible" ? "published" : "deleted",
        upvotes: one.up,
        downvotes: one.down,
        is_edited: one.editedAt !== null,
        url: `${world.article}?ht-comment-id=${one.id}`,
        user: one.author === null ? null : { id: one.author.key, name: one.author.name },
        page: { id: 5, identifier: world.keyOf(one), comments_count: world.announced() },
      })),
    };
  },
  states: (one, world): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "visible" ? (one.editedAt ? "edited" : "visible") : "deleted",
    votes: { up: one.up, down: one.down, score: null },
    permalink: `${world.article}?ht-comment-id=${one.id}`,
  }),
  plays: ["no-key"],
  never: { "past-the-end": "an answer names no further page" },
});
