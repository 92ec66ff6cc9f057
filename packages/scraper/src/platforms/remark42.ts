// Remark42: a self-hosted server that gives a whole thread, flat and with true parents, in one answer.
import type { StatedComment } from "@belowline/schema";
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
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, asRoot, pageAddress, scriptWith, settingIn } from "../comments/scripts.ts";

export interface RemarkRef extends Ref {
  /** The server, with its final slash. */
  readonly root: string;
  readonly site: string;
  readonly url: string;
}

export default definePlatform<"remark42", RemarkRef>({
  id: "remark42",
  name: "Remark42",
  docs: "https://remark42.com/docs/contributing/api/",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The server belongs to the site itself; its robots.txt and the site's terms decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/umputun/remark42: backend/app/rest/api/rest_public.go (findCommentsCtrl, robotsCtrl),
      backend/app/store/comment.go, frontend/apps/remark42/app/embed.ts. plain gives all at once, placeholders of deleted
      comments among them; info.count leaves those out. The server's robots.txt allows /api/v1/find.`,
  },
  locate(page) {
    const script = scriptWith(page, "remark_config");
    const root = script === undefined ? undefined : addressIn(settingIn(script, "host"), page);
    if (script === undefined || !root || page.$("#remark42").length === 0) return undefined;
    const site = settingIn(script, "site_id") ?? "remark";
    const url = addressIn(settingIn(script, "url"), page)?.href ?? pageAddress(page).href;
    return { key: `${root.host}/${site}/${url}`, root: asRoot(root), site, url };
  },
  open({ root, site, url }) {
    const query = `site=${encodeURIComponent(site)}&url=${encodeURIComponent(url)}&sort=%2Btime&format=plain`;
    return { url: `${root}api/v1/find?${query}`, accept: "json" };
  },
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const { comments: list, info } = rowOf(answer.json);
    const rows = listOf(answer, "remark42", list, "comments").filter((row) => isOf(row, ref));
    const { count, read_only: closed } = rowOf(info);
    return {
      comments: rows.map((row) => commentOf(answer, row, ref)),
      next: [],
      way: "api",
      trust: 1,
      announced: countIn(count),
      announcedWithoutGone: true,
      open: typeof closed === "boolean" ? !closed : null,
    };
  },
  examples: [
    {
      page: "https://ferry.example/timetable/",
      fixture: "thread",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "b2-2222": "a1-1111", "c3-3333": null },
        first: {
          nativeId: "a1-1111",
          author: { name: "Oskar" },
          createdAt: { at: "2024-05-06T07:08:09.123Z", precision: "ms" },
          text: "Is the last boat at ten?",
          votes: { up: null, down: null, score: 4 },
        },
      },
    },
  ],
});

const isOf = (row: Row, { url }: RemarkRef): boolean => {
  const stated = textIn(rowOf(row.locator).url);
  return stated === null || stated === url;
};

function commentOf(answer: Answer, row: Row, { url }: RemarkRef): StatedComment {
  const id = idOf(answer, "remark42", row, "id");
  const gone = row.delete === true;
  const editedAt = gone ? null : isoIn(rowOf(row.edit).time);
  const user = rowOf(row.user);
  return {
    nativeId: id,
    parent: idIn(row.pid),
    parentFrom: "id",
    author: gone ? null : authorIn(user.name, user.id),
    createdAt: isoIn(row.time),
    editedAt,
    ...contentOfHtml(gone ? "" : textOf(answer, "remark42", row, "text")),
    state: gone ? "deleted" : editedAt ? "edited" : "visible",
    votes: typeof row.score === "number" ? { up: null, down: null, score: row.score } : null,
    permalink: `${url}#remark42__comment-${id}`,
  };
}
