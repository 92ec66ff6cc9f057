// Paywall evidence: what the page says of the access to its text. A request for money is no paywall.
import type { JsonObject, Paywall } from "@belowline/schema";
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

export function findPaywall(survey: Survey, meta: MetaTags, node: JsonObject | undefined, bodyWeight: number): Paywall {
  const free = String(node?.isAccessibleForFree ?? "").toLowerCase();
  if (free === "false" || free.endsWith("/false"))
    return { kind: "paid", evidence: "json-ld:isAccessibleForFree=false" };
  const tier = (meta.first("article:content_tier") ?? meta.first("article:opinion:content_tier") ?? "").toLowerCase();
  if (Object.hasOwn(TIERS, tier)) return { kind: TIERS[tier]!, evidence: `meta:article:content_tier=${tier}` };
  if (free === "true" || free.endsWith("/true")) return { kind: "free", evidence: "json-ld:isAccessibleForFree=true" };
  const wall = survey.measures.find(isWall);
  if (wall && bodyWeight < WHOLE_TEXT)
    return { kind: "paid", evidence: `html:class "${wall.words.trim().slice(0, 80)}"` };
  return { kind: "unknown", evidence: null };
}

const isWall = (measure: Measure): boolean =>
  measure.words.length > 6 &&
  measure.name !== "body" &&
  measure.name !== "html" &&
  measure.chars > 20 &&
  WALL.test(measure.words);
