// DER STANDARD: the forum of a story, asked in full text, with root postings by cursor and their trees in one piece.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
import { contentOfHtml, contentOfText } from "../comments/content.ts";
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
  rowsOf,
  textIn,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";

export interface StandardRef extends Ref {
  /** The story as the forum knows it. */
  readonly context: string;
}

/** As deep as the deepest public reader asks; what hangs lower is not had, and the number says so. */
const LEVELS = 32;

export default definePlatform<"der-standard", StandardRef>({
  id: "der-standard",
  name: "DER STANDARD",
  docs: "https://www.derstandard.at/story/2000018401451/community-faq",
  access: "public-api",
  consent: {
    default: "opt-in",
    terms:
      "The interface serves the publisher's own page; ask DER STANDARD, which has given out its forum for research.",
  },
  checked: {
    on: "2026-11-24",
    what: `In three public readers of 2024 to 2026 (found by "getForumRootPostingsV2"): GetForumInfo by contextUri gives
      id and totalPostingCount; ThreadsByForumQuery with first: Max and sortOrder: ByTime pages by nextCursor; postings
      have title, text, reactions.aggregated (positive, negative) and lifecycleStatus "Deleted"; what moderators remove is
      gone without a trace. Text is taken for plain.`,
    open: "Whether totalPostingCount counts deleted ones (we say yes, they stand in the list).",
  },
  locate(page) {
    const { hostname, pathname } = new URL(page.url);
    if (!/(?:^|\.)derstandard\.(?:at|de)$/.test(hostname)) return undefined;
    const story = /^\/story\/(\d{1,20})(?:\/|$)/.exec(pathname)?.[1];
    if (story === undefined || page.$("dst-forum, #story-community, .communityCanvas").length === 0) return undefined;
    return { key: story, context: `https://www.derstandard.at/story/${story}` };
  },
  open: ({ context }) =>
    ask(
      "query GetForumInfo($contextUri: String!) { getForumByContextUri(contextUri: $contextUri) { id totalPostingCount } }",
      { contextUri: context },
      { step: "forum" },
    ),
  read(answer) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const body = jsonOf(answer, "der-standard");
    if (rowsOf(body.errors).length > 0) {
      const detail = `${answer.capture.url} does not answer this query`;
      return nothing("api", { gaps: [{ reason: "refused", count: null, detail }] });
    }
    const carry = rowOf(answer.ask.carry);
    if (carry.step === "postings")
      return readPage(answer, rowOf(rowOf(body.data).getForumRootPostingsV2), String(carry.forum));
    const forum = rowOf(rowOf(body.data).getForumByContextUri);
    const [id, announced] = [idIn(forum.id), countIn(forum.totalPostingCount)];
    const isEmpty = id === null || announced === 0;
    return nothing("api", { announced: announced ?? 0, next: isEmpty ? [] : [pageAsk(id, null)] });
  },
  examples: [
    {
      page: "https://www.derstandard.at/story/3000000001/donau",
      fixture: "forum",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { p2: "p1", p3: null },
        first: {
          nativeId: "p1",
          author: { name: "Uferschwalbe" },
          createdAt: { at: "2026-03-03T07:00:00.000Z" },
          text: "Pegel\nEr steigt wieder.",
          votes: { up: 5, down: 2, score: null },
        },
      },
    },
  ],
});

function ask(query: string, variables: JsonObject, carry: JsonObject): Ask {
  return {
    url: "https://api-gateway.prod.cloud.ds.at/forum-serve-graphql/v1/",
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
    accept: "json",
    carry,
  };
}

const FIELDS =
  "id lifecycleStatus rootPostingId title text author { id name } reactions { aggregated { name value } } history { created }";

function pageAsk(forum: string, cursor: string | null): Ask {
  let fields = FIELDS;
  for (let level = 0; level < LEVELS; level++) fields = `${FIELDS} replies { ${fields} }`;
  return ask(
    `query ThreadsByForumQuery($id: String!, $nextCursor: String) { getForumRootPostingsV2(getForumRootPostingsParamsV2: { forumId: $id, after: $nextCursor, first: Max, sortOrder: ByTime }) { pageInfo { nextCursor hasNextPage } edges { node { ${fields} } } } }`,
    { id: forum, nextCursor: cursor },
    { step: "postings", forum, cursor },
  );
}

function readPage(answer: Answer, page: Row, forum: string): Batch {
  const edges = listOf(answer, "der-standard", page.edges, "getForumRootPostingsV2.edges");
  const waiting = edges.map((edge): { readonly row: Row; readonly parent: string | null } => ({
    row: rowOf(edge.node),
    parent: null,
  }));
  const comments: StatedComment[] = [];
  for (const { row, parent } of waiting) {
    const comment = commentOf(answer, row, parent);
    comments.push(comment);
    for (const reply of rowsOf(row.replies)) waiting.push({ row: reply, parent: comment.nativeId });
  }
  const { hasNextPage, nextCursor } = rowOf(page.pageInfo);
  const cursor = textIn(nextCursor);
  const next = hasNextPage === true && cursor !== null ? [pageAsk(forum, cursor)] : [];
  return { comments, next, way: "api", trust: 1, byTime: true };
}

function commentOf(answer: Answer, row: Row, parent: string | null): StatedComment {
  const author = rowOf(row.author);
  const gone = row.lifecycleStatus === "Deleted";
  const reactions = rowsOf(rowOf(row.reactions).aggregated);
  const counted = (name: string): number => countIn(reactions.find((one) => one.name === name)?.value) ?? 0;
  const parts = [textIn(row.title), textIn(row.text)].filter((part) => part !== null);
  return {
    nativeId: idOf(answer, "der-standard", row, "id"),
    parent,
    parentFrom: "id",
    author: gone ? null : authorIn(author.name, author.id),
    createdAt: isoIn(rowOf(row.history).created),
    ...(gone ? contentOfHtml("") : contentOfText(parts.join("\n\n"))),
    state: gone ? "deleted" : "visible",
    votes: { up: counted("positive"), down: counted("negative"), score: null },
    permalink: null,
  };
}
