// Mastodon's interface over the generated thread: a post, and its replies in one answer that is cut off for strangers.
import mastodon from "../../../../packages/scraper/src/platforms/mastodon.ts";
import { articlePage, definePlatformServer, type Expected } from "../server.ts";
import { ancestorsOf, htmlOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const ORIGIN = "https://social.example";
const POST = 70_000;
const idOf = (id: number): string => String(POST + id);

export default definePlatformServer({
  platform: mastodon,
  page: (world) => articlePage(world, { head: `<link rel="syndication" href="${ORIGIN}/@harbour/${POST}">` }),
  // A deleted post takes what answers it out of the conversation.
  serves: (comment, thread) => [comment, ...ancestorsOf(comment, thread)].every(({ state }) => state === "visible"),
  answer({ url, headers }, world) {
    if (url.origin !== ORIGIN) return undefined;
    const all = world.comments();
    const replies = repliesOf(all);
    // What is counted and not served is counted at the post itself.
    const lost = world.announced() - all.length;
    if (url.pathname === `/api/v1/statuses/${POST}`)
      return { json: { id: String(POST), replies_count: (replies.get(null) ?? []).length + lost } };
    if (url.pathname !== `/api/v1/statuses/${POST}/context`) return undefined;
    const isKnown = headers.authorization === "Bearer test-key";
    if (headers.authorization !== undefined && !isKnown)
      return { status: 401, json: { error: "The access token is invalid" } };
    const ordered = depthFirst(replies, isKnown ? Number.POSITIVE_INFINITY : 20).slice(0, isKnown ? 4096 : 60);
    const rows = ordered.map((one) => rowOf(one, replies));
    return { json: { ancestors: [], descendants: rows } };
  },
  states: (one): Expected => ({
    nativeId: idOf(one.id),
    parent: one.parent === null ? null : idOf(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    editedAt: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
    text: textOf(one),
    state: one.editedAt ? "edited" : "visible",
    votes: { up: one.up, down: null, score: null },
    permalink: `${ORIGIN}/@one/${idOf(one.id)}`,
  }),
  plays: ["no-key"],
  never: {
    "past-the-end": "there are no pages",
    "missing-parent": "replies are had through the post they answer",
    "foreign-comment": "posts do not name their thread, and a thread is what answers one post",
  },
});

type Replies = ReadonlyMap<number | null, TrueThread>;

function depthFirst(replies: Replies, levels: number): TrueThread {
  const found: TrueComment[] = [];
  const ahead = [...(replies.get(null) ?? [])].reverse().map((one) => ({ one, level: 1 }));
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { one, level } = next;
    found.push(one);
    if (level < levels)
      ahead.push(...[...(replies.get(one.id) ?? [])].reverse().map((below) => ({ one: below, level: level + 1 })));
  }
  return found;
}

const rowOf = (one: TrueComment, replies: Replies) => ({
  id: idOf(one.id),
  in_reply_to_id: one.parent === null ? String(POST) : idOf(one.parent),
  visibility: "public",
  created_at: new Date(one.createdAt).toISOString(),
  edited_at: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
  url: `${ORIGIN}/@one/${idOf(one.id)}`,
  replies_count: (replies.get(one.id) ?? []).length,
  favourites_count: one.up,
  content: htmlOf(one),
  account:
    one.author === null ? {} : { acct: `u${one.author.key}`, username: one.author.name, display_name: one.author.name },
});
