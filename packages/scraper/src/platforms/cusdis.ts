// Cusdis: top comments page by page, newest first, each with all that hangs below it, a hundred answers at most to one comment.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idOf,
  isoIn,
  jsonOf,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot } from "../comments/scripts.ts";

export interface CusdisRef extends Ref {
  /** The server, with its final slash. */
  readonly root: string;
  readonly app: string;
  readonly page: string;
}

export default definePlatform<"cusdis", CusdisRef>({
  id: "cusdis",
  name: "Cusdis",
  docs: "https://cusdis.com/doc",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The server is the site's own or hired by it; its robots.txt and the site's terms decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/djyde/cusdis (2026-07): pages/api/open/comments.ts,
      pages/api/open/project/[projectId]/comments/count.ts, service/comment.service.ts, widget/index.js. Deleted comments
      go without a trace, and what answered them with them. The pages' own number counts comments at the top; count counts
      all, those below a deleted one too. A read stores nothing.`,
  },
  locate(page) {
    const element = page.$("#cusdis_thread[data-app-id][data-page-id]").first();
    const root = addressIn(element.attr("data-host") ?? "https://cusdis.com", page);
    const [app, of] = [element.attr("data-app-id"), element.attr("data-page-id")];
    if (!root || !app || !of) return undefined;
    return { key: `${root.host}/${app}/${of}`, root: asRoot(root), app, page: of };
  },
  open: (ref) => countAsk(ref, "first"),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const { step, when } = rowOf(answer.ask.carry);
    if (step === "page") return readPage(answer, ref);
    const announced = countIn(rowOf(jsonOf(answer, "cusdis").data)[ref.page]) ?? 0;
    return nothing("api", { announced, next: when === "first" && announced > 0 ? [pageAsk(ref, 1)] : [] });
  },
  examples: [
    {
      page: "https://dyke.example/sluice/",
      fixture: "capped",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 5,
        complete: false,
        ways: ["api"],
        gaps: ["reply-cap"],
        parents: { "c-2": "c-1", "c-3": "c-2" },
        first: {
          nativeId: "c-1",
          author: { name: "Wim" },
          createdAt: { at: "2024-09-08T07:06:05.432Z", precision: "ms" },
          text: "Open it at low tide.",
        },
      },
    },
  ],
});

const countAsk = ({ root, app, page }: CusdisRef, when: string): Ask => ({
  url: `${root}api/open/project/${encodeURIComponent(app)}/comments/count?pageIds=${encodeURIComponent(page)}`,
  accept: "json",
  carry: { step: "count", when },
});
const pageAsk = ({ root, app, page }: CusdisRef, n: number): Ask => ({
  url: `${root}api/open/comments?appId=${encodeURIComponent(app)}&pageId=${encodeURIComponent(page)}&page=${n}`,
  // The widget's own header; the server puts it into a printed date, which is not read here.
  headers: { "x-timezone-offset": "0" },
  accept: "json",
  carry: { step: "page", n },
});

function readPage(answer: Answer, ref: CusdisRef): Batch {
  const told = rowOf(rowOf(answer.json).data);
  const comments: StatedComment[] = [];
  let capped = false;
  const waiting = listOf(answer, "cusdis", told.data, "data.data").map((row) => ({
    row,
    parent: null as string | null,
  }));
  for (const { row, parent } of waiting) {
    const slug = rowOf(row.page).slug;
    if (slug !== undefined && slug !== ref.page) continue;
    const comment = commentOf(answer, row, parent);
    comments.push(comment);
    const { data, commentCount } = rowOf(row.replies);
    const replies = Array.isArray(data) ? data.map(rowOf) : [];
    capped ||= (countIn(commentCount) ?? 0) > replies.length;
    for (const reply of replies) waiting.push({ row: reply, parent: comment.nativeId });
  }
  const n = countIn(rowOf(answer.ask.carry).n) ?? 1;
  const next = [n < (countIn(told.pageCount) ?? 1) ? pageAsk(ref, n + 1) : countAsk(ref, "last")];
  const detail = "the server gives no more than a hundred answers to one comment";
  const gaps = capped ? [{ reason: "reply-cap", count: null, detail } as const] : [];
  return { comments, next, gaps, way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const moderator = rowOf(row.moderator).displayName;
  return {
    nativeId: idOf(answer, "cusdis", row, "id"),
    parent,
    parentFrom: "id",
    author: authorIn(row.by_nickname) ?? authorIn(moderator),
    createdAt: isoIn(row.createdAt),
    ...contentOfHtml(textOf(answer, "cusdis", row, "parsedContent")),
    state: "visible",
    permalink: null,
  };
}
