// The sketch: one walk over a page that counts, for every element, what comments are known by; ranges then cost a look-up.
import { type AnyNode, type Element, isTag, isText } from "domhandler";
import { oncePerPage } from "../../html/page.ts";
import { looksDated } from "../../html/relative-date.ts";
import { SILENT } from "../../html/text.ts";
import { AUTHOR, HEADING, NAMED, NOT_A_THREAD, REPLY_CONTROL, REPLY_HREF, USER_HREF } from "./lexicon.ts";
import { isAuthor as isStatedAuthor, timeContent } from "./standards.ts";

/** What is counted; each kind is a column of running totals. */
export const COLUMNS = [
  "chars",
  "links",
  "said",
  "dates",
  "replies",
  "authors",
  "avatars",
  "titles",
  "forms",
  "images",
  "anchors",
] as const;
export type Column = (typeof COLUMNS)[number];

/** An element of the sketch. */
export class Mark {
  readonly node: Element;
  readonly index: number;
  readonly parent: number;
  readonly depth: number;
  /** Class and id tokens, in lower case, as one string. */
  readonly words: string;
  /** Itself or something around it is named as comments are. */
  readonly inComments: boolean;
  /** Itself or something around it is named as look-alikes are. */
  readonly inLookalike: boolean;
  end: number;

  constructor(node: Element, wording: Wording, index: number, around: Mark | undefined, depth: number) {
    const isRoot = node.name === "body" || node.name === "html";
    const isComments = !isRoot && wording.isComments;
    this.node = node;
    this.index = index;
    this.parent = around?.index ?? -1;
    this.depth = depth;
    this.words = wording.words;
    this.inComments = isComments || (around?.inComments ?? false);
    this.inLookalike =
      ((around?.inLookalike ?? false) && !isComments) || ASIDE.has(node.name) || (!isRoot && wording.isLookalike);
    this.end = index + 1;
  }
}
const ASIDE: ReadonlySet<string> = new Set(["nav", "aside", "menu", "form"]);

export interface Sketch {
  readonly marks: readonly Mark[];
  /** Elements whose text names a comment section ("12 comments"), by index. */
  readonly headings: readonly number[];
  readonly of: ReadonlyMap<AnyNode, Mark>;
  /** The number of things of one kind within an element. */
  count(mark: Mark, column: Column): number;
  /** The same within a range of indices. */
  between(from: number, to: number, column: Column): number;
}

const AVATAR = /avatar|gravatar|userpic|profile-?(?:pic|image|photo)|user-?(?:image|photo|pic)/i;
const TIME_NAME = /(?:^|[-_ ])(?:time|date|timestamp|datetime|posted-?on|published|timeago)(?:$|[-_ ])/i;
const ANCHOR =
  /^(?:[a-z]{0,20}[-_]?)?(?:comment|cmt|c|reply|post|msg|message|r|p|response|kommentar|posting|tree|dsq|commento|commentaire)[-_a-z]{0,20}\d[\w-]{0,60}$/i;
/** "Posted by Ada", "Geschrieben von", "Ada says:". */
const BYLINE =
  /^\W{0,3}(?:(?:posted|submitted|written|commented|comment|left|added) (?:by|from)|(?:geschrieben|verfasst|kommentar) von|par |écrit par|(?:escrito|enviado) por|scritto da|geplaatst door|skriven av|napisał|автор:)|(?:\s|^)(?:says|said|wrote|writes|schrieb|sagt|schreibt|meint|a écrit|dit|dice|dijo|escribió|scrive|disse|diz|schreef|zegt|skrev|skriver|pisze|napisał|píše|пишет|написал|пише)\s?:?$/iu;
const LONGEST_NAMES = 400;
/** A date, a reply control or a heading is a short text. */
const SHORT = 120;

/** The sketch of a page; made on first use, without recursion, in proportion to the size of the page. */
export const sketchOf = oncePerPage(({ document, elements }) => draw(document.children, elements.length));

interface Frame {
  readonly mark: Mark | undefined;
  readonly link: boolean;
  readonly children: readonly AnyNode[];
  next: number;
}

function draw(top: readonly AnyNode[], size: number): Sketch {
  const marks: Mark[] = [];
  const of = new Map<AnyNode, Mark>();
  const headings: number[] = [];
  const wordings = new Map<string, Wording>();
  const totals = Object.fromEntries(COLUMNS.map((column) => [column, new Int32Array(size + 2)])) as Record<
    Column,
    Int32Array
  >;
  const add = (column: Column, index: number, amount: number): void => {
    totals[column][index + 1]! += amount;
  };
  const stack: Frame[] = [{ mark: undefined, link: false, children: top, next: 0 }];
  while (stack.length > 0) {
    const frame = stack.at(-1)!;
    const node = frame.children[frame.next++];
    if (node === undefined) {
      if (frame.mark) frame.mark.end = marks.length;
      stack.pop();
    } else if (isText(node)) {
      if (!frame.mark || node.data.length === 0) continue;
      if (noticeText(node.data, frame.mark.index, frame.link, add)) headings.push(frame.mark.index);
    } else if (isTag(node)) {
      if (SILENT.has(node.name) && node.name !== "head" && node.name !== "button") {
        if (node.name === "textarea") add("forms", frame.mark?.index ?? 0, 1);
        continue;
      }
      const wording = wordingOf(node.attribs, wordings);
      const mark = new Mark(node, wording, marks.length, frame.mark, stack.length);
      marks.push(mark);
      of.set(node, mark);
      notice(node, mark, wording, add);
      stack.push({ mark, link: frame.link || node.name === "a", children: node.children, next: 0 });
    } else if ("children" in node) {
      stack.push({ mark: frame.mark, link: frame.link, children: node.children as AnyNode[], next: 0 });
    }
  }
  for (const column of COLUMNS) accumulate(totals[column], marks.length);
  const between = (from: number, to: number, column: Column): number => totals[column][to]! - totals[column][from]!;
  return { marks, headings, of, between, count: (mark, column) => between(mark.index, mark.end, column) };
}

/** Counts a text; true where it may be the heading of a section. */
export function noticeText(data: string, index: number, link: boolean, add: Add): boolean {
  const text = data.length > 4000 ? data.length : data.trim();
  const chars = typeof text === "number" ? text : text.length;
  if (chars === 0) return false;
  add("chars", index, chars);
  const isDated = typeof text === "string" && chars <= SHORT && looksDated(text);
  if (link) add("links", index, chars);
  else if (typeof text !== "string" || isSaid(text, isDated)) add("said", index, chars);
  if (typeof text !== "string" || chars > SHORT) return false;
  if (isDated) add("dates", index, 1);
  if (BYLINE.test(text)) add("authors", index, 1);
  if (chars <= 60 && REPLY_CONTROL.test(text)) add("replies", index, 1);
  return chars <= 80 && HEADING.test(text);
}

/** Running text and no label: long enough for a sentence, and not about a date. */
const isSaid = (text: string, isDated: boolean): boolean =>
  text.length > SHORT || (!isDated && (text.length >= 24 || (text.length >= 8 && CJK.test(text))));
const CJK = /[\u3040-\u30FF\u4E00-\u9FFF\uAC00-\uD7AF]{6}/;

function accumulate(list: Int32Array, length: number): void {
  for (let i = 1; i <= length; i++) list[i]! += list[i - 1]!;
}

/** What the class and id words of an element say. */
interface Wording {
  readonly words: string;
  readonly isComments: boolean;
  readonly isLookalike: boolean;
  readonly isAuthor: boolean;
  readonly isTime: boolean;
}
const WORDLESS: Wording = { words: "", isComments: false, isLookalike: false, isAuthor: false, isTime: false };

/** The same classes stand on many elements: each wording is read once a page. */
function wordingOf({ id, class: names }: Record<string, string>, known: Map<string, Wording>): Wording {
  if (id === undefined && names === undefined) return WORDLESS;
  const before = id === undefined ? known.get(names!) : undefined;
  if (before) return before;
  const words = `${id ?? ""} ${names ?? ""}`.slice(0, LONGEST_NAMES).toLowerCase();
  const wording: Wording = {
    words,
    isComments: NAMED.test(words),
    isLookalike: NOT_A_THREAD.test(words),
    isAuthor: AUTHOR.test(words),
    isTime: TIME_NAME.test(words),
  };
  if (id === undefined) known.set(names!, wording);
  return wording;
}

const TITLES: ReadonlySet<string> = new Set(["h1", "h2", "h3", "h4"]);

type Add = (column: Column, index: number, amount: number) => void;

function notice(node: Element, mark: Mark, { isAuthor, isTime }: Wording, add: Add): void {
  const { attribs, name } = node;
  const { index, words } = mark;
  const anchor = attribs.id ?? (name === "a" ? attribs.name : undefined);
  if (anchor !== undefined && ANCHOR.test(anchor)) add("anchors", index, 1);
  if (name === "time" || attribs.datetime !== undefined) add("dates", index, 1);
  else if (name === "abbr" && attribs.title !== undefined && looksDated(attribs.title)) add("dates", index, 1);
  else if (isTime && attribs.title !== undefined && looksDated(attribs.title)) add("dates", index, 1);
  else if (timeContent(attribs) !== undefined) add("dates", index, 1);
  if (name === "img" || name === "picture") {
    const isAvatar = AVATAR.test(`${words} ${(attribs.src ?? "").slice(0, 300)} ${(attribs.alt ?? "").slice(0, 40)}`);
    add(isAvatar ? "avatars" : "images", index, 1);
  } else if (name === "a") {
    const href = (attribs.href ?? "").slice(0, 500);
    if (REPLY_HREF.test(href)) add("replies", index, 1);
    else if (USER_HREF.test(href)) add("authors", index, 1);
  } else if (TITLES.has(name)) add("titles", index, 1);
  if (isAuthor || name === "cite" || isStatedAuthor(attribs)) add("authors", index, 1);
}
