// Ghost: top comments page by page with their first replies, the other replies after the last one that came.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  jsonOf,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot } from "../comments/scripts.ts";

export interface GhostRef extends Ref {
  /** The site, with its final slash. */
  readonly root: string;
  readonly post: string;
}

const PAGE = 100;

export default definePlatform<"ghost", GhostRef>({
  id: "ghost",
  name: "Ghost",
  docs: "https://ghost.org/docs/members/comments/",
  access: "public-api",
  consent: { default: "on", terms: "The site is its own server; its robots.txt and the site's terms decide." },
  checked: {
    on: "2026-11-24",
    what: `In github.com/TryGhost/Ghost: apps/comments-ui/src/utils/api.ts (addresses, the filter for further replies),
      core/frontend/helpers/comments.js (marks). Only the number of all published comments is told apart from the pages,
      so it is asked before and after them.`,
    open: "On a site: whether that number leaves out hidden comments, and the largest limit.",
  },
  locate(page) {
    const script = page.all("script").find(({ attribs }) => attribs["data-ghost-comments"] !== undefined);
    const root = addressIn(script?.attribs["data-ghost-comments"], page);
    const post = script?.attribs["data-post-id"];
    if (!root || post === undefined || !/^[\w-]{1,64}$/.test(post)) return undefined;
    return { key: `${root.host}/${post}`, root: asRoot(root), post };
  },
  open: (ref) => countAsk(ref, "first"),
  read(answer, ref) {
    const carry = rowOf(answer.ask.carry);
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    if (carry.step === "count") {
      const told = { announced: countIn(jsonOf(answer, "ghost")[ref.post]) ?? 0, announcedWithoutGone: true };
      return nothing("api", { ...told, next: carry.when === "first" ? [pageAsk(ref, 1)] : [] });
    }
    return carry.step === "replies" ? readReplies(answer, ref, idIn(carry.of)!) : readPage(answer, ref);
  },
  examples: [
    {
      page: "https://orchard.example/pruning/",
      fixture: "replies",
      expect: {
        comments: 4,
        deepest: 3,
        announced: 4,
        complete: true,
        ways: ["api"],
        parents: { "65a2": "65a1", "65a3": "65a2", "65b1": null },
        first: {
          nativeId: "65a1",
          author: { name: "Gala" },
          createdAt: { at: "2026-01-10T08:00:00.000Z" },
          text: "Too early.",
          votes: { up: 2, down: null, score: null },
        },
      },
    },
  ],
});

const ask = ({ root }: GhostRef, path: string, carry: JsonObject): Ask => ({
  url: `${root}members/api/comments/${path}`,
  accept: "json",
  carry,
});
const countAsk = (ref: GhostRef, when: string): Ask => ask(ref, `counts/?ids=${ref.post}`, { step: "count", when });
const pageAsk = (ref: GhostRef, page: number): Ask =>
  ask(ref, `post/${ref.post}/?limit=${PAGE}&page=${page}`, { step: "page" });
const repliesAsk = (ref: GhostRef, of: string, after: string): Ask =>
  ask(ref, `${encodeURIComponent(of)}/replies/?limit=${PAGE}&filter=${encodeURIComponent(`id:>'${after}'`)}`, {
    step: "replies",
    of,
    after,
  });

function readPage(answer: Answer, ref: GhostRef): Batch {
  const body = rowOf(answer.json);
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  for (const row of listOf(answer, "ghost", body.comments, "comments")) {
    if (row.post_id !== undefined && idIn(row.post_id) !== ref.post) continue;
    const top = commentOf(answer, row, null);
    const replies = rowsOf(row.replies).map((reply) => commentOf(answer, reply, top.nativeId));
    comments.push(top, ...replies);
    if ((countIn(rowOf(row.count).replies) ?? 0) > replies.length) {
      // Identifiers begin with the moment of writing; before all of them comes nothing.
      next.push(repliesAsk(ref, top.nativeId, replies.at(-1)?.nativeId ?? "0"));
    }
  }
  const { page, pages } = rowOf(rowOf(body.meta).pagination);
  const more = (countIn(page) ?? 1) < (countIn(pages) ?? 1);
  next.unshift(more ? pageAsk(ref, (countIn(page) ?? 1) + 1) : countAsk(ref, "last"));
  return { comments, next, way: "api", trust: 1, byTime: true };
}

function readReplies(answer: Answer, ref: GhostRef, of: string): Batch {
  const body = rowOf(answer.json);
  const comments = listOf(answer, "ghost", body.comments, "comments").map((row) => commentOf(answer, row, of));
  const { pages } = rowOf(rowOf(body.meta).pagination);
  const last = comments.at(-1)?.nativeId;
  const next = last !== undefined && (countIn(pages) ?? 1) > 1 ? [repliesAsk(ref, of, last)] : [];
  return { comments, next, way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, top: string | null): StatedComment {
  const state = row.status === "deleted" ? "deleted" : row.status === "hidden" ? "removed" : "visible";
  const member = rowOf(row.member);
  const editedAt = state === "visible" ? isoIn(row.edited_at) : null;
  const likes = countIn(rowOf(row.count).likes);
  return {
    nativeId: idOf(answer, "ghost", row, "id"),
    parent: idIn(row.in_reply_to_id) ?? top,
    parentFrom: "id",
    author: state === "visible" ? authorIn(member.name, member.id) : null,
    createdAt: isoIn(row.created_at),
    editedAt,
    ...contentOfHtml(state === "visible" ? textOf(answer, "ghost", row, "html") : ""),
    state: editedAt ? "edited" : state,
    votes: likes === null ? null : { up: likes, down: null, score: null },
    permalink: null,
  };
}
