// corpus.check() on both engines: a healthy publisher, one whose bylines and threads break, and golden pages read again.
import type { Reader } from "@belowline/schema";
import { crawl, reader } from "@belowline/scraper";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSite } from "../../../examples/site/server.ts";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { crawlStories, engines, PUBLISHER, type Story } from "../../support/corpus.ts";

const MANY = 80;
const stories: Story[] = Array.from({ length: MANY }, (_, n) => ({
  path: `/news/${n}`,
  text: `Report number ${n} of the harbour.\n${"The wind turned west again and the boats stayed in. ".repeat(3 + ((n * 7) % 11))}`,
  comments: Array.from({ length: 3 + (n % 4) }, (_, k) => ({
    id: String(k + 1),
    parent: k > 0 && (n + k) % 2 === 0 ? "1" : null,
    text: `Reader ${k} on ${n}`,
  })),
}));

describe.each(engines)("check on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
    await crawlStories(corpus.sink(), stories);
    // They came in one after the other.
    await sql`update article set first_seen_at = timestamptz '2026-03-01T00:00Z' + (split_part(url, '/', 5)::int * interval '1 hour')`.execute(
      corpus.db,
    );
    await sql`update page set first_seen_at = timestamptz '2026-03-01T00:00Z' + (split_part(url, '/', 5)::int * interval '1 hour')
      where kind = 'article'`.execute(corpus.db);
    await sql`update thread set walked_at = timestamptz '2026-06-01T00:00Z'`.execute(corpus.db);
  }, 60_000);
  afterAll(() => corpus.close());

  it("finds nothing wrong with a publisher that goes on as it did", async () => {
    const { broken, publishers } = await corpus.check(reader());
    expect(publishers).toMatchObject([
      { publisher: PUBLISHER, articles: MANY, compared: true, alarms: [], golden: [] },
    ]);
    expect(broken).toBe(false);
  });

  it("names fields that broke and the first page where they did", async () => {
    await sql`update article_revision r set byline = '{}' from article a
      where a.id = r.article_id and split_part(a.url, '/', 5)::int >= 65`.execute(corpus.db);
    await sql`update comment c set parent_id = null from article a
      where a.id = c.article_id and split_part(a.url, '/', 5)::int >= 60`.execute(corpus.db);
    await sql`update page set outcome = 'absent', reason = 'not-an-article'
      where kind = 'article' and split_part(url, '/', 5)::int >= 70`.execute(corpus.db);
    const { broken, publishers } = await corpus.check(reader(), { publisher: PUBLISHER });
    expect(broken).toBe(true);
    expect(publishers[0]!.alarms.map(({ field, firstUrl }) => `${field} ${firstUrl}`).sort()).toEqual([
      `article https://${PUBLISHER}/news/70`,
      `article.byline https://${PUBLISHER}/news/65`,
      `comment.parent https://${PUBLISHER}/news/60`,
    ]);
    expect(publishers[0]!.alarms.find(({ field }) => field === "article.byline")).toMatchObject({ was: 1, is: 0.25 });
  });

  it("refuses a publisher that is not here, and options it does not know", async () => {
    await expect(corpus.check(reader(), { publisher: "elsewhere.example" })).rejects.toThrow(
      /nothing of the publisher/,
    );
    await expect(corpus.check(reader(), { publishers: "x" } as never)).rejects.toThrow(/unknown option "publishers"/);
  });
});

describe.each(engines)("golden pages on $name", ({ open }) => {
  it("read as they did, until a reader breaks; what the site does later is none of their business", async () => {
    const site = await startSite({ articles: 2 });
    await using corpus = await open();
    try {
      const crawled = { seeds: [site.url], sink: corpus.sink(), allowPrivateNetwork: true, refresh: true };
      await crawl(crawled);
      const story = site.stories().find(({ slug }) => site.comments(slug).some(({ parent }) => parent))!;
      const url = site.address(story.slug);
      const golden = await corpus.pin(reader(), url);
      expect(golden).toMatchObject({ readable: true });
      site.editArticle(story.slug, { headline: "Another headline altogether" });
      site.deleteComment(site.comments(story.slug)[0]!.id);
      await crawl(crawled);
      expect(await corpus.check(reader())).toMatchObject({
        broken: false,
        publishers: [{ compared: false, golden: [{ url: golden.url, readable: true }], breaks: [] }],
      });

      const today = reader();
      const bent: Reader = {
        async page(capture, kind) {
          const read = await today.page(capture, kind);
          return read.kind === "article" ? { ...read, article: { ...read.article, byline: [], wordCount: 3 } } : read;
        },
        async thread(reading) {
          const thread = await today.thread(reading);
          return thread && { ...thread, comments: thread.comments.map((comment) => ({ ...comment, parent: null })) };
        },
      };
      const { broken, publishers } = await corpus.check(bent);
      expect(broken).toBe(true);
      const fields = publishers[0]!.breaks.map(({ field }) => field).sort();
      expect(fields).toEqual(expect.arrayContaining(["article.words", "comment.parent", "comment.parents"]));
      expect(fields).not.toContain("comment.text");
      expect(fields).not.toContain("article.headline");
      expect(publishers[0]!.breaks.find(({ field }) => field === "article.words")).toMatchObject({ is: 3 });

      const blind: Reader = { ...today, page: () => ({ kind: "absent", reason: "not-an-article", detail: "blind" }) };
      expect((await corpus.check(blind)).publishers[0]!.breaks).toEqual([
        { url: golden.url, field: "article", was: 1, is: 0 },
      ]);
      // Nobody's words are kept twice.
      const { rows } = await sql<{ expected: string }>`select expected::text from golden_page`.execute(corpus.db);
      expect(rows[0]!.expected).not.toContain(story.headline);

      await corpus.unpin(url);
      expect((await corpus.check(blind)).broken).toBe(false);
      await expect(corpus.unpin(url)).rejects.toThrow(/is not pinned/);
      await expect(corpus.pin(reader(), `${site.url}nowhere`)).rejects.toThrow(/expected the address of an article/);
    } finally {
      await site.stop();
    }
  }, 60_000);
});
