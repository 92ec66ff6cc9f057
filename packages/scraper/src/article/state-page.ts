// The page that scripts would make of the state they are handed, for pages that hold no text of their own (Next.js flight data).
import type { Json } from "@belowline/schema";
import type { Element } from "domhandler";
import { type Flight, flightOf, rowOf } from "../html/flight.ts";
import { loadPage, type Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";

/** Characters of a frame around an article that is still to come: menus, a footer, a sentence on scripts. */
const MOST_SHOWN = 3000;
/** Less markup than this holds no article. */
const SHORTEST = 400;
const MOST_NODES = 200_000;
const DEEPEST = 300;
const MOST_CHARACTERS = 8_000_000;
const VOID = new Set("area br col hr img input source track wbr".split(" "));
/** Nothing in them is text of the page. */
const LEFT_OUT = new Set("head link meta noscript script style template title".split(" "));
const ATTRIBUTES: Readonly<Record<string, string>> = {
  className: "class",
  id: "id",
  href: "href",
  src: "src",
  alt: "alt",
  dateTime: "datetime",
  itemProp: "itemprop",
  rel: "rel",
  role: "role",
};
/** What a component shows in another case than this one. */
const INSTEAD = /^(?:notFound|forbidden|unauthorized|loading|fallback|template|error\w{0,20}|globalError)$/;
/** Where components are given markup as a text. */
const MARKUP_NAME = /^(?:body|content|html|text|article_?body|(?:body|content|article|raw)_?html|__html)$/i;

/** Undefined where the page shows text of its own, or hands none to its scripts. */
export function pageOfState(page: Page): Page | undefined {
  const flight = flightOf(page.all("script"));
  if (!flight || textOf(page.all("body")).length > MOST_SHOWN) return undefined;
  const html = rebuilt(flight);
  if (html.length < SHORTEST) return undefined;
  const { url, requestUrl, headers, fetchedAt, $ } = page;
  const [root] = page.all("html");
  const lang = root?.attribs.lang === undefined ? "" : ` lang="${escaped(root.attribs.lang)}"`;
  const stated = page
    .all("script")
    .filter((script) => /ld\+json/i.test(script.attribs.type ?? "") && !isInHead(script));
  const head = [...page.all("head"), ...stated].map((element) => $.html(element)).join("");
  return loadPage({ url, requestUrl, headers, fetchedAt, body: `<html${lang}>${head}<body>${html}</body></html>` });
}

function isInHead({ parent }: Element): boolean {
  for (let at = parent; at !== null; at = at.parent) if ("name" in at && at.name === "head") return true;
  return false;
}

function rebuilt({ rows, follow }: Flight): string {
  const out: string[] = [];
  /** Each row stands in the page once, where it is first asked for. */
  const used = new Set<string>();
  let nodes = 0;
  let room = MOST_CHARACTERS;
  /** One text may be asked for a hundred thousand times. */
  const put = (...texts: readonly string[]): void => {
    for (const text of texts) if ((room -= text.length) > 0) out.push(text);
  };

  function write(value: Json | undefined, depth: number, isText: boolean): void {
    if (value === undefined || value === null || depth > DEEPEST || ++nodes > MOST_NODES || room <= 0) return;
    if (typeof value === "string") writeText(value, depth, isText);
    else if (typeof value === "number" && isText) put(String(value));
    else if (typeof value !== "object") return;
    else if (!Array.isArray(value)) writeProps(value as Props, depth, false);
    else if (value[0] === "$" && typeof value[1] === "string") writeElement(value[1], value[3], depth, isText);
    else for (const part of value) write(part, depth + 1, isText);
  }

  function writeText(text: string, depth: number, isText: boolean): void {
    const led = text.startsWith("$") ? follow(text) : undefined;
    if (typeof led === "object" && led !== null) {
      const key = text.includes(":") ? text : (rowOf(text) ?? text);
      if (used.has(key)) return;
      used.add(key);
      write(led, depth + 1, isText);
    } else if (isText) put(escaped(plain(text)));
  }

  /** A text as it is, or the one that it leads to. */
  function plain(text: string): string {
    if (!text.startsWith("$")) return text;
    if (text.startsWith("$$")) return text.slice(1);
    const led = follow(text);
    return typeof led === "string" ? led : "";
  }

  function writeElement(type: string, given: Json | undefined, depth: number, isText: boolean): void {
    const props = given !== null && typeof given === "object" && !Array.isArray(given) ? (given as Props) : {};
    if (!/^[a-z][a-z0-9]{0,20}$/.test(type)) {
      if (type.startsWith("$")) writeText(type, depth, false);
      writeProps(props, depth, isText);
      return;
    }
    if (LEFT_OUT.has(type)) return;
    put(`<${type}`);
    for (const [prop, name] of Object.entries(ATTRIBUTES)) {
      const value = props[prop];
      if (typeof value === "string") put(` ${name}="${escaped(plain(value))}"`);
    }
    put(">");
    if (VOID.has(type)) return;
    const inner = props.dangerouslySetInnerHTML as Props | null | undefined;
    if (typeof inner?.__html === "string") put(plain(inner.__html));
    else write(props.children, depth + 1, true);
    put(`</${type}>`);
  }

  /** A component of the browser: what it is given to show, it most likely shows. */
  function writeProps(props: Props, depth: number, isText: boolean): void {
    for (const [name, part] of Object.entries(props)) {
      if (INSTEAD.test(name)) continue;
      if (name === "children") write(part, depth + 1, isText);
      else if (typeof part !== "string") write(part, depth + 1, false);
      else if (MARKUP_NAME.test(name) && isMarkup(plain(part))) {
        const title = props.headline ?? props.title;
        put(typeof title === "string" ? `<h1>${escaped(plain(title))}</h1>` : "", `<div>${plain(part)}</div>`);
      } else if (part.startsWith("$")) writeText(part, depth, false);
    }
  }

  write("$0", 0, false);
  for (const id of rows.keys()) write(`$${id}`, 0, false);
  return out.join("");
}

type Props = { readonly [key: string]: Json | undefined };

const isMarkup = (text: string): boolean => text.length >= SHORTEST && /<p[\s>]/i.test(text);

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);
