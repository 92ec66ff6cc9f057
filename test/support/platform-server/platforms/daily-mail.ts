// MailOnline's interface over the generated thread: a hundred top comments a page, of each the first replies and their number.
import dailyMail from "../../../../packages/scraper/src/platforms/daily-mail.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { ancestorsOf, htmlOf, type TrueComment, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: dailyMail,
  origin: "https://www.dailymail.co.uk",
  page: (world) => articlePage(world, { body: `<div id="reader-comments"></div>` }),
  article: (origin) => `${origin}/news/article-4711/Bridge.html`,
  serves: (comment, thread) =>
    comment.state === "visible" && ancestorsOf(comment, thread).every((one) => one.state === "visible"),
  answer({ url }, world) {
    if (url.href.split("?")[0] !== `${world.origin}/reader-comments/p/asset/readcomments/${world.key}`)
      return undefined;
    const all = world.comments();
    const top = all.filter((one) => one.parent === null);
    const offset = numberIn(url, "offset", 0);
    const { rows, more } = world.slice(top, offset, Math.min(numberIn(url, "max", 50), 100));
    const page = rows.map((one) => {
      // Answers to answers hang below the comment at the top.
      const replies = one.foreign ? [] : all.filter((reply) => reply.root === one.id && reply.parent !== null);
      return {
        ...rowOf(one, world),
        replies: { totalCount: replies.length, comments: replies.map((reply) => rowOf(reply, world)) },
      };
    });
    const parents = top.filter((one) => !one.foreign).length;
    const payload = {
      assetId: world.key,
      commentCount: world.announced(),
      parentCommentsCount: more ? Math.max(parents, offset + rows.length + 1) : parents,
      page,
    };
    return { json: { status: "success", payload } };
  },
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.root),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: "visible",
    votes: { up: null, down: null, score: one.up - one.down },
  }),
  never: { "missing-parent": "replies lie within the comment they answer" },
});

const rowOf = (one: TrueComment, world: World) => ({
  id: one.id,
  assetId: world.keyOf(one),
  message: htmlOf(one),
  dateCreated: new Date(one.createdAt).toISOString(),
  userAlias: one.author?.name ?? "",
  userIdentifier: one.author?.key ?? null,
  voteRating: one.up - one.down,
  voteCount: one.up + one.down,
});
