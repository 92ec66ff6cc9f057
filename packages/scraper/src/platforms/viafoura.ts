// Viafoura: the page names a container, the site's own settings name its section, and the comments are paged by the last one read.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  listOf,
  millisecondsIn,
  missingField,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  textIn,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";

export interface ViafouraRef extends Ref {
  /** The site as Viafoura knows it: its host without `www.`. */
  readonly site: string;
  readonly container: string;
}

const ROOT = "https://livecomments.viafoura.co/v4/livecomments";
const PAGE = 100;
/** Replies that come with a comment; of longer threads all are asked for. */
const INLINE = 10;

export default definePlatform<"viafoura", ViafouraRef>({
  id: "viafoura",
  name: "Viafoura",
  docs: "https://documentation.viafoura.com/",
  access: "public-api",
  consent: { default: "opt-in", terms: "The interface serves the publisher's own page; the publisher's terms decide." },
  checked: {
    on: "2026-11-24",
    what: `In github.com/viafoura/arcxp-plugin and in public readers of GB News, AP, Clarin, La Nación and the Telegraph
      (found by "livecomments.viafoura.co/v4/livecomments": ten, of 2022 to 2026): GET contentcontainer/id answers 404
      where there is no thread, while POST would create one; limit counts top-level comments, replies lie flat behind
      theirs, parent_uuid is the container at the top; pinned ones come first in every order. Names are not told, only
      actor_uuid.`,
    open: `Whether total_visible_content counts placeholders (we say no), and how a thread of more than 100 replies is
      paged (as the list is).`,
  },
  createsOnRead: ({ url, method }) => method === "POST" && url.startsWith(ROOT),
  locate(page) {
    const container = idIn(
      page.$('meta[name="vf:container_id"], meta[property="vf:container_id"]').attr("content") ??
        page.$("vf-conversations[vf-container-id]").attr("vf-container-id"),
    );
    if (container === null) return undefined;
    const site = new URL(page.url).hostname.replace(/^www\./, "");
    return { key: `${site}/${container}`, site, container };
  },
  open: ({ site }) => ({
    url: `https://api.viafoura.co/v2/${encodeURIComponent(site)}/bootstrap/v2?session=false`,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ section: "", section_tree: "", session: "false" }),
    accept: "json",
    carry: { step: "site" },
  }),
  read(answer, ref) {
    const carry = rowOf(answer.ask.carry);
    const refusal = refusalIn(answer);
    if (carry.step === "container" && answer.capture.status === 404) return { ...nothing("api"), announced: 0 };
    if (refusal) return nothing("api", { gaps: [refusal] });
    if (carry.step === "site") {
      const result = rowOf(rowOf(answer.json).result);
      const section = idIn(rowOf(result.sectionTree).uuid) ?? idIn(rowOf(result.settings).site_uuid);
      if (section === null) throw missingField(answer, "viafoura", "result.sectionTree.uuid");
      const url = `${ROOT}/${encodeURIComponent(section)}/contentcontainer/id?container_id=${encodeURIComponent(ref.container)}`;
      return nothing("api", { next: [{ url, accept: "json", carry: { step: "container", section } }] });
    }
    if (carry.step === "container") {
      const told = rowOf(answer.json);
      const container = idOf(answer, "viafoura", told, "content_container_uuid");
      const announced = countIn(told.total_visible_content);
      const root = `${ROOT}/${encodeURIComponent(idIn(carry.section)!)}/${encodeURIComponent(container)}/comments`;
      const next = announced === 0 ? [] : [pageAsk(root, container, null, null)];
      return nothing("api", { announced, announcedWithoutGone: true, next });
    }
    return readPage(answer, carry);
  },
  examples: [
    {
      page: "https://www.buoy.example/news/dredger",
      fixture: "pages",
      expect: {
        comments: 4,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "u-2": "u-1", "u-3": "u-2", "u-4": null },
        first: {
          nativeId: "u-1",
          author: { name: null },
          createdAt: { at: "2026-04-01T08:00:00.500Z", precision: "ms" },
          text: "It is back.",
          votes: { up: 3, down: 1, score: null },
        },
      },
    },
  ],
});

/** A page of the list, or of the replies below one comment. */
const pageAsk = (root: string, container: string, of: string | null, after: string | null): Ask => ({
  url: `${root}${of === null ? "" : `/${encodeURIComponent(of)}`}?limit=${PAGE}${of === null ? `&reply_limit=${INLINE}` : ""}&sorted_by=oldest${after === null ? "" : `&starting_from=${encodeURIComponent(after)}`}`,
  accept: "json",
  carry: { step: "comments", root, container, of },
});

function readPage(answer: Answer, carry: Row): Batch {
  const [root, container, of] = [String(carry.root), String(carry.container), idIn(carry.of)];
  const body = rowOf(answer.json);
  const rows = listOf(answer, "viafoura", body.contents, "contents");
  const ours = rows.filter((row) => !row.content_container_uuid || idIn(row.content_container_uuid) === container);
  const comments = ours.map((row) => commentOf(answer, row, container));
  const isListed = (row: Row) => idIn(row.parent_uuid) === (of ?? container);
  const last = ours.filter(isListed).at(-1) ?? (of === null ? undefined : ours.at(-1));
  const after = last === undefined ? null : idIn(last.content_uuid);
  const next: Ask[] = [];
  if (body.more_available === true && after !== null) next.push(pageAsk(root, container, of, after));
  if (of === null) {
    const below = repliesBelow(comments);
    for (const row of ours.filter(isListed)) {
      const id = idIn(row.content_uuid)!;
      if ((countIn(row.total_replies) ?? 0) > (below.get(id) ?? 0)) next.push(pageAsk(root, container, id, null));
    }
  }
  return { comments, next, way: "api", trust: 1, byTime: true };
}

/** How many comments hang below each top-level one. Replies stand behind what they answer, so one pass will do. */
function repliesBelow(comments: readonly StatedComment[]): ReadonlyMap<string, number> {
  const rootOf = new Map<string, string>();
  const below = new Map<string, number>();
  for (const { nativeId, parent } of comments) {
    const root = parent === null ? nativeId : (rootOf.get(parent) ?? parent);
    rootOf.set(nativeId, root);
    if (parent !== null) below.set(root, (below.get(root) ?? 0) + 1);
  }
  return below;
}

function commentOf(answer: Answer, row: Row, container: string): StatedComment {
  const [up, down] = [countIn(row.total_likes), countIn(row.total_dislikes)];
  const parent = idIn(row.parent_uuid);
  const isThere = typeof row.content === "string";
  return {
    nativeId: idOf(answer, "viafoura", row, "content_uuid"),
    parent: parent === container ? null : parent,
    parentFrom: "id",
    author: authorIn(textIn(rowOf(row.actor).name), row.actor_uuid),
    createdAt: millisecondsIn(row.date_created),
    ...contentOfHtml(isThere ? (row.content as string) : ""),
    state: isThere ? "visible" : "deleted",
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: null,
  };
}
