// extractArticle: one parsed page to its article with evidence for each field, or to the reason why there is none.
import {
  type AbsenceReason,
  type Article,
  type Block,
  countWords,
  type Evidence,
  textOfBlocks,
} from "@belowline/schema";
import { commentElementsOn } from "../comments/generic/thread.ts";
import type { Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";
import { findAgencies } from "./agency.ts";
import { type Body, findBody } from "./body.ts";
import { markBoilerplate, type Reason, unmarkHeaviest } from "./boilerplate.ts";
import { findByline } from "./byline.ts";
import { baseOf, findAddress } from "./canonical.ts";
import { markComments, markRecords } from "./comment-region.ts";
import { findDates } from "./dates.ts";
import { type Draft, readDrafts } from "./drafts.ts";
import { findHeadline, findSiteName, findStandfirst, keyOf, titleOf } from "./headline.ts";
import { articleImages, leadImage, shownLead } from "./images.ts";
import { articleNode } from "./json-ld.ts";
import { findLanguage } from "./language.ts";
import { isFieldLine, settle } from "./lines.ts";
import { readMetaTags } from "./meta-tags.ts";
import { absenceOf } from "./page-kind.ts";
import { findPaywall } from "./paywall.ts";
import { isOwnPage } from "./promos.ts";
import { pageOfState } from "./state-page.ts";
import { speaksOf, statedBody } from "./stated-body.ts";
import { type Measure, type Survey, surveyOf } from "./survey.ts";
import { findTopics } from "./topics.ts";

export type Extraction =
  | { readonly kind: "article"; readonly article: Article }
  | { readonly kind: "absent"; readonly reason: AbsenceReason; readonly detail: string };

/**
 * Reads the article of a page: fields from JSON-LD, meta tags and markup, the body as typed blocks without boilerplate
 * and comments. Pure: nothing is fetched and the page's tree is left as it is.
 *
 * @throws TypeError where the page's address is not http(s)
 * @example
 * const page = loadPage({ url: "https://news.example/a", body: html, fetchedAt: new Date().toISOString() });
 * const result = extractArticle(page);
 * if (result.kind === "article") console.log(result.article.headline);
 */
export function extractArticle(page: Page): Extraction {
  const shown = readShown(page);
  if (shown.kind === "article" || shown.reason !== "not-an-article") return shown;
  const made = pageOfState(page);
  const told = made && readShown(made);
  if (told?.kind !== "article") return shown;
  const { article } = told;
  const meta = readMetaTags(page);
  // The state also holds what other pages show: it must speak of what this one says that it is about.
  const about = [titleOf(page), meta.first("og:title"), meta.first("og:description"), meta.first("description")];
  if (!about.some(Boolean) || !speaksOf(article.text, about)) return shown;
  const { text } = article.evidence;
  const evidence = { ...article.evidence, text: { ...text, from: `state:next-flight ${text?.from ?? ""}`.trim() } };
  return { kind: "article", article: { ...article, evidence } };
}

/** What the page itself shows. */
function readShown(page: Page): Extraction {
  const survey = surveyOf(page.document);
  const meta = readMetaTags(page);
  const node = articleNode(page);
  const siteName = findSiteName(page, meta, node);
  const headline = findHeadline(page, survey, meta, siteName.value, node);
  const address = findAddress(page, meta, node);
  const base = baseOf(page, page.url);

  const marks = new Map<Measure, Reason>();
  markComments(survey, marks, headline.element);
  // The engine keeps what it found for whoever asks for the thread.
  const records = marks.size > 0 ? [] : markRecords(survey, marks, headline.element, commentElementsOn(page));
  markBoilerplate(survey, marks, headline.element);
  const standfirst = findStandfirst(survey, marks, meta, node, headline.element);
  let body = findBody(survey, marks, headline.element);
  if (records.length > 0 && (body?.weight ?? 0) < FEWEST_BESIDE) {
    // A topic of a forum is nothing but records.
    for (const record of records) marks.delete(record);
    body = findBody(survey, marks, headline.element);
  }
  const unmarked = unmarkHeaviest(marks, body?.weight ?? 0, headline.element);
  if (unmarked) body = findBody(survey, marks, headline.element);
  const shownAbove = body && isAbove(standfirst.element, body.root, marks) ? standfirst : undefined;
  const drafts = body ? readDrafts(body.root, survey, marks, base) : [];
  const repeated = new Set([headline.value ?? ""].map(keyOf).filter((key) => key !== ""));
  const settled = settle(drafts, repeated, keyOf, isOwnPage(page.url));
  const { credit, lines: within } = settled;
  const read = withStandfirst(shownAbove?.value ?? null, settled.blocks);
  const stated = statedBody(node, textOfBlocks(read), [headline.value, standfirst.value]);
  const blocks = stated ?? read;
  const lines = [...linesBetween(survey, headline.element, body?.root), ...within];
  const text = textOfBlocks(blocks);
  const language = findLanguage(page, meta, node, text);

  const absence = absenceOf({
    page,
    survey,
    meta,
    node,
    title: titleOf(page),
    headline: headline.element,
    body,
    text,
    paragraphs: blocks.filter(({ kind }) => kind === "paragraph").length,
    linkShare: stated ? 0 : linkShareOf(drafts),
    linkLines: stated ? 0 : linkLinesOf(drafts),
    posted: postedWeight(marks),
  });
  if (absence) return { kind: "absent", ...absence };

  const byline = findByline(
    survey,
    marks,
    meta,
    node,
    { name: siteName.value, url: page.url },
    headline.element,
    lines,
  );
  const agencies = findAgencies(meta, node, byline.shown, text);
  const dates = findDates(page, survey, marks, meta, node, headline.element, language.value, lines);
  const topics = findTopics(page, survey, marks, meta, node, headline.value ?? "");
  const inBody = read.flatMap((block) => (block.kind === "image" ? [block.image] : []));
  const shown = body ? shownLead(survey, marks, headline.element, body.root, base) : undefined;
  const evidence: Record<string, Evidence> = {};
  const note = (field: string, found: Evidence | undefined): void => {
    if (found) evidence[field] = found;
  };
  note("url", address.evidence);
  note("headline", headline.evidence);
  note("standfirst", standfirst.evidence);
  note("byline", byline.evidence);
  note("agencies", agencies.evidence);
  note("publishedAt", dates.published.evidence);
  note("modifiedAt", dates.modified.evidence);
  note("language", language.evidence);
  note("section", topics.section.evidence);
  note("tags", topics.tags.evidence);
  note("siteName", siteName.evidence);
  const rung = body ? `body:${body.from}${unmarked ? "-unmarked" : ""} ${describe(body)}` : undefined;
  if (stated)
    note(
      "text",
      rung
        ? { from: "json-ld:articleBody", rivals: { [rung]: textOfBlocks(read).slice(0, 300) } }
        : { from: "json-ld:articleBody" },
    );
  else note("text", rung ? { from: rung } : undefined);
  if (page.repaired > 0)
    note("encoding", { from: "repair:utf-8-read-as-windows-1252", rivals: { pieces: String(page.repaired) } });
  if (credit !== null) note("images", { from: "html:credit-line", rivals: {} });

  return {
    kind: "article",
    article: {
      url: address.url,
      urls: address.urls,
      headline: headline.value ?? firstLine(blocks),
      standfirst: shownAbove?.value ?? ownStandfirst(standfirst.value, text),
      byline: byline.value ?? [],
      agencies: agencies.value ?? [],
      publishedAt: dates.published.value,
      modifiedAt: dates.modified.value,
      language: language.value,
      section: topics.section.value,
      tags: topics.tags.value ?? [],
      siteName: siteName.value,
      text,
      blocks,
      wordCount: countWords(text, language.value),
      images: articleImages([leadImage(meta, node, base), shown], inBody, credit),
      paywall: findPaywall(survey, meta, node, body?.weight ?? 0, body?.root.index ?? 0),
      evidence,
    },
  };
}

/** Weight of a text beside which records are comments. */
const FEWEST_BESIDE = 600;

/** Lines of author and date that stand between the headline and the text, where no class says what they are. */
function linesBetween(survey: Survey, headline: Measure | undefined, root: Measure | undefined): readonly string[] {
  const lines: string[] = [];
  if (!headline || !root) return lines;
  const end = Math.min(root.index, headline.end + MOST_BETWEEN);
  for (let i = headline.end; i < end; i++) {
    const measure = survey.measures[i]!;
    if (measure.chars < 4 || measure.chars > 140 || measure.end > root.index) continue;
    lines.push(...textOf(measure.node).split("\n").filter(isFieldLine));
    i = measure.end - 1;
  }
  return lines;
}
const MOST_BETWEEN = 80;

function linkShareOf(drafts: readonly Draft[]): number {
  let chars = 0;
  let links = 0;
  for (const draft of drafts) {
    chars += draft.chars;
    links += draft.links;
  }
  return chars === 0 ? 0 : links / chars;
}

const linkLinesOf = (drafts: readonly Draft[]): number =>
  drafts.reduce((count, { chars, links, block }) => {
    if (chars === 0 || links < chars * 0.6) return count;
    return count + (block.kind === "list" ? block.items.length : 1);
  }, 0);

function postedWeight(marks: ReadonlyMap<Measure, Reason>): number {
  let weight = 0;
  for (const [{ weight: own }, reason] of marks) if (reason === "comments") weight += own;
  return weight;
}

/** Whether the page shows its standfirst on its own: before the element of the text, or in a header within it. */
const isAbove = (standfirst: Measure | undefined, root: Measure, marks: ReadonlyMap<Measure, Reason>): boolean => {
  if (!standfirst) return false;
  let isApart = standfirst.end <= root.index;
  for (let outer: Measure | undefined = standfirst; outer; outer = outer.parent) {
    const reason = marks.get(outer);
    if (reason === "meta") isApart = true;
    else if (reason !== undefined) return false;
  }
  return isApart;
};

/** Half of the themes print the standfirst within the text, half above it: in both it is the first that is read. */
function withStandfirst(standfirst: string | null, blocks: readonly Block[]): readonly Block[] {
  if (standfirst === null || blocks.length === 0) return blocks;
  const key = keyOf(standfirst);
  const isRepeated = blocks.slice(0, 3).some((block) => "text" in block && keyOf(block.text ?? "").startsWith(key));
  return isRepeated ? blocks : [{ kind: "paragraph", text: standfirst }, ...blocks];
}

/** A description that repeats the text's beginning is none of its own; systems cut it from there. */
function ownStandfirst(standfirst: string | null, text: string): string | null {
  if (standfirst === null) return null;
  const key = keyOf(standfirst.replace(/(?:\[?…\]?|\[?\.\.\.\]?|&hellip;)\s*$/, ""));
  return key === "" || keyOf(text.slice(0, standfirst.length * 3 + 500)).includes(key) ? null : standfirst;
}

const firstLine = (blocks: readonly Block[]): string => {
  for (const block of blocks) if ("text" in block && block.text) return block.text.split("\n")[0]!.slice(0, 200);
  return "";
};

const describe = ({ root }: Body): string =>
  `${root.name}${root.words.trim() === "" ? "" : ` "${root.words.trim().slice(0, 80)}"`}`;
