// Isso: a small self-hosted server that gives a whole thread in one answer.
import type { Ask, Gap, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idOf,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowsOf,
  secondsIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot, pageAddress } from "../comments/scripts.ts";

export interface IssoRef extends Ref {
  /** The server, with its final slash. */
  readonly root: string;
  readonly uri: string;
  readonly url: string;
}

export default definePlatform<"isso", IssoRef>({
  id: "isso",
  name: "Isso",
  docs: "https://isso-comments.de/docs/reference/server-api/",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The server belongs to the site itself; its robots.txt and the site's terms decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/isso-comments/isso: isso/views/comments.py (fetch, counts), isso/db/comments.py, and
      isso/js/app/isso.js, in the versions of 2026-05 and before. Answers to answers get the comment at the top as their
      parent when they are written (db/comments.py, add climbs with _find): the true one is stored nowhere, so that no
      reading can tell it. total_replies counts placeholders. Without limit the server gives everything.`,
  },
  locate(page) {
    const script = page.all("script").find(({ attribs }) => attribs["data-isso"] !== undefined);
    const root = addressIn(script?.attribs["data-isso"], page);
    const section = page.$("#isso-thread");
    if (!root || section.length === 0) return undefined;
    const url = pageAddress(page);
    const uri = section.attr("data-isso-id") ?? url.pathname;
    return { key: `${root.host}${uri}`, root: asRoot(root), uri, url: url.href };
  },
  open: (ref) => askFor(ref, null),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const top = rowsOf([answer.json])[0]!;
    const comments: StatedComment[] = [];
    const next: Ask[] = [];
    const gaps: Gap[] = [];
    for (const row of listOf(answer, "isso", top.replies, "replies")) {
      comments.push(commentOf(answer, row, ref));
      for (const reply of rowsOf(row.replies)) comments.push(commentOf(answer, reply, ref));
      if ((countIn(row.hidden_replies) ?? 0) > 0) next.push(askFor(ref, idOf(answer, "isso", row, "id")));
    }
    const hidden = countIn(top.hidden_replies) ?? 0;
    if (hidden > 0) gaps.push({ reason: "reply-cap", count: hidden, detail: "the server keeps comments back" });
    const announced = top.id === null ? countIn(top.total_replies) : null;
    return { comments, next, gaps, announced, way: "api", trust: 1 };
  },
  examples: [
    {
      page: "https://boat.example/log/rudder/",
      fixture: "thread",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "2": "1", "3": null },
        first: {
          nativeId: "1",
          author: { name: "Ines" },
          createdAt: { at: "2016-06-01T22:01:00.732Z", precision: "ms" },
          text: "Oak, or larch?",
          votes: { up: 2, down: 1, score: null },
          permalink: "https://boat.example/log/rudder/#isso-1",
        },
      },
    },
  ],
});

/** The whole thread, or all replies of one comment. */
function askFor({ root, uri }: IssoRef, parent: string | null): Ask {
  const query = `uri=${encodeURIComponent(uri)}&sort=oldest${parent === null ? "" : `&parent=${encodeURIComponent(parent)}`}`;
  return { url: `${root}?${query}`, accept: "json" };
}

/** Accepted is 1, waiting for approval 2, a placeholder that has replies 4. */
const STATES: Readonly<Record<string, StatedComment["state"]>> = { "1": "visible", "2": "held", "4": "deleted" };

function commentOf(answer: Answer, row: Row, { url }: IssoRef): StatedComment {
  const id = idOf(answer, "isso", row, "id");
  const state = STATES[String(row.mode)] ?? "unknown";
  const editedAt = state === "deleted" ? null : secondsIn(row.modified);
  const [up, down] = [countIn(row.likes), countIn(row.dislikes)];
  return {
    nativeId: id,
    parent: typeof row.parent === "number" ? String(row.parent) : null,
    parentFrom: "id",
    author: authorIn(row.author),
    createdAt: secondsIn(row.created),
    editedAt,
    ...contentOfHtml(state === "deleted" ? "" : textOf(answer, "isso", row, "text")),
    state: state === "visible" && editedAt ? "edited" : state,
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: `${url}#isso-${id}`,
  };
}
