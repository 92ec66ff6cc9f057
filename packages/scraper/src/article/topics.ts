// Section and tags: from metadata, breadcrumbs, and the category and tag links that publishing systems print.
import { cleanLine, type JsonObject } from "@belowline/schema";
import { type Element, isTag } from "domhandler";
import { isType } from "../html/json-ld.ts";
import type { Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";
import type { Reason } from "./boilerplate.ts";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { isObject, listOf, namesOf, textValue } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import type { Measure, Survey } from "./survey.ts";

/** WordPress files under this what nobody filed, in its own languages. */
const UNFILED =
  /^(?:uncategorized|uncategorised|allgemein|non classé|sin categoría|senza categoria|geen categorie|home|startseite|news home)$/i;
const MOST_TAGS = 60;
const BREADCRUMBS: ReadonlySet<string> = new Set(["BreadcrumbList"]);

export interface Topics {
  readonly section: Chosen<string>;
  readonly tags: Chosen<readonly string[]>;
}

export function findTopics(
  page: Page,
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  meta: MetaTags,
  node: JsonObject | undefined,
  headline: string,
): Topics {
  const sections: Claim<string>[] = [];
  const tags: Claim<readonly string[]>[] = [];
  const section = (from: string, value: string | undefined): void => {
    if (value && value.length <= 80 && !UNFILED.test(value) && value !== headline) sections.push({ from, value });
  };
  const tagged = (from: string, values: readonly string[]): void => {
    const list = [...new Set(values.map(cleanLine).filter((it) => it !== "" && it.length <= 100))].slice(0, MOST_TAGS);
    if (list.length > 0) tags.push({ from, value: list });
  };
  section("json-ld:articleSection", namesOf(node?.articleSection)[0]);
  section("meta:article:section", meta.first("article:section"));
  section("meta:parsely-section", meta.first("parsely-section"));
  const terms = linkedTerms(survey, marks);
  section(
    "html:category-link",
    terms.categories.find((it) => !UNFILED.test(it)),
  );
  section("json-ld:BreadcrumbList", lastCrumb(page, headline));

  tagged("meta:article:tag", meta.all("article:tag").flatMap(splitList));
  tagged("json-ld:keywords", namesOf(node?.keywords).flatMap(splitList));
  tagged("html:tag-link", terms.tags);
  tagged("meta:news_keywords", meta.all("news_keywords").flatMap(splitList));
  tagged("meta:parsely-tags", meta.all("parsely-tags").flatMap(splitList));
  tagged("meta:keywords", meta.all("keywords").flatMap(splitList));
  return { section: choose(sections), tags: choose(tags, (list) => list.join(", ")) };
}

const splitList = (text: string): readonly string[] => text.split(/[,;]/).map((it) => it.trim());

/** `rel="category tag"` (with plain permalinks `rel="category"`) and `rel="tag"` (microformats, WordPress); in block themes the wrapper says which it is. */
function linkedTerms(survey: Survey, marks: ReadonlyMap<Measure, Reason>): { categories: string[]; tags: string[] } {
  const categories: string[] = [];
  const tags: string[] = [];
  for (let i = 1; i < survey.measures.length; i++) {
    const measure = survey.measures[i]!;
    const reason = marks.get(measure);
    if (reason !== undefined && reason !== "meta") {
      i = measure.end - 1;
      continue;
    }
    if (measure.name !== "a" || !isTag(measure.node) || measure.chars === 0 || measure.chars > 80) continue;
    const relation = ` ${measure.node.attribs.rel ?? ""} `.toLowerCase();
    if (!relation.includes(" tag ") && !relation.includes(" category ")) continue;
    const name = cleanLine(textOf(measure.node)).replace(/^#/, "");
    const isCategory =
      relation.includes(" category ") ||
      /taxonomy-category/.test(measure.parent?.words ?? "") ||
      /\/category\/|[?&]cat=/.test((measure.node as Element).attribs.href ?? "");
    (isCategory ? categories : tags).push(name);
  }
  return { categories, tags };
}

/** The last step of the breadcrumbs that is not the article itself nor the front page. */
function lastCrumb(page: Page, headline: string): string | undefined {
  const list = page.jsonLd.find((it) => isType(it, BREADCRUMBS));
  const steps = listOf(list?.itemListElement)
    .filter(isObject)
    .map((it) => textValue(it.name) ?? (isObject(it.item) ? textValue(it.item.name) : undefined))
    .filter((it) => it !== undefined && it !== headline);
  return steps.length >= 2 ? steps.at(-1) : undefined;
}
