// The JSON-LD of a page: every node of every script, graphs flattened, broken scripts passed over.
import type { Json, JsonObject } from "@belowline/schema";
import { type Element, isText } from "domhandler";

/** A script larger than this is no metadata. */
const LARGEST = 2_000_000;
const DEEPEST = 64;
const LD = /^\s*application\/ld\+json/i;

/** All JSON-LD nodes of a page's scripts, in document order. */
export function readJsonLd(scripts: readonly Element[]): readonly JsonObject[] {
  const nodes: JsonObject[] = [];
  for (const { attribs, children } of scripts) {
    if (!LD.test(attribs.type ?? "")) continue;
    const text = children.map((child) => (isText(child) ? child.data : "")).join("");
    if (text.length > LARGEST) continue;
    const value = parseLenient(text);
    if (value !== undefined) collect(value, nodes, 0);
  }
  return nodes;
}

/** Templates leave line breaks inside strings, and wrap scripts in CDATA or HTML comments. */
function parseLenient(text: string): Json | undefined {
  const bare = text
    .replace(/^\s*(?:\/\/\s*)?(?:<!\[CDATA\[|<!--)/, "")
    .replace(/(?:\/\/\s*)?(?:\]\]>|-->)\s*$/, "")
    .trim();
  for (const candidate of [bare, bare.replace(/[\u0000-\u001F]+/g, " ").replace(/;$/, "")]) {
    try {
      return JSON.parse(candidate, safeKeys) as Json;
    } catch {
      // the next, more lenient reading
    }
  }
  return undefined;
}

const safeKeys = (key: string, value: unknown): unknown =>
  key === "__proto__" || key === "constructor" || key === "prototype" ? undefined : value;

function collect(value: Json, into: JsonObject[], depth: number): void {
  if (depth > DEEPEST || value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, into, depth + 1);
    return;
  }
  const node = value as JsonObject;
  const graph = node["@graph"];
  if (graph !== undefined) collect(graph, into, depth + 1);
  if (node["@type"] !== undefined) into.push(node);
}

/** Whether a node is of one of these schema.org types; prefixes such as `https://schema.org/` are ignored. */
export function isType(node: JsonObject, types: ReadonlySet<string>): boolean {
  const stated = node["@type"];
  const list = Array.isArray(stated) ? stated : [stated];
  return list.some((type) => typeof type === "string" && types.has(type.replace(/^.*[/:]/, "")));
}
