// Talk, as Coral was called up to version 4: queries in full text, pages of top comments, and of the replies below each.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfText } from "../comments/content.ts";
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
  textIn,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform } from "../comments/platform.ts";
import { addressIn, asRoot, scriptWith, settingIn } from "../comments/scripts.ts";
import type { Page } from "../html/page.ts";
import { ask, assetAsk, moreAsk, type TalkRef } from "./coral-talk/queries.ts";

export type { TalkRef };

export default definePlatform<"coral-talk", TalkRef>({
  id: "coral-talk",
  name: "Coral Talk (up to version 4)",
  docs: "https://github.com/coralproject/talk/tree/v4.13.0",
  access: "public-api",
  consent: { default: "opt-in", terms: "The interface serves the publisher's own page; the publisher's terms decide." },
  checked: {
    on: "2026-11-24",
    what: `In public readers of DER SPIEGEL, nu.nl, WSJ and the Washington Post of those years (found by
      "CoralEmbedStream_Embed"): fields, replies(query: {limit}), LoadMoreComments with asset_id, parent_id and cursor;
      and in Talk's own embed code (Coral.Talk.render(element, { talk, asset_id, asset_url })). asset(url) makes the
      server fetch an address that it does not know and keep it, so commentCount(asset_url), which only counts, is asked
      first. A cursor is the time of the last comment: two of one millisecond at the end of a page would lose one, which
      the number then shows.`,
    open: "A server that still runs.",
  },
  createsOnRead: ({ carry, body }) => rowOf(carry).step === "asset" && body?.includes('"url":"') === true,
  locate(page) {
    const told = settingsOn(page);
    const root = addressIn(told.root, page);
    if (!root) return undefined;
    const canonical = addressIn(page.$('link[rel="canonical"]').attr("href"), page)?.href ?? page.url;
    const assetUrl = addressIn(told.url, page)?.href ?? canonical;
    const asset = told.asset ?? null;
    return { key: `${root.host}/${asset ?? assetUrl}`, root: asRoot(root), asset, assetUrl };
  },
  open: (ref) =>
    ref.asset === null
      ? ask(ref, "query Count($url: String) { commentCount(query: {asset_url: $url}) }", { url: ref.assetUrl }, "count")
      : assetAsk(ref),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const carry = rowOf(answer.ask.carry);
    const body = jsonOf(answer, "coral-talk");
    const data = rowOf(body.data);
    if (body.data === null || (body.data === undefined && rowsOf(body.errors).length > 0)) {
      const detail = `${answer.capture.url} does not answer this query`;
      return nothing("api", { gaps: [{ reason: "refused", count: null, detail }] });
    }
    if (carry.step === "count") {
      const count = countIn(data.commentCount);
      return count === null || count === 0
        ? { ...nothing("api"), announced: 0 }
        : nothing("api", { announced: count, next: [assetAsk(ref)] });
    }
    if (carry.step === "more") {
      const of = idIn(carry.of);
      return readConnection(answer, rowOf(data.comments), ref, String(carry.asset), of);
    }
    const asset = rowOf(data.asset);
    const id = idIn(asset.id);
    if (id === null) return { ...nothing("api"), announced: 0 };
    const closed = asset.isClosed;
    return {
      ...readConnection(answer, rowOf(asset.comments), ref, id, null),
      announced: countIn(asset.totalCommentCount),
      open: typeof closed === "boolean" ? !closed : null,
    };
  },
  examples: [
    {
      page: "https://www.kompass.example/ausland/a-1234.html",
      fixture: "asset",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { t2: "t1", t3: "t2" },
        first: {
          nativeId: "t1",
          author: { name: "Nadel" },
          createdAt: { at: "2021-04-05T06:07:08.123Z", precision: "ms" },
          text: "Nach Norden.\nImmer.",
          votes: { up: 4, down: 1, score: null },
        },
      },
    },
  ],
});

interface Settings {
  readonly root?: string | undefined;
  readonly asset?: string | undefined;
  readonly url?: string | undefined;
}

/** `Coral.Talk.render(...)`, also within the `onload` of a script, or an element that keeps the settings as JSON. */
function settingsOn(page: Page): Settings {
  const loaded = page.all("script").find(({ attribs }) => (attribs.onload ?? "").includes("Talk.render("));
  const script = loaded?.attribs.onload?.slice(0, 5_000) ?? scriptWith(page, "Talk.render(");
  if (script !== undefined)
    return {
      root: settingIn(script, "talk"),
      asset: settingIn(script, "asset_id"),
      url: settingIn(script, "asset_url"),
    };
  try {
    const kept = rowOf(JSON.parse(page.$('[data-component="Talk"][data-settings]').attr("data-settings") ?? "{}"));
    return { root: textIn(kept.baseURL) ?? undefined, asset: idIn(kept.articleId) ?? undefined };
  } catch {
    return {}; // settings of another kind
  }
}

function readConnection(answer: Answer, connection: Row, ref: TalkRef, asset: string, of: string | null): Batch {
  const top = listOf(answer, "coral-talk", connection.nodes, "comments.nodes");
  const waiting: { readonly row: Row; readonly parent: string | null }[] = top.map((row) => ({ row, parent: of }));
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  for (const { row, parent } of waiting) {
    const stated = idIn(rowOf(row.asset).id);
    if (stated !== null && stated !== asset) continue;
    const comment = commentOf(answer, row, parent);
    comments.push(comment);
    const inside = rowOf(row.replies);
    const replies = rowsOf(inside.nodes);
    for (const reply of replies) waiting.push({ row: reply, parent: comment.nativeId });
    if (inside.hasNextPage === true) next.push(moreAsk(ref, asset, comment.nativeId, idIn(inside.endCursor)));
    else if (inside.nodes === undefined && (countIn(row.replyCount) ?? 0) > 0)
      next.push(moreAsk(ref, asset, comment.nativeId, null));
  }
  if (connection.hasNextPage === true) next.unshift(moreAsk(ref, asset, of, idIn(connection.endCursor)));
  return { comments, next, way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const user = rowOf(row.user);
  const actions = rowsOf(row.action_summaries);
  const counted = (...names: readonly string[]): number | null =>
    countIn(actions.find(({ __typename: name }) => names.some((one) => name === `${one}ActionSummary`))?.count);
  const [up, down] = [counted("Upvote", "Like", "Respect"), counted("Downvote")];
  const isThere = typeof row.body === "string";
  return {
    nativeId: idOf(answer, "coral-talk", row, "id"),
    parent: idIn(rowOf(row.parent).id) ?? parent,
    parentFrom: "id",
    author: authorIn(user.username, user.id),
    createdAt: isoIn(row.created_at),
    ...contentOfText(isThere ? (row.body as string) : ""),
    state: !isThere ? "deleted" : rowOf(row.editing).edited === true ? "edited" : "visible",
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: null,
  };
}
