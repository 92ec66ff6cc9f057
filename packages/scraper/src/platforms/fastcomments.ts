// FastComments: the widget's own public interface, top-level comments by place with their trees below them.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  listOf,
  millisecondsIn,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
  textIn,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, pageAddress, scriptAddresses, scriptWith, settingIn } from "../comments/scripts.ts";

export interface FastCommentsRef extends Ref {
  readonly root: string;
  readonly tenant: string;
  /** What names the page; its address without query where the page says nothing. */
  readonly urlId: string;
}

const PAGE = 100;

export default definePlatform<"fastcomments", FastCommentsRef>({
  id: "fastcomments",
  name: "FastComments",
  docs: "https://docs.fastcomments.com/guide-api.html",
  access: "public-api",
  consent: { default: "opt-in", terms: "The interface serves the site's own page; the site's terms decide." },
  checked: {
    on: "2026-11-24",
    what: `In github.com/FastComments: fastcomments-docs (guides/api/items/{comments-get,comment-structure}.md: skip and
      limit count top-level comments with asTree; getCommentsPublic), fastcomments-php
      (docs/Model/GetCommentsResponsePublicComment.md: commentCount, hasMore, isClosed) and fastcomments-android (tests
      that ask /comments/TENANT/?urlId=&direction=&count=&asTree=). Sites of the European Union have a host of their own.`,
    open: "Whether commentCount has placeholders (we say no).",
  },
  locate(page) {
    const loader = scriptAddresses(page).find(({ host }) => /^cdn(?:-eu)?\.fastcomments\.com$/.test(host));
    const script = scriptWith(page, "FastCommentsUI") ?? scriptWith(page, "fcConfigs");
    const tenant = script === undefined ? undefined : settingIn(script, "tenantId");
    if (script === undefined || tenant === undefined) return undefined;
    const urlId =
      settingIn(script, "urlId") ?? addressIn(settingIn(script, "url"), page)?.href ?? pageAddress(page).href;
    const root =
      loader?.host === "cdn-eu.fastcomments.com" ? "https://eu.fastcomments.com" : "https://fastcomments.com";
    return { key: `${tenant}/${urlId}`, root, tenant, urlId };
  },
  open: (ref) => pageAsk(ref, null, 0),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const body = rowOf(answer.json);
    if (body.status === "failed") {
      const detail = `${answer.capture.url} answered with the error ${textIn(body.code) ?? "without a code"}`;
      return nothing("api", { gaps: [{ reason: "refused", count: null, detail }] });
    }
    return readPage(answer, body, ref);
  },
  examples: [
    {
      page: "https://tide.example/blog/neap",
      fixture: "tree",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "fc-2": "fc-1", "fc-3": null },
        first: {
          nativeId: "fc-1",
          author: { name: "Moon" },
          createdAt: { at: "2025-06-07T08:09:10.000Z" },
          text: "Lowest of the year.",
          votes: { up: 4, down: 1, score: 3 },
        },
      },
    },
  ],
});

const pageAsk = ({ root, tenant, urlId }: FastCommentsRef, of: string | null, skip: number): Ask => ({
  url: `${root}/comments/${encodeURIComponent(tenant)}/?urlId=${encodeURIComponent(urlId)}&direction=OF&asTree=true&countAll=true&skip=${skip}&limit=${PAGE}${of === null ? "" : `&parentId=${encodeURIComponent(of)}`}`,
  accept: "json",
  carry: { of, skip },
});

function readPage(answer: Answer, body: Row, ref: FastCommentsRef): Batch {
  const carry = rowOf(answer.ask.carry);
  const of = idIn(carry.of);
  const top = listOf(answer, "fastcomments", body.comments, "comments");
  const waiting: { readonly row: Row; readonly parent: string | null }[] = top.map((row) => ({ row, parent: of }));
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  for (const { row, parent } of waiting) {
    if (row.urlId !== undefined && row.urlId !== (body.urlIdClean ?? ref.urlId)) continue;
    const comment = commentOf(answer, row, parent);
    comments.push(comment);
    const children = rowsOf(row.children);
    for (const child of children) waiting.push({ row: child, parent: comment.nativeId });
    if ((countIn(row.childCount) ?? 0) > children.length) next.push(pageAsk(ref, comment.nativeId, children.length));
  }
  if (body.hasMore === true && top.length > 0) next.unshift(pageAsk(ref, of, (countIn(carry.skip) ?? 0) + top.length));
  return {
    comments,
    next,
    way: "api",
    trust: 1,
    byTime: true,
    ...(of === null && { announced: countIn(body.commentCount), announcedWithoutGone: true }),
    open: typeof body.isClosed === "boolean" ? !body.isClosed : null,
  };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const gone = row.isDeleted === true;
  const [up, down] = [countIn(row.votesUp), countIn(row.votesDown)];
  const score = typeof row.votes === "number" && Number.isSafeInteger(row.votes) ? row.votes : null;
  return {
    nativeId: idOf(answer, "fastcomments", row, "id"),
    parent: idIn(row.parentId) ?? parent,
    parentFrom: "id",
    author: gone ? null : authorIn(row.commenterName, row.userId),
    createdAt: isoIn(row.date) ?? millisecondsIn(row.date),
    ...contentOfHtml(gone ? "" : (textIn(row.commentHTML) ?? "")),
    state: gone ? "deleted" : "visible",
    votes: up === null && down === null && score === null ? null : { up, down, score },
    permalink: null,
  };
}
