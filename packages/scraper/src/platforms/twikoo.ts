// Twikoo: comments at the top page by page, newest first, each with its answers; the true parent of an answer is kept.
import type { Ask, Gap, JsonObject, StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  listOf,
  millisecondsIn,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  rowsOf,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn, pageAddress, scriptWith, settingIn } from "../comments/scripts.ts";

export interface TwikooRef extends Ref {
  readonly server: string;
  readonly path: string;
  readonly url: string;
}

export default definePlatform<"twikoo", TwikooRef>({
  id: "twikoo",
  name: "Twikoo",
  docs: "https://twikoo.js.org/en/api.html",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The server belongs to the site itself; its robots.txt and the site's terms decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/twikoojs/twikoo (2026-08): src/server/self-hosted/index.js (commentGet, getCommentsCount),
      src/server/function/twikoo/utils/index.js (toCommentDto), src/client/utils/index.js (getUrl). envId names an address
      of the site's own server; a bare word there is an environment of Tencent's cloud, which answers only its own
      program: no thread for us. The number in the list counts comments at the top, so that of all is asked for. Errors
      come with status 200 and a code. No mark of an edit.`,
  },
  locate(page) {
    const script = scriptWith(page, "twikoo.init");
    const stated = script === undefined ? undefined : settingIn(script, "envId");
    const server = stated?.startsWith("http") ? addressIn(stated, page) : undefined;
    if (script === undefined || !server) return undefined;
    const { pathname, href } = pageAddress(page);
    const path = settingIn(script, "path") ?? pathname;
    return { key: `${server.host}${server.pathname}${path}`, server: server.href, path, url: href };
  },
  open: (ref) => countAsk(ref, "first"),
  read(answer, ref) {
    const body = rowOf(answer.json);
    const refusal = refusalIn(answer) ?? refusalOf(answer, body);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const { step, when } = rowOf(answer.ask.carry);
    if (step === "page") return readPage(answer, body, ref);
    const announced = countIn(rowsOf(body.data)[0]?.count);
    return nothing("api", { announced, next: when === "first" && announced !== 0 ? [pageAsk(ref, null)] : [] });
  },
  examples: [
    {
      page: "https://pear.example/graft/",
      fixture: "page",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "t-2": "t-1", "t-3": "t-2" },
        first: {
          nativeId: "t-1",
          author: { name: "Mei" },
          createdAt: { at: "2025-06-07T08:09:10.111Z", precision: "ms" },
          text: "In March, not later.",
          votes: { up: 2, down: 1, score: null },
          permalink: "https://pear.example/graft/#t-1",
        },
      },
    },
  ],
});

const ask = ({ server }: TwikooRef, body: JsonObject, carry: JsonObject): Ask => ({
  url: server,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
  accept: "json",
  carry,
});
const countAsk = (ref: TwikooRef, when: string): Ask =>
  ask(ref, { event: "GET_COMMENTS_COUNT", urls: [ref.path], includeReply: true }, { step: "count", when });
const pageAsk = (ref: TwikooRef, before: number | null): Ask =>
  ask(ref, { event: "COMMENT_GET", url: ref.path, ...(before !== null && { before }) }, { step: "page" });

function refusalOf({ capture: { url } }: Answer, { code, message }: Row): Gap | undefined {
  if (typeof code !== "number" || code === 0) return undefined;
  // The server counts the requests of ten minutes and says so in English.
  const reason = typeof message === "string" && /too many/i.test(message.slice(0, 200)) ? "rate-limited" : "refused";
  return { reason, count: null, detail: `${url} answered with the code ${code}` };
}

function readPage(answer: Answer, body: Row, ref: TwikooRef): Batch {
  const comments: StatedComment[] = [];
  let oldest: number | null = null;
  for (const row of listOf(answer, "twikoo", body.data, "data")) {
    const top = commentOf(answer, row, null, ref);
    comments.push(top);
    for (const reply of rowsOf(row.replies)) comments.push(commentOf(answer, reply, top.nativeId, ref));
    // Pinned ones stand first, out of their order.
    if (row.top !== true) oldest = countIn(row.created) ?? oldest;
  }
  // Imported comments may share a millisecond with the last one: it is asked for again, with its neighbours.
  const next = body.more === true && oldest !== null ? pageAsk(ref, oldest + 1) : countAsk(ref, "last");
  return { comments, next: [next], way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, top: string | null, { url }: TwikooRef): StatedComment {
  const id = idOf(answer, "twikoo", row, "id");
  const [up, down] = [countIn(row.ups) ?? countIn(row.like), countIn(row.downs)];
  return {
    nativeId: id,
    parent: idIn(row.pid) ?? top,
    parentFrom: "id",
    author: authorIn(row.nick),
    createdAt: millisecondsIn(row.created),
    ...contentOfHtml(textOf(answer, "twikoo", row, "comment")),
    state: row.isSpam === true ? "held" : "visible",
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: `${url}#${encodeURIComponent(id)}`,
  };
}
