// Agencies: whose wire copy an article is, by its dateline, its signature, its byline and what its metadata credits.
import { agenciesOfByline, type JsonObject, wirePrefix, wireSuffix } from "@belowline/schema";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { isObject, listOf, textValue } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";

const META = [
  "author",
  "article:author",
  "parsely-author",
  "sailthru.author",
  "byl",
  "dc.creator",
  "dcterms.creator",
  "dc.source",
];
/** Who wrote or supplied the text. Not `publisher` and `provider`: an agency's own site names itself there. */
const NODE = ["author", "creator", "contributor", "sourceOrganization", "copyrightHolder", "isBasedOn"] as const;

/** All agencies that any of them names, sorted; the first place that does is the evidence. */
export function findAgencies(
  meta: MetaTags,
  node: JsonObject | undefined,
  bylines: readonly string[],
  text: string,
): Chosen<readonly string[]> {
  const claims: Claim<readonly string[]>[] = [];
  const state = (from: string, agencies: readonly string[]): void => {
    if (agencies.length > 0) claims.push({ from, value: agencies });
  };
  state("text:dateline", wirePrefix(text)?.agencies ?? []);
  state("text:signature", wireSuffix(text)?.agencies ?? []);
  for (const key of NODE) state(`json-ld:${key}`, namesOf(node, key).flatMap(agenciesOfByline));
  for (const name of META) state(`meta:${name}`, meta.all(name).flatMap(agenciesOfByline));
  state("html:byline", bylines.flatMap(agenciesOfByline));
  const all = [...new Set(claims.flatMap(({ value }) => value))].sort();
  const { evidence } = choose(claims, (agencies) => agencies.join(", "));
  return { value: all, evidence };
}

const namesOf = (node: JsonObject | undefined, key: string): readonly string[] =>
  listOf(node?.[key]).flatMap((it) => {
    const name = textValue(isObject(it) ? it.name : it);
    return name === undefined ? [] : [name];
  });
