// When an article was published and last changed: each claim with its zone, precision and place, the most telling one first.
import { type Instant, type JsonObject, offsetMinutes, readInstant } from "@belowline/schema";
import { isTag } from "domhandler";
import type { Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";
import type { Reason } from "./boilerplate.ts";
import { readDateText } from "./date-text.ts";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { textValue } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import type { Measure, Survey } from "./survey.ts";

export interface ArticleDates {
  readonly published: Chosen<Instant>;
  readonly modified: Chosen<Instant>;
}

const PUBLISHED_META = [
  "article:published_time",
  "article:published",
  "og:article:published_time",
  "og:published_time",
  "datepublished",
  "parsely-pub-date",
  "sailthru.date",
  "dcterms.created",
  "dcterms.date",
  "dcterms.issued",
  "dc.date.issued",
  "dc.date",
  "pubdate",
  "publishdate",
  "publish-date",
  "publish_date",
  "publication_date",
  "date",
  "cxenseparse:recs:publishtime",
  "citation_publication_date",
];
const MODIFIED_META = [
  "article:modified_time",
  "article:modified",
  "og:updated_time",
  "datemodified",
  "dcterms.modified",
  "dc.date.modified",
  "last-modified",
  "lastmod",
];

/** Gathers all claims; JSON-LD, then meta tags, then microdata and `<time>`, then text, then the address. */
export function findDates(
  page: Page,
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  meta: MetaTags,
  node: JsonObject | undefined,
  headline: Measure | undefined,
  language: string | null,
  lines: readonly string[],
): ArticleDates {
  const published: Claim<Instant>[] = [];
  const modified: Claim<Instant>[] = [];
  const latest = Date.parse(page.fetchedAt) + 366 * 86_400_000;
  const state = (claims: Claim<Instant>[], from: string, value: Instant | undefined): void => {
    // Before the first newspaper, or more than a year ahead: a template's default.
    const at = value ? Date.parse(value.at) : Number.NaN;
    if (value && at > Date.UTC(1605, 0, 1) && !(at > latest) && !value.raw.startsWith("00"))
      claims.push({ from, value });
  };
  state(published, "json-ld:datePublished", readMachine(textValue(node?.datePublished)));
  state(modified, "json-ld:dateModified", readMachine(textValue(node?.dateModified)));
  for (const name of PUBLISHED_META) state(published, `meta:${name}`, readMachine(meta.first(name)));
  for (const name of MODIFIED_META) state(modified, `meta:${name}`, readMachine(meta.first(name)));
  state(published, "json-ld:dateCreated", readMachine(textValue(node?.dateCreated)));
  for (const { kind, from, machine, text } of shownDates(survey, marks, headline)) {
    const claims = kind === "modified" ? modified : published;
    state(claims, from, readMachine(machine));
    if (text !== "") state(claims, `${from} text`, readDateText(text, language, page.fetchedAt));
  }
  for (const line of lines) {
    state(
      MODIFIED_TEXT.test(line) ? modified : published,
      "html:date-line",
      readDateText(line, language, page.fetchedAt),
    );
  }
  if (published.length === 0 && headline) {
    for (const { kind, from, machine, text } of nearDates(survey, marks, headline)) {
      const claims = kind === "modified" ? modified : published;
      state(claims, from, readMachine(machine) ?? readDateText(text, language, page.fetchedAt));
    }
  }
  state(published, "url", dateInUrl(page.url));
  return { published: best(published), modified: best(modified) };
}

/** ISO and RFC dates, and epochs in seconds or milliseconds. */
function readMachine(raw: string | undefined): Instant | undefined {
  if (raw === undefined) return undefined;
  if (/^\d{10}(?:\d{3})?$/.test(raw)) {
    const ms = raw.length === 10 ? Number(raw) * 1000 : Number(raw);
    return {
      at: new Date(ms).toISOString(),
      offset: "Z",
      precision: raw.length === 10 ? "s" : "ms",
      source: "machine",
      raw,
    };
  }
  return readInstant(raw);
}

const DAY = 86_400_000;
const FINENESS: Readonly<Record<Instant["precision"], number>> = { d: 0, h: 1, min: 2, s: 3, ms: 4 };

/** The first claim, unless a later one says the same day more exactly: a full time, or the zone. */
function best(claims: readonly Claim<Instant>[]): Chosen<Instant> {
  const [first, ...others] = claims;
  if (!first) return choose<Instant>([]);
  const better = others.find(
    ({ value }) =>
      (value.source === "machine" || first.value.source !== "machine") &&
      isSameDay(first.value, value) &&
      isFiner(value, first.value),
  );
  const order = better ? [better, ...claims.filter((claim) => claim !== better)] : claims;
  return choose(order, ({ at, precision }) => (precision === "d" ? at.slice(0, 10) : at));
}

const isFiner = (a: Instant, b: Instant): boolean =>
  b.precision === "d"
    ? FINENESS[a.precision] > 0
    : b.offset === null && a.offset !== null && a.precision !== "d" && isLocalTime(a, b);

/** The same clock, once without and once with its zone. */
const isLocalTime = (zoned: Instant, bare: Instant): boolean =>
  Math.abs(Date.parse(zoned.at) + offsetMinutes(zoned.offset!) * 60_000 - Date.parse(bare.at)) < 60_000 ||
  Math.abs(Date.parse(zoned.at) - Date.parse(bare.at)) < 60_000;

/** A day has no zone: it is the same as a time that falls on it in its own zone. */
function isSameDay(a: Instant, b: Instant): boolean {
  if (a.precision !== "d") return Math.abs(Date.parse(a.at) - Date.parse(b.at)) < DAY;
  const local = Date.parse(b.at) + offsetMinutes(b.offset ?? "Z") * 60_000;
  return a.at.slice(0, 10) === new Date(local).toISOString().slice(0, 10);
}

interface Shown {
  readonly kind: "published" | "modified";
  readonly from: string;
  readonly machine: string | undefined;
  readonly text: string;
}

const MODIFIED_WORDS = /[ -](?:updated|modified|last-updated|lastupdated|date-modified|update-time)(?=[ -])/;
const PUBLISHED_WORDS = /[ -](?:published|pubdate|entry-date|post-date|date-published|created)(?=[ -])/;
const DATE_WORDS =
  /[ -](?:date|dateline|timestamp|posted-on|post-date|postdate|entry-date|article-date|pubdate|published|publish-date|datum|fecha|meta-date|wp-block-post-date|post-time|datetime|byline-date|article-timestamp|created|updated|modified|last-updated|submitted|post-meta|entry-meta|postmetadata|article-meta|byline)(?=[ -])/;
const MODIFIED_TEXT =
  /(?<!\p{L})(?:updated|last (?:modified|changed|edited)|modified|aktualisiert|geändert|überarbeitet|stand:|mis(?:e)? à jour|modifié|actualizad[oa]|modificad[oa]|atualizad[oa]|aggiornat[oa]|modificat[oa]|bijgewerkt|gewijzigd|laatste update|opdateret|uppdaterad|oppdatert|päivitetty|aktualizacja|zaktualizowano|aktualizováno|обновлено|изменено|оновлено|güncelleme|actualizat|frissítve|ενημέρωση)(?!\p{L})/iu;
const LONGEST_LINE = 300;
const MOST_LOOKED = 80;
/** Where the date may stand before the headline, in elements. */
const BEFORE = 40;

/** Dates on the page around and after the headline; those of comments and of other articles left out. */
function shownDates(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  headline: Measure | undefined,
): readonly Shown[] {
  const microdata: Shown[] = [];
  const times: Shown[] = [];
  const texts: Shown[] = [];
  let looked = 0;
  const from = Math.max(1, (headline?.index ?? 0) - BEFORE);
  for (let i = 1; i < survey.measures.length && looked < MOST_LOOKED; i++) {
    const measure = survey.measures[i]!;
    const reason = marks.get(measure);
    if (reason !== undefined && reason !== "meta" && reason !== "author-box" && reason !== "caption") {
      i = measure.end - 1;
      continue;
    }
    if (!isTag(measure.node) || measure.chars > LONGEST_LINE) continue;
    const { attribs } = measure.node;
    const property = attribs.itemprop ?? attribs.property ?? "";
    const isStated = /(?:^|[\s:])date(?:Published|Modified|Created)(?:\s|$)/.test(property);
    const isTime =
      measure.name === "time" ||
      attribs.datetime !== undefined ||
      /(?:^|\s)(?:published|updated)(?:\s|$)/.test(attribs.class ?? "");
    if (!isStated && i < from) continue;
    if (!isStated && !isTime && !DATE_WORDS.test(measure.words)) continue;
    looked++;
    const text = textOf(measure.node).replace(/\n/g, " ");
    const machine = attribs.datetime ?? attribs.content ?? (isTime ? attribs.title : undefined);
    const words = `${measure.words} ${measure.parent?.words ?? ""} `;
    const isModified =
      /Modified/.test(property) ||
      (!/Published/.test(property) &&
        (MODIFIED_WORDS.test(words) ? !PUBLISHED_WORDS.test(words) : MODIFIED_TEXT.test(text.slice(0, 60))));
    const kind = isModified ? "modified" : "published";
    if (isStated) microdata.push({ kind, from: `html:itemprop=${property}`, machine, text });
    else if (isTime) times.push({ kind, from: "html:time", machine, text });
    else texts.push({ kind, from: "html:date-class", machine: undefined, text });
  }
  return [...microdata, ...times, ...texts];
}

/** Elements after the headline within which a line of its own is the article's date, and the letters of such a line. */
const NEAR = 60;
const LONGEST_NEAR = 45;

/** Where no name says what they are: a full date that is all or most of a line close to the headline; neither a comment's nor a teaser's. */
function nearDates(survey: Survey, marks: ReadonlyMap<Measure, Reason>, headline: Measure): readonly Shown[] {
  const found: Shown[] = [];
  const end = Math.min(survey.measures.length, headline.end + NEAR);
  for (let i = Math.max(1, headline.index - BEFORE); i < end; i++) {
    const measure = survey.measures[i]!;
    const reason = marks.get(measure);
    if (reason !== undefined && OF_OTHERS.has(reason)) i = measure.end - 1;
    else if (measure.dates > 0 && measure.chars <= LONGEST_NEAR && isTag(measure.node)) {
      const text = textOf(measure.node).replace(/\n/g, " ");
      const machine = measure.node.attribs.datetime;
      if (machine === undefined && !FULL_YEAR.test(text)) continue;
      const kind = MODIFIED_TEXT.test(text) ? "modified" : "published";
      found.push({ kind, from: "html:date-near-headline", machine, text });
    }
  }
  return found;
}
const OF_OTHERS: ReadonlySet<Reason> = new Set(["comments", "navigation", "related", "advertisement", "hidden"]);
const FULL_YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/;

function dateInUrl(address: string): Instant | undefined {
  const found = /\/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])/.exec(address);
  if (!found) return undefined;
  const [, year, month, day] = found;
  return readInstant(`${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`);
}
