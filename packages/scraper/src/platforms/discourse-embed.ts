// Discourse below an article: the page names a forum and a topic, and the topic's posts are asked for by their numbers.
import { idIn, missingField, nothing, refusalIn, rowOf } from "../comments/fields.ts";
import { type Answer, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot, scriptWith, settingIn } from "../comments/scripts.ts";
import { readTopic, topicAsk } from "./discourse/topic.ts";

export interface DiscourseRef extends Ref {
  /** The forum, with its final slash. */
  readonly root: string;
  readonly topic: string | null;
  /** The article as the forum knows it, where the page names no topic. */
  readonly embedUrl: string | null;
}

export default definePlatform<"discourse-embed", DiscourseRef>({
  id: "discourse-embed",
  name: "Discourse (below an article)",
  docs: "https://meta.discourse.org/t/embed-discourse-comments-on-another-website-via-javascript/31963",
  access: "public-api",
  consent: { default: "on", terms: "The forum's topics are public; its owner's terms and its robots.txt decide." },
  checked: {
    on: "2026-11-24",
    what: `In github.com/discourse/discourse: public/javascripts/embed.js, app/controllers/embed_controller.rb,
      topics_controller.rb (posts), app/serializers/post_serializer.rb, and public tools that read /embed/info.
      /embed/comments?embed_url= makes the forum create a topic, so it is never asked; /embed/info does not, but many
      forums want a key for it.`,
  },
  createsOnRead: ({ url }) => url.includes("/embed/comments") && url.includes("embed_url="),
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
      : topicAsk(ref.root, ref.topic),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    const carry = rowOf(answer.ask.carry);
    if (refusal) return nothing("api", { gaps: [carry.step === "info" ? closed(answer) : refusal] });
    if (carry.step === "info") {
      const topic = idIn(rowOf(answer.json).topic_id);
      if (topic === null) throw missingField(answer, "discourse-embed", "topic_id");
      return nothing("api", { next: [topicAsk(ref.root, topic)] });
    }
    return readTopic(answer, ref.root, "article");
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

const closed = ({ capture: { url, status } }: Answer) => {
  const detail = `${url} answered ${status}; the page names no topic, and asking for the comments by address could create one`;
  return { reason: status === 404 ? "refused" : "needs-key", count: null, detail } as const;
};
