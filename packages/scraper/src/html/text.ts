// HTML to the text a reader would copy: one line a paragraph, entities decoded, emoji images as their characters.
import { cleanText } from "@belowline/schema";
import type { AnyNode } from "domhandler";
import { isTag, isText } from "domhandler";

/** Elements that begin and end a line. */
const BLOCK = new Set(
  "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td th thead tr ul".split(
    " ",
  ),
);

/** Elements whose text nobody reads; how a sign of a ruby is pronounced is no word of the text. */
export const SILENT: ReadonlySet<string> = new Set(
  "script style noscript template head title iframe object svg math button select option textarea input canvas audio video map rt rp".split(
    " ",
  ),
);

/**
 * The text of nodes: paragraphs, list items and `<br>` separated by one newline, no empty lines. An image that stands for
 * a character (WordPress prints emoji as `img.emoji` or `img.wp-smiley`) becomes its `alt`. Walks without recursion, so
 * depth does not matter.
 *
 * @param skip leaves out an element with all it holds
 */
export function textOf(nodes: AnyNode | readonly AnyNode[], skip?: (node: AnyNode) => boolean): string {
  if (skip === undefined && "type" in nodes && isTag(nodes) && nodes.children.length === 1) {
    // A link, a name, a date.
    const [only] = nodes.children;
    if (isText(only!) && !SILENT.has(nodes.name)) return cleanText(oneLine(only.data).trim());
  }
  let text = "";
  // Joined so that most texts come out clean at once: nothing blank at the beginning of a line or before its end.
  const say = (words: string): void => {
    const last = text.charCodeAt(text.length - 1);
    if (words === "\n") {
      if (text === "" || last === NEWLINE) return;
      text = last === BLANK ? `${text.slice(0, -1)}\n` : `${text}\n`;
    } else if (words.charCodeAt(0) === BLANK && (text === "" || last === BLANK || last === NEWLINE))
      text += words.slice(1);
    else text += words;
  };
  const stack: (AnyNode | "\n")[] = Array.isArray(nodes) ? [...nodes].reverse() : [nodes as AnyNode];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node === "\n") say("\n");
    else if (isText(node)) say(oneLine(node.data));
    else if (isTag(node)) {
      const name = node.name;
      if (SILENT.has(name) || skip?.(node)) continue;
      if (name === "br") say("\n");
      else if (name === "img") say(emojiOf(node.attribs));
      else {
        const block = BLOCK.has(name);
        if (block) {
          say("\n");
          stack.push("\n");
        }
        const children = node.children;
        for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
      }
    } else if ("children" in node) {
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
    }
  }
  return cleanText(text.endsWith("\n") || text.endsWith(" ") ? text.slice(0, -1) : text);
}

const NEWLINE = 10;
const BLANK = 32;

/** Indentation and line breaks of the source mean a blank. Most texts have none of them. */
export function oneLine(data: string): string {
  let isAfterBlank = false;
  for (let i = 0; i < data.length; i++) {
    const code = data.charCodeAt(i);
    if (code > BLANK && code < 0xa0) isAfterBlank = false;
    else if (code !== BLANK || isAfterBlank) return data.replace(/\s+/g, " ");
    else isAfterBlank = true;
  }
  return data;
}

/** The number of code units that are no blanks. */
export function visibleIn(data: string): number {
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const code = data.charCodeAt(i);
    // From the no-break space on there are more kinds of blanks than are worth a list.
    if (code >= 0xa0 && /\s/.test(data[i]!)) continue;
    if (code > BLANK || code < 9 || (code > 13 && code < BLANK)) count++;
  }
  return count;
}

function emojiOf(attribs: Record<string, string>): string {
  return /\b(?:emoji|wp-smiley)\b/.test(attribs.class ?? "") ? (attribs.alt ?? "") : "";
}
