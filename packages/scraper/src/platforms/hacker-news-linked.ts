// Hacker News below an article that links its discussion: the number from one public interface, the whole tree from the other.
import type { StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import { elsewhere } from "../comments/elsewhere.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";

export interface HackerNewsRef extends Ref {
  readonly item: string;
}

export default definePlatform<"hacker-news-linked", HackerNewsRef>({
  id: "hacker-news-linked",
  name: "Hacker News (linked by the article)",
  docs: "https://hn.algolia.com/api",
  access: "public-api",
  consent: { default: "on", terms: "Both interfaces are public and made for programs; neither wants a key." },
  checked: {
    on: "2026-11-24",
    what: `github.com/HackerNews/API (item: kids, descendants, deleted) and hn.algolia.com/api (items/ID gives the whole
      tree), and public readers of both.`,
    open: `How soon the search's copy follows the site. Points of comments are not public. A deleted comment has neither
      name nor text there; whether descendants counts it is not documented.`,
  },
  locate(page) {
    const isThread = ({ url }: { url: URL }): boolean =>
      url.hostname === "news.ycombinator.com" && url.pathname === "/item";
    if (new URL(page.url).hostname === "news.ycombinator.com") return undefined;
    const item = elsewhere(page).find(isThread)?.url.searchParams.get("id");
    return item && /^\d{1,15}$/.test(item) ? { key: item, item } : undefined;
  },
  open: ({ item }) => ({
    url: `https://hacker-news.firebaseio.com/v0/item/${item}.json`,
    accept: "json",
    carry: { step: "number" },
  }),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    if (rowOf(answer.ask.carry).step === "tree") return readTree(answer, ref);
    const announced = countIn(rowOf(answer.json).descendants);
    const tree = {
      url: `https://hn.algolia.com/api/v1/items/${ref.item}`,
      accept: "json",
      carry: { step: "tree" },
    } as const;
    return nothing("api", { announced, announcedWithoutGone: true, next: announced === 0 ? [] : [tree] });
  },
  examples: [
    {
      page: "https://anvil.example/forge/",
      fixture: "tree",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "9002": "9001", "9003": "9002" },
        first: {
          nativeId: "9001",
          author: { name: "tongs" },
          createdAt: { at: "2023-02-01T10:20:30.000Z" },
          text: "Coke burns cleaner.",
          permalink: "https://news.ycombinator.com/item?id=9001",
        },
      },
    },
  ],
});

function readTree(answer: Answer, { item }: HackerNewsRef): Batch {
  const comments: StatedComment[] = [];
  const waiting = listOf(answer, "hacker-news-linked", rowOf(answer.json).children, "children").slice();
  for (const row of waiting) {
    if (row.story_id !== undefined && idIn(row.story_id) !== item) continue;
    comments.push(commentOf(answer, row, item));
    waiting.push(...rowsOf(row.children));
  }
  return { comments, next: [], way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, item: string): StatedComment {
  const id = idOf(answer, "hacker-news-linked", row, "id");
  const parent = idIn(row.parent_id);
  const text = typeof row.text === "string" ? row.text : null;
  return {
    nativeId: id,
    parent: parent === item ? null : parent,
    parentFrom: "id",
    author: authorIn(row.author),
    createdAt: isoIn(row.created_at),
    ...contentOfHtml(text ?? ""),
    state: text === null ? "deleted" : "visible",
    permalink: `https://news.ycombinator.com/item?id=${id}`,
  };
}
