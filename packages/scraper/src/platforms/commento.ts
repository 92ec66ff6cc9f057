// Commento: a whole thread in one answer, flat and with true parents; the number of comments is asked for first.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
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
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot } from "../comments/scripts.ts";

export interface CommentoRef extends Ref {
  /** The server, with its final slash. */
  readonly root: string;
  readonly domain: string;
  readonly path: string;
  readonly url: string;
}

export default definePlatform<"commento", CommentoRef>({
  id: "commento",
  name: "Commento",
  docs: "https://docs.commento.io/",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The server is the site's own or hired by it; its robots.txt and the site's terms decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/adtac/commento (2021-02): api/comment_list.go, comment_count.go, page_get.go (a page without
      comments is not stored by a read), comment_delete.go (a placeholder stays and is counted on),
      frontend/js/commento.js. The number counts comments that wait for approval too, and they are not served. A read
      counts one view in the owner's statistics.`,
  },
  locate(page) {
    const script = page.all("script").find(({ attribs }) => /\/js\/commento\.js(?:$|\?)/.test(attribs.src ?? ""));
    const source = addressIn(script?.attribs.src, page);
    if (!script || !source || page.$(`[id="${quoted(script.attribs["data-id-root"] ?? "commento")}"]`).length === 0)
      return undefined;
    const { host, pathname, href } = new URL(page.url);
    const root = asRoot(new URL("..", source));
    const path = textIn(script.attribs["data-page-id"]) ?? pathname;
    return { key: `${source.host}/${host}${path}`, root, domain: host, path, url: href.replace(/#.*$/s, "") };
  },
  open: (ref) => ask(ref, "count", { domain: ref.domain, paths: [ref.path] }),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const body = jsonOf(answer, "commento");
    if (body.success === false) {
      const detail = `${answer.capture.url} says that it has no such site`;
      return nothing("api", { gaps: [{ reason: "refused", count: null, detail }] });
    }
    if (rowOf(answer.ask.carry).step === "count") {
      const announced = countIn(rowOf(body.commentCounts)[ref.path]) ?? 0;
      const list = ask(ref, "list", { commenterToken: "anonymous", domain: ref.domain, path: ref.path });
      return nothing("api", { announced, next: announced === 0 ? [] : [list] });
    }
    return readList(answer, body, ref);
  },
  examples: [
    {
      page: "https://mill.example/grain/",
      fixture: "list",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "0a2": "0a1", "0a3": null },
        first: {
          nativeId: "0a1",
          author: { name: "Hanne" },
          createdAt: { at: "2021-05-06T07:08:09.120Z", precision: "ms" },
          text: "Is rye dearer now?",
          votes: { up: null, down: null, score: 3 },
          permalink: "https://mill.example/grain/#commento-0a1",
        },
      },
    },
  ],
});

const quoted = (id: string): string => id.replace(/["\\]/g, "\\$&");

const ask = ({ root }: CommentoRef, step: string, body: JsonObject): Ask => ({
  url: `${root}api/comment/${step}`,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
  accept: "json",
  carry: { step },
});

function readList(answer: Answer, body: Row, ref: CommentoRef): Batch {
  const commenters = rowOf(body.commenters);
  const rows = listOf(answer, "commento", body.comments, "comments");
  const locked = rowOf(body.attributes).isLocked;
  return {
    comments: rows.map((row) => commentOf(answer, row, commenters, ref)),
    next: [],
    way: "api",
    trust: 1,
    byTime: true,
    open: typeof locked === "boolean" ? !locked && body.isFrozen !== true : null,
  };
}

function commentOf(answer: Answer, row: Row, commenters: Row, { url }: CommentoRef): StatedComment {
  const id = idOf(answer, "commento", row, "commentHex");
  const gone = row.deleted === true;
  const writer = textIn(row.commenterHex);
  const isNamed = !gone && writer !== null && writer !== "anonymous" && Object.hasOwn(commenters, writer);
  return {
    nativeId: id,
    parent: row.parentHex === "root" ? null : textIn(row.parentHex),
    parentFrom: "id",
    author: isNamed ? authorIn(rowOf(commenters[writer]).name, writer) : null,
    createdAt: isoIn(row.creationDate),
    ...contentOfHtml(gone ? "" : textOf(answer, "commento", row, "html")),
    state: gone ? "deleted" : "visible",
    votes: typeof row.score === "number" ? { up: null, down: null, score: row.score } : null,
    permalink: `${url}#commento-${id}`,
  };
}
