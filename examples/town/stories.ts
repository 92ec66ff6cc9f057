// The town's fortnight: every story of every paper with its edit and its talk, made up by dice.
import { dice, pick } from "../dice.ts";
import { PAPERS, type Paper } from "./papers.ts";
import { answer, CAMPAIGNS, hostile, noticed, opinion, pasted, reported, TOPICS, type Topic } from "./words.ts";

/** A comment as it stands on the site. */
export interface Remark {
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly at: number;
  readonly text: string;
}

export interface Edition {
  readonly headline: string;
  readonly paragraphs: readonly string[];
}

export interface TownStory {
  readonly paper: Paper;
  readonly url: string;
  readonly section: string;
  readonly tag: string;
  readonly byline: string;
  readonly publishedAt: number;
  readonly first: Edition;
  /** What it says after a silent edit. */
  readonly edit: { readonly at: number; readonly edition: Edition } | null;
  readonly remarks: readonly Remark[];
}

const HOUR = 3_600_000;
const START = Date.parse("2026-03-02T06:00:00Z");
const STORIES = 16;
/** A story is read for the last time after so long: what is written later is not here. */
export const LAST_READING = 72 * HOUR;
/** The first reading; edits come later, so that both editions are known. */
export const FIRST_READING = 3 * HOUR;
const REPORTERS = ["Elin Marsh", "Tom Okafor", "Ruth Penhale"] as const;
const NAMES =
  "quayside|Old Netta|Per L.|Ines|moorings|betonfan|Anouk|Ada|stall 9|Tidewell|Plot 17|newcomer|night shift|Gull & Sons|Maud".split(
    "|",
  );

/** All stories, by paper and time. */
export function townStories(): TownStory[] {
  return PAPERS.flatMap((paper, p) => Array.from({ length: STORIES }, (_, n) => story(paper, p * STORIES + n, n)));
}

function story(paper: Paper, seed: number, n: number): TownStory {
  const random = dice(seed);
  const topic = TOPICS[n % TOPICS.length]!;
  const publishedAt = START + n * 17 * HOUR + Math.floor(random() * 2 * HOUR);
  const first: Edition = {
    headline: `The ${topic.subject}: council wants ${20 + n} more crowns a month`,
    paragraphs: Array.from({ length: 9 }, () => reported(random, topic)),
  };
  // Every third story is edited, four to nine hours after publication.
  const editAt = publishedAt + 4 * HOUR + Math.floor(random() * 5 * HOUR);
  const edition: Edition = {
    headline: `The ${topic.subject}: council wants ${2 + n} more crowns a month`,
    paragraphs: first.paragraphs.with(0, `An earlier sum was wrong. ${first.paragraphs[0]}`),
  };
  const edit = n % 3 === 1 ? { at: editAt, edition } : null;
  return {
    paper,
    url: `https://${paper.publisher}/2026/03/${topic.name}-${n}/`,
    section: topic.section,
    tag: topic.name,
    byline: REPORTERS[seed % REPORTERS.length]!,
    publishedAt,
    first,
    edit,
    remarks: talk(random, { paper, topic, n, publishedAt, editAt: edit?.at ?? null }),
  };
}

interface Below {
  readonly paper: Paper;
  readonly topic: Topic;
  readonly n: number;
  readonly publishedAt: number;
  readonly editAt: number | null;
}

function talk(random: () => number, { paper, topic, n, publishedAt, editAt }: Below): Remark[] {
  const count = Math.round(paper.comments * (0.6 + 0.8 * random()));
  const hours = Array.from({ length: count }, () => 0.1 - paper.halfLife * Math.log2(1 - random()));
  const times = hours.map((hour) => publishedAt + Math.floor(hour * HOUR));
  // An edit draws people back.
  if (editAt !== null) for (let i = 0; i < 7; i++) times.push(editAt + Math.floor((0.1 + 3 * random()) * HOUR));
  const remarks: Remark[] = [];
  for (const at of times.filter((time) => time < publishedAt + LAST_READING).sort((a, b) => a - b)) {
    const replies = remarks.length > 0 && random() < paper.replies;
    const to = !replies ? null : random() < paper.insistence ? remarks.at(-1)! : pick(random, remarks);
    remarks.push({
      id: `${n * 1000 + remarks.length + 1}`,
      parent: to?.id ?? null,
      name: `${pick(random, NAMES)} ${Math.floor(random() * 6)}`,
      at,
      text: remark(random, topic, to !== null, editAt !== null && at > editAt),
    });
  }
  return remarks;
}

function remark(random: () => number, topic: Topic, isReply: boolean, afterEdit: boolean): string {
  const lot = random();
  if (lot < 0.012) return hostile(random, topic);
  if (lot < 0.04) return pasted(random, Math.floor(random() * CAMPAIGNS));
  if (afterEdit && lot < 0.34) return noticed(random, topic);
  return isReply ? answer(random, topic) : opinion(random, topic);
}
