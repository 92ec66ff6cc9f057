// wpDiscuz: the site's REST for the comments, and the plugin's own questions for their votes, or for everything where REST is closed.
import type { Ask, Gap, JsonObject } from "@belowline/schema";
import { nothing, refusalIn, rowOf, textIn } from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { loadPage } from "../html/page.ts";
import { locatePost } from "./wordpress/locate.ts";
import { readPage } from "./wordpress/page.ts";
import { wpDiscuzOn } from "./wordpress/plugins.ts";
import { commentsAddress, readComments } from "./wordpress/rest.ts";

export interface WpDiscuzRef extends Ref {
  readonly url: string;
  readonly post: string;
  readonly root: string | null;
  readonly ajax: string;
  readonly nonceName: string | null;
  readonly parentsOnly: boolean;
}

export default definePlatform<"wpdiscuz", WpDiscuzRef>({
  id: "wpdiscuz",
  name: "wpDiscuz",
  docs: "https://wpdiscuz.com/docs/wpdiscuz-7/",
  access: "public-api",
  consent: { default: "on", terms: "The server is the site's own; its terms and its robots.txt decide." },
  checked: {
    on: "2026-11-24",
    what: `In the plugin's copy github.com/WordpressPluginDirectory/wpdiscuz (7.6): class.WpdiscuzCore.php
      (loadMoreComments, showReplies), utils/class.WpdiscuzHelper.php (validateNonce dies with a sentence),
      class.WpdiscuzHelperAjax.php (wpdGetNonce), assets/js/wpdiscuz.js; on a running one on 2026-11-23: the ids of items,
      which hold the true parent. No question stores anything. Printed times are the site's own to the minute, so that
      REST's stand where it is open. Long texts that "read more" are REST's.`,
  },
  locate(page) {
    const plugin = wpDiscuzOn(page);
    const site = plugin && locatePost(page);
    if (!plugin || !site) return undefined;
    const { key, url, root, announced } = site;
    return { key, url, root, announced: announced ?? null, ...plugin };
  },
  open: (ref) => (ref.root === null ? firstAsk(ref, null) : restAsk(ref, 1)),
  read(answer, ref) {
    const carry = rowOf(answer.ask.carry);
    if (carry.step === "rest") return readRest(answer, Number(carry.page), ref);
    const refusal = refusalIn(answer);
    // The comments are here, only their votes are not.
    if (refusal) return nothing("ajax", { gaps: carry.votes === true ? [] : [refusal] });
    const told = rowOf(answer.json);
    // An expired token is answered by a sentence in the site's language.
    if (answer.json === undefined && typeof carry.nonce === "string" && !answer.text.startsWith("{"))
      return nothing("ajax", { restart: true });
    if (carry.step !== "nonce") return readList(answer, carry, ref);
    const nonce = textIn(rowOf(told.data)[ref.nonceName ?? ""]);
    return nothing("ajax", { next: [moreAsk(ref, "0", { ...votesOf(carry), nonce })] });
  },
  missed: (ask, gap, ref) =>
    rowOf(ask.carry).step === "rest" && rowOf(ask.carry).page === 1
      ? nothing("rest", { next: [firstAsk(ref, null)] })
      : nothing("ajax", { gaps: rowOf(ask.carry).votes === true ? [] : [gap] }),
  examples: [
    {
      page: "https://votes.example/2026/07/ferry/",
      fixture: "rest-and-votes",
      expect: {
        comments: 2,
        deepest: 2,
        announced: 2,
        complete: true,
        ways: ["rest", "ajax"],
        parents: { "42": "41" },
        first: {
          nativeId: "41",
          author: { name: "Ada" },
          createdAt: { at: "2026-07-03T07:40:12.000Z", source: "machine" },
          text: "Line 4?",
          votes: { up: null, down: null, score: 12 },
        },
      },
    },
  ],
});

const restAsk = ({ root, post }: WpDiscuzRef, page: number): Ask => ({
  url: commentsAddress(root!, post, page),
  accept: "json",
  carry: { step: "rest", page },
});

/** A question of the plugin's own, as its script puts it. */
const ask = ({ ajax }: WpDiscuzRef, fields: Readonly<Record<string, string>>, carry: JsonObject): Ask => ({
  url: ajax,
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
  accept: "json",
  carry,
});

/** The token first, where the version wants one. `votes`: REST has given everything else. */
const firstAsk = (ref: WpDiscuzRef, votes: true | null): Ask =>
  ref.nonceName === null ? moreAsk(ref, "0", { votes }) : ask(ref, { action: "wpdGetNonce" }, { step: "nonce", votes });

/** From the oldest on; the number of the last comment at the top tells where to go on. */
const moreAsk = (ref: WpDiscuzRef, last: string, known: JsonObject): Ask =>
  ask(
    ref,
    {
      action: "wpdLoadMoreComments",
      postId: ref.post,
      offset: "0",
      lastParentId: last,
      isFirstLoad: "0",
      sorting: "oldest",
      wpdType: "",
      ...(ref.nonceName !== null && typeof known.nonce === "string" && { [ref.nonceName]: known.nonce }),
    },
    { ...known, step: "more" },
  );

const votesOf = (carry: ReturnType<typeof rowOf>): JsonObject => ({ votes: carry.votes === true ? true : null });

function readRest(answer: Answer, page: number, ref: WpDiscuzRef): Batch {
  const read = readComments(answer, page, ref.post);
  const { status } = answer.capture;
  if (!read && page > 1 && status !== 400) {
    const gap: Gap = refusalIn(answer) ?? {
      reason: "adapter-broken",
      count: null,
      detail: `${answer.capture.url} holds no comments`,
    };
    return nothing("rest", { gaps: [gap] });
  }
  if (!read) return nothing("rest", { next: [firstAsk(ref, page > 1 ? true : null)] });
  const { comments, apart, total: announced, more } = read;
  const next = more && comments.length > 0 ? restAsk(ref, page + 1) : firstAsk(ref, true);
  return { comments, apart, announced, next: [next], way: "rest", trust: 2, byTime: true };
}

/** The items of a list, whose ids hold the comment and its true parent. */
function readList(answer: Answer, carry: ReturnType<typeof rowOf>, ref: WpDiscuzRef): Batch {
  const data = rowOf(rowOf(answer.json).data);
  const html = textIn(data.comment_list);
  if (html === null && data.is_show_load_more === undefined) {
    const gap: Gap = {
      reason: "adapter-broken",
      count: null,
      detail: `wpdiscuz: expected "data.comment_list" in the answer of ${ref.ajax}`,
    };
    return nothing("ajax", { gaps: [gap] });
  }
  const { capture } = answer;
  const page = loadPage({ url: ref.url, body: `<div id="wpdcom">${html ?? ""}</div>`, fetchedAt: capture.fetchedAt });
  const { comments, apart } = readPage(page);
  const known = { ...votesOf(carry), nonce: textIn(carry.nonce) };
  const last = String(data.last_parent_id ?? "0");
  const more = data.is_show_load_more === true && /^[1-9]\d{0,19}$/.test(last) ? [moreAsk(ref, last, known)] : [];
  const tops = ref.parentsOnly && carry.step === "more" ? comments.filter(({ parent }) => parent === null) : [];
  const replies = tops.map(({ nativeId }) =>
    ask(ref, { action: "wpdShowReplies", postId: ref.post, commentId: nativeId }, { ...known, step: "replies" }),
  );
  return { comments, apart, next: [...more, ...replies], way: "ajax", trust: 1 };
}
