// The Guardian's discussion interface over the generated thread: pages of the linear form, blocked comments in their places.
import guardian from "../../../../packages/scraper/src/platforms/guardian-discussion.ts";
import { articlePage, definePlatformServer, type Expected, numberIn } from "../server.ts";
import { htmlOf, isoOf, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: guardian,
  origin: "https://www.theguardian.example",
  page: (world) =>
    articlePage(world, {
      head: `<script>window.guardian = {"config":{"page":{"isCommentable":true,"shortUrlId":"/p/${world.key}"}}};</script>`,
      body: `<gu-island name="DiscussionWeb"></gu-island>`,
    }),
  // Who deletes an account takes the comments along.
  serves: ({ state }) => state !== "deleted",
  answer({ url }, world) {
    if (url.href.split("?")[0] !== `https://discussion.theguardian.com/discussion-api/discussion/p/${world.key}`)
      return undefined;
    const all = world.comments();
    const [size, page] = [numberIn(url, "pageSize", 20), numberIn(url, "page", 1)];
    const { rows } = world.slice(all, (page - 1) * size, size);
    const comments = rows.map((one) => ({
      id: one.id % 2 === 0 ? one.id : String(one.id),
      body: one.state === "removed" ? "This comment was removed by a moderator." : htmlOf(one),
      isoDateTime: isoOf(one.createdAt),
      status: one.state === "removed" ? "blocked" : "visible",
      webUrl: `https://discussion.theguardian.com/comment-permalink/${one.id}`,
      numRecommends: one.up,
      userProfile: one.author === null ? {} : { userId: String(one.author.key), displayName: one.author.name },
      discussion: { key: `/p/${world.keyOf(one)}` },
      ...(one.parent === null ? {} : { responseTo: { commentId: String(one.parent) } }),
    }));
    const discussion = {
      key: `/p/${world.key}`,
      commentCount: world.announced(),
      isClosedForComments: false,
      isThreaded: true,
      comments,
    };
    return {
      json: { status: "ok", currentPage: page, pages: world.pages(all.length, size), pageSize: size, discussion },
    };
  },
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    text: textOf(one),
    state: one.state === "removed" ? "removed" : "visible",
    votes: { up: one.up, down: null, score: null },
    permalink: `https://discussion.theguardian.com/comment-permalink/${one.id}`,
  }),
});
