// Jetpack comments: a site that states no interface of its own is asked at WordPress.com, which knows its comments; else its page is read.
import type { Ask, Gap, StatedComment } from "@belowline/schema";
import { contentOfHtml, plain } from "../comments/content.ts";
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
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { announcedOn } from "./wordpress/announced.ts";
import { locatePost } from "./wordpress/locate.ts";
import { readPage } from "./wordpress/page.ts";
import { jetpackOn } from "./wordpress/plugins.ts";

export interface JetpackRef extends Ref {
  readonly blog: string;
  readonly post: string;
  readonly url: string;
}

const PAGE = 100;

export default definePlatform<"jetpack", JetpackRef>({
  id: "jetpack",
  name: "Jetpack comments (WordPress.com)",
  docs: "https://developer.wordpress.com/docs/api/1.1/get/sites/%24site/posts/%24post_ID/replies/",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The interface is public for posts that are; WordPress.com's guidelines and robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `The frame's address in saved pages (found by "jetpack-comment/?blogid"), developer.wordpress.com's reference of
      GET /sites/$site/posts/$post_ID/replies (found, number to 100, offset, order) and public programs that page through
      it. Fields of a comment are from that reference. A site may keep its posts from WordPress.com: then the page is
      read. A site that states its own REST root is read there (wordpress).`,
    open: "Whether found counts pingbacks when a type is asked for.",
  },
  locate(page) {
    const ids = jetpackOn(page);
    const site = ids && locatePost(page);
    if (!ids || (site && site.root !== null)) return undefined;
    return { key: `${ids.blog}/${ids.post}`, ...ids, url: site?.url ?? page.url, announced: announcedOn(page) };
  },
  open: (ref) => pageAsk(ref, 0),
  read(answer, ref) {
    const { step, offset, why } = rowOf(answer.ask.carry);
    const refusal = refusalIn(answer);
    if (step === "printed") return refusal ? nothing("page", { gaps: [refusal] }) : readPrinted(answer, textIn(why));
    if (!refusal) return readReplies(answer, countIn(offset) ?? 0, ref);
    return offset === 0 && refusal.reason === "refused"
      ? nothing("api", { next: [printedAsk(ref, refusal)] })
      : nothing("api", { gaps: [refusal] });
  },
  examples: [
    {
      page: "https://barge.example/2024/canal/",
      fixture: "replies",
      expect: {
        comments: 2,
        deepest: 2,
        announced: 2,
        complete: true,
        ways: ["api"],
        parents: { "82": "81" },
        first: {
          nativeId: "81",
          author: { name: "Skipper" },
          createdAt: { at: "2024-06-07T06:08:09.000Z", precision: "s", offset: "+02:00" },
          text: "Lock four is shut.",
          votes: { up: 3, down: null, score: null },
        },
      },
    },
    {
      page: "https://barge.example/2024/private/",
      fixture: "refused",
      expect: {
        comments: 1,
        deepest: 1,
        announced: 1,
        complete: true,
        ways: ["page"],
        first: { nativeId: "91", author: { name: "Mate" }, text: "Printed all the same." },
      },
    },
  ],
});

const pageAsk = ({ blog, post }: JetpackRef, offset: number): Ask => ({
  url: `https://public-api.wordpress.com/rest/v1.1/sites/${blog}/posts/${post}/replies/?number=${PAGE}&offset=${offset}&order=ASC&type=comment`,
  accept: "json",
  carry: { step: "replies", offset },
});
const printedAsk = ({ url }: JetpackRef, { detail }: Gap): Ask => ({
  url,
  accept: "html",
  carry: { step: "printed", why: detail },
});

function readReplies(answer: Answer, offset: number, ref: JetpackRef): Batch {
  const body = rowOf(answer.json);
  const rows = listOf(answer, "jetpack", body.comments, "comments");
  const announced = countIn(body.found);
  return {
    comments: rows.filter((row) => idIn(rowOf(row.post).ID) === ref.post).map((row) => commentOf(answer, row)),
    next: rows.length > 0 && offset + rows.length < (announced ?? 0) ? [pageAsk(ref, offset + rows.length)] : [],
    way: "api",
    trust: 2,
    byTime: true,
    announced,
  };
}

function readPrinted(answer: Answer, why: string | null): Batch {
  const { comments, apart } = readPage(answer.page);
  const announced = announcedOn(answer.page);
  const gap: Gap = {
    reason: "refused",
    count: null,
    detail: `${why ?? "WordPress.com refused"}, and the page prints no comments`,
  };
  const gaps = comments.length === 0 && announced !== 0 ? [gap] : [];
  return { comments, apart, next: [], gaps, way: "page", trust: 1, announced, announcedWithApart: true };
}

function commentOf(answer: Answer, row: Row): StatedComment {
  const author = rowOf(row.author);
  const name = textIn(author.name);
  const user = idIn(author.ID);
  const up = countIn(row.like_count);
  return {
    nativeId: idOf(answer, "jetpack", row, "ID"),
    parent: idIn(rowOf(row.parent).ID),
    parentFrom: "id",
    author: authorIn(name === null ? null : plain(name), user === "0" ? null : user),
    createdAt: isoIn(row.date),
    ...contentOfHtml(textOf(answer, "jetpack", row, "content")),
    state: row.status === "unapproved" ? "held" : "visible",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: typeof row.URL === "string" ? row.URL : null,
  };
}
