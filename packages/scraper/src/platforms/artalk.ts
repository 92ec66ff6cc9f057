// Artalk: a flat list in pages, oldest first, with the true parent of each comment.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  textOf,
} from "../comments/fields.ts";
import { type Answer, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot, pageAddress, scriptWith, settingIn } from "../comments/scripts.ts";

export interface ArtalkRef extends Ref {
  /** The server, with its final slash. */
  readonly root: string;
  readonly site: string;
  readonly page: string;
  readonly url: string;
}

const PAGE = 100;

export default definePlatform<"artalk", ArtalkRef>({
  id: "artalk",
  name: "Artalk",
  docs: "https://artalk.js.org/en/http-api.html",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The server belongs to the site itself; its robots.txt and the site's terms decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/ArtalkJS/Artalk (2026-07): server/handler/comment_list.go, comments_get/expose.go and
      utils_list.go, internal/dao/cook.go, ui/artalk/src/config.ts. Times are the server's own without its zone. In flat
      mode the parents of a page that are not on it come with it, marked as not visible, and once more on their own page.
      A read stores nothing.`,
  },
  locate(page) {
    const script = scriptWith(page, "Artalk.init");
    const root = script === undefined ? undefined : addressIn(settingIn(script, "server"), page);
    const site = script === undefined ? undefined : settingIn(script, "site");
    if (script === undefined || !root || site === undefined) return undefined;
    const { pathname, href } = pageAddress(page);
    const of = settingIn(script, "pageKey") ?? pathname;
    return { key: `${root.host}/${site}/${of}`, root: asRoot(root), site, page: of, url: href };
  },
  open: (ref) => listAsk(ref, 0),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const body = rowOf(answer.json);
    const rows = listOf(answer, "artalk", body.comments, "comments");
    const offset = (countIn(rowOf(answer.ask.carry).offset) ?? 0) + PAGE;
    const announced = countIn(body.count);
    const adminOnly = rowOf(body.page).admin_only;
    return {
      comments: rows
        .filter((row) => row.page_key === undefined || row.page_key === ref.page)
        .map((row) => commentOf(answer, row, ref)),
      next: rows.length > 0 && offset < (announced ?? 0) ? [listAsk(ref, offset)] : [],
      way: "api",
      trust: 1,
      byTime: true,
      announced,
      open: typeof adminOnly === "boolean" ? !adminOnly : null,
    };
  },
  examples: [
    {
      page: "https://loom.example/wool/",
      fixture: "flat",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "12": "11", "13": "12" },
        first: {
          nativeId: "11",
          author: { name: "Sanna" },
          createdAt: { at: "2025-03-04T05:06:07.000Z", offset: null, precision: "s" },
          text: "Undyed, please.",
          votes: { up: 4, down: 1, score: null },
          permalink: "https://loom.example/wool/#atk-comment-11",
        },
      },
    },
  ],
});

function listAsk({ root, site, page }: ArtalkRef, offset: number): Ask {
  const thread = `page_key=${encodeURIComponent(page)}&site_name=${encodeURIComponent(site)}`;
  const query = `${thread}&limit=${PAGE}&offset=${offset}&flat_mode=true&sort_by=date_asc`;
  return { url: `${root}api/v2/comments?${query}`, accept: "json", carry: { offset } };
}

function commentOf(answer: Answer, row: Row, { url }: ArtalkRef): StatedComment {
  const id = idOf(answer, "artalk", row, "id");
  const [up, down] = [countIn(row.vote_up), countIn(row.vote_down)];
  const parent = idIn(row.rid);
  return {
    nativeId: id,
    parent: parent === "0" ? null : parent,
    parentFrom: "id",
    author: authorIn(row.nick, row.user_id),
    createdAt: isoIn(row.date),
    ...contentOfHtml(textOf(answer, "artalk", row, "content_marked")),
    state: row.is_pending === true ? "held" : "visible",
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: `${url}#atk-comment-${id}`,
  };
}
