// The text of a body that a peer gives as HTML: a line for each block, as our own text has it.
import { load } from "cheerio/slim";

type Nodes = ReturnType<ReturnType<typeof load>["root"]>[number]["children"];

const BLOCKS = new Set(
  "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

export function textOfHtml(html: string): string {
  const parts: string[] = [];
  const stack: (Nodes[number] | string)[] = [...load(html).root()[0]!.children].reverse();
  // A stack of our own: peers keep the depth of the page, and some pages are deep.
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === "string") parts.push(node);
    else if (node.type === "text") parts.push(node.data.replace(/\s+/gu, " "));
    else if ("children" in node && node.type === "tag") {
      const edge = BLOCKS.has(node.name) ? ["\n"] : [];
      stack.push(...edge, ...node.children.toReversed(), ...edge);
    }
  }
  return parts.join("");
}
