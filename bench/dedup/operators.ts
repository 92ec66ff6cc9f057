// What newsrooms and scanners do to a text, on words that remember where they come from; two sets, one to tune on and one unseen.
import type { Chance } from "./random.ts";
import type { TemplateKind } from "./templates.ts";

/** A word and its origin: `base * 8192 + place`, or -1 for what belongs to no base text. */
export interface Word {
  readonly text: string;
  readonly from: number;
}

export type Paragraph = readonly Word[];

export interface Supply {
  readonly chance: Chance;
  /** A paragraph of a text that is used nowhere else. */
  fresh(): Paragraph;
  /** A passage of another article of this benchmark, with its origin. */
  foreign(words: number): Paragraph;
  /** Any word of the language. */
  word(): string;
}

export type Operator = (text: readonly Paragraph[], supply: Supply) => readonly Paragraph[];

export const wordsOf = (text: string): Word[] => text.split(" ").map((one) => ({ text: one, from: -1 }));
const count = (text: readonly Paragraph[]): number => text.reduce((sum, { length }) => sum + length, 0);

/** Sentences by their full stops; good enough to move and drop them. */
export function sentencesOf(paragraph: Paragraph): Paragraph[] {
  const sentences: Word[][] = [[]];
  for (const word of paragraph) {
    sentences.at(-1)!.push(word);
    if (/[.!?]["”')]?$/.test(word.text)) sentences.push([]);
  }
  return sentences.filter(({ length }) => length > 0);
}

function upTo(text: readonly Paragraph[], words: number): Paragraph[] {
  const kept: Paragraph[] = [];
  let left = words;
  for (const paragraph of text) {
    if (left <= 0) break;
    kept.push(paragraph.slice(0, left));
    left -= paragraph.length;
  }
  return kept;
}

/** Each word may be dropped, doubled by another, or replaced. */
function reworded(text: readonly Paragraph[], { chance, word }: Supply, rate: number): Paragraph[] {
  return text.map((paragraph) =>
    paragraph.flatMap((one) => {
      if (chance() >= rate) return [one];
      const kind = chance();
      if (kind < 0.3) return [];
      return kind < 0.5 ? [one, { text: word(), from: -1 }] : [{ text: word(), from: -1 }];
    }),
  );
}

const truncated: Operator = (text, { chance }) => upTo(text, Math.ceil(count(text) * (0.35 + 0.5 * chance())));
const newLead: Operator = (text, { chance, fresh }) => [fresh().slice(0, 60), ...text.slice(chance() < 0.5 ? 1 : 0)];
const lightlyEdited: Operator = (text, supply) => reworded(text, supply, 0.02 + 0.05 * supply.chance());
const agencies = ["(Agency) -", "LONDON (PRS) -", "By our correspondent.", "Harbour City, March 5 (WNA) -"];
const wirePrefix: Operator = ([first, ...rest], { chance }) => [
  [...wordsOf(chance.pick(agencies)), ...first!],
  ...rest,
];

const datelines = [
  "BERLIN, 12 March -",
  "PARIS (North Wire) —",
  "VALLETTA / Coastal Press:",
  "Updated 14:05 GMT |",
  "From staff and wire reports",
];
const dateline: Operator = ([first, ...rest], { chance }) => [[...wordsOf(chance.pick(datelines)), ...first!], ...rest];
/** Cut to a length out of the middle too: whole sentences go until it fits. */
const cutToLength: Operator = (text, { chance }) => {
  const keep = 0.4 + 0.4 * chance();
  const kept = text
    .map((paragraph) =>
      sentencesOf(paragraph)
        .filter(() => chance() < keep)
        .flat(),
    )
    .filter(({ length }) => length > 0);
  return count(kept) >= 40 ? kept : text;
};
const quoting: Operator = (text, { chance, foreign }) => {
  const at = chance.between(1, text.length);
  return [
    ...text.slice(0, at),
    [...wordsOf("The report said:"), ...foreign(chance.between(30, 60))],
    ...text.slice(at),
  ];
};
const reordered: Operator = (text, { chance }) =>
  text.length > 3
    ? [text[0]!, ...chance.shuffled(text.slice(1))]
    : text.map((paragraph) => chance.shuffled(sentencesOf(paragraph)).flat());
const rewrittenLightly: Operator = (text, supply) => reworded(text, supply, 0.06 + 0.08 * supply.chance());
const CONFUSED: Readonly<Record<string, string>> = {
  rn: "m",
  m: "rn",
  l: "1",
  e: "c",
  o: "0",
  h: "li",
  u: "ii",
  S: "5",
  cl: "d",
  i: "j",
};
const scanned: Operator = (text, { chance }) => {
  const rate = 0.01 + 0.02 * chance();
  return text.map((paragraph) =>
    paragraph.map(({ text: word, from }) => {
      let read = "";
      for (const letter of word) read += chance() < rate ? (CONFUSED[letter] ?? "") : letter;
      return { text: read || word, from };
    }),
  );
};

export interface OperatorSet {
  readonly name: "tuning" | "unseen" | "further";
  readonly operators: Readonly<Record<string, Operator>>;
  /** Articles in a round-up, and the part of each that it prints. */
  readonly roundUp: { readonly articles: readonly [number, number]; readonly keep: readonly [number, number] };
  /** Boilerplate stands on lines of its own, or in a paragraph of the article. */
  readonly boilerplate: "lines" | "merged";
  /** Forms that are filled in. */
  readonly forms: readonly TemplateKind[];
}

export const TUNING: OperatorSet = {
  name: "tuning",
  operators: { truncated, newLead, lightlyEdited, wirePrefix },
  roundUp: { articles: [2, 4], keep: [1, 1] },
  boilerplate: "lines",
  forms: ["weather", "earnings"],
};

export const UNSEEN: OperatorSet = {
  name: "unseen",
  operators: { cutToLength, quoting, reordered, rewrittenLightly, scanned, dateline },
  roundUp: { articles: [3, 6], keep: [0.6, 1] },
  boilerplate: "merged",
  forms: ["results", "obituary"],
};
