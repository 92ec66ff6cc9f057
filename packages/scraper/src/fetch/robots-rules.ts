// robots.txt to rules, by RFC 9309 (https://www.rfc-editor.org/rfc/rfc9309): groups, product tokens, longest match, wildcards.

/** One Allow or Disallow, or one Content-Usage, for paths that match its pattern. */
export interface PathRule<Value> {
  /** Normalised; `*` is any text, a final `$` the end. */
  readonly pattern: string;
  readonly value: Value;
}

/** What one robots.txt says to one crawler. */
export interface RobotsRules {
  readonly access: readonly PathRule<boolean>[];
  /** Seconds; no part of RFC 9309, but widely written. */
  readonly crawlDelay: number | undefined;
  /** AI preferences (https://datatracker.ietf.org/doc/draft-ietf-aipref-attach/), as they stand. */
  readonly usage: readonly PathRule<string>[];
  /** RSL licences (https://rslstandard.org/guide/robots-txt), which bind every crawler. */
  readonly licences: readonly string[];
  readonly sitemaps: readonly string[];
}

interface Group {
  readonly agents: Set<string>;
  readonly access: PathRule<boolean>[];
  readonly usage: PathRule<string>[];
  crawlDelay?: number;
}

/** How authors misspell it; Google's parser knows the same, and what was meant is plain. */
const DISALLOW = new Set(["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"]);
const USER_AGENT = new Set(["user-agent", "useragent", "user agent"]);

/**
 * Reads a robots.txt for the crawler of that product token; undefined where a rule holds bytes that are no text, so that nobody can say
 * what it forbids. Broken characters in comments do no harm.
 */
export function robotsRules(text: string, token: string): RobotsRules | undefined {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  const licences: string[] = [];
  let open: Group | undefined;
  if (text.includes("\0")) return undefined; // UTF-16
  for (const line of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    const [key, value] = keyAndValue(line);
    if (key === "sitemap") sitemaps.push(value);
    else if (key === "license") licences.push(value);
    else if (USER_AGENT.has(key)) {
      if (value.includes("\uFFFD")) return undefined;
      if (open === undefined || open.access.length > 0 || open.usage.length > 0 || open.crawlDelay !== undefined) {
        open = { agents: new Set(), access: [], usage: [] };
        groups.push(open);
      }
      open.agents.add(agentOf(value));
    } else if (key === "allow" || DISALLOW.has(key)) {
      if (value.includes("\uFFFD")) return undefined;
      // An empty Disallow forbids nothing; it ends the list of agents all the same.
      open?.access.push({ pattern: value === "" ? "" : patternOf(value), value: key === "allow" });
    } else if (key === "crawl-delay" && open && /^\d{1,6}(?:\.\d{1,6})?$/.test(value)) {
      open.crawlDelay = Math.max(open.crawlDelay ?? 0, Number(value));
    } else if (key === "content-usage" && open) {
      const [first = "", ...rest] = value.split(/\s+/);
      const bound = first.startsWith("/"); // a path before the preferences
      open.usage.push({ pattern: patternOf(bound ? first : "/"), value: bound ? rest.join(" ") : value });
    }
  }
  const ours = groups.filter(({ agents }) => agents.has(token.toLowerCase()));
  const chosen = ours.length > 0 ? ours : groups.filter(({ agents }) => agents.has("*"));
  const delays = chosen.flatMap(({ crawlDelay }) => (crawlDelay === undefined ? [] : [crawlDelay]));
  return {
    access: chosen.flatMap((group) => group.access.filter(({ pattern }) => pattern !== "")),
    crawlDelay: delays.length > 0 ? Math.max(...delays) : undefined,
    usage: chosen.flatMap((group) => group.usage),
    licences,
    sitemaps,
  };
}

/** A line without its comment; a missing colon is forgiven where two words stand, as Google's parser does. */
function keyAndValue(line: string): [string, string] {
  const bare = line.split("#", 1)[0]!.trim();
  const colon = bare.indexOf(":");
  if (colon >= 0) return [bare.slice(0, colon).trim().toLowerCase(), bare.slice(colon + 1).trim()];
  const words = bare.split(/\s+/);
  return words.length === 2 ? [words[0]!.toLowerCase(), words[1]!] : ["", ""];
}

/** The product token (RFC 9309 section 2.2.1): what follows it, a version or a second word, is not compared. */
const agentOf = (value: string): string =>
  /^\*/.test(value) ? "*" : (/^[A-Za-z_-]*/.exec(value)?.[0] ?? "").toLowerCase();

/** Whether we may ask for the path; the longest matching pattern decides, and Allow where two are equally long. */
export function isAllowed({ access }: RobotsRules, url: URL): boolean {
  const path = pathOf(url);
  if (path === "/robots.txt") return true;
  const deciding = best(access, path);
  return deciding.length === 0 || deciding.some(({ value }) => value);
}

/** The usage preferences for the path: those of the longest pattern; several of the same all count. */
export const usageFor = ({ usage }: RobotsRules, url: URL): readonly string[] =>
  best(usage, pathOf(url)).map(({ value }) => value);

/** The rules with the longest pattern that matches. */
function best<Value>(rules: readonly PathRule<Value>[], path: string): readonly PathRule<Value>[] {
  let longest: PathRule<Value>[] = [];
  for (const rule of rules) {
    const held = longest[0]?.pattern.length ?? 0;
    if (rule.pattern.length < held || !matches(rule.pattern, path)) continue;
    if (rule.pattern.length > held) longest = [];
    longest.push(rule);
  }
  return longest;
}

/** Takes the pieces between the stars in turn, each at its first place: for a glob that is enough, and it cannot blow up. */
export function matches(pattern: string, path: string): boolean {
  const toEnd = pattern.endsWith("$");
  const pieces = (toEnd ? pattern.slice(0, -1) : pattern).split("*");
  const first = pieces.shift()!;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = toEnd ? pieces.pop() : undefined;
  for (const piece of pieces) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  if (!toEnd) return true;
  if (last === undefined) return at === path.length;
  return path.length - last.length >= at && path.endsWith(last);
}

/** A path as the rules see it: escapes of unreserved characters undone, all others in one form (RFC 9309 section 2.2.2). */
export const pathOf = (url: URL): string =>
  normal(url.pathname + url.search)
    .replaceAll("*", "%2A")
    .replaceAll("$", "%24");

export const patternOf = (value: string): string => {
  const pattern = normal(value);
  const end = pattern.endsWith("$") ? "$" : "";
  return pattern.slice(0, pattern.length - end.length).replaceAll("$", "%24") + end;
};

const normal = (text: string): string =>
  text
    .replace(/[^\x21-\x7E]+/g, (piece) => encodeURIComponent(piece.toWellFormed()))
    .replace(/%[0-9A-Fa-f]{2}/g, (escaped) => {
      const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase();
    });
