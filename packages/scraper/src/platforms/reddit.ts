// Reddit below an article that links its discussion: the tree with the user's own key, and what it leaves out by the hundred.
import type { Ask, Gap, JsonObject, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import { elsewhere } from "../comments/elsewhere.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
  secondsIn,
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";

export interface RedditRef extends Ref {
  readonly post: string;
}

/** As many as `/api/morechildren` takes. */
const BATCH = 100;

export default definePlatform<"reddit", RedditRef>({
  id: "reddit",
  name: "Reddit (linked by the article)",
  docs: "https://www.reddit.com/dev/api/",
  access: "needs-key",
  consent: {
    default: "opt-in",
    terms: "The Data API Terms want an application of your own and forbid training models without a contract.",
  },
  checked: {
    on: "2026-11-24",
    what: `reddit.com/dev/api (comments, morechildren) and github.com/reddit-archive/reddit/wiki/json (things, more), and
      public clients of both. Without a key the site sends to a login (defuddle's reader, 2026-07). The key is an access
      token of the user's own application.`,
    open: "Whether num_comments counts every placeholder. Votes are blurred by the site.",
  },
  locate(page) {
    if (/(?:^|\.)reddit\.com$/.test(new URL(page.url).hostname)) return undefined;
    for (const { url } of elsewhere(page)) {
      const id = /^\/r\/\w{1,50}\/comments\/([a-z0-9]{1,15})(?:\/|$)/.exec(url.pathname)?.[1];
      if (id !== undefined && /(?:^|\.)reddit\.com$/.test(url.hostname)) return { key: id, post: id };
    }
    return undefined;
  },
  open: ({ post }) => ask(`comments/${post}?limit=500&sort=old&raw_json=1`, { step: "tree" }),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) {
      const isKey = answer.capture.status === 401;
      const gap: Gap = isKey
        ? { ...refusal, reason: "needs-key", detail: "reddit.com does not take the key, or no longer" }
        : refusal;
      return nothing("api", { gaps: [gap] });
    }
    const { step } = rowOf(answer.ask.carry);
    if (step === "more") {
      const { data } = rowOf(rowOf(answer.json).json);
      return batchOf(answer, listOf(answer, "reddit", rowOf(data).things, "json.data.things"), ref);
    }
    const [link, tree] = listOf(answer, "reddit", answer.json, "a list of two");
    const batch = batchOf(answer, childrenOf(answer, tree), ref);
    if (step === "below") return batch;
    const { num_comments: count, locked, archived } = rowOf(rowOf(childrenOf(answer, link)[0]).data);
    const open = typeof locked === "boolean" ? !locked && archived !== true : null;
    return { ...batch, announced: countIn(count), open };
  },
  examples: [
    {
      page: "https://gorse.example/hill/",
      fixture: "tree",
      expect: {
        comments: 4,
        deepest: 3,
        announced: 4,
        complete: true,
        ways: ["api"],
        parents: { k2: "k1", k3: "k2", k4: null },
        first: {
          nativeId: "k1",
          author: { name: "whin" },
          createdAt: { at: "2024-11-12T13:14:15.000Z", precision: "s" },
          text: "In flower again.",
          votes: { up: null, down: null, score: 12 },
          permalink: "https://www.reddit.com/r/hills/comments/1abc/hill/k1/",
          state: "edited",
        },
      },
    },
  ],
});

const ask = (path: string, carry: JsonObject): Ask => ({
  url: `https://oauth.reddit.com/${path}`,
  accept: "json",
  key: { name: "reddit", header: "authorization", scheme: "Bearer" },
  carry,
});

const childrenOf = (answer: Answer, listing: Row | undefined): readonly Row[] =>
  listOf(answer, "reddit", rowOf(rowOf(listing).data).children, "data.children");

/** Comments, with those below them, and the questions for those that are only named. */
function batchOf(answer: Answer, things: readonly Row[], ref: RedditRef): Batch {
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  const missing: string[] = [];
  const waiting = things.slice();
  for (const { kind, data } of waiting) {
    const row = rowOf(data);
    if (kind === "t1" && (row.link_id === undefined || row.link_id === `t3_${ref.post}`)) {
      comments.push(commentOf(answer, row));
      waiting.push(...rowsOf(rowOf(rowOf(row.replies).data).children));
    } else if (kind === "more") {
      const ids = Array.isArray(row.children) ? row.children.flatMap((id) => idIn(id) ?? []) : [];
      const parent = /^t1_(\w+)$/.exec(String(row.parent_id))?.[1];
      missing.push(...ids);
      // "Continue this thread": what is too deep is named by nothing but the comment above it.
      if (ids.length === 0 && parent !== undefined)
        next.push(ask(`comments/${ref.post}?comment=${parent}&limit=500&sort=old&raw_json=1`, { step: "below" }));
    }
  }
  for (let at = 0; at < missing.length; at += BATCH) {
    const children = missing
      .slice(at, at + BATCH)
      .map(encodeURIComponent)
      .join(",");
    const query = `api_type=json&link_id=t3_${ref.post}&sort=old&limit_children=false&raw_json=1&children=${children}`;
    next.push(ask(`api/morechildren?${query}`, { step: "more" }));
  }
  return { comments, next, way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row): StatedComment {
  const body = textOf(answer, "reddit", row, "body");
  const state = body === "[removed]" ? "removed" : body === "[deleted]" ? "deleted" : "visible";
  const editedAt = state === "visible" ? secondsIn(row.edited) : null;
  const path = textIn(row.permalink);
  return {
    nativeId: idOf(answer, "reddit", row, "id"),
    parent: /^t1_(\w+)$/.exec(String(row.parent_id))?.[1] ?? null,
    parentFrom: "id",
    author: row.author === "[deleted]" ? null : authorIn(row.author, row.author_fullname),
    createdAt: secondsIn(row.created_utc),
    editedAt,
    ...contentOfHtml(state === "visible" ? textOf(answer, "reddit", row, "body_html") : ""),
    state: editedAt ? "edited" : state,
    votes: typeof row.score === "number" ? { up: null, down: null, score: row.score } : null,
    permalink: path?.startsWith("/") ? `https://www.reddit.com${path}` : null,
  };
}
