// Discourse topics, the opening post first: the JSON of the topic, which states parents; the pages printed for readers without scripts where there is none.
import type { Ask, Gap } from "@belowline/schema";
import { nothing, refusalIn, rowOf } from "../comments/fields.ts";
import { inMarkup, type PageRef } from "../comments/markup-list.ts";
import { type Batch, definePlatform } from "../comments/platform.ts";
import type { Page } from "../html/page.ts";
import { readTopic, topicAsk } from "./discourse/topic.ts";

export interface TopicRef extends PageRef {
  /** The forum, with its final slash, and the topic; null where the address does not tell them. */
  readonly root: string | null;
  readonly topic: string | null;
}

const printed = inMarkup({
  signs: ({ classes, generator }) =>
    classes.has("crawler-post") || (generator.includes("discourse") && classes.has("topic-body")),
  item: '.topic-body[id^="post_"], [itemprop="comment"][id^="post_"], .crawler-post[id^="post_"]',
  id: [{ at: "@id", match: /^post_(\d+)$/ }],
  parent: "none",
  author: [".creator [itemprop='name']", ".creator a", ".creator"],
  time: ["time.post-time@datetime", ".crawler-post-infos time@datetime", "time@datetime"],
  text: ["[itemprop='text']", ".post"],
  votes: {
    up: [
      "[itemprop='interactionStatistic'] [itemprop='userInteractionCount']@content",
      { at: ".post-likes", match: /(\d+)/ },
    ],
  },
  permalink: ["link[itemprop='url']@href"],
  topic: () => true,
  next: "link[rel=next], a[rel=next]",
});

export default definePlatform<"discourse", TopicRef>({
  id: "discourse",
  name: "Discourse",
  docs: "https://docs.discourse.org/",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `On pages of 2024 to 2026; crawler-post-infos in public readers. The page states no parents; the JSON of the
      topic does (reply_to_post_number). A topic's address is ROOT/t/SLUG/ID, also with the number of a post or a page.`,
  },
  inPage: printed.inPage,
  isThreadPage: printed.isThreadPage,
  locate(page) {
    const ref = printed.locate(page);
    return ref && { ...ref, ...topicOf(page) };
  },
  open: (ref) => (ref.root === null || ref.topic === null ? printed.open(ref) : topicAsk(ref.root, ref.topic)),
  read(answer, ref) {
    if (ref.root === null || rowOf(answer.ask.carry).topic === undefined) return printed.read(answer);
    const refusal = refusalIn(answer);
    return refusal === undefined
      ? { ...readTopic(answer, ref.root, "comment"), trust: 2 }
      : instead(answer.ask, refusal, ref);
  },
  missed: instead,
  examples: [
    {
      page: "https://talk.harbour.example/t/dredging/88",
      fixture: "json",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "3": "2" },
        first: {
          nativeId: "1",
          author: { name: "dredger" },
          createdAt: { at: "2024-09-05T23:15:57.000Z" },
          votes: { up: 0, down: null, score: null },
          text: "When do they dredge?",
          permalink: "https://talk.harbour.example/t/dredging/88/1",
        },
      },
    },
    {
      page: "https://talk.harbour.example/t/dredging/88",
      fixture: "crawler",
      expect: {
        comments: 3,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "1",
          author: { name: "dredger" },
          createdAt: { at: "2024-09-05T23:15:57.000Z", precision: "s" },
          votes: { up: 0, down: null, score: null },
          text: "When do they dredge?",
        },
      },
    },
  ],
});

/** A forum may keep its interface to itself and still print its pages. */
function instead(ask: Ask, gap: Gap, ref: TopicRef): Batch {
  return rowOf(ask.carry).step === "topic"
    ? nothing("api", { next: [printed.open(ref)] })
    : nothing(ask.accept === "html" ? "page" : "api", { gaps: [gap] });
}

/** `ROOT/t/SLUG/ID`, `ROOT/t/ID`; behind them the number of a post may stand. */
function topicOf(page: Page): Pick<TopicRef, "root" | "topic"> {
  const { origin, pathname } = new URL(page.url);
  const parts = pathname.split("/");
  const at = parts.indexOf("t");
  const topic = at < 0 ? undefined : parts.slice(at + 1, at + 3).find((part) => /^\d{1,12}$/.test(part));
  return topic === undefined
    ? { root: null, topic: null }
    : { root: `${origin}${parts.slice(0, at).join("/")}/`, topic };
}
