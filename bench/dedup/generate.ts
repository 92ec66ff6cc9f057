// A corpus with known clusters: real texts, copied, changed and gathered by publishers that have habits of their own.
import { type OperatorSet, type Paragraph, type Supply, sentencesOf, wordsOf } from "./operators.ts";
import { type Chance, chance } from "./random.ts";
import { filledIn, type TemplateKind } from "./templates.ts";

export interface GeneratedText {
  readonly id: string;
  readonly publisher: string;
  readonly publishedAt: string;
  readonly text: string;
  /** Texts of one cluster are copies of one article. */
  readonly cluster: number;
  readonly kind: "article" | "round-up" | TemplateKind;
  /** Where its words come from (`base * 8192 + place`), ascending, each once; words of nobody's are not here. */
  readonly origin: Uint32Array;
  readonly made: readonly string[];
}

/** Texts of which one holds a fifth of another by nature would be false negatives of the truth: only one of them is taken. */
export const NATURAL = 0.1;

const PUBLISHERS = 24;

/**
 * @param texts paragraphs of base texts, none of which is a near-duplicate of another
 * @param size how many base texts become articles; as many again are used up for leads, boilerplate and quotations at most
 */
export function generate(
  texts: readonly (readonly string[])[],
  size: number,
  set: OperatorSet,
  seed: number,
): GeneratedText[] {
  const draw = chance(seed);
  const order = draw.shuffled(texts.map((_, i) => i));
  const articles = order.slice(0, size).map((i, base) => originals(texts[i]!, base));
  const spare = order
    .slice(size)
    .flatMap((i) => texts[i]!)
    .filter((paragraph) => paragraph.split(" ").length >= 25);
  const vocabulary = spare.flatMap((paragraph) => paragraph.split(" ")).filter((word) => /^[a-z]{3,}$/.test(word));
  const supply = (own: number): Supply => ({
    chance: draw,
    fresh: () => wordsOf(spare.pop() ?? "no more text"),
    foreign: (words) => {
      let other = own;
      while (other === own) other = draw.between(0, articles.length - 1);
      const all = articles[other]!.flat();
      const start = draw.between(0, Math.max(0, all.length - words));
      return all.slice(start, start + words);
    },
    word: () => draw.pick(vocabulary),
  });
  const houses = Array.from({ length: PUBLISHERS }, () =>
    Array.from({ length: draw.between(2, 4) }, () => wordsOf(spare.pop()!).slice(0, 60)),
  );
  // A group of papers prints the same note below its articles.
  const groups = Array.from({ length: PUBLISHERS / 3 }, () => wordsOf(spare.pop()!).slice(0, 45));
  const made: GeneratedText[] = [];
  const print = (
    kind: GeneratedText["kind"],
    cluster: number,
    text: readonly Paragraph[],
    steps: readonly string[],
    at = draw.between(0, PUBLISHERS - 1),
  ): void => {
    const whole = dressed(text, at, set, draw, houses, groups);
    const origin = Uint32Array.from(
      new Set(whole.flatMap((paragraph) => paragraph.flatMap(({ from }) => (from < 0 ? [] : [from])))),
    ).sort();
    made.push({
      id: `t${made.length}`,
      publisher: `p${at}`,
      publishedAt: new Date(Date.UTC(2026, 0, 1) + made.length * 60_000).toISOString(),
      text: whole.map((paragraph) => paragraph.map((word) => word.text).join(" ")).join("\n"),
      cluster,
      kind,
      origin,
      made: steps,
    });
  };
  const copy = (kind: GeneratedText["kind"], cluster: number, text: readonly Paragraph[], own: number): void => {
    const names = draw.shuffled(Object.keys(set.operators)).slice(0, draw.pick([1, 1, 2, 2, 3]));
    print(
      kind,
      cluster,
      names.reduce((now, name) => set.operators[name]!(now, supply(own)), text),
      names,
    );
  };
  articles.forEach((article, base) => {
    print("article", base, article, []);
    for (let copies = heavyTail(draw) - 1; copies > 0; copies--) copy("article", base, article, base);
  });
  let cluster = articles.length;
  for (let i = 0; i < size / 12; i++) {
    const [least, most] = set.roundUp.articles;
    const parts = draw.shuffled(articles.map((_, base) => base)).slice(0, draw.between(least, most));
    const [low, high] = set.roundUp.keep;
    const text = parts.flatMap((base) => {
      const sentences = articles[base]!.flatMap(sentencesOf);
      const body = sentences.slice(0, Math.ceil(sentences.length * (low + (high - low) * draw()))).flat();
      return [wordsOf(`In brief: ${draw.pick(vocabulary)} ${draw.pick(vocabulary)} ${draw.pick(vocabulary)}`), body];
    });
    print("round-up", cluster++, text, ["round-up"]);
  }
  for (let i = 0; i < size / 5; i++) {
    const kind = draw.pick(set.forms);
    // Six papers have forms of their own; the agency's goes to all.
    const house = draw.between(0, 6);
    const base = 400_000 + i;
    const text = originals(filledIn(kind, house, draw), base);
    const at = house === 6 ? draw.between(0, PUBLISHERS - 1) : house;
    print(kind, cluster, text, [], at);
    if (draw() < 0.15) copy(kind, cluster, text, -1);
    cluster++;
  }
  return made;
}

function originals(paragraphs: readonly string[], base: number): Paragraph[] {
  let place = 0;
  return paragraphs.map((paragraph) => paragraph.split(" ").map((text) => ({ text, from: base * 8192 + place++ })));
}

/** Half of all articles are printed once; a few go through the whole press. */
function heavyTail(draw: Chance): number {
  return Math.min(60, Math.floor(1 / (1 - draw()) ** 0.8));
}

/** Adds the publisher's boilerplate to six articles in ten, as its own lines or within a paragraph. */
function dressed(
  text: readonly Paragraph[],
  at: number,
  set: OperatorSet,
  draw: Chance,
  houses: readonly (readonly Paragraph[])[],
  groups: readonly Paragraph[],
): Paragraph[] {
  const dress = [...text];
  if (draw() >= 0.6) return dress;
  const notes = [draw.pick(houses[at]!), ...(draw() < 0.4 ? [groups[Math.floor(at / 3)]!] : [])];
  for (const note of notes) {
    if (set.boilerplate === "lines") {
      if (draw() < 0.7) dress.push(note);
      else dress.unshift(note);
      continue;
    }
    const i = draw.between(0, dress.length - 1);
    const sentences = sentencesOf(dress[i]!);
    const before = draw.between(0, sentences.length);
    dress[i] = [...sentences.slice(0, before).flat(), ...note, ...sentences.slice(before).flat()];
  }
  return dress;
}
