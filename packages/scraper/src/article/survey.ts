// The survey: one walk over the tree that measures every element, so that all later rules cost a look-up.
import { type AnyNode, type Document, type Element, isTag, isText } from "domhandler";
import { SILENT } from "../html/text.ts";

/**
 * What is known of an element and all it holds. Lengths are in visible characters, blanks left out. A class, for literals that have
 * lived for long in one page are put among the old objects in the next (see html/parse.ts).
 */
export class Measure {
  readonly node: Element | Document;
  readonly name: string;
  /** Place in document order; what it holds has the places up to `end`, exclusive. */
  readonly index: number;
  end = 0;
  readonly parent: Measure | undefined;
  /** `id` and `class` as lower-case words joined by hyphens, tokens separated by blanks: " post-body main ". */
  readonly words: string;
  /** Of the text that stands in this element and not in a block within it. */
  own = 0;
  ownLinks = 0;
  ownMarks = 0;
  /** Of everything within. */
  chars = 0;
  links = 0;
  weight = 0;
  /** Numbers of elements or texts within that comments have. */
  dates = 0;
  replies = 0;
  avatars = 0;
  textareas = 0;
  passwords = 0;
  /** Fields for an address, and buttons of a choice: a newsletter's and a poll's. */
  emails = 0;
  choices = 0;
  images = 0;

  constructor(node: Element | Document, name: string, index: number, parent: Measure | undefined, words: string) {
    this.node = node;
    this.name = name;
    this.index = index;
    this.parent = parent;
    this.words = words;
  }
}

export interface Survey {
  /** In document order; the first is the document itself. */
  readonly measures: readonly Measure[];
  of(node: AnyNode): Measure | undefined;
}

/** Elements that flow within a line; everything else begins one. */
const INLINE = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr br custom".split(
    " ",
  ),
);
/** Headings and captions carry no running text. */
const WEIGHTLESS = new Set("h1 h2 h3 h4 h5 h6 figcaption caption legend summary dt th label cite address".split(" "));

/** `head` is no reason to look away: a page that never closes it keeps its body there. */
export const isSilent = (name: string): boolean => name !== "head" && SILENT.has(name);

const DATE_LIKE = /\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\bago\b|\bvor \d|\bhace \d|\bil y a\b|\d\s?(?:min|h|d)\b/i;
const REPLY_TEXT =
  /^\W{0,3}(?:reply|reply to .{1,40}|antwort(?:en)?|répondre|responder|rispondi|reageer|beantwoorden|odpowiedz|svara|svar|ответить|返信|回复)\W{0,3}$/i;
const REPLY_HREF = /replytocom=|#(?:respond|reply)|[?&/](?:reply|replyto|reply_to)[=/]/i;
const AVATAR = /avatar|gravatar|userpic|profile-?(?:pic|image)/i;

/** Measures every element of a document. Linear in the size of the tree, without recursion. */
export function surveyOf(document: Document): Survey {
  const measures: Measure[] = [];
  const byNode = new Map<AnyNode, Measure>();
  const wordings = new Map<string, string>();
  const open = (node: Element | Document, name: string, parent: Measure | undefined): Measure => {
    const words = "attribs" in node ? wordsOf(node.attribs, wordings) : " ";
    const measure = new Measure(node, name, measures.length, parent, words);
    measures.push(measure);
    byNode.set(node, measure);
    return measure;
  };

  const root = open(document, "#document", undefined);
  interface Frame {
    readonly measure: Measure;
    readonly block: Measure;
    readonly link: boolean;
    readonly children: readonly AnyNode[];
    next: number;
  }
  const stack: Frame[] = [{ measure: root, block: root, link: false, children: document.children, next: 0 }];
  while (stack.length > 0) {
    const frame = stack.at(-1)!;
    const node = frame.children[frame.next++];
    if (node === undefined) {
      stack.pop();
      close(frame.measure, measures.length);
    } else if (isText(node)) readText(node.data, frame.measure, frame.block, frame.link);
    else if (isTag(node)) {
      const name = node.name;
      if (name === "textarea") frame.measure.textareas++;
      if (name === "input") noticeField(frame.measure, node.attribs);
      if (isSilent(name)) continue;
      const measure = open(node, name, frame.measure);
      notice(measure, node);
      const block = INLINE.has(name) ? frame.block : measure;
      const link = frame.link || (name === "a" && node.attribs.href !== undefined);
      stack.push({ measure, block, link, children: node.children, next: 0 });
    } else if ("children" in node) {
      stack.push({ measure: frame.measure, block: frame.block, link: frame.link, children: node.children, next: 0 });
    }
  }
  return { measures, of: (node) => byNode.get(node) };
}

function noticeField(measure: Measure, { type, name }: Record<string, string>): void {
  if (type === "password") measure.passwords++;
  else if (type === "radio") measure.choices++;
  else if (type === "email" || (type !== "hidden" && name !== undefined && /^e-?mail/i.test(name))) measure.emails++;
}

function notice(measure: Measure, { name, attribs }: Element): void {
  if (name === "img") measure.images++;
  if (name === "time" || attribs.datetime !== undefined) measure.dates++;
  else if (name === "img" && AVATAR.test(`${attribs.class ?? ""} ${(attribs.src ?? "").slice(0, 300)}`)) {
    measure.avatars++;
  } else if (name === "a" && REPLY_HREF.test((attribs.href ?? "").slice(0, 2000))) measure.replies++;
}

function readText(data: string, measure: Measure, block: Measure, link: boolean): void {
  let chars = 0;
  let marks = 0;
  for (let i = 0; i < data.length; i++) {
    const code = data.charCodeAt(i);
    if (code <= 32 || code === 0xa0) continue;
    // A sign of Chinese, Japanese or Korean says as much as two letters.
    chars += code >= 0x2e80 && code < 0xfb00 ? 2 : 1;
    // , . ! ? ; and their kin
    if (code === 44 || code === 46 || code === 33 || code === 63 || code === 59) marks++;
    else if (code === 0x3001 || code === 0x3002 || code === 0xff0c || code === 0x060c) marks++;
  }
  if (chars === 0) return;
  measure.chars += chars;
  block.own += chars;
  block.ownMarks += marks;
  if (link) {
    measure.links += chars;
    block.ownLinks += chars;
  }
  if (chars <= 60) {
    if (DATE_LIKE.test(data)) measure.dates++;
    if (REPLY_TEXT.test(data.trim())) measure.replies++;
  }
}

function close(measure: Measure, end: number): void {
  measure.end = end;
  measure.weight += runWeight(measure);
  const parent = measure.parent;
  if (!parent || parent === measure) return;
  parent.chars += measure.chars;
  parent.links += measure.links;
  parent.weight += measure.weight;
  parent.dates += measure.dates;
  parent.replies += measure.replies;
  parent.avatars += measure.avatars;
  parent.textareas += measure.textareas;
  parent.passwords += measure.passwords;
  parent.emails += measure.emails;
  parent.choices += measure.choices;
  parent.images += measure.images;
}

/**
 * How much running text the element's own line holds. Sentences have marks and few links; labels, menus and buttons
 * have neither. Without a mark a line needs some length to count at all.
 */
export function runWeight({ name, own, ownLinks, ownMarks }: Measure): number {
  const text = own - ownLinks;
  if (own < 15 || WEIGHTLESS.has(name)) return 0;
  if (ownMarks === 0 && text < 50) return 0;
  const free = text / own;
  if (free < 0.4) return 0;
  return (text + 8 * Math.min(ownMarks, text / 12)) * free * (text < 60 ? 0.4 : 1);
}

/** Words of sentences. */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  "a an the of to and for with from is are how what why der die das und für mit von ist wie le la les des et pour el los las que para il per".split(
    " ",
  ),
);

/** Many systems make a section's id of its heading ("sharing-with-a-friend"): that is a sentence and names nothing. */
function isSentence(id: string): boolean {
  const words = id.length > 200 ? [] : id.split(/[-_]/);
  return words.length > 3 && words.slice(1, -1).some((word) => SMALL_WORDS.has(word.toLowerCase()));
}

/** The same classes stand on many elements: each wording is taken apart once a page. */
const wordsOf = (attribs: Record<string, string>, known: Map<string, string>): string => {
  const { class: list } = attribs;
  const id = attribs.id && isSentence(attribs.id) ? undefined : attribs.id;
  if (!id && !list) return " ";
  // An id is borne once.
  const said = id ? `${id} ${list ?? ""}` : list!;
  const before = id ? undefined : known.get(said);
  if (before !== undefined) return before;
  const words = ` ${said
    .slice(0, 1000)
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[_:./]+/g, "-")
    .replace(/\s+/g, " ")
    .trim()} `;
  if (!id) known.set(said, words);
  return words;
};

/** Whether the second lies within the first, or is the first. */
export const holds = (outer: Measure, inner: Measure): boolean => outer.index <= inner.index && inner.index < outer.end;
