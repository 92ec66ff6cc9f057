// A third set of changes, written when all rules and thresholds stood: what desks, blogs and scanners do that nobody tuned for.
import { type Operator, type OperatorSet, type Paragraph, sentencesOf, type Word, wordsOf } from "./operators.ts";
import type { Chance } from "./random.ts";

/** Every fifth word is another one, as where a text was put into a writer's own words without changing its sentences. */
const synonyms: Operator = (text, { chance, word }) =>
  text.map((paragraph) => paragraph.map((one) => (chance() < 0.2 ? { text: word(), from: -1 } : one)));

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Long sentences are cut at a comma, and short ones joined by "and". */
const resentenced: Operator = (text, { chance }) =>
  text.map((paragraph) => {
    const words: Word[] = [];
    let begins = false;
    for (const { text: word, from } of paragraph) {
      const now = begins ? capital(word) : word;
      begins = false;
      if (/[a-z],$/.test(now) && chance() < 0.5) {
        words.push({ text: `${now.slice(0, -1)}.`, from });
        begins = true;
      } else if (/[a-z]\.$/.test(now) && chance() < 0.4) {
        words.push({ text: `${now.slice(0, -1)},`, from }, { text: "and", from: -1 });
      } else words.push({ text: now, from });
    }
    return words;
  });

/** Another house's marks: quotes, dashes, no commas before "and"; headings in capitals. */
const restyled: Operator = (text) =>
  text.map((paragraph, i) =>
    paragraph.map(({ text: word, from }) => ({
      text: (i === 0 ? word.toUpperCase() : word)
        .replace(/^["']/, "“")
        .replace(/["']$/, "”")
        .replaceAll("'", "’")
        .replaceAll("-", "\u2011"),
      from,
    })),
  );

/** Headline and teaser run into the first paragraph, the teaser being a sentence of the text. */
const teased: Operator = (text, { chance, fresh }) => {
  const teaser = chance.pick(sentencesOf(text[chance.between(0, text.length - 1)]!));
  return [[...fresh().slice(0, 9), ...teaser, ...text[0]!], ...text.slice(1)];
};

const corrected: Operator = (text, { fresh }) => [
  ...text,
  [...wordsOf("Correction: an earlier version of this article said otherwise."), ...fresh().slice(0, 25)],
];

/** The newest above: one to three entries with their times. */
const grown: Operator = (text, { chance, fresh }) => [
  ...Array.from({ length: chance.between(1, 3) }, () => [
    ...wordsOf(`${chance.between(6, 22)}:${chance.between(10, 59)} Update`),
    ...fresh().slice(0, 60),
  ]),
  ...text,
];

/** Captions between the paragraphs, and a credit after each. */
const captioned: Operator = (text, { chance, fresh }) =>
  text.flatMap((paragraph): Paragraph[] =>
    chance() < 0.4
      ? [paragraph, [...wordsOf("Photo:"), ...fresh().slice(0, 14), ...wordsOf("Picture by our photographer")]]
      : [paragraph],
  );

/** Words parted at the ends of printed lines. */
const hyphenated: Operator = (text, { chance }) =>
  text.map((paragraph) => paragraph.flatMap((one) => parted(one, chance)));

const parted = (one: Word, chance: Chance): Word[] =>
  /^[a-z]{7,}$/.test(one.text) && chance() < 0.12
    ? [
        { text: `${one.text.slice(0, 4)}-`, from: one.from },
        { text: one.text.slice(4), from: -1 },
      ]
    : [one];

export const FURTHER: OperatorSet = {
  name: "further",
  operators: { synonyms, resentenced, restyled, teased, corrected, grown, captioned, hyphenated },
  roundUp: { articles: [2, 7], keep: [0.5, 1] },
  boilerplate: "merged",
  forms: ["roadworks", "count"],
};
