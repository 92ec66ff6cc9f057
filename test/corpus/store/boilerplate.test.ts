// Learned boilerplate over both engines: what a publisher prints again and again leaves the texts, and only that.

import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { at, crawlStories, engines, PUBLISHER, type Story, urlOf } from "../../support/corpus.ts";
import fc from "../../support/property.ts";
import { countRows, emptied } from "../../support/rows.ts";

const OWN = [
  "The ferry to the outer islands did not sail on Tuesday, because its rudder had cracked overnight.\nThe harbour master expects a spare part from the yard across the bay within the week.\nUntil then a tug carries the post, and islanders wait for their bread.",
  "A mill that had stood still for forty years turned again on Sunday, watched by half the village.\nThe miller's granddaughter learned the trade from letters that she found in the attic.\nShe grinds rye on Fridays and shows the stones to schoolchildren.",
  "Heavy rain washed out the coast road below the chapel, and two farms were cut off until noon.\nSoldiers from the barracks laid planks over the gap so that milk could be fetched.\nEngineers say the slope has been moving since the drains were closed.",
  "The town council voted to sell the old customs house, seven votes against six.\nA brewer and a boatbuilder have both made offers, and neither will say how much.\nThe building has been empty since the border moved.",
  "Our chess club beat the capital for the first time in its history, by a single point.\nThe deciding game lasted nine hours and ended with a king walking across the board.\nThe players were met at the station by a brass band.",
  "Divers found the bell of a ship that sank two centuries ago with a cargo of salt.\nIt rang when they lifted it, and the crew took off their caps.\nThe museum wants it for the hall beside the whale.",
];
const story = (n: number, text: string, more: Partial<Story> = {}): Story => ({
  path: `/story-${n}`,
  headline: ["Rudder cracked", "Mill turns", "Road gone", "House for sale", "Chess triumph", "Bell rings"][n]!,
  text,
  ...more,
});
const APPEAL = "The Post has no owner and no advertisements. Readers like you pay for every line of it.";
const within = (n: number, appeal: string): string => {
  const [first, ...rest] = OWN[n]!.split("\n");
  return [first, appeal, ...rest].join("\n");
};

describe.each(engines)("learned boilerplate on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(() => emptied(corpus));

  const textOf = async (n: number): Promise<string> =>
    (await corpus.articles().where({ url: urlOf(`/story-${n}`) }))[0]!.text;
  const crawl = (stories: readonly Story[], day = 2) => crawlStories(corpus.sink(), stories, { visitedAt: at(day) });

  it("is known from the second article on, and leaves the first one too, as a revision of ours", async () => {
    await crawl([story(0, within(0, APPEAL))]);
    expect(await textOf(0)).toContain("no owner");
    await crawl([story(0, within(0, APPEAL)), story(1, within(1, APPEAL))], 3);
    expect(await textOf(0)).toBe(OWN[0]);
    expect(await textOf(1)).toBe(OWN[1]);
    const revisions = await corpus.revisions(urlOf("/story-0"));
    expect(revisions.map(({ cause }) => cause)).toEqual(["first", "extractor"]);
    expect(revisions[1]!.captureId).toBe(revisions[0]!.captureId);
    expect((await corpus.revisions(urlOf("/story-1"))).map(({ cause }) => cause)).toEqual(["first"]);
    const events = await corpus.db.selectFrom("event").select(["kind", "detail"]).execute();
    expect(events).toEqual([{ kind: "article-revised", detail: { from: 1, to: 2, cause: "extractor" } }]);
  });

  it("is kept apart with its place, and not counted as words of the article", async () => {
    await crawl([story(0, within(0, APPEAL)), story(1, within(1, APPEAL))]);
    const rows = await corpus.db
      .selectFrom("articleRevision")
      .select(["boilerplate", "wordCount", "text", "blocks"])
      .where("text", "=", OWN[0]!)
      .execute();
    expect(rows).toEqual([
      {
        boilerplate: [{ kind: "block", at: 1, block: { kind: "paragraph", text: APPEAL } }],
        text: OWN[0],
        wordCount: OWN[0]!.match(/[\p{L}]+(?:'\p{L}+)?/gu)!.length,
        blocks: OWN[0]!.split("\n").map((text) => ({ kind: "paragraph", text })),
      },
    ]);
  });

  it.each([
    [
      "another number",
      (n: number) => `Already ${4120 + n * 77} readers pay for this paper, and you can be one of them.`,
    ],
    [
      "another name",
      (n: number) =>
        `Write to ${["Imke Sand", "Jan Dahl", "Ruth Abel Mora"][n]} if you know more about this story, please.`,
    ],
    [
      "another date",
      (n: number) => `This page was last checked by our desk on ${["2 March", "14 April", "30 May"][n]} 2026 at noon.`,
    ],
    [
      "a swapped word",
      (n: number) => `Please support our ${["free", "honest", "small"][n]} paper with a gift of any size today.`,
    ],
  ])("is known with %s", async (_, appeal) => {
    await crawl([0, 1, 2].map((n) => story(n, `${OWN[n]}\n${appeal(n)}`)));
    expect(await Promise.all([0, 1, 2].map(textOf))).toEqual(OWN.slice(0, 3));
  });

  it("is taken out of the middle of a paragraph", async () => {
    const appeal = " You can read more about it in our newsletter every Friday.";
    const mixed = (n: number): string => OWN[n]!.replace(/\.\n/, `.${appeal} So much for now.\n`);
    await crawl([0, 1, 2].map((n) => story(n, mixed(n))));
    for (const n of [0, 1, 2]) expect(await textOf(n)).not.toContain("newsletter");
    expect(await textOf(0)).toContain("cracked overnight.");
  });

  it("comes back into the texts when it has become too rare to be a rule", async () => {
    const stock = "Nobody was hurt that night.";
    const middle = (n: number): string => within(n, stock);
    await crawl([story(0, middle(0)), story(1, middle(1))]);
    expect(await textOf(0)).not.toContain(stock);
    await crawl([story(0, middle(0)), story(1, middle(1)), ...[2, 3, 4, 5].map((n) => story(n, OWN[n]!))], 3);
    expect(await textOf(0)).toBe(middle(0));
    expect((await corpus.revisions(urlOf("/story-0"))).every(({ cause }) => cause !== "publisher")).toBe(true);
    expect(await corpus.boilerplate(PUBLISHER)).toEqual([]);
  });

  it("is not the text of a story that stands at two addresses, nor that of its update", async () => {
    const copy = story(1, OWN[0]!, { headline: "Rudder cracked" });
    const update = story(2, `${OWN[0]}\nThe part arrived on Friday.`, { headline: "Rudder cracked, part arrived" });
    await crawl([story(0, OWN[0]!), copy, update]);
    expect(await textOf(0)).toBe(OWN[0]);
    expect(await textOf(1)).toBe(OWN[0]);
    expect(await textOf(2)).toContain(OWN[0]!);
  });

  it("is not a quotation that two stories use, nor the standfirst of a series", async () => {
    const quote = "“We shall not leave this harbour before the last boat is home,” the mayor said.";
    const standfirst = "In this series we visit the people who keep the islands supplied through the winter.";
    const texts = OWN.map((own, n) => (n < 2 ? within(n, quote) : n < 5 ? `${standfirst}\n${own}` : own));
    const more = [6, 7, 8].map((n) => ({
      path: `/more-${n}`,
      headline: `More of ${n}`,
      text: `Day ${n} brought fog to the pier and nothing else to tell.\nPeople of ${n} houses stayed in.`,
    }));
    await crawl([...texts.map((text, n) => story(n, text)), ...more]);
    for (const n of [0, 1, 2, 3, 4]) expect(await textOf(n)).toBe(texts[n]);
  });

  it("adds no row when the same pages come again", async () => {
    const stories = [0, 1, 2].map((n) => story(n, within(n, APPEAL)));
    await crawl(stories);
    const before = await countRows(corpus);
    await crawl(stories, 5);
    expect(await countRows(corpus)).toEqual({ ...before, crawl: before.crawl! + 1 });
  });

  it("leaves an edit of the publisher an edit of the publisher, beside our own change", async () => {
    await crawl([story(0, within(0, APPEAL))]);
    // The second article makes the appeal a line of boilerplate, and the first one is edited before anybody swept.
    const edited = within(0, APPEAL).replace("on Tuesday", "on Wednesday");
    const sink = corpus.sink();
    await crawlStories(
      { ...sink, finish: async () => {} },
      [story(0, within(0, APPEAL)), story(1, within(1, APPEAL))],
      {
        visitedAt: at(3),
      },
    );
    await crawl([story(0, edited), story(1, within(1, APPEAL))], 4);
    const revisions = await corpus.revisions(urlOf("/story-0"));
    expect(revisions.map(({ cause, text }) => [cause, text.includes("Wednesday"), text.includes("owner")])).toEqual([
      ["first", false, true],
      ["extractor", false, false],
      ["publisher", true, false],
    ]);
    // A change of the appeal alone is no edit of the article.
    await crawl([story(0, edited.replace("like you", "like her")), story(1, within(1, APPEAL))], 6);
    expect(await corpus.revisions(urlOf("/story-0"))).toHaveLength(3);
  });

  it("is what a researcher says it is, and stays so", async () => {
    await crawl([0, 1, 2].map((n) => story(n, within(n, APPEAL))));
    expect(await corpus.boilerplate(PUBLISHER)).toMatchObject([
      { text: APPEAL, articles: 3, of: 3, place: "anywhere", as: "block", ruled: null },
      { articles: 3, as: "sentence" },
      { articles: 3, as: "sentence" },
    ]);
    expect(await corpus.ruleLine(PUBLISHER, APPEAL, "keep")).toBe(3);
    expect(await textOf(1)).toBe(within(1, APPEAL));
    await crawl(
      [0, 1, 2, 3].map((n) => story(n, within(n, APPEAL))),
      3,
    );
    expect(await textOf(3)).toBe(within(3, APPEAL));
    const line = OWN[0]!.split("\n")[2]!;
    expect(await corpus.ruleLine(PUBLISHER, line, "drop")).toBe(1);
    expect(await textOf(0)).not.toContain(line);
    expect((await corpus.boilerplate(PUBLISHER)).map(({ ruled }) => ruled)).toContain("drop");
    expect(await corpus.ruleLine(PUBLISHER, line, "learn")).toBe(1);
    expect(await textOf(0)).toBe(within(0, APPEAL));
    await expect(corpus.ruleLine(PUBLISHER, "1 2 3", "drop")).rejects.toMatchObject({ code: "usage/invalid-value" });
    await expect(corpus.boilerplate("nobody.example")).rejects.toMatchObject({ code: "usage/not-found" });
  });

  it("is the same whatever the order in which articles come", async () => {
    const foot = "© Harbour Post, all rights reserved.";
    const stories = OWN.map((own, n) => story(n, n % 2 === 0 ? `${within(n, APPEAL)}\n${foot}` : `${own}\n${foot}`));
    const learned = async (order: readonly number[]): Promise<unknown> => {
      await emptied(corpus);
      for (const n of order) await crawl([stories[n]!], 2 + n);
      const { rows } =
        await sql`select key, articles, heads, tails, wholes, quotes, words, stories, sample, boilerplate,
        applied from learned_line order by key`.execute(corpus.db);
      return { rows, texts: await Promise.all(stories.map((_, n) => textOf(n))) };
    };
    const all = stories.map((_, n) => n);
    const first = await learned(all);
    expect(first).toMatchObject({ texts: expect.arrayContaining([OWN[1]]) });
    const order = fc.shuffledSubarray(all, { minLength: all.length });
    await fc.assert(
      fc.asyncProperty(order, async (one) => {
        expect(await learned(one)).toEqual(first);
      }),
      { numRuns: 4 },
    );
  });

  it("forgets what an article no longer holds", async () => {
    await crawl([story(0, within(0, APPEAL)), story(1, within(1, APPEAL))]);
    await crawl([story(0, OWN[0]!), story(1, within(1, APPEAL))], 3);
    expect(await corpus.boilerplate(PUBLISHER)).toEqual([]);
    expect(await textOf(1)).toBe(within(1, APPEAL));
    await emptied(corpus);
    const counts = async (): Promise<unknown> =>
      (await sql`select key, articles, sample from learned_line order by key`.execute(corpus.db)).rows;
    await crawl([story(0, OWN[0]!), story(1, within(1, APPEAL))]);
    const fresh = await counts();
    await emptied(corpus);
    await crawl([story(0, within(0, APPEAL)), story(1, within(1, APPEAL))]);
    await crawl([story(0, OWN[0]!), story(1, within(1, APPEAL))], 3);
    expect(await counts()).toEqual(fresh);
  });
});
