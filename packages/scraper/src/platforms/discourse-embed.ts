// Discourse below an article: the page names a forum and a topic, and the topic's posts are asked for by their numbers.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  listOf,
  missingField,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot, scriptWith, settingIn } from "../comments/scripts.ts";

export interface DiscourseRef extends Ref {
  /** The forum, with its final slash. */
  readonly root: string;
  readonly topic: string | null;
  /** The article as the forum knows it, where the page names no topic. */
  readonly embedUrl: string | null;
}

/** As many posts as the forum's own page asks for at once. */
const BATCH = 20;

// Checked 2026-11-24 in github.com/discourse/discourse: public/javascripts/embed.js, app/controllers/embed_controller.rb,
// topics_controller.rb (posts), app/serializers/post_serializer.rb, and public tools that read /embed/info. `/embed/comments?embed_url=`
// makes the forum create a topic, so it is never asked; `/embed/info` does not, but many forums want a key for it.
export default definePlatform<"discourse-embed", DiscourseRef>({
  id: "discourse-embed",
  name: "Discourse (below an article)",
  docs: "https://meta.discourse.org/t/embed-discourse-comments-on-another-website-via-javascript/31963",
  access: "public-api",
  consent: { default: "on", terms: "The forum's topics are public; its owner's terms and its robots.txt decide." },
  locate(page) {
    const script = scriptWith(page, "DiscourseEmbed");
    const root = script === undefined ? undefined : addressIn(settingIn(script, "discourseUrl"), page);
    if (script === undefined || !root || page.$("#discourse-comments").length === 0) return undefined;
    const topic = idIn(settingIn(script, "topicId"));
    const embedUrl = addressIn(settingIn(script, "discourseEmbedUrl"), page)?.href ?? page.url;
    const key = `${root.host}${root.pathname}${topic ?? embedUrl}`;
    return { key, root: asRoot(root), topic, embedUrl: topic === null ? embedUrl : null };
  },
  open: (ref) =>
    ref.topic === null
      ? {
          url: `${ref.root}embed/info?embed_url=${encodeURIComponent(ref.embedUrl ?? "")}`,
          accept: "json",
          carry: { step: "info" },
        }
      : topicAsk(ref, ref.topic),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    const carry = rowOf(answer.ask.carry);
    if (refusal) return nothing("api", { gaps: [carry.step === "info" ? closed(answer) : refusal] });
    if (carry.step === "info") {
      const topic = idIn(rowOf(answer.json).topic_id);
      if (topic === null) throw missingField(answer, "discourse-embed", "topic_id");
      return nothing("api", { next: [topicAsk(ref, topic)] });
    }
    const topic = idIn(carry.topic)!;
    const body = rowOf(answer.json);
    const posts = listOf(answer, "discourse-embed", rowOf(body.post_stream).posts, "post_stream.posts").filter(
      (post) => post.topic_id === undefined || idIn(post.topic_id) === topic,
    );
    const batch = batchOf(answer, posts, ref, topic);
    return carry.step === "topic" ? { ...batch, ...restOf(answer, posts, body, ref, topic) } : batch;
  },
  examples: [
    {
      page: "https://weir.example/2025/04/eels/",
      fixture: "topic",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 4,
        complete: true,
        ways: ["api"],
        gaps: ["pingback"],
        parents: { "3": "2", "5": null },
        first: {
          nativeId: "2",
          author: { name: "lode" },
          createdAt: { at: "2025-04-02T06:00:00.250Z", precision: "ms" },
          text: "They are back.",
          votes: { up: 3, down: null, score: null },
          permalink: "https://forum.weir.example/t/eels/88/2",
        },
      },
    },
  ],
});

const topicAsk = ({ root }: DiscourseRef, topic: string): Ask => ({
  url: `${root}t/${encodeURIComponent(topic)}.json`,
  accept: "json",
  carry: { step: "topic", topic },
});

const closed = ({ capture: { url, status } }: Answer) => {
  const detail = `${url} answered ${status}; the page names no topic, and asking for the comments by address could create one`;
  return { reason: status === 404 ? "refused" : "needs-key", count: null, detail } as const;
};

/** The ids of all posts stand in the first answer; those that came not with it are asked for twenty at a time. */
function restOf(answer: Answer, posts: readonly Row[], body: Row, ref: DiscourseRef, topic: string): Partial<Batch> {
  const stream = rowOf(body.post_stream).stream;
  if (!Array.isArray(stream)) throw missingField(answer, "discourse-embed", "post_stream.stream");
  const here = new Set(posts.map((post) => idIn(post.id)));
  const missing = stream.flatMap((id) => idIn(id) ?? []).filter((id) => !here.has(id));
  const next: Ask[] = [];
  for (let at = 0; at < missing.length; at += BATCH) {
    const ids = missing.slice(at, at + BATCH);
    const query = ids.map((id) => `post_ids[]=${encodeURIComponent(id)}`).join("&");
    const carry = { step: "posts", topic };
    next.push({ url: `${ref.root}t/${encodeURIComponent(topic)}/posts.json?${query}`, accept: "json", carry });
  }
  // The first post is the article's stub.
  const announced = Math.max(0, stream.length - 1);
  return { next, announced, announcedWithApart: true, open: typeof body.closed === "boolean" ? !body.closed : null };
}

function batchOf(answer: Answer, posts: readonly Row[], ref: DiscourseRef, topic: string): Batch {
  const apart: string[] = [];
  const comments: StatedComment[] = [];
  for (const post of posts) {
    const number = idOf(answer, "discourse-embed", post, "post_number");
    if (number === "1") continue;
    // Regular posts are 1; the others say that the topic was closed, moved or pinned.
    if (post.post_type !== undefined && post.post_type !== 1) apart.push(number);
    else comments.push(commentOf(answer, post, number, ref, topic));
  }
  return { comments, apart, next: [], way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, post: Row, number: string, { root }: DiscourseRef, topic: string): StatedComment {
  const parent = idIn(post.reply_to_post_number);
  const likes = rowsOf(post.actions_summary).find((action) => action.id === 2);
  const slug = typeof post.topic_slug === "string" ? `${encodeURIComponent(post.topic_slug)}/` : "";
  const state = post.user_deleted === true ? "deleted" : post.hidden === true ? "removed" : "visible";
  return {
    nativeId: number,
    parent: parent === "1" ? null : parent,
    parentFrom: "id",
    author: authorIn(post.username, post.user_id),
    createdAt: isoIn(post.created_at),
    ...contentOfHtml(textOf(answer, "discourse-embed", post, "cooked")),
    state: state === "visible" && (countIn(post.version) ?? 1) > 1 ? "edited" : state,
    votes: { up: countIn(likes?.count) ?? 0, down: null, score: null },
    permalink: `${root}t/${slug}${topic}/${number}`,
  };
}
