// The body: which element holds the running text, found by what publishing systems call it and by where the text is dense.
import type { Reason } from "./boilerplate.ts";
import { isBodyElement, priorOf } from "./boilerplate.ts";
import { holds, type Measure, runWeight, type Survey } from "./survey.ts";

/** The element of the text, and the rung of the ladder that found it. */
export interface Body {
  readonly root: Measure;
  readonly from: "named" | "dense" | "whole-page";
  /** Weight of running text within, marks left out. */
  readonly weight: number;
  /** The same for the whole page: the rest is not the article's. */
  readonly pageWeight: number;
  readonly named: readonly Measure[];
}

/** A paragraph counts this much less for each branching of the tree above it. Wrappers that do not branch cost nothing. */
const DECAY = 0.75;
/** Elements that are never a body of their own. */
const TOO_SMALL: ReadonlySet<string> = new Set(
  "p h1 h2 h3 h4 h5 h6 li dd dt a span em strong b i font blockquote pre figure figcaption tr  summary label".split(
    " ",
  ),
);

interface Tally {
  /** Running text within, marks left out. */
  readonly sum: Float64Array;
  /** The same, less for what lies beyond branchings. */
  readonly value: Float64Array;
}

function tally({ measures }: Survey, marks: ReadonlyMap<Measure, Reason>, from: number): Tally {
  const count = measures.length;
  const sum = new Float64Array(count);
  const value = new Float64Array(count);
  const branches = new Float64Array(count);
  const below = new Float64Array(count);
  const left = new Uint8Array(count);
  for (const mark of marks.keys()) left.fill(1, mark.index, mark.end);
  for (let i = count - 1; i >= 0; i--) {
    if (left[i]) continue;
    const measure = measures[i]!;
    // What stands above the headline is another article's, or the site's.
    const own = i < from ? 0 : runWeight(measure);
    if (own > 0) branches[i]! += 1;
    sum[i]! += own;
    value[i] = own + below[i]! * (branches[i]! > 1 ? DECAY : 1);
    const parent = measure.parent;
    if (!parent || sum[i]! <= 0) continue;
    sum[parent.index]! += sum[i]!;
    below[parent.index]! += value[i]!;
    branches[parent.index]! += 1;
  }
  return { sum, value };
}

/** Finds the body. Undefined where the page has no running text at all. */
export function findBody(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  headline: Measure | undefined,
): Body | undefined {
  const { measures } = survey;
  let { sum, value } = tally(survey, marks, headline?.index ?? 0);
  // A headline at the page's end is no headline.
  if (headline && sum[0] === 0) ({ sum, value } = tally(survey, marks, 0));
  const pageWeight = sum[0]!;
  const short = headline ? shortPost(survey, marks, headline) : undefined;
  const asShort = (): Body | undefined =>
    short && { root: short, from: "named", weight: sum[short.index]!, pageWeight, named: [short] };
  if (pageWeight <= 0) return asShort();

  let dense: Measure | undefined;
  let best = 0;
  const named: Measure[] = [];
  for (let i = 0; i < measures.length; i++) {
    const measure = measures[i]!;
    if (sum[i]! <= 0 || TOO_SMALL.has(measure.name)) continue;
    if (isBodyElement(measure)) named.push(measure);
    // Of equals the innermost.
    const likely = value[i]! * priorOf(measure);
    if (likely >= best) {
      best = likely;
      dense = measure;
    }
  }
  if (!dense) return asShort();
  // What is dense below a post that says little is a list of others, or the site speaking of itself.
  if (short && dense.index >= short.end && sum[dense.index]! < LONGEST_BELOW) return asShort();
  const outermost = named.filter(
    (it, at) => at === 0 || !named.slice(Math.max(0, at - 50), at).some((other) => holds(other, it)),
  );
  const chosen = namedBody(outermost, sum, dense, headline);
  const root = chosen ?? climb(dense, sum, headline);
  return {
    root,
    from: chosen ? "named" : root.parent === undefined ? "whole-page" : "dense",
    weight: sum[root.index]!,
    pageWeight,
    named: outermost,
  };
}

/** A post's own element follows its headline within this many elements. */
const NEAR = 150;
const FEWEST_SAID = 20;
/** More running text than this below it is the article, and the named element its summary. */
const LONGEST_BELOW = 1500;

/** The one element of the page that calls itself a post's text, close below the headline: a picture, a video and a line. */
function shortPost({ measures }: Survey, marks: ReadonlyMap<Measure, Reason>, headline: Measure): Measure | undefined {
  let only: Measure | undefined;
  for (let i = headline.end; i < measures.length; i++) {
    const measure = measures[i]!;
    if (marks.has(measure)) i = measure.end - 1;
    else if (isBodyElement(measure)) {
      if (only) return undefined;
      only = measure;
      i = measure.end - 1;
    }
  }
  return only && only.index - headline.end < NEAR && only.chars >= FEWEST_SAID ? only : undefined;
}

/** The largest named element, if the dense place lies in it or it holds a good part of what the dense one holds. */
function namedBody(
  named: readonly Measure[],
  sum: Float64Array,
  dense: Measure,
  headline: Measure | undefined,
): Measure | undefined {
  let best: Measure | undefined;
  for (const measure of named) {
    if (headline && measure.end <= headline.index) continue;
    if (!best || sum[measure.index]! > sum[best.index]!) best = measure;
  }
  if (!best) return undefined;
  const weight = sum[best.index]!;
  // A part of the text in a named element, the rest beside it: the name is one of a section.
  if (holds(dense, best) && weight < 0.6 * sum[dense.index]!) return undefined;
  if (!holds(dense, best) && !holds(best, dense) && weight < 0.5 * sum[dense.index]!) return undefined;
  return best;
}

/** A text that its page keeps in several parts: up to the element that holds them, if it brings text and not the page. */
function climb(dense: Measure, sum: Float64Array, headline: Measure | undefined): Measure {
  let top = dense;
  for (let outer = dense.parent; outer; outer = outer.parent) {
    if (outer.name === "body" || outer.name === "html" || outer.name === "#document") break;
    const added = sum[outer.index]! - sum[top.index]!;
    if (added <= 0) continue;
    // Beyond the headline begins the page around the article.
    if (added > sum[top.index]!) break;
    if (headline && holds(outer, headline) && !(outer.name === "article" || outer.name === "main")) break;
    top = outer;
  }
  return top;
}
