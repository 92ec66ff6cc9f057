// The sink over both engines: what a commit stores, what a second one leaves alone, and who is refused.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { crawlStories, engines, type Story } from "../../support/corpus.ts";
import { countRows, emptied } from "../../support/rows.ts";

const ferry: Story = {
  path: "/ferry",
  comments: [
    { id: "1", text: "Again!" },
    { id: "2", parent: "1", text: "As every spring." },
    { id: "3", parent: "9", text: "The one I answer is gone." },
  ],
};
const mill: Story = { path: "/mill", text: "The mill turns again.", comments: [] };

describe.each(engines)("a sink on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(() => emptied(corpus));

  it("stores articles, threads and comments of a crawl", async () => {
    await crawlStories(corpus.sink(), [ferry, mill]);
    const rows = await countRows(corpus);
    expect(rows).toMatchObject({ article: 2, thread: 2, comment: 3, commentRevision: 3, commenter: 3, threadWalk: 2 });
  });

  it("adds no row but the crawl when the same content comes again", async () => {
    await crawlStories(corpus.sink(), [ferry, mill]);
    const before = await countRows(corpus);
    await crawlStories(corpus.sink(), [ferry, mill], { visitedAt: "2026-03-05T08:00:00.000Z" });
    expect(await countRows(corpus)).toEqual({ ...before, crawl: before.crawl! + 1 });
  });
});
