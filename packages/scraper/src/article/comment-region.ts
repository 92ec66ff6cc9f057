// Where the page keeps its comments: by name, by heading, or by the look of repeated records; never part of an article.
import { type Element, isTag, isText } from "domhandler";
import { textOf } from "../html/text.ts";
import { isBodyElement, type Reason } from "./boilerplate.ts";
import { holds, type Measure, runWeight, type Survey } from "./survey.ts";

/** Class and id words of comment sections: the publishing systems', the hosted platforms', and other languages'. */
const NAMED = new RegExp(
  `[ -](?:${"comments commentlist commentslist comment-list commentlists comment-section commentsection comment-area comments-area commentarea comment-container comment-wrapper comment-wrap comment-thread comment-stream comment-body comment-text comment-content comment-form commentform comment-respond respond replies-list user-comments reader-comments readers-comments wp-block-comments wp-block-post-comments wpd-thread-list wpdcom wpdiscuz disqus disqus-thread dsq-comments dsq-content livefyre livefyre-comments fb-comments facebook-comments echo-item intensedebate idc-container spot-im openweb coral-talk coral-embed talk-stream viafoura hyvor-talk-view isso-thread remark42 cusdis giscus utterances commento kommentare kommentar-liste leserkommentare commentaires comentarios commenti reacties trackbacks pingbacks trackback pingback comment customer-reviews user-reviews reviews-list review-list jdgm-rev jdgm-widget jdgm-rev-widg yotpo stamped-reviews kundenbewertungen kundenrezensionen".split(" ").join("|")})(?=[ -])`,
);
/** Names with the same words that stand for something else: a state of the whole page, a link, a number. */
const NOT_A_SECTION =
  /[ -]comments?-(?:open|closed|off|on|enabled|disabled|status[a-z-]{0,30}|link|links|count|counter|number|icon|bubble)(?= )/g;
const NOT_A_SECTION_EITHER = /[ -](?:no|has|with|post|leave|add|view|show|num|nb)-comments?(?:-[a-z]{1,30})?(?= )/g;

/** A heading named so stands above a section (`h2#comments`, Movable Type): what follows it is for `underHeadings`. */
const NO_SECTION: ReadonlySet<string> = new Set("a span h1 h2 h3 h4 h5 h6 legend summary".split(" "));

/** A heading above comments: "12 Comments", "3 thoughts on …", "Kommentare (4)", "Leave a reply". */
const HEADING = new RegExp(
  `^\\W{0,4}(?:(?:\\d[\\d.,]{0,6}|one|no|show|view|see|hide|read|all|load|join|zeige|alle|ver|voir|les)\\W{1,3}){0,3}(?:the |all |die |reader |user |leser)?(?:${"comments?|responses?|replies|reply to|thoughts? on|discussion|conversation|feedback|reactions?|trackbacks?|leave a (?:reply|comment)|post a comment|add a comment|kommentare?|leserkommentare|antworten|commentaires?|comentarios?|comentários?|respuestas?|commenti|commento|reacties|kommentarer|komentarze|yorumlar|комментари[ия]|评论|コメント|댓글"})(?![\\p{L}])`,
  "iu",
);

/** Marks the comments. Everything is a look-up or a bounded look; a region never holds the headline. */
export function markComments(survey: Survey, marks: Map<Measure, Reason>, headline: Measure | undefined): void {
  const { measures } = survey;
  const mayMark = (measure: Measure): boolean =>
    measure.name !== "body" &&
    measure.name !== "html" &&
    measure.name !== "#document" &&
    !(headline && holds(measure, headline));

  for (let i = 1; i < measures.length; i++) {
    const measure = measures[i]!;
    if (isNamed(measure) && mayMark(measure)) {
      marks.set(measure, "comments");
      i = measure.end - 1;
    }
  }
  const bodies = bodiesBefore(measures);
  for (const region of [...underHeadings(survey, marks, headline), ...repeatedRecords(survey, headline)]) {
    if (mayMark(region) && bodies[region.index] === bodies[region.end]) marks.set(region, "comments");
  }
}

/** Marks records that another reader of the page took for comments, and returns those it marked. */
export function markRecords(
  survey: Survey,
  marks: Map<Measure, Reason>,
  headline: Measure | undefined,
  records: readonly Element[],
): readonly Measure[] {
  const bodies = bodiesBefore(survey.measures);
  const marked = records.flatMap((record) => {
    const measure = survey.of(record);
    if (measure === undefined || (headline && holds(measure, headline))) return [];
    return bodies[measure.index] === bodies[measure.end] ? [measure] : [];
  });
  for (const measure of marked) marks.set(measure, "comments");
  return marked;
}

function isNamed(measure: Measure): boolean {
  if (measure.words.length < 5 || NO_SECTION.has(measure.name)) return false;
  if (!measure.words.includes("com") && !NAMED.test(measure.words)) return false;
  return NAMED.test(measure.words.replaceAll(" ", "  ").replace(NOT_A_SECTION, "").replace(NOT_A_SECTION_EITHER, ""));
}

/** How many elements that call themselves the text stand before each place: what holds one is no comment. */
function bodiesBefore(measures: readonly Measure[]): Uint32Array {
  const count = new Uint32Array(measures.length + 1);
  for (const measure of measures) count[measure.index + 1] = count[measure.index]! + (isBodyElement(measure) ? 1 : 0);
  return count;
}

/** Words that head a section of an article as well ("Discussion", "Response"): without a number they need a sign of comments. */
const OFTEN_A_SECTION =
  /^\W{0,4}(?:the )?(?:responses?|replies|reply to|discussion|conversation|feedback|reactions?|antworten|respuestas?|reacties)(?![\p{L}])/iu;

const HEADING_TAGS = new Set("h1 h2 h3 h4 h5 h6 legend summary p div strong b a span dt".split(" "));

/** "12 comments" and what follows it, if that looks like comments or like the form for one. */
function underHeadings(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  headline: Measure | undefined,
): readonly Measure[] {
  const found: Measure[] = [];
  const { measures } = survey;
  const before = textBefore(measures, headline?.index ?? 0);
  let headings = 0;
  let outer: Measure | undefined;
  let text = "";
  for (let i = 1; i < measures.length; i++) {
    const measure = measures[i]!;
    if (marks.has(measure)) {
      i = measure.end - 1;
      continue;
    }
    if (measure.chars === 0 || measure.chars > 60 || !HEADING_TAGS.has(measure.name)) continue;
    if (headline && measure.index <= headline.end) continue;
    // "3 comments" below the headline is a link to them: comments come after the text.
    if (before[measure.index]! < FEWEST_BEFORE) continue;
    // An element within one that says no more says the same.
    if (!outer || !holds(outer, measure) || outer.chars !== measure.chars) text = textOf(measure.node).trim();
    outer = measure;
    if (!HEADING.test(text)) continue;
    if (++headings > MOST_HEADINGS) break;
    // "Comments" on a button leads to them.
    const isLink = measure.links > measure.chars * 0.8 && !/^h\d$/.test(measure.parent?.name ?? "");
    const section = sectionOf(survey, measure, headline, isLink || OFTEN_A_SECTION.test(text));
    if (section.length > 0) {
      for (const part of section) found.push(part);
      i = Math.max(i, section.at(-1)!.end - 1);
    }
  }
  return found;
}

const FEWEST_BEFORE = 100;
/** Each heading costs a look at its siblings. */
const MOST_HEADINGS = 40;

/** Weight of the running text between an element and each one after it. */
function textBefore(measures: readonly Measure[], from: number): Float64Array {
  const before = new Float64Array(measures.length);
  let sum = 0;
  for (let i = from; i < measures.length; i++) {
    before[i] = sum;
    sum += runWeight(measures[i]!);
  }
  return before;
}

/**
 * The element that begins with this heading; else the heading and its following siblings. Comments have dates or a form; where
 * the heading says little, a form or controls.
 */
function sectionOf(
  survey: Survey,
  heading: Measure,
  headline: Measure | undefined,
  isDoubtful: boolean,
): readonly Measure[] {
  let top = heading;
  while (top.parent && top.parent.name !== "body" && startsWith(survey, top.parent, top)) {
    if (headline && holds(top.parent, headline)) break;
    top = top.parent;
  }
  const looksRight = (parts: readonly Measure[]): boolean => {
    let dates = 0;
    let signs = 0;
    for (const part of parts) {
      dates += part.dates;
      signs += part.textareas + part.replies + part.avatars;
    }
    return signs > 0 || (dates >= 2 && !isDoubtful);
  };
  if (top !== heading && looksRight([top])) return beginsAsText(survey, top, isDoubtful) ? [] : [top];
  const following = [top, ...siblingsAfter(survey, top)];
  if (!looksRight(following) || isRunningText(following)) return [];
  return following.some((part) => beginsAsText(survey, part, isDoubtful)) ? [] : following;
}

/** An element that says much before its first sign of a record holds the article, and perhaps the form below it. */
function beginsAsText({ measures }: Survey, part: Measure, isDoubtful: boolean): boolean {
  const most = isDoubtful ? MOST_SAID / 3 : MOST_SAID;
  let said = 0;
  for (let i = part.index; i < part.end && said <= most; i++) {
    const measure = measures[i]!;
    const { chars, dates, replies, avatars, textareas } = measure;
    if (chars <= 60 && dates + replies + avatars + textareas > 0) return false;
    said += runWeight(measure);
  }
  return said > most;
}
const MOST_SAID = 1500;

/** Paragraph after paragraph without any sign of a record is an article that goes on. */
function isRunningText(parts: readonly Measure[]): boolean {
  let run = 0;
  for (const { weight, dates, replies, avatars, textareas } of parts) {
    if (dates + replies + avatars + textareas > 0) run = 0;
    else if (weight > 60 && ++run > MOST_UNSIGNED) return true;
  }
  return false;
}
/** Paragraphs of one comment in themes that do not wrap it. */
const MOST_UNSIGNED = 6;

/** Whether nothing is said in `outer` before `inner`; looked at within bounds. */
function startsWith(survey: Survey, outer: Measure, inner: Measure): boolean {
  let looked = 0;
  for (const child of outer.node.children) {
    if (child === inner.node) return true;
    if (++looked > 20) return false;
    if (isTag(child) ? (survey.of(child)?.chars ?? 0) > 0 : isText(child) && child.data.trim() !== "") return false;
  }
  return false;
}

const MOST_SIBLINGS = 5000;
function siblingsAfter(survey: Survey, measure: Measure): readonly Measure[] {
  const found: Measure[] = [];
  for (let next = (measure.node as Element).next; next && found.length < MOST_SIBLINGS; next = next.next) {
    const sibling = isTag(next) ? survey.of(next) : undefined;
    if (sibling) found.push(sibling);
  }
  return found;
}

/**
 * Sibling records that each have a date and a reply control or an avatar are comments, whatever their names: a list of
 * articles has no reply control, a live ticker neither. Two are enough.
 */
function repeatedRecords(survey: Survey, headline: Measure | undefined): readonly Measure[] {
  const found: Measure[] = [];
  for (const measure of survey.measures) {
    if (measure.dates < 2 || measure.replies + measure.avatars < 2) continue;
    if (!("children" in measure.node)) continue;
    const records: Measure[] = [];
    for (const child of measure.node.children) {
      const record = isTag(child) ? survey.of(child) : undefined;
      if (!record || record.dates === 0 || record.replies + record.avatars === 0 || record.chars < 10) continue;
      if (headline && holds(record, headline)) continue;
      records.push(record);
    }
    const first = records[0];
    if (!first || (records.length === 1 && !holdsItsLike(survey, first))) continue;
    if (headline && first.index < headline.index) continue;
    const alike = records.filter((record) => record.name === first.name);
    if (alike.length >= 2 || records.length === 1) for (const record of records) found.push(record);
  }
  return found;
}

/** A comment and the reply within it: an element in one of the same name and classes, both with date and control. */
function holdsItsLike(survey: Survey, outer: Measure): boolean {
  const shape = shapeOf(outer);
  if (shape === "") return false;
  const end = Math.min(outer.end, outer.index + MOST_WITHIN);
  for (let i = outer.index + 1; i < end; i++) {
    const inner = survey.measures[i]!;
    if (inner.dates > 0 && inner.replies + inner.avatars > 0 && shapeOf(inner) === shape) return true;
  }
  return false;
}
const MOST_WITHIN = 60;

/** Name and classes without those that number or alternate. */
const shapeOf = ({ name, words }: Measure): string => {
  const stable = words.split(" ").filter((word) => word !== "" && !/\d|^(?:odd|even|alt)$/.test(word));
  return stable.length === 0 ? (name === "li" ? "li" : "") : `${name} ${stable.join(" ")}`;
};
