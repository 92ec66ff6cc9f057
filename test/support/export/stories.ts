// A harbour town's stories for the tests of exports: every kind of block, odd parents, and texts that try to break a format.
import type { Block } from "@belowline/schema";
import { type Corpus, openCorpus } from "../../../packages/corpus/src/index.ts";
import { at, crawlStories, instant, type Story } from "../corpus.ts";

/** Formulas, markup, quotes, tabs, an emoji, right-to-left text, a control character that XML cannot hold. */
export const HOSTILE = `=HYPERLINK("x") <script>&amp; "it's"\tl'été 🌊 שלום \u0001]]>`;

const image = { url: "https://harbour.example/a b.jpg", alt: "The wall", caption: null, credit: null };
const BLOCKS: readonly Block[] = [
  { kind: "paragraph", text: `The ferry did not sail. ${HOSTILE}` },
  { kind: "heading", level: 2, text: "What now?" },
  { kind: "list", ordered: true, items: ["Wait.", "Ask <again>."] },
  { kind: "list", ordered: false, items: [] },
  { kind: "quote", text: "The wind, as ever.", cite: "the harbour master" },
  { kind: "code", text: "if (a < b)\n  c()" },
  { kind: "table", rows: [["day", "boats"], ["Monday", "3"], []] },
  { kind: "image", image },
  { kind: "embed", provider: "Some Video", url: "https://video.example/1", text: null },
];

export const STORIES: readonly Story[] = [
  {
    path: "/a",
    headline: `Wall & "wave" <2>`,
    text: `The ferry did not sail. ${HOSTILE}\nIt's closed; see https://harbour.example/a?x=1&y=2 now.`,
    article: { blocks: BLOCKS, standfirst: "Nobody knows.", tags: ["ferry", "wall, sea"], modifiedAt: instant(at(3)) },
    announced: 6,
    complete: false,
    comments: [
      {
        id: "1",
        name: "Ada",
        text: HOSTILE,
        more: { votes: { up: 3, down: null, score: 2 }, permalink: "https://harbour.example/a#c1" },
      },
      { id: "2", parent: "1", name: "Bo", text: 'Two lines,\nand "quotes"' },
      { id: "3", parent: "2", name: "Ada", text: "Again.", more: { byArticleAuthor: true, parentFrom: "depth" } },
      { id: "4", parent: "gone", name: "Cy", text: "Answers nobody who is here." },
      { id: "5", name: null, text: "", createdAt: null, more: { state: "deleted" } },
    ],
  },
  { path: "/b", headline: "No word below", publishedAt: null, article: { language: null, section: null, tags: [] } },
];

export async function storyCorpus(open: () => Promise<Corpus> = () => openCorpus("memory://")): Promise<Corpus> {
  const corpus = await open();
  await crawlStories(corpus.sink(), STORIES);
  return corpus;
}
