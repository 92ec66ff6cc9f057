// Program text of `<pre>`: every line and its indentation, also where a highlighter made elements of the lines.
import { cleanCode } from "@belowline/schema";
import { type AnyNode, type Element, isTag, isText } from "domhandler";

/** Highlighters print a line as one of these, with or without a line break in it. */
const LINE: ReadonlySet<string> = new Set(["div", "li", "tr", "p"]);
/** Line numbers and buttons. */
const BESIDE = /(?:^|[\s_-])(?:line-?numbers?|linenos?|lineno|gutter|copy-?(?:btn|button)?|clipboard)(?:$|[\s_-])/i;

/** The clean text of `<pre>`, its lines kept. */
export function codeOf(root: Element): string {
  const parts: string[] = [];
  const stack: (AnyNode | "line")[] = [...root.children].reverse();
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node === "line") {
      if (!parts.at(-1)?.endsWith("\n")) parts.push("\n");
    } else if (isText(node)) parts.push(node.data);
    else if (isTag(node) && node.name === "br") parts.push("\n");
    else if (isTag(node) && (node.name === "button" || BESIDE.test(node.attribs.class ?? ""))) continue;
    else if ("children" in node) {
      if (isTag(node) && LINE.has(node.name)) stack.push("line");
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
    }
  }
  return cleanCode(parts.join(""));
}
