// Mastodon: the replies to a post that the page names as its copy, in one answer; of a long thread all only with the user's own key.
import type { Ask, Gap, StatedComment } from "@belowline/schema";
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
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import type { Page } from "../html/page.ts";

export interface MastodonRef extends Ref {
  readonly origin: string;
  readonly status: string;
}

/** What a stranger is given: so many replies, so many levels deep. With a key it is 4,096. */
const LIMITS = { replies: 60, depth: 20, withKey: 4096 } as const;

export default definePlatform<"mastodon", MastodonRef>({
  id: "mastodon",
  name: "Mastodon (replies to the article's post)",
  docs: "https://docs.joinmastodon.org/methods/statuses/#context",
  access: "public-api",
  takesKey: true,
  consent: {
    default: "opt-in",
    terms: "The replies are personal posts on many servers, and each server has terms of its own: the user decides.",
  },
  checked: {
    on: "2026-11-24",
    what: `docs.joinmastodon.org/methods/statuses (context, its limits) and github.com/mastodon/mastodon,
      app/controllers/api/v1/statuses_controller.rb (one answer, no pages). replies_count counts the direct replies that
      the server knows; their sum is the number of the thread. A server knows the replies that reached it, and no others.
      A deleted post takes what answers it out of the answer. The web component's attributes are those of
      github.com/dpecos/mastodon-comments (from knowledge).`,
  },
  locate(page) {
    const found = namedIn(page);
    return found && { key: `${new URL(found.origin).host}/${found.status}`, ...found };
  },
  open: ({ origin, status }) => ({
    url: `${origin}/api/v1/statuses/${status}`,
    accept: "json",
    carry: { step: "status" },
  }),
  read(answer, ref) {
    const { step, direct } = rowOf(answer.ask.carry);
    const refusal = refusalIn(answer);
    if (refusal) {
      const isKey = step === "keyed" && answer.capture.status === 401;
      const gap: Gap = isKey ? { ...refusal, reason: "needs-key" } : refusal;
      return nothing("context", { gaps: [gap] });
    }
    if (step === "status") {
      const told = countIn(rowOf(answer.json).replies_count);
      return nothing("context", { next: [contextAsk(ref, "context", told)] });
    }
    return readContext(answer, ref, countIn(direct), step === "keyed");
  },
  examples: [
    {
      page: "https://buoy.example/storm/",
      fixture: "context",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["context"],
        parents: { "1102": "1101", "1103": null },
        first: {
          nativeId: "1101",
          author: { name: "Tern" },
          createdAt: { at: "2025-10-11T12:13:14.150Z", precision: "ms" },
          text: "All boats are in.",
          votes: { up: 2, down: null, score: null },
          permalink: "https://social.example/@tern/1101",
          state: "edited",
        },
      },
    },
  ],
});

function namedIn(page: Page): MastodonPost | undefined {
  const element = page.$("mastodon-comments[host]").first();
  const origin = URL.parse(`https://${element.attr("host") ?? ""}`)?.origin;
  const status = element.attr("tootid");
  if (origin && status && STATUS.test(status)) return { origin, status };
  for (const { url } of elsewhere(page)) {
    const id = /^\/@[\w.]{1,100}\/(\d{1,25})\/?$/.exec(url.pathname)?.[1];
    if (id !== undefined) return { origin: url.origin, status: id };
  }
  return undefined;
}
type MastodonPost = Pick<MastodonRef, "origin" | "status">;
const STATUS = /^\d{1,25}$/;

const contextAsk = ({ origin, status }: MastodonRef, step: "context" | "keyed", direct: number | null): Ask => ({
  url: `${origin}/api/v1/statuses/${status}/context`,
  accept: "json",
  ...(step === "keyed" && { key: { name: "mastodon", header: "authorization", scheme: "Bearer" } as const }),
  carry: { step, direct },
});

function readContext(answer: Answer, ref: MastodonRef, direct: number | null, keyed: boolean): Batch {
  const rows = listOf(answer, "mastodon", rowOf(answer.json).descendants, "descendants");
  // A user's own key shows what was written to that user alone.
  const comments = rows.filter(isPublic).map((row) => commentOf(answer, row, ref));
  const above = new Map(comments.map((one) => [one.nativeId, one.parent]));
  const full = keyed ? rows.length >= LIMITS.withKey : rows.length >= LIMITS.replies || isDeep(above);
  const told = rows.filter(isPublic).map((row) => countIn(row.replies_count) ?? 0);
  const detail = `the server gives no more than ${LIMITS.withKey} replies`;
  return {
    comments,
    next: full && !keyed ? [contextAsk(ref, "keyed", direct)] : [],
    gaps: full && keyed ? [{ reason: "paging-cap", count: null, detail }] : [],
    way: "context",
    trust: keyed ? 2 : 1,
    announced: full || direct === null ? null : told.reduce((sum, one) => sum + one, direct),
  };
}

const isPublic = ({ visibility }: Row): boolean =>
  visibility === undefined || visibility === "public" || visibility === "unlisted";

/** Whether a chain of replies is as long as the server lets it be. */
function isDeep(above: ReadonlyMap<string, string | null>): boolean {
  const depths = new Map<string, number>();
  // The answer gives a post before what answers it.
  for (const [id, parent] of above) depths.set(id, (parent === null ? 0 : (depths.get(parent) ?? 0)) + 1);
  return Math.max(0, ...depths.values()) >= LIMITS.depth;
}

function commentOf(answer: Answer, row: Row, { status }: MastodonRef): StatedComment {
  const account = rowOf(row.account);
  const parent = idIn(row.in_reply_to_id);
  const editedAt = isoIn(row.edited_at);
  const up = countIn(row.favourites_count);
  return {
    nativeId: idOf(answer, "mastodon", row, "id"),
    parent: parent === status ? null : parent,
    parentFrom: "id",
    author: authorIn(textIn(account.display_name) ?? account.username, account.acct),
    createdAt: isoIn(row.created_at),
    editedAt,
    ...contentOfHtml(textOf(answer, "mastodon", row, "content")),
    state: editedAt ? "edited" : "visible",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: typeof row.url === "string" && row.url.startsWith("https://") ? row.url : null,
  };
}
