// OpenWeb, formerly Spot.IM: a count asks whether there is a conversation, and the conversation is read by offsets, also below a comment.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
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
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";

export interface OpenWebRef extends Ref {
  /** `sp_` and the publisher's id. */
  readonly spot: string;
  readonly post: string;
}

const PAGE = 100;
const DEEP = 15;

export default definePlatform<"openweb", OpenWebRef>({
  id: "openweb",
  name: "OpenWeb (Spot.IM)",
  docs: "https://developers.openweb.com/docs/retrieve-message-count",
  access: "public-api",
  consent: {
    default: "opt-in",
    terms: "OpenWeb's terms forbid automated reading without consent: ask the publisher or OpenWeb first.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/SpotIM/spotim-integration-docs (launcher, messages-count) and in ten public readers of
      conversation/read (found by "api-2-0.spot.im/v1.0.0/conversation/read", of 2020 to 2026): x-spot-id and x-post-id
      are enough on most spots, others want the token that authenticate gives to anybody in x-access-token. Names are in
      users. A count comes first, because nobody says whether reading makes a conversation.`,
    open: "Whether the count has placeholders (we say no).",
  },
  locate(page) {
    const script = page.all("script").find(({ attribs }) => SPOT.test((attribs.src ?? "").slice(0, 200)));
    const spot = SPOT.exec((script?.attribs.src ?? "").slice(0, 200))?.[1];
    const box = page.$(
      '[data-spotim-module="conversation"][data-post-id], [data-spot-im-module-default-area][data-post-id]',
    );
    const post = idIn(script?.attribs["data-post-id"] ?? box.attr("data-post-id"));
    return spot === undefined || post === null ? undefined : { key: `${spot}_${post}`, spot, post };
  },
  open: ({ spot, post }) => ({
    url: `https://open-api.spot.im/v1/messages-count?spot_id=${encodeURIComponent(spot)}&posts_ids=${encodeURIComponent(post)}`,
    accept: "json",
    carry: { step: "count" },
  }),
  read(answer, ref) {
    const carry = rowOf(answer.ask.carry);
    const { status, headers } = answer.capture;
    const token = idOfToken(carry.token);
    if (carry.step === "comments" && token === null && (status === 401 || status === 403))
      return nothing("api", { next: [tokenAsk(ref, carry)] });
    if (carry.step === "comments" && status === 401) return nothing("api", { restart: true });
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    if (carry.step === "token") {
      const given = idOfToken(headers["x-access-token"]);
      const gap = { reason: "refused", count: null, detail: `${answer.capture.url} gave no token` } as const;
      if (given === null) return nothing("api", { gaps: [gap] });
      return nothing("api", { next: [pageAsk(ref, given, idIn(carry.of), countIn(carry.offset) ?? 0)] });
    }
    if (carry.step === "count") {
      const announced = countIn(rowOf(rowOf(answer.json).messages_count)[ref.post]);
      const next = announced === 0 ? [] : [pageAsk(ref, null, null, 0)];
      return nothing("api", { announced, announcedWithoutGone: true, next });
    }
    return readPage(answer, ref, token, idIn(carry.of));
  },
  examples: [
    {
      page: "https://www.pier.example/2026/bollard",
      fixture: "conversation",
      expect: {
        comments: 4,
        deepest: 3,
        announced: 4,
        complete: true,
        ways: ["api"],
        parents: { sp_a1_77_c_2: "sp_a1_77_c_1", sp_a1_77_c_3: "sp_a1_77_c_2" },
        first: {
          nativeId: "sp_a1_77_c_1",
          author: { name: "Rope" },
          createdAt: { at: "2026-02-03T10:00:00.000Z" },
          text: "Paint it.\nRed.",
          votes: { up: 6, down: 2, score: null },
        },
      },
    },
  ],
});

const SPOT = /^(?:https?:)?\/\/launcher\.spot\.im\/spot\/(sp_\w{1,40})/;
/** A token is longer than an id. */
const idOfToken = (value: unknown): string | null =>
  typeof value === "string" && value !== "" && value.length <= 4_000 ? value : null;

const headersFor = ({ spot, post }: OpenWebRef, token: string | null) => ({
  "content-type": "application/json",
  "x-spot-id": spot,
  "x-post-id": post,
  ...(token !== null && { "x-access-token": token }),
});

const tokenAsk = (ref: OpenWebRef, { of, offset }: Row): Ask => ({
  url: "https://api-2-0.spot.im/v1.0.0/authenticate",
  method: "POST",
  headers: headersFor(ref, null),
  body: "{}",
  accept: "json",
  carry: { step: "token", of: idIn(of), offset: countIn(offset) },
});

function pageAsk(ref: OpenWebRef, token: string | null, of: string | null, offset: number): Ask {
  const wanted: JsonObject = {
    sort_by: "oldest",
    offset,
    count: PAGE,
    depth: DEEP,
    child_count: PAGE,
    ...(of !== null && { parent_id: of }),
  };
  return {
    url: "https://api-2-0.spot.im/v1.0.0/conversation/read",
    method: "POST",
    headers: headersFor(ref, token),
    body: JSON.stringify(wanted),
    accept: "json",
    carry: { step: "comments", token, of, offset },
  };
}

function readPage(answer: Answer, ref: OpenWebRef, token: string | null, of: string | null): Batch {
  const told = rowOf(rowOf(answer.json).conversation);
  const users = rowOf(told.users);
  const waiting: { readonly row: Row; readonly parent: string | null }[] = listOf(
    answer,
    "openweb",
    told.comments,
    "conversation.comments",
  ).map((row) => ({ row, parent: of }));
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  for (const { row, parent } of waiting) {
    const conversation = idIn(row.conversation_id);
    if (conversation !== null && conversation !== (idIn(told.conversation_id) ?? ref.key)) continue;
    const comment = commentOf(answer, row, parent, rowOf(users[idIn(row.user_id) ?? ""]));
    comments.push(comment);
    const replies = rowsOf(row.replies);
    for (const reply of replies) waiting.push({ row: reply, parent: comment.nativeId });
    const hasMore = row.has_next === true || (replies.length === 0 && (countIn(row.replies_count) ?? 0) > 0);
    if (hasMore) next.push(pageAsk(ref, token, comment.nativeId, countIn(row.offset) ?? replies.length));
  }
  const offset = countIn(told.offset);
  if (told.has_next === true && offset !== null) next.unshift(pageAsk(ref, token, of, offset));
  const closed = told.read_only;
  return {
    comments,
    next,
    way: "api",
    trust: 1,
    ...(of === null && { announced: countIn(told.messages_count), announcedWithoutGone: true }),
    byTime: true,
    open: typeof closed === "boolean" ? !closed : null,
  };
}

function commentOf(answer: Answer, row: Row, parent: string | null, user: Row): StatedComment {
  const id = idOf(answer, "openweb", row, "id");
  const stated = idIn(row.parent_id);
  const gone = row.deleted === true;
  const { ranks_up, ranks_down } = rowOf(row.rank);
  const [up, down] = [countIn(ranks_up), countIn(ranks_down)];
  const parts = rowsOf(row.content).flatMap(({ type, text }) =>
    type === "text" && typeof text === "string" ? text : [],
  );
  return {
    nativeId: id,
    parent: stated === id ? null : (stated ?? parent),
    parentFrom: "id",
    author: gone ? null : authorIn(user.display_name ?? row.user_display_name, row.user_id),
    createdAt: secondsIn(row.written_at ?? row.time),
    ...contentOfHtml(gone ? "" : parts.join("\n")),
    state: gone ? "deleted" : row.edited === true ? "edited" : "visible",
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: null,
  };
}
