// Traps: addresses without end, such as calendars, facets and paths that repeat themselves. Left out within stated limits, and counted.
import { type FoundPage, parseUrl, publisherOf } from "@belowline/schema";

export const TRAP_KINDS = [
  "repeating-path",
  "deep-path",
  "long-address",
  "session-in-path",
  "facets",
  "calendar",
  "lists",
  "barren",
] as const;
export type TrapKind = (typeof TRAP_KINDS)[number];

/** What counts as a trap; the caps are for each publisher and run. */
export const TRAP_LIMITS = {
  /** The deepest news address known to us (day, three sections, slug, file) has eight segments. */
  segments: 12,
  characters: 2_000,
  /** How often one segment may stand in a path: a relative link without its slash adds it again on every page. */
  repeats: 2,
  parameters: 5,
  /** Days from now: a calendar leads into any future, news do not. */
  futureDays: 31,
  /** Lists by date, such as /2026/03/; older posts are numbered, and sitemaps tell the rest. */
  calendarLists: 400,
  /** Lists of one path that differ in their query only. */
  combinations: 100,
  /** Lists of stories, of whatever kind: "older posts" that branch would go on for ever without one date or query in them. */
  lists: 2_000,
  /** Pages that looked like a story and were none, whose links are followed all the same. */
  barren: 300,
} as const;

export interface Traps {
  /** The pages that are no traps and lie within the caps. */
  keep(found: readonly FoundPage[]): readonly FoundPage[];
  /** Whether the links of one more page that is no article are worth following. */
  followBarren(publisher: string): boolean;
  /** How many addresses were left out, by kind; each counts as often as it was met. */
  counts(): Readonly<Partial<Record<TrapKind, number>>>;
}

export function trapsOf(now: Date): Traps {
  const counts: Partial<Record<TrapKind, number>> = {};
  const seen = new Map<string, Set<string>>();
  const barren = new Map<string, number>();
  const leave = (kind: TrapKind): false => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    return false;
  };
  /** Whether the address is among the first so many of its kind. */
  const within = (key: string, address: string, most: number): boolean => {
    const known = seen.get(key) ?? new Set();
    seen.set(key, known);
    if (known.has(address)) return true;
    return known.size < most && known.add(address).size > 0;
  };
  const fits = (page: FoundPage): boolean => {
    const url = parseUrl(page.url);
    if (!url) return false;
    const kind = trapOf(url, now);
    if (kind) return leave(kind);
    if (page.kind !== "section") return true;
    const publisher = publisherOf(page.url);
    if (url.search !== "" && !within(`${publisher} ${url.pathname}`, url.search, TRAP_LIMITS.combinations))
      return leave("facets");
    if (dateIn(url) !== undefined && !within(publisher, url.href, TRAP_LIMITS.calendarLists)) return leave("calendar");
    return within(`${publisher} lists`, url.href, TRAP_LIMITS.lists) || leave("lists");
  };
  return {
    keep: (found) => found.filter(fits),
    followBarren(publisher) {
      const n = (barren.get(publisher) ?? 0) + 1;
      barren.set(publisher, n);
      return n <= TRAP_LIMITS.barren || leave("barren");
    },
    counts: () => counts,
  };
}

/** What is wrong with an address by itself. */
export function trapOf(url: URL, now: Date): TrapKind | undefined {
  if (url.href.length > TRAP_LIMITS.characters) return "long-address";
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  if (segments.length > TRAP_LIMITS.segments) return "deep-path";
  // Numbers repeat in dates: /2026/03/03/.
  const words = segments.filter((segment) => !/^\d{1,4}$/.test(segment));
  if (words.some((word) => words.filter((other) => other === word).length > TRAP_LIMITS.repeats))
    return "repeating-path";
  if (segments.slice(0, -1).some((segment) => /^[0-9a-f]{24,}$/i.test(segment) && /\d/.test(segment)))
    return "session-in-path";
  if (new Set(url.searchParams.keys()).size > TRAP_LIMITS.parameters) return "facets";
  const date = dateIn(url);
  return date !== undefined && date > now.getTime() + TRAP_LIMITS.futureDays * 86_400_000 ? "calendar" : undefined;
}

/** A year and month in path or query, as a moment; undefined where there is none. */
function dateIn(url: URL): number | undefined {
  const found = /(?:^|[/=])((?:19|20|21)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=$|[/&?#]|-\D|\D)/.exec(
    url.pathname + url.search,
  );
  if (!found || Number(found[2]) < 1 || Number(found[2]) > 12) return undefined;
  return Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3] ?? 1));
}
