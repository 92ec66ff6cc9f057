// Paywall evidence: what the page says of the access to its text. A request for money is no paywall.
import type { JsonObject, Paywall } from "@belowline/schema";
import { isTag } from "domhandler";
import { textOf } from "../html/text.ts";
import { isObject, listOf } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import type { Measure, Survey } from "./survey.ts";

const TIERS: Readonly<Record<string, Paywall["kind"]>> = {
  free: "free",
  metered: "metered",
  locked: "paid",
  paid: "paid",
  premium: "paid",
  subscriber: "paid",
  subscription: "paid",
};
/** Boxes that stand where the text ends for those who have not paid. */
const WALL =
  /[ -](?:paywall|paywalled|paywall-(?:box|prompt|message|overlay|container)|regwall|subscriber-only|subscribers-only|subscription-wall|premium-wall|piano-offer|article-locked|locked-content|mepr-unauthorized|rcp-restricted|pmpro-content-message|wc-memberships-restricted)(?=[ -])/;
/** With a wall and less running text than this the page holds a beginning only. */
const WHOLE_TEXT = 2500;

export function findPaywall(
  survey: Survey,
  meta: MetaTags,
  node: JsonObject | undefined,
  bodyWeight: number,
  bodyIndex: number,
): Paywall {
  const free = String(node?.isAccessibleForFree ?? "").toLowerCase();
  if (free === "false" || free.endsWith("/false"))
    return { kind: "paid", evidence: "json-ld:isAccessibleForFree=false" };
  const tier = (meta.first("article:content_tier") ?? meta.first("article:opinion:content_tier") ?? "").toLowerCase();
  if (Object.hasOwn(TIERS, tier)) return { kind: TIERS[tier]!, evidence: `meta:article:content_tier=${tier}` };
  if (free === "true" || free.endsWith("/true")) return { kind: "free", evidence: "json-ld:isAccessibleForFree=true" };
  if (
    listOf(node?.hasPart).some(
      (part) => isObject(part) && /(?:^|\/)false$/i.test(String(part.isAccessibleForFree ?? "")),
    )
  )
    return { kind: "paid", evidence: "json-ld:hasPart.isAccessibleForFree=false" };
  const microdata = survey.measures.find(({ node: it }) => isTag(it) && it.attribs.itemprop === "isAccessibleForFree");
  if (microdata && isTag(microdata.node) && /false/i.test(microdata.node.attribs.content ?? textOf(microdata.node)))
    return { kind: "paid", evidence: "html:itemprop=isAccessibleForFree" };
  const wall = survey.measures.find(isWall);
  if (wall && bodyWeight < WHOLE_TEXT)
    return { kind: "paid", evidence: `html:class "${wall.words.trim().slice(0, 80)}"` };
  const asked = bodyWeight < WHOLE_TEXT ? wallLine(survey, bodyIndex) : undefined;
  return asked === undefined
    ? { kind: "unknown", evidence: null }
    : { kind: METER.test(asked) ? "metered" : "paid", evidence: `html:line "${asked.slice(0, 80)}"` };
}

/** What stands where a text is cut for those who have not paid; a request for money says nothing of reading on. */
const WALL_LINES: readonly RegExp[] = [
  /(?:subscribe|sign up|log ?in|register|become a (?:subscriber|member)) (?:now |today )?to (?:continue|keep|read|access|unlock)/i,
  /to (?:continue reading|read the (?:full|rest)|read this (?:article|story))|for subscribers only|subscriber[- ]only|already a subscriber/i,
  /(?:article|story|content) is (?:exclusively|exclusive|only|available)? ?(?:to|for) (?:our |\w{1,20} )?(?:subscribers|members)/i,
  /free articles? (?:left|remaining|this month)/i,
  /(?:diesen|den ganzen|den vollständigen) (?:artikel|text) (?:weiter)?lesen|jetzt weiterlesen mit|nur für abonnent|exklusiv für abonnent/i,
  /(?:lesen sie diesen|weiterlesen).{0,30}abo\b/i,
  /weiterlesen mit \w{0,30}(?:plus|\+|abo)|im abo (?:weiter)?lesen|mit (?:\w{1,20}\+|plus-abo) lesen/i,
  /réservé (?:à nos|aux) abonnés|la suite (?:de cet article )?est réservée|déjà abonné|pour lire la suite/i,
  /exclusivo para suscriptores|para seguir leyendo|contenuto riservato agli abbonati|per continuare a leggere|verder lezen|alleen voor abonnees/i,
];
const isWallLine = (line: string): boolean => WALL_LINES.some((one) => one.test(line));
const METER = /free articles? (?:left|remaining|this month)|register|sign up/i;
const MOST_LINES = 400;

function wallLine({ measures }: Survey, from: number): string | undefined {
  let looked = 0;
  for (let i = from; i < measures.length && looked < MOST_LINES; i++) {
    const measure = measures[i]!;
    // Bare words in parentheses or a menu are a section's name: a line of the wall has some length.
    if (measure.own < 15 || measure.chars > 250) continue;
    looked++;
    const line = textOf(measure.node).replaceAll("\n", " ");
    if (isWallLine(line)) return line;
  }
  return undefined;
}

const isWall = (measure: Measure): boolean =>
  measure.words.length > 6 &&
  measure.name !== "body" &&
  measure.name !== "html" &&
  measure.chars > 20 &&
  WALL.test(measure.words);
