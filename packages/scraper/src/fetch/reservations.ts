// What a site says of mining and AI for whole parts of itself: tdmrep.json, and the lines of robots.txt that are not about access.
import { type Hosts, parseUrl, type Signal } from "@belowline/schema";
import type { Client } from "./client.ts";
import { hostFile } from "./host-file.ts";
import type { Robots } from "./robots.ts";
import { matches, pathOf, patternOf, usageFor } from "./robots-rules.ts";
import { licenceSignal, tdmSignal, usageSignal } from "./signals.ts";

export interface Reservations {
  /** The statements for an address, before it is asked for. */
  of(url: string): Promise<readonly Signal[]>;
}

const TDMREP = "/.well-known/tdmrep.json";
/** A file that lists more is no file of rules. */
const MOST_RULES = 1000;

/** Asks each origin once a day, through the store. A file that cannot be had reserves nothing. */
export function reservationsOver(client: Client, hosts: Hosts, robots: Robots): Reservations {
  const cache = new Map<string, { readonly rules: readonly TdmRule[]; readonly until: number }>();

  async function rulesOf(origin: string): Promise<readonly TdmRule[]> {
    const held = cache.get(origin);
    if (held && held.until > performance.now()) return held.rules;
    const { file, until } = await hostFile(client, hosts, origin, TDMREP);
    const rules = file.text === null ? [] : readTdmrep(file.text);
    cache.set(origin, { rules, until });
    return rules;
  }

  return {
    async of(address) {
      const url = parseUrl(address);
      if (!url) return [];
      const said: Signal[] = [];
      const rules = await robots.rules(address);
      for (const licence of rules?.licences ?? []) said.push(licenceSignal("robots.txt", licence));
      for (const usage of rules ? usageFor(rules, url) : []) said.push(usageSignal("robots.txt", usage));
      // TDMRep: the first rule whose location matches decides.
      const rule = (await rulesOf(url.origin)).find(({ pattern }) => matches(pattern, pathOf(url)));
      if (rule) said.push(tdmSignal("tdmrep.json", rule.reservation));
      return said;
    },
  };
}

interface TdmRule {
  readonly pattern: string;
  readonly reservation: number;
}

/**
 * The rules of a tdmrep.json (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/): an array of
 * `{"location", "tdm-reservation"}`, where a location is a path as robots.txt writes it. Anything else has no rules.
 */
export function readTdmrep(text: string): readonly TdmRule[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return parsed.slice(0, MOST_RULES).flatMap((entry: unknown) => {
    const { location, "tdm-reservation": reservation } = (entry ?? {}) as Record<string, unknown>;
    const number = Number(reservation);
    if (typeof location !== "string" || (number !== 0 && number !== 1)) return [];
    return [
      {
        pattern: patternOf(location.startsWith("*") ? location : location.replace(/^(?!\/)/, "/")),
        reservation: number,
      },
    ];
  });
}
