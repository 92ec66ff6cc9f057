// Lemmy: the comments of a post, flat and oldest first, each with the path of the comments above it.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
import { contentOfText } from "../comments/content.ts";
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
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { scriptWith } from "../comments/scripts.ts";
import type { Page } from "../html/page.ts";

export interface LemmyRef extends Ref {
  readonly origin: string;
  readonly post: string;
}

/** The most that the server gives at once. */
const PAGE = 50;

export default definePlatform<"lemmy", LemmyRef>({
  id: "lemmy",
  name: "Lemmy",
  docs: "https://join-lemmy.org/docs/contributors/04-api.html",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The interface is open by design; each server's own terms and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `github.com/LemmyNet/lemmy (2026-08: api/src/federation/list_comments.rs, where version 1 pages by cursor under
      /api/v4) and lemmy-js-client's types for /api/v3, which versions 0.18 to 1 answer. Without max_depth pages are flat.`,
    open: "From knowledge: counts.comments leaves deleted and removed comments out, and their texts are empty.",
  },
  locate(page) {
    const post = postOf(page);
    const id = post && /^\/post\/(\d{1,15})\/?$/.exec(post.pathname)?.[1];
    return post && id ? { key: `${post.host}/post/${id}`, origin: post.origin, post: id } : undefined;
  },
  open: (ref) => postAsk(ref, "first"),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const { step, when } = rowOf(answer.ask.carry);
    if (step === "comments") return readPage(answer, ref);
    const { post, counts } = rowOf(rowOf(answer.json).post_view);
    const announced = countIn(rowOf(counts).comments);
    const locked = rowOf(post).locked;
    return nothing("api", {
      announced,
      announcedWithoutGone: true,
      next: when === "first" ? [pageAsk(ref, 1)] : [],
      open: typeof locked === "boolean" ? !locked : null,
    });
  },
  examples: [
    {
      page: "https://lemmy.reed.example/post/77",
      fixture: "post",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "502": "501", "503": "502" },
        first: {
          nativeId: "501",
          author: { name: "Bittern" },
          createdAt: { at: "2024-07-08T09:10:11.121Z", precision: "ms" },
          text: "Heard, not seen.",
          votes: { up: 5, down: 1, score: 4 },
          permalink: "https://lemmy.reed.example/comment/501",
        },
      },
    },
  ],
});

/** The page is a post of Lemmy's own interface, or names one as the place where it is talked about. */
function postOf(page: Page): URL | undefined {
  if (scriptWith(page, "window.isoData", OWN_DATA) !== undefined && page.$("#app").length > 0) return new URL(page.url);
  return elsewhere(page).find(
    ({ url, words }) => /\blemmy\b/i.test(`${url.hostname} ${words}`) && /^\/post\/\d/.test(url.pathname),
  )?.url;
}
/** The whole page's data stand in it. */
const OWN_DATA = 3_000_000;

const ask = ({ origin }: LemmyRef, path: string, carry: JsonObject): Ask => ({
  url: `${origin}/api/v3/${path}`,
  accept: "json",
  carry,
});
const postAsk = (ref: LemmyRef, when: string): Ask => ask(ref, `post?id=${ref.post}`, { step: "post", when });
const pageAsk = (ref: LemmyRef, page: number): Ask =>
  ask(ref, `comment/list?post_id=${ref.post}&type_=All&sort=Old&limit=${PAGE}&page=${page}`, {
    step: "comments",
    page,
  });

function readPage(answer: Answer, ref: LemmyRef): Batch {
  const rows = listOf(answer, "lemmy", rowOf(answer.json).comments, "comments");
  const page = countIn(rowOf(answer.ask.carry).page) ?? 1;
  return {
    comments: rows
      .filter((row) => idIn(rowOf(row.comment).post_id) === ref.post)
      .map((row) => commentOf(answer, row, ref)),
    // The answer does not say whether more follow: a page that is not full is the last.
    next: [rows.length < PAGE ? postAsk(ref, "last") : pageAsk(ref, page + 1)],
    way: "api",
    trust: 1,
    byTime: true,
  };
}

function commentOf(answer: Answer, row: Row, { origin }: LemmyRef): StatedComment {
  const comment = rowOf(row.comment);
  const id = idOf(answer, "lemmy", comment, "id");
  const { name, display_name: shown, id: key } = rowOf(row.creator);
  const { upvotes, downvotes, score } = rowOf(row.counts);
  const state = comment.deleted === true ? "deleted" : comment.removed === true ? "removed" : "visible";
  const editedAt = state === "visible" ? isoIn(comment.updated) : null;
  // "0" is the post, the last one the comment itself.
  const parent = textOf(answer, "lemmy", comment, "path").split(".").at(-2);
  return {
    nativeId: id,
    parent: parent === undefined || parent === "0" ? null : parent,
    parentFrom: "id",
    author: state === "visible" ? authorIn(textIn(shown) ?? name, key) : null,
    createdAt: isoIn(comment.published),
    editedAt,
    ...contentOfText(state === "visible" ? textOf(answer, "lemmy", comment, "content") : ""),
    state: editedAt ? "edited" : state,
    votes: { up: countIn(upvotes), down: countIn(downvotes), score: typeof score === "number" ? score : null },
    permalink: `${origin}/comment/${id}`,
  };
}
