// A platform whose comments stand in its pages, as data: which elements are comments, and where their fields are.
import {
  type Ask,
  canonicalise,
  cleanLine,
  type Instant,
  readInstant,
  type StatedComment,
  type Votes,
} from "@belowline/schema";
import { type AnyNode, type Element, isTag } from "domhandler";
import type { Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";
import { readByline, withoutGuestNote } from "./byline.ts";
import { contentWithout } from "./content.ts";
import { marksOf } from "./marks.ts";
import { type Entry, entriesOf } from "./markup-entries.ts";
import type { MarkupList, Rule } from "./markup-rules.ts";
import type { Answer, Batch, Ref } from "./platform.ts";
import { type DateContext, dateContext, readPrintedDate } from "./times.ts";

export interface PageRef extends Ref {
  readonly url: string;
  readonly announced: number | null;
}

/** The functions of an adapter whose comments stand in the page. */
export function inMarkup(list: MarkupList) {
  return {
    locate(page: Page): PageRef | undefined {
      if (!list.signs(marksOf(page), page)) return undefined;
      if (!entriesOf(page, list).some((entry) => isComment(entry, list))) return undefined;
      const url = addressOf(page);
      const key = url.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "");
      return { key, url, announced: announcedIn(page, list) };
    },
    open: (ref: PageRef): Ask => ({ url: ref.url, accept: "html" }),
    read({ capture, page }: Answer): Batch {
      const { status } = capture;
      if (status === 200) return batchOf(page, list);
      const reason =
        status === 429 ? "rate-limited" : status === 401 ? "login" : status >= 500 ? "unreachable" : "refused";
      const gap = { reason, count: null, detail: `the page answered ${status}` } as const;
      return { comments: [], next: [], way: "page", trust: 0, gaps: [gap] };
    },
    inPage: (page: Page): Batch => batchOf(page, list),
    isThreadPage: (page: Page): boolean =>
      list.topic !== undefined &&
      list.signs(marksOf(page), page) &&
      list.topic(marksOf(page), page) &&
      entriesOf(page, list).some((entry) => isComment(entry, list)),
  };
}

function batchOf(page: Page, list: MarkupList): Batch {
  const entries = entriesOf(page, list);
  const dates = dateContext(page);
  const comments = entries
    .filter((entry) => isComment(entry, list))
    .map((entry) => commentOf(entry, list, page, dates));
  return { comments, next: nextPages(page, list), way: "page", trust: 1, announced: announcedIn(page, list) };
}

/** A comment that is folded away has its place in the page, but no text. */
const isComment = (entry: Entry, { text, gone }: MarkupList): boolean =>
  !entry.apart && (text.some((selector) => entry.is(selector)) || (gone !== undefined && entry.is(gone)));

function commentOf(entry: Entry, list: MarkupList, page: Page, dates: DateContext): StatedComment {
  const lines = (list.byline ?? [])
    .flatMap((selector) => entry.all(selector))
    .map((el) => readByline(textOf(el), dates));
  const name = first(list.author, (rule) => withoutGuestNote(cleanLine(entry.value(rule) ?? "")) || undefined);
  const printed = name ?? lines.find((line) => line.name !== null)?.name ?? null;
  const key = first(list.authorKey, (rule) => entry.value(rule));
  const isGone = list.gone !== undefined && entry.is(list.gone);
  const permalink = first(list.permalink, (rule) => httpAddress(entry.value(rule), page.url));
  const time = (rules: readonly Rule[] | undefined): Instant | undefined =>
    first(rules, (rule) => readTime(entry.value(rule), dates));
  return {
    nativeId: entry.id,
    parent: entry.parent,
    parentFrom: entry.parentFrom,
    author: printed === null && key === undefined ? null : { name: printed, ...(key !== undefined && { key }) },
    ...(list.byArticleAuthor !== undefined && { byArticleAuthor: entry.is(list.byArticleAuthor) }),
    createdAt: time(list.time) ?? lines.find((line) => line.time !== null)?.time ?? null,
    editedAt: time(list.edited) ?? null,
    ...textIn(entry, list),
    state: isGone ? "deleted" : "visible",
    votes: votesOf(entry, list),
    permalink: permalink ?? null,
  };
}

function textIn(entry: Entry, list: MarkupList) {
  for (const selector of list.text) {
    const boxes = entry.all(selector).filter((box, i, all) => !all.slice(0, i).some((other) => holds(other, box)));
    if (boxes.length === 0) continue;
    const out = new Set<AnyNode>(list.drop === undefined ? [] : entry.all(list.drop));
    for (const foreign of entry.foreign) out.add(foreign);
    const parts = boxes
      .map((box) => contentWithout(box.children, out))
      .filter((part) => part.text !== "" || part.html !== "");
    return {
      html: parts.map((part) => part.html).join("\n"),
      text: parts
        .map((part) => part.text)
        .join("\n")
        .trim(),
    };
  }
  return { html: "", text: "" };
}

function holds(outer: Element, inner: Element): boolean {
  for (let at = inner.parent; at; at = at.parent) if (at === outer) return true;
  return false;
}

function votesOf(entry: Entry, { votes }: MarkupList): Votes | null {
  if (votes === undefined) return null;
  const count = (rules: readonly Rule[] | undefined) => first(rules, (rule) => numberIn(entry.value(rule))) ?? null;
  const told = { up: count(votes.up), down: count(votes.down), score: count(votes.score) };
  return told.up === null && told.down === null && told.score === null ? null : told;
}

/** The first number of a text, thousands marks and a minus understood. */
function numberIn(text: string | undefined): number | undefined {
  const digits = /[-\u2212+]?\d{1,9}/.exec(
    (text ?? "").slice(0, 200).replace(/(\d)[.,\u00A0\u202F](?=\d{3})/g, "$1"),
  )?.[0];
  return digits === undefined ? undefined : Number(digits.replace("\u2212", "-"));
}

/** ISO 8601, seconds or milliseconds since 1970, or a date for people. */
function readTime(text: string | undefined, dates: DateContext): Instant | undefined {
  if (text === undefined) return undefined;
  const raw = text.trim();
  if (/^\d{10}(?:\d{3})?$/.test(raw)) {
    const at = new Date(raw.length === 13 ? Number(raw) : Number(raw) * 1000).toISOString();
    return { at, offset: "Z", precision: raw.length === 13 ? "ms" : "s", source: "machine", raw };
  }
  return readInstant(raw, dates.offset) ?? readPrintedDate(raw, dates) ?? readByline(raw, dates).time ?? undefined;
}

function announcedIn(page: Page, list: MarkupList): number | null {
  return first(list.announced, (rule) => numberIn(valueOnPage(page, rule))) ?? null;
}

function valueOnPage({ $ }: Page, rule: Rule): string | undefined {
  const { at, match } = typeof rule === "string" ? { at: rule, match: undefined } : rule;
  const [selector = "", attribute] = at.split("@");
  const element = $(selector).get(0);
  if (element === undefined || !isTag(element)) return undefined;
  const text = attribute === undefined ? textOf(element) : element.attribs[attribute];
  return match === undefined || text === undefined ? text : match.exec(text.slice(0, 2000))?.[1];
}

function nextPages(page: Page, { next }: MarkupList): readonly Ask[] {
  if (next === undefined) return [];
  const asks = new Map<string, Ask>();
  for (const link of page.$(next)) {
    const url = isTag(link) ? URL.parse(link.attribs.href ?? "", page.url) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.host !== URL.parse(page.url)?.host) continue;
    url.hash = "";
    if (url.href !== page.url && asks.size < MOST_NEXT) asks.set(url.href, { url: url.href, accept: "html" });
  }
  return [...asks.values()];
}
const MOST_NEXT = 100;

/** What the page calls its own address, where that is on the same host; else the one that answered. */
function addressOf(page: Page): string {
  const stated = URL.parse(page.$('link[rel="canonical"]').attr("href") ?? "", page.url);
  const own = URL.parse(page.url);
  const url = stated && own && stated.host === own.host && stated.pathname !== "/" ? stated.href : page.url;
  return canonicalise(url) ?? page.url;
}

function httpAddress(href: string | undefined, base: string): string | undefined {
  const url = href === undefined || href === "" ? null : URL.parse(href, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

function first<T>(rules: readonly Rule[] | undefined, read: (rule: Rule) => T | undefined): T | undefined {
  for (const rule of rules ?? []) {
    const found = read(rule);
    if (found !== undefined) return found;
  }
  return undefined;
}
