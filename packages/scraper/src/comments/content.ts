// The content of a comment as HTML and as text, the same from a page, from REST and from a feed.
import { storable } from "@belowline/schema";
import { type AnyNode, Element, hasChildren, isTag } from "domhandler";
import { getOuterHTML } from "domutils";
import { parseBounded } from "../html/parse.ts";
import { textOf } from "../html/text.ts";

export interface Content {
  readonly html: string;
  readonly text: string;
}

/** Deeper markup than any editor makes; the serialiser recurses, and its stack ends somewhere. */
const DEEPEST = 200;

/** Content of nodes of a page. One serialiser for all ways, so that `&#8217;` and `’` come out alike. */
export function contentOf(nodes: readonly AnyNode[]): Content {
  const text = textOf(nodes);
  if (deeperThan(nodes, DEEPEST)) return { html: escaped(text), text };
  return { html: storable(getOuterHTML(nodes as AnyNode[], { encodeEntities: "utf8" }).trim()), text };
}

/** Content of nodes without some of the elements within them. */
export function contentWithout(nodes: readonly AnyNode[], out: ReadonlySet<AnyNode>): Content {
  return contentOf(out.size === 0 ? nodes : nodes.flatMap((node) => copyWithout(node, out, 0)));
}

/** Elements around what is left out are made anew, because the page's own tree belongs to everybody. */
function copyWithout(node: AnyNode, out: ReadonlySet<AnyNode>, depth: number): readonly AnyNode[] {
  if (out.has(node)) return [];
  if (!isTag(node) || depth > DEEPEST) return [node];
  const children = node.children.flatMap((child) => copyWithout(child, out, depth + 1));
  const isSame = children.length === node.children.length && children.every((child, i) => child === node.children[i]);
  if (isSame) return [node];
  const copy = new Element(node.name, { ...node.attribs });
  copy.children = children as Element["children"];
  return [copy];
}

/** Content of paragraphs that do not lie in a box of their own; a line each, as WordPress writes them. */
export function contentOfParagraphs(nodes: readonly AnyNode[]): Content {
  const parts = nodes.map((node) => contentOf([node]));
  return { html: parts.map((part) => part.html).join("\n"), text: textOf(nodes) };
}

/** Content of an HTML string, as REST and feeds give it. */
export const contentOfHtml = (html: string): Content => contentOf(nodesOf(html));

/** Content of a plain text: an empty line ends a paragraph, a line break stays one. */
export const contentOfText = (text: string): Content =>
  contentOfHtml(
    text
      .replaceAll("\r\n", "\n")
      .split("\n\n")
      .filter((part) => part.trim() !== "")
      .map((part) => `<p>${escaped(part.trim()).replaceAll("\n", "<br>")}</p>`)
      .join("\n"),
  );

/** The nodes of an HTML fragment. */
export const nodesOf = (html: string): readonly AnyNode[] => parseBounded(html).children;

/** A string that may hold entities, as plain text. */
export const plain = (html: string): string => (html.includes("&") ? textOf(nodesOf(html)) : html);

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function deeperThan(nodes: readonly AnyNode[], depth: number): boolean {
  let level = [...nodes];
  for (let at = 0; level.length > 0; at++) {
    if (at > depth) return true;
    level = level.flatMap((node) => (hasChildren(node) ? (node.children as AnyNode[]) : []));
  }
  return false;
}
