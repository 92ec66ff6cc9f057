// One page judged: what a tool returned against what the gold holds, figure by figure.
import type { GoldPage, Half, SetName } from "./pages.ts";
import { found, leaks, lineAgreement, textAgreement } from "./score.ts";
import { textOfHtml } from "./text-of-html.ts";
import { type Share, threadAgreement } from "./threads.ts";
import { decoded, type Returned } from "./tools/tool.ts";

/** What one page says on one figure: a share of its own (means are over pages), or counts (shares are over all counts). */
export interface Mark {
  readonly right: number;
  readonly of: number;
  /** What went wrong, for whoever tunes. */
  readonly note?: string;
}

export interface Judged {
  readonly set: SetName;
  readonly id: string;
  readonly host: string;
  readonly half: Half;
  readonly marks: Partial<Record<FigureName, Mark>>;
}

/** In the order of the tables. `mean`: mean over pages; `share`: pooled counts. `low`: less is better; `low mean`: the same as a mean over pages. */
export const FIGURES = {
  "body F1": "mean",
  "body precision": "mean",
  "body recall": "mean",
  "conversation F1": "mean",
  "conversation precision": "mean",
  "conversation recall": "mean",
  "body snippets kept": "share",
  "body snippets wrongly in": "low",
  "comment F1": "mean",
  "comment line F1": "mean",
  "comment F1, pooled": "share",
  "comment line F1, pooled": "share",
  "comment snippets found": "share",
  "false comment pages": "low",
  "comments, gold silent": "low",
  "comment lines in body": "low",
  "comment lines in body, page mean": "low mean",
  "thread text recall": "share",
  "thread text precision": "share",
  "thread author": "share",
  "thread time": "share",
  "thread parent": "share",
  "thread replies' parent": "share",
} as const;
export type FigureName = keyof typeof FIGURES;

export function judge(page: GoldPage, returned: Returned): Judged {
  const marks: Partial<Record<FigureName, Mark>> = {};
  // The gold of a forum page is the conversation: what a tool returns of it is its body and its comments, however it parts them.
  const isForum = page.set === "wcxb-forum-dev";
  const body = isForum ? `${returned.body}\n${returned.comments ?? ""}` : returned.body;
  if (page.body !== undefined) {
    const agreed = textAgreement(body, page.body)!;
    const note = `precision ${agreed.precision.toFixed(2)} recall ${agreed.recall.toFixed(2)}`;
    const name = isForum ? "conversation" : "body";
    marks[`${name} F1`] = { right: agreed.f1, of: 1, note };
    marks[`${name} precision`] = { right: agreed.precision, of: 1, note };
    marks[`${name} recall`] = { right: agreed.recall, of: 1, note };
  }
  if (page.inBody.length > 0) {
    const kept = found(page.inBody, body);
    marks["body snippets kept"] = counted(kept.length, page.inBody.length, missing(page.inBody, kept));
  }
  if (page.notInBody.length > 0) {
    const wrong = found(page.notInBody, body);
    marks["body snippets wrongly in"] = counted(wrong.length, page.notInBody.length, wrong.map(short).join(" "));
  }
  const gold = page.comments ?? (page.inComments.length > 0 ? page.inComments.join("\n") : undefined);
  if (gold !== undefined && gold !== "") {
    const { lines, leaked } = leaks(body, gold, page.body ?? "");
    if (lines > 0) {
      marks["comment lines in body"] = counted(leaked.length, lines, leaked.slice(0, 2).map(short).join(" "));
      marks["comment lines in body, page mean"] = counted(leaked.length / lines, 1, "");
    }
  }
  if (returned.comments !== undefined) Object.assign(marks, judgeComments(page, returned.comments));
  if (returned.thread !== undefined && page.silver !== undefined) {
    const agreed = threadAgreement(returned.thread, page.silver);
    const about = (what: string): string =>
      agreed.misses
        .filter((miss) => miss.startsWith(what))
        .slice(0, 2)
        .join("; ");
    marks["thread text recall"] = noted(agreed.text, about("text"));
    marks["thread text precision"] = noted(agreed.textPrecision, `${agreed.textPrecision.of} returned`);
    marks["thread author"] = noted(agreed.author, about("author"));
    marks["thread time"] = noted(agreed.time, about("time"));
    marks["thread parent"] = noted(agreed.parent, about("parent"));
    marks["thread replies' parent"] = noted(agreed.replies, about("parent"));
  }
  return { set: page.set, id: page.id, host: page.host, half: page.half, marks };
}

function judgeComments(page: GoldPage, comments: string): Judged["marks"] {
  const marks: Partial<Record<FigureName, Mark>> = {};
  const some = comments.trim() !== "";
  if (page.comments !== undefined && page.comments !== "") {
    const text = textAgreement(comments, page.comments);
    if (text) {
      const note = `precision ${text.precision.toFixed(2)} recall ${text.recall.toFixed(2)}`;
      marks["comment F1"] = { right: text.f1, of: 1, note };
      marks["comment F1, pooled"] = { right: 2 * text.shared, of: text.items, note };
    }
    const lines = lineAgreement(comments, page.comments);
    if (lines) {
      const note = `precision ${lines.precision.toFixed(2)} recall ${lines.recall.toFixed(2)}`;
      marks["comment line F1"] = { right: lines.f1, of: 1, note };
      marks["comment line F1, pooled"] = { right: 2 * lines.shared, of: lines.items, note };
    }
  }
  // Comments that a script of the site brings later are not in the page, and no tool can find them there.
  const printed = page.inComments.length > 0 ? found(page.inComments, textOfHtml(decoded(page.html))) : [];
  if (printed.length > 0) {
    const had = found(printed, comments);
    marks["comment snippets found"] = counted(had.length, printed.length, missing(printed, had));
  }
  const silent = page.comments === undefined && page.inComments.length === 0 && page.silver === undefined;
  const note = some ? short(comments) : "";
  if (page.comments === "") marks["false comment pages"] = counted(some ? 1 : 0, 1, note);
  else if (silent && page.set !== "wcxb-forum-dev") marks["comments, gold silent"] = counted(some ? 1 : 0, 1, note);
  return marks;
}

const counted = (right: number, of: number, note: string): Mark => ({ right, of, ...(note ? { note } : {}) });
const noted = ({ right, of }: Share, note: string): Mark => counted(right, of, note);
const short = (text: string): string => JSON.stringify(text.replace(/\s+/gu, " ").slice(0, 50));
const missing = (wanted: readonly string[], had: readonly string[]): string =>
  wanted
    .filter((snippet) => !had.includes(snippet))
    .map(short)
    .join(" ");
