// The id and the permalink that a page gives to a record.
import { type AnyNode, type Element, isTag } from "domhandler";
import { type Group, patternOf } from "./groups.ts";
import type { Sketch } from "./sketch.ts";

/** The ids that the page states: digits where the pattern has one number only, else the whole. */
export function idsOf(group: Group, sketch: Sketch): readonly string[] {
  const ids = group.members.map((_, i) => statedId(group, i, sketch));
  const patterns = new Set(ids.filter((id) => id !== "").map(patternOf));
  const isOne = patterns.size === 1 && [...patterns][0]!.split("#").length === 2;
  return isOne ? ids.map((id) => (/^[\w-]+$/.test(fromDigit(id)) ? fromDigit(id) : id)) : ids;
}

const fromDigit = (id: string): string => id.slice(Math.max(0, id.search(/\d/)));

const STATED = ["data-comment-id", "data-commentid", "data-id", "data-post-id"] as const;
/** An id may stand a few elements further in, or on an anchor before the record. */
const MOST_ANCHORS = 12;

function statedId(group: Group, place: number, sketch: Sketch): string {
  const { attribs } = group.members[place]!.node;
  for (const name of STATED) {
    const stated = attribs[name];
    if (stated && stated.length <= 100) return stated;
  }
  if (isId(attribs.id)) return attribs.id!;
  const from = group.from[place]!;
  for (let i = from; i < Math.min(group.to[place]!, from + MOST_ANCHORS); i++) {
    const { node } = sketch.marks[i]!;
    const id = node.attribs.id ?? (node.name === "a" ? node.attribs.name : undefined);
    if (isId(id)) return id!;
  }
  const before = sketch.marks[from - 1]?.node;
  return before?.name === "a" && isId(before.attribs.name) ? before.attribs.name! : "";
}

const isId = (id: string | undefined): boolean => id !== undefined && id.length <= 100 && /\d/.test(id);

const MOST_LOOKED = 400;
/** The author's card: its address is no comment's. */
const AUTHOR_CARD = /(?:^|\s)(?:author|creator|p-author|h-card|vcard)(?:\s|$)/;
/** Where the record can be linked to: as it states, else its first link with a number of its own. */
export function permalinkOf(node: Element, url: string): string | null {
  let looked = 0;
  const ahead: AnyNode[] = [...node.children].reverse();
  for (let at = ahead.pop(); at !== undefined && looked < MOST_LOOKED; at = ahead.pop()) {
    if (!isTag(at)) continue;
    looked++;
    const { itemprop, class: names } = at.attribs;
    if (AUTHOR_CARD.test(itemprop ?? "") || (names !== undefined && AUTHOR_CARD.test(names))) continue;
    const href = at.name === "a" || at.name === "link" ? at.attribs.href : undefined;
    const isStated = itemprop === "url" || (names !== undefined && /(?:^|\s)u-url(?:\s|$)/.test(names));
    if (href && (isStated || /#[a-z_-]{0,24}\d|[?&/](?:comment|cid|post|p)[=/-]?\d/i.test(href.slice(0, 500)))) {
      const link = URL.parse(href, url);
      if (link && /^https?:$/.test(link.protocol) && !/replytocom|#respond/.test(link.href)) return link.href;
    }
    for (let i = at.children.length - 1; i >= 0; i--) ahead.push(at.children[i]!);
  }
  return null;
}
