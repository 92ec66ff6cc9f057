// The meta and link tags of a page, read once: Open Graph, article:*, Dublin Core, Parsely and their kin.
import { cleanLine } from "@belowline/schema";
import type { Page } from "../html/page.ts";

export interface MetaTags {
  /** All contents of a name or property (lower case), in document order. */
  all(name: string): readonly string[];
  /** The first content that is not empty. */
  first(name: string): string | undefined;
  /** Addresses of `<link rel=…>` by relation in lower case, as written. */
  links(relation: string): readonly string[];
}

/** Longer contents are no metadata of an article. */
const LONGEST = 10_000;

export function readMetaTags(page: Page): MetaTags {
  const metas = new Map<string, string[]>();
  const links = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, value: string): void => {
    const list = map.get(key);
    if (!list) map.set(key, [value]);
    else if (list.length < 200) list.push(value);
  };
  for (const { attribs } of page.all("meta")) {
    const content = attribs.content;
    if (content === undefined || content.length > LONGEST) continue;
    const value = cleanLine(content);
    if (value === "") continue;
    // Some pages give several names at once, separated by blanks (RDFa allows it).
    for (const key of new Set(
      [attribs.property, attribs.name, attribs.itemprop, attribs["http-equiv"]].flatMap((names) =>
        (names ?? "").toLowerCase().split(/\s+/),
      ),
    )) {
      if (key !== "") put(metas, key, value);
    }
  }
  for (const { attribs } of page.all("link")) {
    if (attribs.rel === undefined || attribs.href === undefined) continue;
    for (const relation of attribs.rel.toLowerCase().split(/\s+/)) put(links, relation, attribs.href.trim());
  }
  return {
    all: (name) => metas.get(name) ?? [],
    first: (name) => metas.get(name)?.[0],
    links: (relation) => links.get(relation) ?? [],
  };
}
