// Bylines: who wrote the article, by metadata and by the lines of the page that name authors.
import { type JsonObject, parseUrl, publisherOf } from "@belowline/schema";
import { isTag } from "domhandler";
import { textOf } from "../html/text.ts";
import type { Reason } from "./boilerplate.ts";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { keyOf } from "./headline.ts";
import { isObject, listOf, textValue } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import { namesInByline, withoutLoners } from "./names.ts";
import type { Measure, Survey } from "./survey.ts";

const AUTHOR_WORDS =
  /[ -](?:byline|bylines|author|authors|post-author|entry-author|article-author|author-name|authorname|byline-name|p-author|writer|autor|autoren|auteur|wp-block-post-author-name|by-author|postauthor|reporter)(?=[ -])/;
/** Parts of an author's box that name no author. */
const BESIDE_AUTHOR =
  /[ -](?:role|job|position|function|department|social|follow|follows|desc|description|image|img|avatar|photo|twitter|location|prefix|label|links)(?= )/;
const LONGEST_LINE = 200;
const MOST_LOOKED = 60;
/** Elements before the headline and after it among which its own authors stand. */
const NEAR_BEFORE = 40;
const NEAR_AFTER = 150;

export interface Byline extends Chosen<readonly string[]> {
  /** The lines of the page that stand where authors are named, whoever they name. */
  readonly shown: readonly string[];
}

/** The people who wrote the article. Metadata that names them wins over the line on the page. */
export function findByline(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  meta: MetaTags,
  node: JsonObject | undefined,
  site: { readonly name: string | null; readonly url: string },
  headline: Measure | undefined,
  lines: readonly string[],
): Byline {
  const claims: Claim<readonly string[]>[] = [];
  const siteKeys = new Set([site.name ?? "", publisherOf(site.url), publisherOf(site.url).split(".")[0]!].map(keyOf));
  const state = (from: string, names: readonly string[]): void => {
    // "The Quay, Harbourtown, Freeland": what follows the site's name is where it stands.
    const own = names.findIndex((name) => siteKeys.has(keyOf(name)));
    const people = withoutLoners([...new Set(own === -1 ? names : names.slice(0, own))]);
    if (people.length > 0) claims.push({ from, value: people });
  };
  state("json-ld:author", statedAuthors(node));
  for (const name of [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "twitter:data1",
  ]) {
    if (
      name === "twitter:data1" &&
      !/^(?:written by|verfasst von|écrit par|escrito por)$/i.test(meta.first("twitter:label1") ?? "")
    )
      continue;
    state(
      `meta:${name}`,
      meta
        .all(name)
        .filter((it) => !parseUrl(it))
        .flatMap((it) => namesInByline(it)),
    );
  }
  const shown: string[] = [...lines];
  const together: Claim<readonly string[]>[] = [];
  for (const { from, texts } of shownAuthors(survey, marks, headline)) {
    shown.push(...texts);
    const named = texts.map((text) => namesInByline(text, "page"));
    state(from, named.flat());
    for (const value of named) if (value.length > 1) together.push({ from, value });
  }
  together.push(...claims.filter(({ from }) => from.startsWith("meta:") || from.startsWith("json-ld:")));
  state(
    "html:byline",
    lines.flatMap((line) => {
      const by = /(?:^|[\s|·•,])(?:by|von|par|por|di|door|av|af|автор:?)\s(?=\p{Lu})/iu.exec(line);
      return by ? namesInByline(line.slice(by.index + by[0].length), "page") : [];
    }),
  );
  return { ...choose(fullestFirst(claims, together), (names) => names.join(", ")), shown };
}

/** Metadata often names the first author only: a line that names them and more people goes before it. */
function fullestFirst(
  claims: readonly Claim<readonly string[]>[],
  together: readonly Claim<readonly string[]>[],
): readonly Claim<readonly string[]>[] {
  const [first] = claims;
  if (!first) return claims;
  const named = first.value.map(keyOf);
  const fuller = together.find(({ value }) => {
    const keys = value.map(keyOf);
    return keys.length > named.length && keys.length <= MOST_AUTHORS && named.every((key) => keys.includes(key));
  });
  return fuller ? [fuller, ...claims.filter((claim) => claim !== fuller)] : claims;
}
const MOST_AUTHORS = 5;

function statedAuthors(node: JsonObject | undefined): readonly string[] {
  const names: string[] = [];
  for (const author of [...listOf(node?.author), ...(node?.author === undefined ? listOf(node?.creator) : [])]) {
    if (isObject(author)) {
      const type = listOf(author["@type"]);
      const isOrganisation = type.length > 0 && type.every((it) => typeof it === "string" && /Organization$/.test(it));
      const name = textValue(author.name);
      if (name !== undefined && !isOrganisation) names.push(...namesInByline(name));
    } else if (typeof author === "string" && !parseUrl(author)) names.push(...namesInByline(author));
  }
  return names;
}

/** Lines that microdata, rel=author or their class call the author's, comments and other boxes left out. */
function* shownAuthors(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  headline: Measure | undefined,
): Generator<{ readonly from: string; readonly texts: readonly string[] }> {
  const found: Record<"itemprop" | "rel" | "class", { readonly text: string; readonly isNear: boolean }[]> = {
    itemprop: [],
    rel: [],
    class: [],
  };
  let looked = 0;
  for (let i = 1; i < survey.measures.length && looked < MOST_LOOKED; i++) {
    const measure = survey.measures[i]!;
    const reason = marks.get(measure);
    if (reason !== undefined && reason !== "meta" && reason !== "author-box") {
      i = measure.end - 1;
      continue;
    }
    if (measure.chars < 2 || measure.chars > LONGEST_LINE || !isTag(measure.node)) continue;
    const { itemprop, rel, href } = measure.node.attribs;
    const kind = /(?:^|\s)author(?:\s|$)/.test(itemprop ?? "")
      ? "itemprop"
      : /(?:^|\s)author(?:\s|$)/.test(rel ?? "") || (href !== undefined && /\/authors?\/[^/]/.test(href))
        ? "rel"
        : AUTHOR_WORDS.test(measure.words) && !BESIDE_AUTHOR.test(measure.words)
          ? "class"
          : undefined;
    if (!kind || (kind === "class" && holdsNameAndMore(survey, measure))) continue;
    looked++;
    const [line = "", next = ""] = textOf(measure.node).split("\n");
    const isNear = headline !== undefined && i > headline.index - NEAR_BEFORE && i < headline.end + NEAR_AFTER;
    found[kind].push({ text: BY_ALONE.test(line) ? `${line} ${next}` : line, isNear });
    if (kind !== "class") i = measure.end - 1;
  }
  // Cards of other articles name their authors, too.
  const nearest = (kind: keyof typeof found): readonly string[] => {
    const near = found[kind].filter(({ isNear }) => isNear);
    return (near.length > 0 ? near : found[kind]).map(({ text }) => text);
  };
  yield { from: "html:itemprop=author", texts: nearest("itemprop") };
  yield { from: "html:rel=author", texts: nearest("rel") };
  yield { from: "html:author-class", texts: nearest("class") };
}
/** A box of several parts, of which one is the author and another is not: the parts speak for themselves. */
function holdsNameAndMore({ measures }: Survey, { index, end }: Measure): boolean {
  let names = 0;
  let others = 0;
  for (let i = index + 1; i < Math.min(end, index + 12); i++) {
    const { words, chars } = measures[i]!;
    if (chars < 2 || !AUTHOR_WORDS.test(words)) continue;
    if (BESIDE_AUTHOR.test(words)) others++;
    else names++;
  }
  return names > 0 && others > 0;
}
const BY_ALONE = /^[\p{L} ]{0,20}\b(?:by|von|par|por|di|door|av|af)$/iu;
