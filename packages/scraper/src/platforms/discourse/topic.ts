// A topic of a Discourse forum as JSON: the ids of all its posts, and the posts by their ids.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  listOf,
  missingField,
  type Row,
  rowOf,
  rowsOf,
  textOf,
} from "../../comments/fields.ts";
import type { Answer, Batch } from "../../comments/platform.ts";

/** As many posts as the forum's own page asks for at once. */
const BATCH = 20;

// Checked 2026-11-24 in github.com/discourse/discourse: topics_controller.rb (show, posts), app/serializers/post_serializer.rb.
/** The first question; its answers are for `readTopic`. */
export const topicAsk = (root: string, topic: string): Ask => ({
  url: `${root}t/${encodeURIComponent(topic)}.json`,
  accept: "json",
  carry: { step: "topic", topic },
});

/** What the first post of a topic is: the article's stub where the forum holds an article's comments, else the first of the comments. */
export type Opening = "article" | "comment";

/** What an answer to `topicAsk`, or to a question that follows from it, holds. */
export function readTopic(answer: Answer, root: string, opening: Opening): Batch {
  const carry = rowOf(answer.ask.carry);
  const topic = idIn(carry.topic)!;
  const body = rowOf(answer.json);
  const posts = listOf(answer, "discourse", rowOf(body.post_stream).posts, "post_stream.posts").filter(
    (post) => post.topic_id === undefined || idIn(post.topic_id) === topic,
  );
  const batch = batchOf(answer, posts, root, topic, opening);
  return carry.step === "topic" ? { ...batch, ...restOf(answer, posts, body, root, topic, opening) } : batch;
}

/** The ids of all posts stand in the first answer; those that came not with it are asked for twenty at a time. */
function restOf(
  answer: Answer,
  posts: readonly Row[],
  body: Row,
  root: string,
  topic: string,
  opening: Opening,
): Partial<Batch> {
  const stream = rowOf(body.post_stream).stream;
  if (!Array.isArray(stream)) throw missingField(answer, "discourse", "post_stream.stream");
  const here = new Set(posts.map((post) => idIn(post.id)));
  const missing = stream.flatMap((id) => idIn(id) ?? []).filter((id) => !here.has(id));
  const next: Ask[] = [];
  for (let at = 0; at < missing.length; at += BATCH) {
    const ids = missing.slice(at, at + BATCH);
    const query = ids.map((id) => `post_ids[]=${encodeURIComponent(id)}`).join("&");
    const carry = { step: "posts", topic };
    next.push({ url: `${root}t/${encodeURIComponent(topic)}/posts.json?${query}`, accept: "json", carry });
  }
  const announced = Math.max(0, stream.length - (opening === "article" ? 1 : 0));
  return { next, announced, announcedWithApart: true, open: typeof body.closed === "boolean" ? !body.closed : null };
}

function batchOf(answer: Answer, posts: readonly Row[], root: string, topic: string, opening: Opening): Batch {
  const apart: string[] = [];
  const comments: StatedComment[] = [];
  for (const post of posts) {
    const number = idOf(answer, "discourse", post, "post_number");
    if (number === "1" && opening === "article") continue;
    // Regular posts are 1; the others say that the topic was closed, moved or pinned.
    if (post.post_type !== undefined && post.post_type !== 1) apart.push(number);
    else comments.push(commentOf(answer, post, number, root, topic, opening));
  }
  return { comments, apart, next: [], way: "api", trust: 1, byTime: true };
}

function commentOf(
  answer: Answer,
  post: Row,
  number: string,
  root: string,
  topic: string,
  opening: Opening,
): StatedComment {
  const parent = idIn(post.reply_to_post_number);
  const likes = rowsOf(post.actions_summary).find((action) => action.id === 2);
  const slug = typeof post.topic_slug === "string" ? `${encodeURIComponent(post.topic_slug)}/` : "";
  const state = post.user_deleted === true ? "deleted" : post.hidden === true ? "removed" : "visible";
  return {
    nativeId: number,
    parent: parent === "1" && opening === "article" ? null : parent,
    parentFrom: "id",
    author: authorIn(post.username, post.user_id),
    createdAt: isoIn(post.created_at),
    ...contentOfHtml(textOf(answer, "discourse", post, "cooked")),
    state: state === "visible" && (countIn(post.version) ?? 1) > 1 ? "edited" : state,
    votes: { up: countIn(likes?.count) ?? 0, down: null, score: null },
    permalink: `${root}t/${slug}${topic}/${number}`,
  };
}
