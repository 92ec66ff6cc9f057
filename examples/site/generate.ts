// As many further stories as a load test wants: the same seed gives the same text, however many are asked for.
import { dice } from "../dice.ts";
import type { Remark, Story } from "./story.ts";

const WORDS =
  "the a of in harbour council ferry morning people town wall boat new old said would after before winter stone road school plan report north sea market year month office station library yard light rain water bridge street garden voice price paper crew meeting vote answer question number photograph signal island letter wind".split(
    " ",
  );
const NAMES = "Maud T.|quayside|Per Lund|Ines|Old Netta|Anouk|betonfan|Ada|Lars B|stall 9|R. Tidewell|Plot 17".split(
  "|",
);
const PARAGRAPHS = 8;
const WORDS_A_PARAGRAPH = 55;
const NEWEST = Date.parse("2026-02-15T12:00:00Z");
const FIRST_POST = 1000;
/** Room for the comments of one story in the id space. */
const IDS_A_STORY = 10_000;

/** Story number `n` (0 is the newest), published 37 minutes before its predecessor. */
export function generatedStory(n: number): Story {
  const random = dice(n);
  const at = new Date(NEWEST - n * 37 * 60_000).toISOString().replace(".000Z", "+00:00");
  const headline = `${sentence(random, 7)} ${n}`;
  return {
    id: FIRST_POST + n,
    slug: `story-${n}`,
    section: n % 2 ? "town" : "coast",
    headline,
    standfirst: `${sentence(random, 14)}.`,
    byline: [["Elin Marsh", "Tom Okafor", "Ruth Penhale"][n % 3]!],
    published: at,
    modified: at,
    tags: [WORDS[n % WORDS.length]!],
    image: null,
    commentsOpen: true,
    body: Array.from({ length: PARAGRAPHS }, () => paragraph(random, WORDS_A_PARAGRAPH)),
  };
}

/** Its comments: `count` of them, half of them replies, some of those deep. */
export function generatedRemarks(n: number, count: number): Remark[] {
  const random = dice(n + 0x5eed);
  const start = NEWEST - n * 37 * 60_000;
  const first = FIRST_POST * IDS_A_STORY + n * IDS_A_STORY;
  return Array.from({ length: Math.min(count, IDS_A_STORY) }, (_, i) => ({
    id: first + i,
    post: FIRST_POST + n,
    parent: i > 0 && random() < 0.5 ? first + i - 1 - Math.floor(random() * Math.min(i, 4)) : 0,
    author: NAMES[Math.floor(random() * NAMES.length)]!,
    user: 0,
    at: new Date(start + (i + 1) * 73_000).toISOString().replace(".000Z", "Z"),
    text: paragraph(random, 12 + Math.floor(random() * 40)),
    kind: "comment",
    approved: true,
  }));
}

const paragraph = (random: () => number, words: number): string => {
  const sentences: string[] = [];
  for (let left = words; left > 0; left -= 11) sentences.push(`${sentence(random, Math.min(left, 11))}.`);
  return sentences.join(" ");
};

function sentence(random: () => number, words: number): string {
  const text = Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(" ");
  return text[0]!.toUpperCase() + text.slice(1);
}
