// The Guardian's discussion interface: a thread in linear form, a hundred comments a page, oldest first.
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
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, definePlatform, type Ref } from "../comments/platform.ts";
import { scriptWith, settingIn } from "../comments/scripts.ts";

export interface GuardianRef extends Ref {
  /** `/p/3e3fk`, the article's short address. */
  readonly key: string;
}

const ROOT = "https://discussion.theguardian.com/discussion-api";

export default definePlatform<"guardian-discussion", GuardianRef>({
  id: "guardian-discussion",
  name: "The Guardian (discussion interface)",
  docs: "https://github.com/guardian/dotcom-rendering/blob/main/dotcom-rendering/src/lib/discussionApi.tsx",
  access: "public-api",
  consent: {
    default: "opt-in",
    terms: "The interface serves the Guardian's own pages; its terms want a licence for other than personal use.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/guardian/dotcom-rendering (src/lib/discussionApi.tsx, src/types/discussion.ts, fixtures/manual)
      and in public readers that ask displayThreaded=false (every thread is to be had so, some only so). Threads have two
      levels; responseTo names the comment that was really answered. Comments that moderators took away stay, as blocked.`,
  },
  locate(page) {
    const script = scriptWith(page, "shortUrlId");
    const key = script === undefined ? undefined : settingIn(script, "shortUrlId");
    const host = new URL(page.url).hostname;
    if (key === undefined || !/^\/p\/\w{1,20}$/.test(key) || !/(?:^|\.)theguardian\.(?:com|example)$/.test(host))
      return undefined;
    return page.$("#comments, gu-island[name^='Discussion']").length > 0 ? { key } : undefined;
  },
  open: (ref) => pageAsk(ref, 1),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const body = rowOf(answer.json);
    const discussion = rowOf(body.discussion);
    if (body.status === "error") {
      const detail = `${answer.capture.url} answered with the error ${textIn(body.errorCode) ?? "without a code"}`;
      return nothing("api", { gaps: [{ reason: "refused", count: null, detail }] });
    }
    const rows = listOf(answer, "guardian-discussion", discussion.comments, "discussion.comments");
    const isOurs = (row: Row) => !rowOf(row.discussion).key || rowOf(row.discussion).key === ref.key;
    const page = countIn(body.currentPage) ?? 1;
    const closed = discussion.isClosedForComments;
    return {
      comments: rows.filter(isOurs).map((row) => commentOf(answer, row)),
      next: page < (countIn(body.pages) ?? 1) ? [pageAsk(ref, page + 1)] : [],
      way: "api",
      trust: 1,
      announced: countIn(discussion.commentCount),
      byTime: true,
      open: typeof closed === "boolean" ? !closed : null,
    };
  },
  examples: [
    {
      page: "https://www.theguardian.example/uk/2026/feb/01/canal",
      fixture: "linear",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["api"],
        parents: { "102": "101", "103": "102" },
        first: {
          nativeId: "101",
          author: { name: "lockkeeper" },
          createdAt: { at: "2026-02-01T08:00:00.000Z" },
          text: "Dredge it.",
          votes: { up: 12, down: null, score: null },
          permalink: "https://discussion.theguardian.com/comment-permalink/101",
        },
      },
    },
  ],
});

const pageAsk = ({ key }: GuardianRef, page: number): Ask => ({
  url: `${ROOT}/discussion${key}?orderBy=oldest&pageSize=100&displayThreaded=false&page=${page}`,
  accept: "json",
});

function commentOf(answer: Answer, row: Row): StatedComment {
  const gone = row.status === "blocked";
  const profile = rowOf(row.userProfile);
  const up = countIn(row.numRecommends);
  return {
    nativeId: idOf(answer, "guardian-discussion", row, "id"),
    parent: idIn(rowOf(row.responseTo).commentId),
    parentFrom: "id",
    author: authorIn(profile.displayName, profile.userId),
    createdAt: isoIn(row.isoDateTime),
    // In its place stands a sentence of the moderators.
    ...contentOfHtml(gone ? "" : textOf(answer, "guardian-discussion", row, "body")),
    state: gone ? "removed" : "visible",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: textIn(row.webUrl),
  };
}
