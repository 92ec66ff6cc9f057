// Comentario: a whole thread in one answer. That answer makes the server store the page, so the number is asked for first.
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
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot } from "../comments/scripts.ts";

export interface ComentarioRef extends Ref {
  /** The server, with its final slash. */
  readonly root: string;
  readonly host: string;
  readonly path: string;
  readonly url: string;
}

export default definePlatform<"comentario", ComentarioRef>({
  id: "comentario",
  name: "Comentario",
  docs: "https://docs.comentario.app/",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The server is the site's own or hired by it; its robots.txt and the site's terms decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `In copies of gitlab.com/comentario/comentario on GitHub (ray5273/comentario, ChyiYaqing/comentario-mirror):
      embed/src/api.ts and models.ts, internal/api/restapi/handlers/embed_comment.go. There the list stores a page that
      was not known (UpsertByDomainPath) and counts a view; the count stores nothing. counts leaves deleted comments out.`,
    open: "From knowledge only: editedTime and authorName of the newest versions.",
  },
  createsOnRead: ({ url }) => url.endsWith("/api/embed/comments"),
  locate(page) {
    const script = page.all("script").find(({ attribs }) => /\/comentario\.js(?:$|\?)/.test(attribs.src ?? ""));
    const source = addressIn(script?.attribs.src, page);
    const element = page.$("comentario-comments, #comentario");
    if (!source || element.length === 0) return undefined;
    const { host, pathname, href } = new URL(page.url);
    const path = textIn(element.attr("page-id")) ?? textIn(script?.attribs["data-page-id"]) ?? pathname;
    const key = `${source.host}/${host}${path}`;
    return { key, root: asRoot(new URL(".", source)), host, path, url: href.replace(/#.*$/s, "") };
  },
  open: (ref) => ask(ref, "comments/counts", { host: ref.host, paths: [ref.path] }),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const body = jsonOf(answer, "comentario");
    if (rowOf(answer.ask.carry).step === "comments") return readList(answer, body, ref);
    const announced = countIn(rowOf(body.commentCounts)[ref.path]) ?? 0;
    const next = announced === 0 ? [] : [ask(ref, "comments", { host: ref.host, path: ref.path })];
    return nothing("api", { announced, announcedWithoutGone: true, next });
  },
  examples: [
    {
      page: "https://tannery.example/hides/",
      fixture: "list",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "5f-2": "5f-1", "5f-3": null },
        first: {
          nativeId: "5f-1",
          author: { name: "Roel" },
          createdAt: { at: "2025-02-03T04:05:06.000Z", precision: "s" },
          text: "The smell is gone.",
          votes: { up: null, down: null, score: 2 },
          permalink: "https://tannery.example/hides/#comentario-5f-1",
        },
      },
    },
    {
      page: "https://tannery.example/new/",
      fixture: "unknown-page",
      expect: { comments: 0, deepest: 0, announced: 0, complete: true, ways: [], first: {} },
    },
  ],
});

const ask = ({ root }: ComentarioRef, step: string, body: JsonObject): Ask => ({
  url: `${root}api/embed/${step}`,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
  accept: "json",
  carry: { step },
});

function readList(answer: Answer, body: Row, ref: ComentarioRef): Batch {
  const names = new Map<string, string>();
  for (const row of Array.isArray(body.commenters) ? body.commenters.map(rowOf) : []) {
    const [id, name] = [idIn(row.id), textIn(row.name)];
    if (id !== null && name !== null && id !== ANONYMOUS) names.set(id, name);
  }
  const info = rowOf(body.pageInfo);
  const page = idIn(info.pageId);
  const rows = listOf(answer, "comentario", body.comments, "comments").filter(
    (row) => row.pageId === undefined || page === null || idIn(row.pageId) === page,
  );
  const told = typeof info.isPageReadonly === "boolean";
  return {
    comments: rows.map((row) => commentOf(answer, row, names, ref)),
    next: [],
    way: "api",
    trust: 1,
    byTime: true,
    open: told ? info.isPageReadonly !== true && info.isDomainReadonly !== true : null,
  };
}

const ANONYMOUS = "00000000-0000-0000-0000-000000000000";

function commentOf(
  answer: Answer,
  row: Row,
  names: ReadonlyMap<string, string>,
  { url }: ComentarioRef,
): StatedComment {
  const id = idOf(answer, "comentario", row, "id");
  const gone = row.isDeleted === true;
  const writer = idIn(row.userCreated);
  const isKnown = writer !== null && writer !== ANONYMOUS;
  const editedAt = gone ? null : isoIn(row.editedTime);
  const state = gone ? "deleted" : row.isPending === true ? "held" : editedAt ? "edited" : "visible";
  return {
    nativeId: id,
    parent: idIn(row.parentId),
    parentFrom: "id",
    author: gone ? null : isKnown ? authorIn(names.get(writer), writer) : authorIn(row.authorName),
    createdAt: isoIn(row.createdTime),
    editedAt,
    ...contentOfHtml(gone ? "" : textOf(answer, "comentario", row, "html")),
    state,
    votes: typeof row.score === "number" ? { up: null, down: null, score: row.score } : null,
    permalink: `${url}#comentario-${id}`,
  };
}
