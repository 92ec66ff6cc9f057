// Comments handed on without the names of those who write in the same thread, on both engines; nothing in the database changes.
import { privacyOf } from "@belowline/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Corpus, exportRecords } from "../../../packages/corpus/src/index.ts";
import { articleIdOf, crawlStories, engines, PUBLISHER, type Story, TEST_KEY } from "../../support/corpus.ts";
import { dumpOf } from "../../support/dump.ts";

const NAME = "Ottilie Quillhavenne";
/** Their platform has a number for them, so that the pseudonym is none of the name. */
const KEYED = privacyOf("pseudonym", TEST_KEY as never).author(PUBLISHER, { name: "Dana Keyed", key: "u-17" })!;
const stories: readonly Story[] = [
  {
    path: "/ferry",
    comments: [
      { id: "1", name: NAME, text: "The ferry sails at noon." },
      {
        id: "2",
        name: "Bo Eng",
        text: "@Ottilie, it does not. Ottilie Quillhavenne has never been aboard.",
        html: '<p>@<a href="/author/ottilie-quillhavenne">Ottilie Quillhavenne</a>, it does not.</p>',
      },
      { id: "3", name: "bo eng", text: "@Bo Eng that was me!" },
      { id: "4", name: null, text: "I know Cem Falk." },
    ],
  },
  {
    path: "/pier",
    comments: [
      { id: "1", name: "Cem Falk", text: "Who is Ottilie Quillhavenne?" },
      { id: "2", text: "Me.", more: { author: KEYED } },
      { id: "3", text: "Who, @Dana Keyed?" },
    ],
  },
];

describe.each(engines)("mentions ($name)", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
    await crawlStories(corpus.sink(), stories);
  });
  afterAll(() => corpus.close());
  const covered = async (): Promise<Map<string, { text: string; html: string }>> => {
    const rows = new Map();
    for await (const row of corpus.coverMentions(corpus.comments())) {
      rows.set(`${new URL(row.articleUrl).pathname}#${row.nativeId}`, row);
    }
    return rows;
  };
  const pseudonym = (name: string): string => corpus.sink().privacy.author(PUBLISHER, { name })!.id;

  it("become the pseudonyms that the export has as authors", async () => {
    const rows = await covered();
    const who = pseudonym(NAME);
    expect(rows.get("/ferry#1")).toMatchObject({ author: who, text: "The ferry sails at noon." });
    expect(rows.get("/ferry#2")).toMatchObject({
      text: `@${who}, it does not. ${who} has never been aboard.`,
      html: `<p>@<a>${who}</a>, it does not.</p>`,
    });
    // Two people bear that name.
    expect(rows.get("/ferry#3")!.text).toBe("@c_ambiguous that was me!");
  });

  it("are known where the platform has a number for them, whom a name alone does not single out", async () => {
    expect((await covered()).get("/pier#3")!.text).toBe(`Who, @${KEYED.id}?`);
    const refused = corpus.erase({ name: "Dana Keyed" });
    await expect(refused).rejects.toMatchObject({ code: "usage/not-found", details: { called: [KEYED.id] } });
    await expect(refused).rejects.not.toThrow(/Dana/);
  });

  it("are those of the same thread only", async () => {
    const rows = await covered();
    expect(rows.get("/ferry#4")!.text).toBe("I know Cem Falk.");
    expect(rows.get("/pier#1")!.text).toBe("Who is Ottilie Quillhavenne?");
  });

  it("are known to commenters who were collected before their names had marks", async () => {
    const before = await corpus.db.selectFrom("commenter").select(["id", "called"]).execute();
    expect(before.every(({ called }) => called.length >= 1)).toBe(true);
    await corpus.db.updateTable("commenter").set({ called: [] }).execute();
    expect((await covered()).get("/ferry#2")!.text).toContain(`${pseudonym(NAME)} has never`);
    await crawlStories(corpus.sink(), stories);
    expect(await corpus.db.selectFrom("commenter").select(["id", "called"]).execute()).toEqual(
      expect.arrayContaining(before),
    );
  });

  it("leave no name in a file, and nothing of them is stored", async () => {
    let file = "";
    const ferry = corpus.comments().where({ articleId: articleIdOf("/ferry") });
    for await (const piece of exportRecords(corpus.coverMentions(ferry), "csv")) file += piece;
    expect(file).toContain("has never been aboard");
    expect(file).not.toMatch(/ottilie|quillhavenne/i);
    const rows = (await dumpOf(corpus)).split("\n").filter((row) => !/^(?:body|comment_revision|wording) /.test(row));
    expect(rows.filter((row) => /ottilie/i.test(row))).toEqual([]);
  });
});

it.each(["raw", "drop"] as const)("are not to be had of a corpus with authors %s", async (authors) => {
  await using corpus = await engines[0]!.open({ authors });
  await crawlStories(corpus.sink(), stories);
  expect(() => corpus.coverMentions(corpus.comments())).toThrow(/expected a corpus with pseudonyms/);
});
