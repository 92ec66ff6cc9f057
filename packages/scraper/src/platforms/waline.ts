// Waline: comments at the top page by page, each with all that hangs below it; the true parent of an answer is kept.
import type { Ask, Gap, StatedComment } from "@belowline/schema";
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
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot, pageAddress, scriptWith, settingIn } from "../comments/scripts.ts";

export interface WalineRef extends Ref {
  /** The server, with its final slash. */
  readonly root: string;
  readonly path: string;
  readonly url: string;
}

/** The most that the server gives at once. */
const PAGE = 100;

export default definePlatform<"waline", WalineRef>({
  id: "waline",
  name: "Waline",
  docs: "https://waline.js.org/en/reference/server/api.html",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The server belongs to the site itself; its robots.txt and the site's terms decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/walinejs/waline (2026-08): packages/server/src/controller/comment.js and logic/comment.js (page
      sizes, order), packages/client/src/init.ts (path), packages/api/src/utils.ts (errno). count counts answers too. Who
      deletes a comment deletes its answers, but not the answers to those: they stay and name a parent that is gone. There
      is no mark of an edit.`,
  },
  locate(page) {
    const script = scriptWith(page, "serverURL");
    const root = script === undefined ? undefined : addressIn(settingIn(script, "serverURL"), page);
    if (script === undefined || !root || page.$('#waline, [id*="waline"], [class*="waline"]').length === 0)
      return undefined;
    const { pathname, href } = pageAddress(page);
    const path = settingIn(script, "path") ?? decoded(pathname);
    return { key: `${root.host}${root.pathname}${path}`, root: asRoot(root), path, url: href };
  },
  open: (ref) => pageAsk(ref, 1),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const body = rowOf(answer.json);
    if (typeof body.errno === "number" && body.errno !== 0) {
      const detail = `${answer.capture.url} answered with the error ${body.errno}`;
      const gap: Gap = { reason: "refused", count: null, detail };
      return nothing("api", { gaps: [gap] });
    }
    // Before version 3 the page stood bare, without a number of errors around it.
    return readPage(answer, Array.isArray(body.data) ? body : rowOf(body.data), ref);
  },
  examples: [
    {
      page: "https://kite.example/wind/",
      fixture: "page",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "w-2": "w-1", "w-3": "w-2" },
        first: {
          nativeId: "w-1",
          author: { name: "Yun" },
          createdAt: { at: "2025-06-07T08:09:10.111Z", precision: "ms" },
          text: "Too strong today.",
          votes: { up: 2, down: null, score: null },
          permalink: "https://kite.example/wind/#w-1",
        },
      },
    },
  ],
});

function pageAsk({ root, path }: WalineRef, n: number): Ask {
  const query = `path=${encodeURIComponent(path)}&pageSize=${PAGE}&page=${n}&lang=en&sortBy=insertedAt_asc`;
  return { url: `${root}api/comment?${query}`, accept: "json", carry: { n } };
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function readPage(answer: Answer, told: Row, ref: WalineRef): Batch {
  const comments: StatedComment[] = [];
  for (const row of listOf(answer, "waline", told.data, "data.data")) {
    if (row.url !== undefined && row.url !== ref.path) continue;
    const top = commentOf(answer, row, null, ref);
    comments.push(top);
    for (const child of rowsOf(row.children)) comments.push(commentOf(answer, child, top.nativeId, ref));
  }
  const n = countIn(rowOf(answer.ask.carry).n) ?? 1;
  const next = n < (countIn(told.totalPages) ?? 1) ? [pageAsk(ref, n + 1)] : [];
  return { comments, next, way: "api", trust: 1, byTime: true, announced: countIn(told.count) };
}

function commentOf(answer: Answer, row: Row, top: string | null, { url }: WalineRef): StatedComment {
  const id = idOf(answer, "waline", row, "objectId");
  const up = countIn(row.like);
  return {
    nativeId: id,
    parent: idIn(row.pid) ?? top,
    parentFrom: "id",
    author: authorIn(row.nick),
    createdAt: millisecondsIn(row.time) ?? isoIn(row.insertedAt),
    ...contentOfHtml(textOf(answer, "waline", row, "comment")),
    state: row.status === "waiting" ? "held" : "visible",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: `${url}#${encodeURIComponent(id)}`,
  };
}
