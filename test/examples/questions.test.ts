// The four questions of the notebooks, asked in TypeScript and in SQL on PostgreSQL: the answers are the same (PGlite: notebooks.test.ts).
import { afterAll, beforeAll, expect, it } from "vitest";
import { fill } from "../../examples/town/corpus.ts";
import { TOWN_KEY } from "../../examples/town/visits.ts";
import type { Corpus } from "../../packages/corpus/src/index.ts";
import { engines } from "../support/corpus.ts";
import { answerOf, inSql, QUESTIONS, settled } from "../support/questions.ts";

let corpus: Corpus;
beforeAll(async () => {
  corpus = await engines[1]!.open({ key: TOWN_KEY });
  await fill(corpus);
});
afterAll(() => corpus.close());

it.each(QUESTIONS)("has one answer, in TypeScript and in SQL: %s", async (question) => {
  const answer = await answerOf(corpus, question);
  expect(answer.length).toBeGreaterThan(2);
  expect(settled(await inSql(corpus, question))).toEqual(settled(answer));
});

it("finds what the town was made to be", async () => {
  const [first, second, third] = await answerOf(corpus, "depth");
  expect([first, second, third].map((row) => row!.publisher)).toEqual([
    "harbourpost.example",
    "lantern.example",
    "gull.example",
  ]);
  expect([first, second, third].map((row) => Number(row!.replies).toFixed(1))).toEqual(["0.6", "0.4", "0.2"]);
  const edits = await answerOf(corpus, "edits");
  expect(edits.map(({ noticing }) => noticing === 0)).toEqual([true, false, true, true]);
  expect(await answerOf(corpus, "copies")).toHaveLength(3);
  expect((await answerOf(corpus, "keyness")).map(({ form }) => form)).toEqual(
    expect.arrayContaining(["i", "you", "my", "your"]),
  );
});
