// Invented texts that copy each other in known ways: by a seeded generator of sentences about a harbour town.

const SUBJECTS = [
  "The ferry company",
  "The harbour master",
  "A fishing crew",
  "The town council",
  "An old skipper",
  "The lighthouse trust",
  "A visiting choir",
  "The school board",
  "The bakery on the quay",
  "A team of divers",
];
const VERBS = [
  "announced",
  "denied",
  "welcomed",
  "criticised",
  "postponed",
  "measured",
  "repaired",
  "counted",
  "described",
  "forgot",
];
const OBJECTS = [
  "the winter timetable",
  "a broken crane",
  "plans for a new pier",
  "the price of herring",
  "a storm warning",
  "the annual regatta",
  "two missing buoys",
  "an unusual catch",
  "the flood defences",
  "a letter from the ministry",
];
const ENDINGS = [
  "on Monday morning",
  "after a long meeting",
  "without giving reasons",
  "to general surprise",
  "in front of forty people",
  "for the third time this year",
  "despite heavy rain",
  "with some relief",
  "before the tide turned",
  "as the lamps were lit",
];

/** A small generator of numbers from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)]!;

/** Sentences with figures in them, so that two seeds hardly share three words in a row that matter. */
export function story(seed: number, sentences = 12): string {
  const next = random(seed);
  return Array.from({ length: sentences }, () => {
    const figure = Math.floor(next() * 9000) + 1000;
    return `${pick(SUBJECTS, next)} near berth ${figure} ${pick(VERBS, next)} ${pick(OBJECTS, next)} number ${Math.floor(next() * 9000)} ${pick(ENDINGS, next)}.`;
  }).join("\n");
}

/** The same story with a new first sentence and the last one gone. */
export function version(text: string, seed: number): string {
  return [`Updated at ${seed % 24} o'clock by the desk of paper ${seed}.`, ...text.split("\n").slice(0, -1)].join("\n");
}
