// Whatever text comes in is stored and read as it was, and may be asked for: an answer or a plain refusal, never an error of the database.
import { cleanLine, cleanText, isUsageError, storable } from "@belowline/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { crawlStories, engines } from "../../support/corpus.ts";
import { HOSTILE_TEXTS } from "../../support/hostile-texts.ts";
import fc from "../../support/property.ts";
import { countRows } from "../../support/rows.ts";

/** And any bits at all. */
const TEXTS = [...HOSTILE_TEXTS, ...fc.sample(fc.string({ unit: "binary", maxLength: 40 }), { numRuns: 300, seed: 7 })];

/** Filters that take several texts at once, and get all of them. */
const OF_ANY = {
  articles: ["url", "publisher", "language", "section", "tag", "platform"],
  comments: ["publisher", "language", "platform", "author"],
  threads: ["publisher", "platform"],
  commenters: ["publisher", "author"],
} as const;

/** What takes one text. */
const OF_ONE: Readonly<Record<string, (corpus: Corpus, text: string) => PromiseLike<unknown>>> = {
  "an id": (corpus, id) => corpus.articles().where({ id }),
  "the article of a comment": (corpus, articleId) => corpus.comments().where({ articleId }),
  "a state": (corpus, state) => corpus.comments().where({ state: state as "visible" }),
  search: (corpus, search) => corpus.comments().where({ search }),
  query: (corpus, query) => corpus.comments().where({ query }),
  subcorpus: (corpus, subcorpus) => corpus.articles().where({ subcorpus }),
  "a code": (corpus, text) => corpus.comments().where({ label: { [text]: text } }),
  "a moment": (corpus, from) => corpus.comments().where({ from }),
  asOf: (corpus, asOf) => corpus.comments({ asOf }),
  "a thread": (corpus, id) => corpus.thread(id),
  why: (corpus, url) => corpus.why(url),
  revisions: (corpus, url) => corpus.revisions(url),
  "revisions of comments": (corpus, url) => corpus.commentRevisions(url),
  "gone, by publisher": (corpus, publisher) => corpus.gone({ since: "7d", publisher }),
  "gone, by time": (corpus, since) => corpus.gone({ since }),
  coverage: (corpus, publisher) => corpus.coverage({ publisher }),
  boilerplate: (corpus, publisher) => corpus.boilerplate(publisher),
  "a capture": (corpus, id) => corpus.capture(id),
  "a snapshot": (corpus, name) => corpus.at(name),
  "erasing a comment": (corpus, comment) => corpus.erase({ comment }, { dryRun: true }),
  "erasing a commenter": (corpus, commenter) => corpus.erase({ commenter }, { dryRun: true }),
  "erasing a name": (corpus, name) => corpus.erase({ name }, { dryRun: true }),
  "erasing an address": (corpus, url) => corpus.erase({ url }, { dryRun: true }),
  "erasing a publisher": (corpus, publisher) => corpus.erase({ publisher }, { dryRun: true }),
};

/** What it came to, where that is neither an answer nor a refusal that says what was expected. */
async function faultOf(ask: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    return isUsageError(error) ? undefined : error;
  }
}

describe.each(engines)("hostile texts on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
    const comments = TEXTS.map((text, n) => ({ id: `c${n}`, text, html: text, name: text }));
    await crawlStories(corpus.sink(), [{ path: "/hostile", article: { tags: HOSTILE_TEXTS }, comments }]);
    await corpus.indexTokens();
  });
  afterAll(() => corpus.close());

  it("are read as they were stored, and found by what they are", async () => {
    const comments = new Map((await corpus.comments()).map((one) => [one.nativeId, one]));
    for (const [n, given] of TEXTS.entries()) {
      const { text, html } = comments.get(`c${n}`)!;
      expect([text, html], JSON.stringify(given)).toEqual([cleanText(given), storable(given)]);
    }
    const [article] = await corpus.articles();
    expect(article!.tags).toEqual([...new Set(HOSTILE_TEXTS.map(cleanLine))].filter((tag) => tag !== ""));
    for (const tag of article!.tags) expect(await corpus.articles().where({ tag }).count(), tag).toBe(1);
  });

  it.each(Object.entries(OF_ANY))("may stand in filters of %s", async (kind, names) => {
    for (const name of names)
      expect(
        await faultOf(() => corpus[kind as "articles"]().where({ [name]: [...HOSTILE_TEXTS] })),
        name,
      ).toBeUndefined();
  });

  it.each(Object.entries(OF_ONE))("may be asked for: %s", async (_, ask) => {
    const before = await countRows(corpus);
    for (const text of HOSTILE_TEXTS)
      expect(await faultOf(() => ask(corpus, text)), JSON.stringify(text.slice(0, 40))).toBeUndefined();
    expect(await countRows(corpus)).toEqual(before);
  });
});
