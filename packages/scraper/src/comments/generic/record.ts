// One record of a thread as lines of text, each told apart: who, when, a control, or what was said.
import { cleanLine, type Instant, type StatedAuthor, type Votes } from "@belowline/schema";
import { type AnyNode, type Element, isTag, isText } from "domhandler";
import { isAge, looksDated } from "../../html/relative-date.ts";
import { SILENT } from "../../html/text.ts";
import { endsWithVerb, readByline } from "../byline.ts";
import { type Content, contentWithout } from "../content.ts";
import type { DateContext } from "../times.ts";
import { isAnswer, isControlLine } from "./lexicon.ts";
import { authorElement, bodyOf, elementsOf, furnitureOf, lineDate, nameIn, timeElement, within } from "./parts.ts";
import { votesIn } from "./votes.ts";

export interface Fields extends Content {
  readonly author: StatedAuthor | null;
  readonly createdAt: Instant | null;
  readonly votes: Votes | null;
}

/** Text nodes between two line ends. */
interface Line {
  readonly texts: AnyNode[];
  text: string;
}

const BLOCK = new Set(
  "address article aside blockquote dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tr th ul summary br".split(
    " ",
  ),
);
const LONGEST_META = 160;

/**
 * The fields of a record.
 *
 * @param roots the nodes of the record
 * @param isForeign elements within that belong to other records
 * @param likely the element of the author, where none says that it is
 */
export function fieldsOf(
  roots: readonly AnyNode[],
  isForeign: (node: AnyNode) => boolean,
  dates: DateContext,
  likely?: Element,
): Fields {
  const elements = elementsOf(roots, isForeign);
  const body = bodyOf(elements, roots);
  const drop = new Set<AnyNode>();
  const lines = linesOf(roots, isForeign);
  const inBody = body === undefined ? undefined : within(body);
  const named = authorElement(elements, inBody) ?? likely;
  const timed = timeElement(elements, inBody, dates);
  let createdAt = timed?.time ?? null;
  let name = named === undefined ? null : nameIn(named, dates);
  const furniture = furnitureOf(elements, body, named, timed?.element);

  const inBox = inBody === undefined ? [] : lines.filter((line) => line.texts.some((text) => inBody.has(text)));
  /** Words and no label: an answer, or all that the box of the text holds. */
  const isSaid = ({ text, texts }: Line): boolean =>
    !texts.some(isInControl) &&
    (isAnswer(text) ||
      (inBox.length === 1 && inBox[0]!.texts === texts && /\p{L}|\p{Extended_Pictographic}/u.test(text)));

  let spoken = false;
  for (const line of lines) {
    const meta = line.texts.every((text) => furniture.has(text) || (isText(text) && text.data.trim() === ""));
    const outside = inBody !== undefined && !line.texts.some((text) => inBody.has(text));
    const short = line.text.length <= LONGEST_META;
    // Furniture goes anyway: where name and time are known, reading its date would be for nothing.
    const isIdle = meta && createdAt !== null && name !== null;
    const date = short && !spoken && !isIdle && looksDated(line.text) ? lineDate(line.text, dates) : null;
    const isByline = date !== null && line.text.length - (date.to - date.from) <= 70;
    if (isByline && (meta || outside || !spoken)) {
      createdAt ??= date.time;
      if (name === null) name = emphasised(line, readByline(line.text, dates).name);
    } else if (name === null && short && !spoken && endsWithVerb(line.text)) name = readByline(line.text, dates).name;
    // "6 years ago" tells no time, but who writes it into an element of its own is not the commenter.
    const isAged = short && !spoken && date === null && line.texts.some((text) => isText(text) && isAge(text.data));
    const isName = name !== null && isNameLine(line.text, name);
    const isMeta =
      meta || outside || (!spoken && (isByline || isAged || isName)) || (isControlLine(line.text) && !isSaid(line));
    if (isMeta) for (const text of line.texts) drop.add(text);
    // A title of its own may stand above who and when.
    else if (!line.texts.some((text) => isInHeading(text))) spoken = true;
  }
  if (createdAt === null || name === null) {
    // A foot: "Posted by: Ada | May 3, 2012 at 10:05" below the text.
    for (const line of lines.slice(-4)) {
      if (line.text.length > LONGEST_META || !looksDated(line.text)) continue;
      const date = lineDate(line.text, dates);
      if (!date || line.text.length - (date.to - date.from) > 70) continue;
      createdAt ??= date.time;
      name ??= readByline(line.text, dates).name;
      for (const text of line.texts) drop.add(text);
    }
  }
  name = (name ?? shortFirst(lines, drop))?.replace(/[\s,]{1,4}(?:le|am|el|il|em|op|den|on|at)?$/, "") || null;
  const content = contentWithout(roots, withForeign(roots, isForeign, drop));
  return { ...content, author: name === null ? null : { name }, createdAt, votes: votesIn(elements, inBody) };
}

function linesOf(roots: readonly AnyNode[], isForeign: (node: AnyNode) => boolean): readonly Line[] {
  const lines: Line[] = [];
  const own = new Set(roots);
  let line: Line = { texts: [], text: "" };
  const end = (): void => {
    const text = cleanLine(line.text);
    if (line.texts.length > 0 && text !== "") lines.push({ texts: line.texts, text });
    line = { texts: [], text: "" };
  };
  const ahead: (AnyNode | "end")[] = [...roots].reverse();
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (node === "end") end();
    else if (isText(node)) {
      // "Ada" and "2.3.2010" in two elements side by side are two words.
      if (/^\d/.test(node.data) && /[\p{L}\d]$/u.test(line.text) && line.texts.at(-1)?.parent !== node.parent)
        line.text += " ";
      line.texts.push(node);
      line.text += node.data;
    } else if (isTag(node)) {
      if (isForeign(node) && !own.has(node)) {
        end();
        continue;
      }
      if (SILENT.has(node.name)) continue;
      const block = BLOCK.has(node.name);
      if (block) {
        end();
        ahead.push("end");
      }
      for (let i = node.children.length - 1; i >= 0; i--) ahead.push(node.children[i]!);
    }
  }
  end();
  return lines;
}

const isInControl = ({ parent }: AnyNode): boolean =>
  parent !== null && isTag(parent) && /^(?:a|button|label)$/.test(parent.name);

const isInHeading = (node: AnyNode): boolean => {
  for (let at = node.parent, steps = 0; at !== null && steps < 3; at = at.parent, steps++)
    if (isTag(at) && /^h[1-6]$/.test(at.name)) return true;
  return false;
};

/** "**Ada**, Harbourtown": of a line that begins with a name in bold the rest is where they live. */
function emphasised(line: Line, name: string | null): string | null {
  const first = line.texts.find((text) => isText(text) && text.data.trim() !== "");
  if (name === null || !first || !isText(first) || !first.parent || !isTag(first.parent)) return name;
  const bold = cleanLine(first.data).replace(/[,:]$/, "");
  const isBold = first.parent.name === "b" || first.parent.name === "strong";
  return isBold && bold !== "" && name.startsWith(`${bold},`) ? bold : name;
}

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** A line that holds the name and next to nothing else. */
function isNameLine(line: string, name: string): boolean {
  if (line.length > name.length + 40) return false;
  const [whole, part] = [letters(line), letters(name)];
  if (part === "" || !whole.includes(part)) return false;
  return whole === part || endsWithVerb(line) || whole.length - part.length <= 12;
}

/** Nothing named the author: the first short line before the text is the name. */
function shortFirst(lines: readonly Line[], drop: Set<AnyNode>): string | null {
  const [first, second] = lines;
  if (!first || !second || first.text.length > 40 || drop.size === 0) return null;
  // "Cleo P." is no sentence.
  if (/[.!?…:]$/.test(first.text) && !/\s\p{Lu}\.$/u.test(first.text)) return null;
  if (first.texts.every((text) => drop.has(text))) return null;
  const words = first.text.split(" ");
  if (words.length > 4 || !/^\p{Lu}|^[\w.-]+$/u.test(first.text) || looksDated(first.text)) return null;
  if (!lines.slice(1, 3).some((line) => line.texts.every((text) => drop.has(text)))) return null;
  for (const text of first.texts) drop.add(text);
  return first.text;
}

/** What other records hold is no part of this one. */
function withForeign(
  roots: readonly AnyNode[],
  isForeign: (node: AnyNode) => boolean,
  drop: ReadonlySet<AnyNode>,
): ReadonlySet<AnyNode> {
  const out = new Set<AnyNode>(drop);
  const own = new Set(roots);
  const ahead = [...roots];
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (!isTag(node)) continue;
    if (isForeign(node) && !own.has(node)) out.add(node);
    else if (SILENT.has(node.name)) out.add(node);
    else for (const child of node.children) ahead.push(child);
  }
  return out;
}
