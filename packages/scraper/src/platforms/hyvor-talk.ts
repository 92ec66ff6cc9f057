// Hyvor Talk: the page names a website and a page, and the data interface gives its comments to whoever has the site's key.
import type { Ask, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  listOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  secondsIn,
  textIn,
} from "../comments/fields.ts";
import { type Answer, definePlatform, type Ref } from "../comments/platform.ts";
import { pageAddress, scriptWith, settingIn } from "../comments/scripts.ts";

export interface HyvorRef extends Ref {
  readonly website: string;
  /** What names the page; its address without query where the page says nothing. */
  readonly identifier: string;
}

const PAGE = 250;

export default definePlatform<"hyvor-talk", HyvorRef>({
  id: "hyvor-talk",
  name: "Hyvor Talk",
  docs: "https://talk.hyvor.com/docs/api-data",
  access: "needs-key",
  consent: { default: "on", terms: "The key is the site owner's: whoever has it may read." },
  checked: {
    on: "2026-11-24",
    what: `The embed in github.com/hyvor/hyvor-talk-libraries (base/src/comments.ts: website-id, page-id) and
      hyvor-talk-react (the address stands in for a missing id); public readers of api/data/v1/comments (find_string:
      five, all with the site's api_key, a bare list comes back) and of the older api/v1 (limit=250 with offset). page of
      a comment carries identifier and comments_count. An answer does not say whether more follow: a full page is asked
      behind. Confidence in the fields: one reader each.`,
  },
  locate(page) {
    const element = page.$("hyvor-talk-comments[website-id]");
    const script = page.$("#hyvor-talk-view").length > 0 ? scriptWith(page, "HYVOR_TALK_WEBSITE") : undefined;
    const website = idIn(element.attr("website-id") ?? (script && settingIn(script, "HYVOR_TALK_WEBSITE")));
    if (website === null) return undefined;
    const canonical = page.$('link[rel="canonical"]').attr("href");
    const stated = element.attr("page-id") || (script && settingIn(script, "id"));
    const identifier = stated ?? canonical ?? pageAddress(page).href;
    return { key: `${website}/${identifier}`, website, identifier };
  },
  open: (ref) => pageAsk(ref, 0),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) {
      const reason = refusal.reason === "login" ? "needs-key" : refusal.reason;
      return nothing("api", { gaps: [{ ...refusal, reason }] });
    }
    const rows = listOf(answer, "hyvor-talk", answer.json, "the list of comments");
    const offset = countIn(rowOf(answer.ask.carry).offset) ?? 0;
    const ours = rows.filter((row) => (idIn(rowOf(row.page).identifier) ?? ref.identifier) === ref.identifier);
    return {
      comments: ours.map((row) => commentOf(answer, row)),
      next: rows.length < PAGE ? [] : [pageAsk(ref, offset + rows.length)],
      way: "api",
      trust: 1,
      byTime: true,
      announced: rows.length === 0 && offset === 0 ? 0 : countIn(rowOf(ours[0]?.page).comments_count),
      announcedWithoutGone: true,
    };
  },
  examples: [
    {
      page: "https://quay.example/notes/rope",
      fixture: "data",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "902": "901", "903": null },
        first: {
          nativeId: "901",
          author: { name: "Bight" },
          createdAt: { at: "2024-03-05T10:00:00.000Z" },
          text: "Splice, don't knot.",
          votes: { up: 2, down: 0, score: null },
          permalink: "https://quay.example/notes/rope?ht-comment-id=901",
        },
      },
    },
  ],
});

const pageAsk = ({ website, identifier }: HyvorRef, offset: number): Ask => ({
  url: `https://talk.hyvor.com/api/data/v1/comments?website_id=${encodeURIComponent(website)}&page_identifier=${encodeURIComponent(identifier)}&limit=${PAGE}&offset=${offset}`,
  accept: "json",
  key: { name: "hyvor-talk", query: "api_key" },
  carry: { offset },
});

function commentOf(answer: Answer, row: Row): StatedComment {
  const user = rowOf(row.user);
  const [up, down] = [countIn(row.upvotes), countIn(row.downvotes)];
  const isThere = typeof row.body_html === "string" && row.status !== "deleted";
  const edited = row.is_edited === true;
  return {
    nativeId: idOf(answer, "hyvor-talk", row, "id"),
    parent: idIn(row.parent_id) ?? idIn(rowOf(row.parent).id),
    parentFrom: "id",
    author: isThere ? authorIn(user.name, user.id) : null,
    createdAt: secondsIn(row.created_at),
    ...contentOfHtml(isThere ? (row.body_html as string) : ""),
    state: !isThere ? "deleted" : edited ? "edited" : "visible",
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: textIn(row.url),
  };
}
