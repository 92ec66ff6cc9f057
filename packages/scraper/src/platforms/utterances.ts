// utterances: the comments of an issue on GitHub, found as the widget finds it, with the user's own key.
import type { Ask, JsonObject, StatedComment } from "@belowline/schema";
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
  textIn,
  textOf,
} from "../comments/fields.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import type { Page } from "../html/page.ts";

export interface UtterancesRef extends Ref {
  readonly repo: string;
  readonly issue: string | null;
  /** What the issue's title holds, where the page states no number. */
  readonly term: string | null;
}

const PAGE = 100;

export default definePlatform<"utterances", UtterancesRef>({
  id: "utterances",
  name: "utterances (GitHub issues)",
  docs: "https://docs.github.com/en/rest/issues/comments",
  access: "needs-key",
  consent: {
    default: "on",
    terms: "GitHub's interface is there to be asked with a key of your own, within its limits.",
  },
  checked: {
    on: "2026-11-24",
    what: `In github.com/utterance/utterances (2022-02): src/client.ts (terms), src/github.ts (search, pages, the issue
      whose title holds the term). GitHub answers 60 questions an hour without a key: with one of the user's own, 5,000.
      The text of the issue is not a comment. GitHub moves updated_at for other reasons than an edit, so that no edit is
      told.`,
  },
  locate(page) {
    const script = page.all("script").find(({ attribs }) => /\/\/utteranc\.es\/client\.js$/.test(attribs.src ?? ""));
    const said = (name: string): string | null => textIn(script?.attribs[name] ?? script?.attribs[`data-${name}`]);
    const repo = said("repo");
    if (!script || repo === null || !/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repo)) return undefined;
    const issue = said("issue-number");
    const term = issue === null ? termOf(said("issue-term"), page) : null;
    if (issue === null ? !term : !/^\d{1,12}$/.test(issue)) return undefined;
    return { key: `${repo}/${issue ?? term}`, repo, issue, term };
  },
  open: ({ repo, issue, term }) =>
    issue === null
      ? ask(
          `search/issues?q=${encodeURIComponent(`"${term}" type:issue in:title repo:${repo}`)}&sort=created&order=asc`,
          { step: "search" },
        )
      : issueAsk(repo, issue, "first"),
  read(answer, ref) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const carry = rowOf(answer.ask.carry);
    if (carry.step === "comments") return readComments(answer, carry, ref);
    const issue = carry.step === "search" ? foundIn(answer, ref) : rowOf(answer.json);
    if (!issue) return { ...nothing("api"), announced: 0 };
    const number = idOf(answer, "utterances", issue, "number");
    const announced = countIn(issue.comments);
    const next = carry.when === "last" || announced === 0 ? [] : [commentsAsk(ref.repo, number, 1)];
    return nothing("api", { announced, next, open: typeof issue.locked === "boolean" ? !issue.locked : null });
  },
  examples: [
    {
      page: "https://heron.example/2024/nest.html",
      fixture: "issue",
      expect: {
        comments: 2,
        deepest: 1,
        announced: 2,
        complete: true,
        ways: ["api"],
        first: {
          nativeId: "8801",
          author: { name: "marsh-walker" },
          createdAt: { at: "2024-04-05T06:07:08.000Z", precision: "s" },
          text: "Three eggs.",
          votes: { up: 2, down: 0, score: null },
          permalink: "https://github.com/heron/talk/issues/7#issuecomment-8801",
        },
      },
    },
  ],
});

function termOf(stated: string | null, page: Page): string | null {
  const { pathname } = new URL(page.url);
  const meta = page.$('meta[property="og:title"], meta[name="og:title"]').attr("content");
  if (stated === "pathname") return pathname.length < 2 ? "index" : pathname.slice(1).replace(/\.\w+$/, "");
  if (stated === "url") return page.$('link[rel="canonical"]').attr("href") ?? page.url.replace(/#.*$/s, "");
  if (stated === "title") return textIn(page.$("title").first().text());
  return stated === "og:title" ? textIn(meta) : stated;
}

const ask = (path: string, carry: JsonObject): Ask => ({
  url: `https://api.github.com/${path}`,
  headers: { accept: "application/vnd.github.html+json" },
  accept: "json",
  key: { name: "utterances", header: "authorization", scheme: "Bearer" },
  carry,
});
const issueAsk = (repo: string, issue: string, when: string): Ask =>
  ask(`repos/${repo}/issues/${issue}`, { step: "issue", when });
const commentsAsk = (repo: string, issue: string, page: number): Ask =>
  ask(`repos/${repo}/issues/${issue}/comments?per_page=${PAGE}&page=${page}`, { step: "comments", issue, page });

/** The first issue whose title holds the term, else the first: as the widget chooses. */
function foundIn(answer: Answer, { term }: UtterancesRef): Row | undefined {
  const items = listOf(answer, "utterances", rowOf(answer.json).items, "items");
  const wanted = (term ?? "").toLowerCase();
  return items.find((item) => textIn(item.title)?.toLowerCase().includes(wanted)) ?? items[0];
}

function readComments(answer: Answer, carry: Row, ref: UtterancesRef): Batch {
  const issue = idIn(carry.issue)!;
  const rows = listOf(answer, "utterances", answer.json, "comments");
  const isOf = ({ issue_url: of }: Row): boolean => typeof of !== "string" || of.endsWith(`/issues/${issue}`);
  const more = /<[^<>]{1,500}>;\s?rel="next"/.test(answer.capture.headers.link ?? "");
  return {
    comments: rowsOf(rows)
      .filter(isOf)
      .map((row) => commentOf(answer, row)),
    next: [more ? commentsAsk(ref.repo, issue, (countIn(carry.page) ?? 1) + 1) : issueAsk(ref.repo, issue, "last")],
    way: "api",
    trust: 1,
    byTime: true,
  };
}

function commentOf(answer: Answer, row: Row): StatedComment {
  const { login, id } = rowOf(row.user);
  const reactions = rowOf(row.reactions);
  const [up, down] = [countIn(reactions["+1"]), countIn(reactions["-1"])];
  return {
    nativeId: idOf(answer, "utterances", row, "id"),
    parent: null,
    parentFrom: "none",
    author: login === "ghost" ? null : authorIn(login, id),
    createdAt: isoIn(row.created_at),
    ...contentOfHtml(textOf(answer, "utterances", row, "body_html")),
    state: "visible",
    votes: up === null && down === null ? null : { up, down, score: null },
    permalink: typeof row.html_url === "string" ? row.html_url : null,
  };
}
