// Revisions and what went, on both engines: an edit, a moderator's note, our own better reading, a vanishing and a return are told apart.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { crawlStories, engines, type Said, type Story, urlOf } from "../../support/corpus.ts";

const on = (day: number): string => `2026-03-${String(day).padStart(2, "0")}T08:00:00.000Z`;
const said: Said[] = [
  { id: "1", text: "The ferry never sails on Fridays.", name: "Jorun" },
  { id: "2", parent: "1", text: "Rude words.", name: "Tove" },
  { id: "3", text: "I shall delete this.", name: "Imke" },
];
const ferry: Story = { path: "/ferry", text: "The ferry did not sail.", comments: said };
const mill: Story = { path: "/mill", comments: [], platform: "wordpress" };

describe.each(engines)("what changed and what went, on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
    const crawl = (day: number, ...stories: Story[]) =>
      crawlStories(corpus.sink(), stories, { visitedAt: on(day), edition: String(day) });
    await crawl(2, ferry, mill);
    const second: Said[] = [
      { ...said[0]!, text: "The ferry seldom sails on Fridays." },
      { ...said[1]!, text: "Taken out by the desk.", more: { state: "removed" } },
    ];
    await crawl(3, { ...ferry, text: "The old ferry did not sail.", comments: second, open: false }, mill);
    await crawl(4, { ...ferry, gone: true, comments: second, open: false }, { ...mill, platform: "disqus" });
    await crawl(
      5,
      { ...ferry, text: "The old ferry did not sail.", comments: [...second, said[2]!], open: true },
      mill,
    );
  });
  afterAll(() => corpus.close());

  it("tells each kind of event once", async () => {
    const rows = await corpus.db.selectFrom("event").select(["at", "kind", "detail"]).orderBy("id").execute();
    const told = rows.map(({ at, kind, detail }) => [at.getUTCDate(), kind, detail]);
    expect(told).toHaveLength(11);
    expect(told).toEqual(
      expect.arrayContaining([
        [3, "article-revised", { from: 1, to: 2, cause: "publisher" }],
        [3, "comment-revised", { from: 1, to: 2, cause: "edit" }],
        [3, "comment-revised", { from: 1, to: 2, cause: "moderation" }],
        [3, "comment-moderated", { from: "visible", to: "removed" }],
        [3, "comment-vanished", {}],
        [3, "thread-closed", {}],
        [4, "article-gone", { detail: `${urlOf("/ferry")} answered 404` }],
        [4, "platform-changed", { from: ["wordpress"], to: ["disqus"] }],
        [5, "article-returned", {}],
        [5, "comment-returned", {}],
        [5, "thread-opened", {}],
      ]),
    );
  });

  it("tells revisions word by word, with who made them", async () => {
    const [first, second, ...more] = await corpus.revisions(urlOf("/ferry"));
    expect(more).toEqual([]);
    expect(first).toMatchObject({ cause: "first", changes: [] });
    expect(second).toMatchObject({ cause: "publisher", changes: [{ field: "text" }] });
    expect(second!.changes[0]!.words).toEqual([
      { kind: "same", words: ["The"] },
      { kind: "new", words: ["old"] },
      { kind: "same", words: ["ferry", "did", "not", "sail."] },
    ]);
    const comments = await corpus.commentRevisions(urlOf("/ferry"));
    expect(comments.map(({ nativeId, revisions }) => [nativeId, revisions.map(({ cause }) => cause)])).toEqual([
      ["1", ["first", "edit"]],
      ["2", ["first", "moderation"]],
    ]);
    expect(comments[0]!.revisions[1]!.words).toContainEqual({ kind: "gone", words: ["never"] });
  });

  it("tells what is gone with the last text that was seen of it", async () => {
    const gone = await corpus.gone({ since: on(2) });
    expect(gone.articles).toEqual([]); // it came back
    expect(gone.comments).toMatchObject([{ nativeId: "2", how: "removed", text: "Rude words.", goneAt: on(3) }]);
    expect(gone.events.map(({ kind }) => kind)).toEqual([
      "comment-moderated",
      "comment-vanished",
      "article-gone",
      "comment-returned",
      "article-returned",
    ]);
    expect(await corpus.gone({ since: on(6) })).toEqual({ articles: [], comments: [], events: [] });
    expect((await corpus.gone({ since: on(2), publisher: "other.example" })).events).toEqual([]);
  });

  it("refuses to count words at a moment that no index holds", async () => {
    await expect(corpus.articles({ asOf: on(3) }).freq()).rejects.toMatchObject({ code: "usage/conflict" });
    expect(() => corpus.comments({ asOf: "yesterday" })).toThrow(/expected a date/);
  });
});
