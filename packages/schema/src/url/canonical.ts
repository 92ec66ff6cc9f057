// canonicalise(): the one form of all spellings of an address that name the same page for certain.
import { type CanonicalUrl, parseUrl } from "./address.ts";
import { HOST_PARAMETERS } from "./host-parameters.ts";
import { SESSIONS, TRACKING, TRAPS } from "./parameters.ts";
import type { ParameterRule, ShapeRule } from "./rule.ts";

/** What becomes of the rest of an address. */
export const SHAPES: readonly ShapeRule[] = [
  {
    name: "WHATWG form",
    why: "Case of scheme and host, punycode, default port, dot segments and characters that must be encoded are as every browser has them",
    examples: [
      ["HTTPS://News.Example:443/a/../b/", "https://news.example/b/"],
      ["https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"],
      ["https://news.example/Path", "https://news.example/Path"],
    ],
  },
  {
    name: "Percent encoding",
    why: "RFC 3986, 6.2.2: letters, digits and -._~ need none, and hexadecimal digits are upper case. Where a lone % stands, nothing is touched",
    examples: [
      ["https://news.example/%7eada/%c3%a4?q=%41", "https://news.example/~ada/%C3%A4?q=A"],
      ["https://news.example/100%/%41", "https://news.example/100%/%41"],
      ["https://news.example/a%2Fb", "https://news.example/a%2Fb"],
    ],
  },
  {
    name: "User and password",
    why: "They say who asks, and are nobody's business in a corpus",
    examples: [["https://user:secret@news.example/a", "https://news.example/a"]],
  },
  {
    name: "Final dot of the host",
    why: "The root of the DNS, which every host name ends with unsaid",
    examples: [["https://news.example./a", "https://news.example/a"]],
  },
  {
    name: "Fragment",
    why: "A place within the page. After #! stands a page of its own: sites built on it have one path for all",
    examples: [
      ["https://news.example/a#comments", "https://news.example/a"],
      ["https://news.example/a#!", "https://news.example/a"],
      ["https://news.example/#!/story/7", "https://news.example/#!/story/7"],
    ],
  },
  {
    name: "Order of the query",
    why: "Parameters are looked up by name. Those of one name keep their order; none is ever dropped but those in these lists",
    examples: [
      ["https://news.example/a?b=2&a=1&a=0&", "https://news.example/a?a=1&a=0&b=2"],
      ["https://news.example/?1234&", "https://news.example/?1234"],
      ["https://news.example/a?page=2&id=7&p=1&article=4", "https://news.example/a?article=4&id=7&p=1&page=2"],
    ],
  },
  {
    name: "Escaped ampersand",
    why: "Feeds that escape twice turn & into &amp;amp;: a tracking parameter behind it is one still",
    examples: [
      ["https://news.example/a?id=3&amp;utm_source=rss", "https://news.example/a?id=3"],
      ["https://news.example/a?id=3&amp;b=1", "https://news.example/a?amp;b=1&id=3"],
    ],
  },
  {
    name: "Session in the path",
    why: "Java's ;jsessionid= and ASP.NET's (S(...)) for readers without cookies",
    examples: [
      ["https://news.example/a;jsessionid=0A1B.node1?id=3", "https://news.example/a?id=3"],
      ["https://news.example/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "https://news.example/a.aspx"],
      ["https://news.example/a;v=2", "https://news.example/a;v=2"],
    ],
  },
  {
    name: "Index file of the host",
    why: "The front page. Deeper down a server may know the file and not the folder: there it is a variant",
    examples: [
      ["https://news.example/index.html", "https://news.example/"],
      ["https://news.example/index.php?id=3", "https://news.example/index.php?id=3"],
      ["https://news.example/2026/index.html", "https://news.example/2026/index.html"],
    ],
  },
];

/** Every parameter rule, in the order of the documentation. */
export const PARAMETERS: readonly ParameterRule[] = [...TRACKING, ...HOST_PARAMETERS, ...SESSIONS, ...TRAPS];

const byName = new Map<string, ParameterRule[]>();
const byPrefix: { readonly prefix: string; readonly rule: ParameterRule }[] = [];
for (const rule of PARAMETERS) {
  for (const name of rule.names.map((one) => one.toLowerCase())) {
    if (name.endsWith("*")) byPrefix.push({ prefix: name.slice(0, -1), rule });
    else byName.set(name, [...(byName.get(name) ?? []), rule]);
  }
}
const traps = new Set(TRAPS);

/**
 * The canonical form of an http(s) address: WHATWG parsing, percent encoding in one way, no user info, no fragment but `#!`, no
 * tracking parameters or session ids, query sorted; docs/urls.md lists the rules. The path's case and its final slash are kept:
 * servers may tell them apart. Unknown parameters are never dropped. Idempotent.
 *
 * @returns undefined for anything that is not an http(s) address
 * @example
 * canonicalise("HTTPS://News.Example:443/a/?utm_source=x&b=2&a=1#top"); // "https://news.example/a/?a=1&b=2"
 */
export function canonicalise(address: string, base?: string): CanonicalUrl | undefined {
  const url = parseUrl(address, base);
  if (!url) return undefined;
  const { href, hostname, pathname } = url;
  let plainHost = hostname;
  while (plainHost.endsWith(".")) plainHost = plainHost.slice(0, -1);
  if (plainHost === hostname && !UNSETTLED.test(href) && !ROOT_INDEX.test(pathname)) return href as CanonicalUrl;
  if (plainHost === "") return undefined;
  const query = keptOf(url.search, hostname);
  let path = encodedOnce(pathname).replace(PATH_SESSION, "").replace(ASP_SESSION, "");
  if (query === "" && ROOT_INDEX.test(path)) path = "/";
  const port = url.port === "" ? "" : `:${url.port}`;
  const hash = url.hash.startsWith("#!") && /[\p{L}\p{N}]/u.test(url.hash) ? url.hash : "";
  const rebuilt = `${url.protocol}//${plainHost}${port}${path || "/"}${query === "" ? "" : `?${query}`}${hash}`;
  // What a name without its dots, or a path without its session, means to a browser must be asked again.
  const cut = plainHost !== hostname || path.length < pathname.length;
  return cut ? canonicalise(rebuilt) : (rebuilt as CanonicalUrl);
}

/** Without any of these signs an address stands as WHATWG writes it. */
const UNSETTLED = /[?#%;()@]/;
const ROOT_INDEX = /^\/index\.(?:html?|php|shtml|aspx?)$/i;
const PATH_SESSION = /;(?:jsessionid|phpsessid)=[^;/]*/gi;
const ASP_SESSION = /\/\([ASFX]\([\w-]{20,64}\)\)(?=\/)/gi;
const LONE_PERCENT = /%(?![0-9A-Fa-f]{2})/;

function encodedOnce(text: string): string {
  if (!text.includes("%") || LONE_PERCENT.test(text)) return text;
  return text.replace(/%[0-9A-Fa-f]{2}/g, (code) => {
    const sign = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(sign) ? sign : code.toUpperCase();
  });
}

/** The query without what selects nothing. Pieces stay as they stand: `?1234` and `?1234=` may be two things to a server. */
function keptOf(search: string, host: string): string {
  if (search.length < 2) return "";
  const pieces = encodedOnce(search.slice(1)).split("&");
  const kept: { readonly name: string; readonly piece: string }[] = [];
  let last = "";
  let sorted = true;
  for (const piece of pieces) {
    if (piece === "") continue;
    const end = piece.indexOf("=");
    const name = end === -1 ? piece : piece.slice(0, end);
    if (ruleOf(name, end === -1 ? "" : piece.slice(end + 1), host)) continue;
    // Code-unit order; stable, so repeated parameters keep theirs.
    if (name < last) sorted = false;
    last = name;
    kept.push({ name, piece });
  }
  if (!sorted) kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return kept.map(({ piece }) => piece).join("&");
}

/** The rule that drops a parameter. */
function ruleOf(name: string, value: string, host: string): ParameterRule | undefined {
  let lower = name.toLowerCase();
  if (lower.startsWith("amp;")) lower = lower.slice(4);
  const fits = ({ hosts, value: looks }: ParameterRule): boolean =>
    (hosts === undefined || hosts.some((one) => host === one || host.endsWith(`.${one}`))) &&
    (looks === undefined || looks.test(value));
  const found = byName.get(lower)?.find(fits);
  if (found) return found;
  for (const { prefix, rule } of byPrefix) if (lower.startsWith(prefix) && fits(rule)) return rule;
  return undefined;
}

/** Whether an address leads into a reply form or the like, which must never enter the frontier. */
export function isTrap(address: string): boolean {
  const url = parseUrl(address);
  if (!url) return true;
  for (const [name, value] of url.searchParams) {
    const rule = ruleOf(name, value, url.hostname);
    if (rule && traps.has(rule)) return true;
  }
  return false;
}
