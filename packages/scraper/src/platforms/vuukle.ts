// Vuukle: the page names a site's key and an article, and the feed gives its comments by places, some replies with each.
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
  rowsOf,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { scriptWith, settingIn } from "../comments/scripts.ts";

export interface VuukleRef extends Ref {
  readonly apiKey: string;
  readonly host: string;
  readonly article: string;
}

const ROOT = "https://api.vuukle.com/api/v1/Comments";
const PAGE = 25;

export default definePlatform<"vuukle", VuukleRef>({
  id: "vuukle",
  name: "Vuukle",
  docs: "https://docs.vuukle.com/",
  access: "public-api",
  consent: { default: "opt-in", terms: "The interface serves the publisher's own page; the publisher's terms decide." },
  checked: {
    on: "2026-11-24",
    what: `In the widget's own requests (found by "getCommentFeedBySort": pageSize 25, start, loadFullReplies with a
      commentId) and in public readers of Blic, Inquirer.net, The Hindu and Euronews: data.comments.items of name,
      commentText (HTML), userId, createAt, replyCount and nested replies; pages end with an empty one;
      getCommentCountListByHost is documented. Only seen in one place: createAt without a zone (taken for UTC); not seen:
      names of the votes. The key is the site's own, printed in its page.`,
  },
  locate(page) {
    const script = scriptWith(page, "VUUKLE_CONFIG");
    const [apiKey, article] = [script && settingIn(script, "apiKey"), script && settingIn(script, "articleId")];
    if (script === undefined || !apiKey || !article || page.$('[id^="vuukle-comments"]').length === 0) return undefined;
    const host = settingIn(script, "host") ?? new URL(page.url).hostname.replace(/^www\./, "");
    return { key: `${host}/${article}`, apiKey, host, article };
  },
  open: ({ host, article }) => ({
    url: `${ROOT}/getCommentCountListByHost?host=${encodeURIComponent(host)}&articleIds=${encodeURIComponent(article)}`,
    accept: "json",
    carry: { step: "count" },
  }),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const carry = rowOf(answer.ask.carry);
    const { data } = rowOf(answer.json);
    if (carry.step === "count") {
      const told = rowOf(data)[ref.article];
      return nothing("api", { announced: countIn(told), next: [pageAsk(ref, 0)] });
    }
    const of = idIn(carry.of);
    const start = countIn(carry.start) ?? 0;
    const items = Array.isArray(data) ? data : rowOf(rowOf(data).comments).items;
    const rows = listOf(answer, "vuukle", items, "data.comments.items");
    const batch = readRows(answer, rows, of);
    return rows.length === 0 || of !== null
      ? batch
      : { ...batch, next: [pageAsk(ref, start + rows.length), ...batch.next] };
  },
  examples: [
    {
      page: "https://www.gull.example/news/regatta-1207",
      fixture: "feed",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "52": "51", "53": "52" },
        first: {
          nativeId: "51",
          author: { name: "Spinnaker" },
          createdAt: { at: "2026-06-01T09:00:00.000Z" },
          text: "Light winds again.",
        },
      },
    },
  ],
});

const pageAsk = ({ apiKey, host, article }: VuukleRef, start: number): Ask => ({
  url: `${ROOT}/getCommentFeedBySort?apiKey=${encodeURIComponent(apiKey)}&articleId=${encodeURIComponent(article)}&host=${encodeURIComponent(host)}&pageSize=${PAGE}&sortBy=get_latest&start=${start}`,
  accept: "json",
  carry: { step: "comments", start },
});

/** All the replies of a comment, where not all came with it. */
const repliesAsk = (of: string): Ask => ({
  url: `${ROOT}/loadFullReplies?commentId=${encodeURIComponent(of)}`,
  accept: "json",
  carry: { step: "replies", of },
});

function readRows(answer: Answer, rows: readonly Row[], of: string | null): Batch {
  const waiting = rows.map((row): { readonly row: Row; readonly parent: string | null } => ({ row, parent: of }));
  const comments: StatedComment[] = [];
  const next: Ask[] = [];
  for (const { row, parent } of waiting) {
    const comment = commentOf(answer, row, parent);
    comments.push(comment);
    const replies = rowsOf(row.replies);
    for (const reply of replies) waiting.push({ row: reply, parent: comment.nativeId });
    if (of === null && (countIn(row.replyCount) ?? 0) > replies.length) next.push(repliesAsk(comment.nativeId));
  }
  return { comments, next, way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const stated = idIn(row.parentId);
  return {
    nativeId: idOf(answer, "vuukle", row, "id"),
    parent: stated === "0" ? null : (stated ?? parent),
    parentFrom: "id",
    author: authorIn(row.name, row.userId),
    createdAt: isoIn(row.createAt),
    ...contentOfHtml(textOf(answer, "vuukle", row, "commentText")),
    state: "visible",
    votes: null,
    permalink: null,
  };
}
