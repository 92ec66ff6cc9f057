// Lists: items in order, a block for each stretch of one list, so that lists within lists keep their place and depth.
import type { ListBlock } from "@belowline/schema";
import { type AnyNode, type Element, isTag } from "domhandler";
import { textOf } from "../html/text.ts";
import type { Survey } from "./survey.ts";

const STRUCTURE = new Set("h1 h2 h3 h4 h5 h6 figure table blockquote pre iframe img picture".split(" "));

/**
 * The items of a list in order, a block for each stretch of one list; undefined where the list only lays out larger
 * things (pictures, headings, articles), which are then read as if it were not there.
 */
export function listBlocks(
  list: Element,
  survey: Survey,
  skip: (node: AnyNode) => boolean,
): readonly ListBlock[] | undefined {
  const measure = survey.of(list);
  if (!measure) return undefined;
  for (let i = measure.index + 1; i < measure.end; i++) if (STRUCTURE.has(survey.measures[i]!.name)) return undefined;
  const runs: { readonly of: Owner; readonly start: number; readonly items: string[] }[] = [];
  const top: Owner = { ordered: list.name === "ol", level: 0, count: startOf(list) };
  const stack: { readonly node: Element; readonly owner: Owner }[] = [{ node: list, owner: top }];
  while (stack.length > 0) {
    const { node, owner } = stack.pop()!;
    if (skip(node)) continue;
    const nested: Element[] = [];
    const text = textOf(node.children, (it) => {
      if (skip(it)) return true;
      if (it === node || !isTag(it)) return false;
      const isPart = it.name === "li" || it.name === "ul" || it.name === "ol";
      if (isPart) nested.push(it);
      return isPart;
    });
    if (text !== "") {
      const last = runs.at(-1);
      if (last?.of === owner) last.items.push(text);
      else runs.push({ of: owner, start: owner.count, items: [text] });
      owner.count++;
    }
    for (let i = nested.length - 1; i >= 0; i--) {
      const inner = nested[i]!;
      const isItem = inner.name === "li";
      // `<ul><ul>` is how old editors indent: a list within another even where no item is around it.
      const within = isItem ? owner : { ordered: inner.name === "ol", level: owner.level + 1, count: startOf(inner) };
      stack.push({ node: inner, owner: within });
    }
  }
  return runs.map(({ of: { ordered, level }, start, items }) => ({
    kind: "list",
    ordered,
    items,
    ...(level > 0 ? { level } : {}),
    ...(ordered && start !== 1 ? { start } : {}),
  }));
}

interface Owner {
  readonly ordered: boolean;
  readonly level: number;
  /** Number of the next item. */
  count: number;
}

const startOf = ({ attribs }: Element): number => {
  const stated = Number.parseInt(attribs.start ?? "", 10);
  return Number.isInteger(stated) && Math.abs(stated) < 1e6 ? stated : 1;
};
