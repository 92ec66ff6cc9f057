// webmention.io: replies on other sites that were sent to the article's, by the number of each kind and then page by page.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
import { contentOfHtml, contentOfText } from "../comments/content.ts";
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
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, pageAddress } from "../comments/scripts.ts";

export interface WebmentionRef extends Ref {
  readonly target: string;
}

const PAGE = 100;

export default definePlatform<"webmention-io", WebmentionRef>({
  id: "webmention-io",
  name: "webmention.io",
  docs: "https://github.com/aaronpk/webmention.io#api",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The replies were sent to the site to be shown there; the interface is public for that.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/aaronpk/webmention.io: controllers/api.rb (pages from 0, order, kinds, the number of each kind).
      Only replies are asked for: likes, reposts and mere links are no comments. Every reply answers the article; an
      answer to a reply is on the other site. Nothing tells an edit. Sites that receive their mentions themselves print
      them (h-cite), and the page is read.`,
  },
  locate(page) {
    const link = page.all("link").find(({ attribs }) => (attribs.rel ?? "").split(/\s+/).includes("webmention"));
    if (addressIn(link?.attribs.href, page)?.hostname !== "webmention.io") return undefined;
    const target = addressIn(page.$('link[rel="canonical"]').attr("href"), page) ?? pageAddress(page);
    return { key: target.href, target: target.href };
  },
  open: (ref) => countAsk(ref, "first"),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const { step, when } = rowOf(answer.ask.carry);
    if (step === "page") return readPage(answer, ref);
    const announced = countIn(rowOf(jsonOf(answer, "webmention-io").type).reply) ?? 0;
    return nothing("api", { announced, next: when === "first" && announced > 0 ? [pageAsk(ref, 0)] : [] });
  },
  examples: [
    {
      page: "https://otter.example/notes/river",
      fixture: "replies",
      expect: {
        comments: 2,
        deepest: 1,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "61001": null },
        first: {
          nativeId: "61001",
          author: { name: "Mink" },
          createdAt: { at: "2025-04-05T06:00:00.000Z" },
          text: "I saw two of them.",
          permalink: "https://mink.example/replies/9",
        },
      },
    },
  ],
});

const ask = (path: string, { target }: WebmentionRef, carry: JsonObject): Ask => ({
  url: `https://webmention.io/api/${path}target=${encodeURIComponent(target)}`,
  accept: "json",
  carry,
});
const countAsk = (ref: WebmentionRef, when: string): Ask => ask("count.json?", ref, { step: "count", when });
/** The oldest first: what arrives meanwhile lands on a page still to come. */
const pageAsk = (ref: WebmentionRef, page: number): Ask =>
  ask(`mentions.jf2?wm-property=in-reply-to&sort-by=created&sort-dir=up&per-page=${PAGE}&page=${page}&`, ref, {
    step: "page",
    page,
  });

function readPage(answer: Answer, ref: WebmentionRef): Batch {
  const rows = listOf(answer, "webmention-io", rowOf(answer.json).children, "children");
  const page = countIn(rowOf(answer.ask.carry).page) ?? 0;
  return {
    comments: rows
      .filter((row) => row["wm-target"] === undefined || row["wm-target"] === ref.target)
      .map((row) => commentOf(answer, row)),
    // The answer does not say whether more follow: a page that is not full is the last.
    next: [rows.length < PAGE ? countAsk(ref, "last") : pageAsk(ref, page + 1)],
    way: "api",
    trust: 1,
    byTime: true,
  };
}

function commentOf(answer: Answer, row: Row): StatedComment {
  const content = rowOf(row.content);
  const html = textIn(content.html);
  const author = rowOf(row.author);
  return {
    nativeId: idOf(answer, "webmention-io", row, "wm-id"),
    parent: null,
    parentFrom: "none",
    author: authorIn(author.name, author.url),
    createdAt: isoIn(row.published) ?? isoIn(row["wm-received"]),
    ...(html === null ? contentOfText(textIn(content.text) ?? "") : contentOfHtml(html)),
    state: "visible",
    permalink: addressOf(row.url),
  };
}

const addressOf = (value: unknown): string | null =>
  typeof value === "string" && /^https?:\/\//.test(value) ? value : null;
