// Substack: the whole tree of a post's comments in one answer.
import type { StatedComment } from "@belowline/schema";
import { contentOfText } from "../comments/content.ts";
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
import { type Answer, definePlatform, type Ref } from "../comments/platform.ts";
import { pageAddress, scriptWith } from "../comments/scripts.ts";
import type { Page } from "../html/page.ts";

export interface SubstackRef extends Ref {
  readonly origin: string;
  readonly post: string;
  readonly url: string;
}

export default definePlatform<"substack", SubstackRef>({
  id: "substack",
  name: "Substack",
  docs: "https://support.substack.com/",
  access: "public-api",
  consent: {
    default: "opt-in",
    terms: "Substack's terms restrict automated reading; the writer of the newsletter may allow it.",
  },
  checked: {
    on: "2026-11-24",
    what: `In public readers (found by "comments?token=&all_comments=true": several, of 2021 to 2026): token= must be
      there, if empty; the tree is complete; a comment that is gone has no body. comment_count of the post counts what is
      visible.`,
  },
  locate(page) {
    const post = postOn(page);
    const id = idIn(post.id);
    if (id === null || post.write_comment_permissions === "none") return undefined;
    const { origin } = new URL(page.url);
    return {
      key: id,
      origin,
      post: id,
      url: pageAddress(page).href.replace(/\/$/, ""),
      announced: countIn(post.comment_count),
    };
  },
  open: ({ origin, post }) => ({
    url: `${origin}/api/v1/post/${encodeURIComponent(post)}/comments?token=&all_comments=true&sort=oldest_first`,
    accept: "json",
  }),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const comments: StatedComment[] = [];
    const top = listOf(answer, "substack", rowOf(answer.json).comments, "comments");
    const waiting = top.map((row): { readonly row: Row; readonly parent: string | null } => ({ row, parent: null }));
    for (const { row, parent } of waiting) {
      if (row.post_id !== undefined && idIn(row.post_id) !== ref.post) continue;
      const comment = commentOf(answer, row, parent, ref);
      comments.push(comment);
      for (const child of rowsOf(row.children)) waiting.push({ row: child, parent: comment.nativeId });
    }
    return {
      comments,
      next: [],
      way: "api",
      trust: 1,
      byTime: true,
      announced: ref.announced ?? null,
      announcedWithoutGone: true,
    };
  },
  examples: [
    {
      page: "https://ledger.example/p/the-price-of-salt",
      fixture: "tree",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "32": "31", "33": "32" },
        first: {
          nativeId: "31",
          author: { name: "Tove" },
          createdAt: { at: "2025-11-02T10:00:00.000Z" },
          text: "Twice what it was.\nIn a year.",
          votes: { up: 2, down: null, score: null },
          permalink: "https://ledger.example/p/the-price-of-salt/comment/31",
        },
      },
    },
  ],
});

/** `window._preloads = JSON.parse("...")`: JSON within a string within a script. */
function postOn(page: Page): Row {
  const script = scriptWith(page, "window._preloads", PRELOADS);
  const from = script?.indexOf('JSON.parse("') ?? -1;
  if (script === undefined || from < 0 || from > 100) return {};
  const begin = from + "JSON.parse(".length;
  let end = begin + 1;
  while (end < script.length && script[end] !== '"') end += script[end] === "\\" ? 2 : 1;
  try {
    return rowOf(rowOf(JSON.parse(JSON.parse(script.slice(begin, end + 1)) as string)).post);
  } catch {
    return {}; // cut off, or none of Substack's: no post is named, so there is no thread
  }
}
/** The whole post stands in it, and the settings of its newsletter. */
const PRELOADS = 3_000_000;

function commentOf(answer: Answer, row: Row, parent: string | null, { url }: SubstackRef): StatedComment {
  const id = idOf(answer, "substack", row, "id");
  const isThere = typeof row.body === "string" && row.deleted !== true;
  const removed = typeof row.status === "string" && row.status.startsWith("moderator");
  const editedAt = isThere ? isoIn(row.edited_at) : null;
  const up = countIn(row.reaction_count) ?? heartsIn(row.reactions);
  return {
    nativeId: id,
    parent,
    parentFrom: "id",
    author: isThere ? authorIn(row.name, row.user_id) : null,
    ...(typeof rowOf(row.metadata).is_author === "boolean" && {
      byArticleAuthor: rowOf(row.metadata).is_author === true,
    }),
    createdAt: isoIn(row.date),
    editedAt,
    ...contentOfText(isThere ? (row.body as string) : ""),
    state: removed ? "removed" : !isThere ? "deleted" : editedAt ? "edited" : "visible",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: `${url}/comment/${id}`,
  };
}

/** `{ "\u2764": 3 }`: before there was `reaction_count`, each kind was counted alone. */
function heartsIn(reactions: unknown): number | null {
  const counts = Object.values(rowOf(reactions)).flatMap((count) => countIn(count) ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}
