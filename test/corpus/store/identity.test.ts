// One article, one identity: forms of a page in any order, claims that the texts bear out or not, and corpora of earlier versions.
import { articleId, canonicalise, pageId, plainId, textDigest } from "@belowline/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fill } from "../../../packages/corpus/src/db/fill.ts";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { at, crawlStories, engines, type Story, urlOf } from "../../support/corpus.ts";
import { countRows, emptied } from "../../support/rows.ts";

const LINES = [
  "The ferry to the islands did not sail this morning, and nobody on the quay had been told why.",
  "The harbour master blames the wind, which blew at nine in the night and has not dropped since.",
  "Fishermen say that they have sailed in worse, and that the old captain would have gone at once.",
];
const OTHER =
  "The council will vote on the new mill by the river, whose wheel has stood still for forty years, on Monday evening.";
const plain: Story = {
  path: "/ferry-stays",
  headline: "Ferry stays in port",
  text: LINES.join("\n"),
  comments: [{ id: "1" }],
};
/** Another form of it: a page without the last line, as caches are. */
const form = (path: string, more: Partial<Story> = {}): Story => ({
  ...plain,
  path,
  text: LINES.slice(0, 2).join("\n"),
  ...more,
});
const amp = form("/ferry-stays/amp");
const print = form("/ferry-stays?print=1", { text: [...LINES, "Printed on paper."].join("\n") });
const second = form("/ferry-stays?page=2", { headline: "Ferry stays in port – Page 2", text: OTHER });

/** A page that claims another address as its own. */
const claiming = (story: Story, path: string): Story => ({
  ...story,
  article: {
    url: urlOf(path),
    urls: [
      { url: urlOf(path), kind: "canonical" },
      { url: urlOf(story.path), kind: "final" },
    ],
  },
});

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [i, item] of items.entries()) for (const rest of orders(items.toSpliced(i, 1))) yield [item, ...rest];
}

describe.each(engines)("an article on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(() => emptied(corpus));

  /** Crawls one more page each time, the earlier ones again. */
  const met = async (stories: readonly Story[]): Promise<void> => {
    for (let i = 1; i <= stories.length; i++) {
      await crawlStories(corpus.sink(), stories.slice(0, i), { visitedAt: at(i + 2), edition: String(i) });
    }
  };
  const aliases = async () =>
    await corpus.db.selectFrom("articleUrl").select(["url", "kind", "evidence"]).orderBy("url").execute();

  it("is one, whichever of its forms is met first, and says what its own page says", async () => {
    for (const order of orders([plain, amp, second])) {
      await emptied(corpus);
      await met(order);
      const name = order.map(({ path }) => path).join(", ");
      const articles = await corpus.articles();
      expect(articles, name).toHaveLength(1);
      expect(articles[0], name).toMatchObject({
        url: urlOf("/ferry-stays"),
        headline: plain.headline,
        text: plain.text,
      });
      expect(articles[0]!.urls.toSorted(), name).toEqual(order.map(({ path }) => urlOf(path)).sort());
      for (const { path } of order) {
        expect((await corpus.why(urlOf(path))).article!.id).toBe(articles[0]!.id);
        expect(await corpus.articles().where({ url: urlOf(path) }), path).toHaveLength(1);
      }
      const { article, articleRevision } = await countRows(corpus);
      expect(article).toBe(1);
      expect(articleRevision, name).toBeLessThanOrEqual(order.indexOf(plain) + 1);
    }
  }, 120_000);

  it("tells why a form is an alias, and is not revised by it", async () => {
    await met([plain, amp, print, second]);
    expect(await aliases()).toEqual([
      { url: urlOf("/ferry-stays"), kind: "canonical", evidence: null },
      { url: urlOf("/ferry-stays/amp"), kind: "variant", evidence: "amp: text 1.00, headline" },
      { url: urlOf("/ferry-stays?page=2"), kind: "variant", evidence: "page: text 0.00, headline" },
      { url: urlOf("/ferry-stays?print=1"), kind: "variant", evidence: "print: text 1.00, headline" },
    ]);
    expect(await corpus.revisions(urlOf("/ferry-stays/amp"))).toHaveLength(1);
  });

  it("is two where another form says something else", async () => {
    await met([plain, form("/en/ferry-stays", { headline: "Something else", text: OTHER })]);
    expect((await corpus.articles()).map(({ url }) => url).sort()).toEqual([
      urlOf("/en/ferry-stays"),
      urlOf("/ferry-stays"),
    ]);
  });

  it("takes a claimed address where the text agrees, before or after that page was met", async () => {
    const copy = claiming({ ...plain, path: "/section/ferry" }, "/ferry-stays");
    for (const order of orders([plain, copy])) {
      await emptied(corpus);
      await met(order);
      expect(await corpus.articles()).toMatchObject([
        { id: articleId(urlOf("/ferry-stays")), url: urlOf("/ferry-stays") },
      ]);
      expect(await countRows(corpus)).toMatchObject({ article: 1, articleUrl: 2, articleRevision: 1 });
    }
  });

  it("refuses a claimed address where the text is another's, in either order", async () => {
    const wrong = claiming(
      { path: "/mill-vote", headline: "Vote on the mill", text: OTHER, comments: [] },
      "/ferry-stays",
    );
    for (const order of orders([plain, wrong])) {
      await emptied(corpus);
      await met(order);
      await crawlStories(corpus.sink(), order, { visitedAt: at(9), edition: "again" });
      const articles = await corpus.articles();
      expect(articles.map(({ id, url, text }) => [id, url, text]).sort()).toEqual(
        [
          [articleId(urlOf("/ferry-stays")), urlOf("/ferry-stays"), plain.text],
          [articleId(urlOf("/mill-vote")), urlOf("/mill-vote"), OTHER],
        ].sort(),
      );
      const [revision] = (await corpus.revisions(urlOf("/mill-vote"))).toReversed();
      expect(revision!.evidence.url).toMatchObject({
        from: "request",
        rivals: { "refused:other-text": urlOf("/ferry-stays") },
      });
    }
  });

  it("stays one when its page claims another address later", async () => {
    await met([plain]);
    await crawlStories(corpus.sink(), [claiming(plain, "/2026/ferry-stays-in-port")], {
      visitedAt: at(6),
      edition: "2",
    });
    await crawlStories(corpus.sink(), [plain, { ...plain, path: "/2026/ferry-stays-in-port" }], {
      visitedAt: at(7),
      edition: "3",
    });
    expect(await corpus.articles()).toMatchObject([{ id: articleId(urlOf("/ferry-stays")), revision: 1 }]);
    expect((await corpus.why(urlOf("/2026/ferry-stays-in-port"))).article!.id).toBe(articleId(urlOf("/ferry-stays")));
  });

  it("follows an edit on its own page, however much of it changed", async () => {
    await met([plain, amp]);
    await crawlStories(corpus.sink(), [{ ...plain, headline: "All changed", text: OTHER }, amp], {
      visitedAt: at(8),
      edition: "edit",
    });
    expect(await corpus.articles()).toMatchObject([{ text: OTHER, revision: 2 }]);
  });

  it("keeps a digest that exact copies share", async () => {
    const copy = { ...plain, path: "/copy", text: plain.text!.replaceAll("\n", " \u00a0\n") };
    await met([plain, copy]);
    const rows = await corpus.db
      .selectFrom("articleRevision")
      .select("articleId")
      .where("textDigest", "=", textDigest(plain.text!))
      .execute();
    expect(rows).toHaveLength(2);
  });

  it("fills what an earlier version did not know, and finds an article by the canonical form of today", async () => {
    await met([plain]);
    const old = `${urlOf("/ferry-stays")}?xtor=RSS-1`;
    await corpus.db.updateTable("articleRevision").set({ textDigest: null }).execute();
    await corpus.db
      .updateTable("articleUrl")
      .set({ id: pageId(old), url: old, plainId: null })
      .execute();
    await fill(corpus.db);
    await fill(corpus.db);
    expect(await corpus.db.selectFrom("articleRevision").select("textDigest").execute()).toEqual([
      { textDigest: textDigest(plain.text!) },
    ]);
    expect(await corpus.db.selectFrom("articleUrl").select(["url", "plainId"]).orderBy("url").execute()).toEqual(
      [canonicalise(old)!, old].map((url) => ({ url, plainId: plainId(old) })),
    );
    expect((await corpus.why(old)).article!.url).toBe(urlOf("/ferry-stays"));
  });
});
