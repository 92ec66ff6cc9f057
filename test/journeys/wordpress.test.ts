// A real WordPress is crawled from its bare address; what its own database holds is the truth, down to every parent and second.
import type { Corpus } from "@belowline/corpus";
import { crawl } from "@belowline/scraper";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines } from "../support/corpus.ts";
import { countRows } from "../support/rows.ts";
import { ASIDE, addressOf, groups, sorted, table, tableOf } from "../support/wordpress/compare.ts";
import {
  fold,
  isoOf,
  isToldByNesting,
  plainArticle,
  plainComment,
  plainLine,
  readableComments,
  readablePosts,
} from "../support/wordpress/expected.ts";
import {
  everyRow,
  type FoundArticle,
  type FoundComment,
  type FoundThread,
  foundArticles,
  foundComments,
  foundThreads,
} from "../support/wordpress/found.ts";
import { SITES } from "../support/wordpress/sites.ts";
import { FIRST_VARIANT, startWordPress, type WordPress } from "../support/wordpress/start.ts";
import type { Truth, TruthComment } from "../support/wordpress/truth.ts";

let wordpress: WordPress;
beforeAll(async () => {
  wordpress = await startWordPress();
}, 600_000); // on a bare machine it installs Debian's packages first
afterAll(async () => {
  await wordpress?.stop();
});

// Every other site goes into the embedded engine, and the rest into a server.
describe.each(SITES.map((site, n) => ({ ...site, engine: engines[n % 2]! })))(
  "$name",
  ({ engine, variant, parents, articleTimes, commentTimes, tags }) => {
    let corpus: Corpus;
    let truth: Truth;
    let wanted: readonly TruthComment[];
    let articles: readonly FoundArticle[];
    let threads: readonly FoundThread[];
    let found: ReadonlyMap<string, FoundComment>;

    beforeAll(async () => {
      await wordpress.configure(variant);
      truth = await wordpress.truth();
      corpus = await engine.open();
      await crawlInto(corpus);
      wanted = readableComments(truth);
      articles = await foundArticles(corpus.db);
      threads = await foundThreads(corpus.db);
      found = new Map((await foundComments(corpus.db, truth)).map((comment) => [comment.id, comment]));
    });
    afterAll(async () => {
      await corpus?.close();
    });

    it("keeps every published article, and no draft, static page, list or what a password guards", () => {
      expect(articles.map((article) => article.url)).toEqual(
        readablePosts(truth)
          .map((post) => addressOf(post.permalink))
          .sort(),
      );
    });

    it("reads headline, author, time, tags and the whole text of each article, and nothing around it", () => {
      const day = (time: string | null) => (articleTimes === "day" ? (time?.slice(0, 10) ?? null) : time);
      const right = readablePosts(truth).map((post) => ({
        url: addressOf(post.permalink),
        headline: plainLine(post.title),
        byline: [fold(post.author)],
        publishedAt: day(isoOf(post.publishedGmt)),
        tags: tags ? [...post.tags].sort() : [],
        lines: plainArticle(post.content).filter((line) => !ASIDE.has(line)),
      }));
      expect(
        articles.map((article) => ({
          url: article.url,
          headline: article.headline,
          byline: article.byline,
          publishedAt: day(article.publishedAt),
          tags: [...article.tags].sort(),
          lines: article.lines,
        })),
      ).toEqual(right.sort((a, b) => (a.url < b.url ? -1 : 1)));
    });

    it("takes the line about the featured image for a credit", () => {
      const bottle = articles.find((article) => article.headline.startsWith("Letter in a bottle"));
      expect(bottle?.credits.join()).toContain("Ansel Okafor");
    });

    it("keeps every approved comment, and no pingback, spam, binned or waiting one", () => {
      expect(sorted([...found.keys()])).toEqual(sorted(wanted.map((comment) => comment.id)));
    });

    it("puts every comment below its own article", () => {
      const home = new Map(truth.posts.map((post) => [post.id, addressOf(post.permalink)]));
      expect(table(found, (comment) => comment.articleUrl)).toEqual(
        tableOf(wanted, (comment) => home.get(comment.post)),
      );
    });

    it("knows each parent, and says where it can only know the level", () => {
      const all = new Map(wanted.map((comment) => [comment.id, comment]));
      const told = wanted.filter(
        (comment) => parents === "exact" || isToldByNesting(comment, all, FIRST_VARIANT.threadDepth),
      );
      const sure = (comment: FoundComment) => comment.parentFrom === "id" || comment.parentFrom === "dom";
      for (const comment of wanted) {
        const got = found.get(comment.id)!;
        // Whatever is stated with certainty is right, told or not.
        if (sure(got)) expect([got.id, got.parent]).toEqual([comment.id, comment.parent]);
        else expect(["depth", "none", "mention"]).toContain(got.parentFrom);
      }
      expect(told.filter((comment) => !sure(found.get(comment.id)!)).map((comment) => comment.id)).toEqual([]);
    });

    it("marks a reply as an orphan exactly where nobody can read its parent", () => {
      const readable = new Set(wanted.map((comment) => comment.id));
      const orphans = wanted.filter((comment) => comment.parent !== null && !readable.has(comment.parent));
      expect(orphans).toHaveLength(2);
      // Where only the feed holds such a reply and the parent's row is gone, WordPress says that it answers itself.
      const told = orphans.filter((comment) => parents === "exact" || found.get(comment.id)?.parentFrom === "id");
      expect(told.length).toBeGreaterThan(0);
      expect(sorted([...found.values()].filter((comment) => comment.orphan).map((comment) => comment.id))).toEqual(
        sorted(told.map((comment) => comment.id)),
      );
    });

    it("knows when each comment was written", () => {
      if (commentTimes === "exact") {
        expect(table(found, (comment) => comment.at)).toEqual(tableOf(wanted, (comment) => isoOf(comment.dateGmt)));
        expect(new Set([...found.values()].map((comment) => comment.precision))).toEqual(new Set(["s"]));
        return;
      }
      const minute = (iso: string): string => `${iso.slice(0, 16)}:00.000Z`;
      const right = tableOf(wanted, (comment) => {
        const exact = isoOf(comment.dateGmt);
        return found.get(comment.id)?.precision === "s" ? exact : minute(exact);
      });
      expect(table(found, (comment) => comment.at)).toEqual(right);
      expect(new Set([...found.values()].map((comment) => comment.precision))).toEqual(new Set(["min", "s"]));
    });

    it("gives one pseudonym to one name, and different ones to different names", () => {
      const named = wanted.filter((comment) => comment.author !== "");
      const names = groups(named, (comment) => plainLine(comment.author));
      const pseudonyms = groups(named, (comment) => found.get(comment.id)?.pseudonym ?? "none");
      expect(pseudonyms).toEqual(names);
      expect([...found.values()].every((comment) => comment.name === null)).toBe(true);
    });

    it("marks what the article's own author wrote, and nobody else's words", () => {
      const writer = new Map(truth.posts.map((post) => [post.id, post.author]));
      const own = wanted.filter((c) => c.user !== null && plainLine(c.author) === fold(writer.get(c.post) ?? ""));
      expect(own.length).toBeGreaterThan(2);
      expect(
        sorted([...found.values()].filter((comment) => comment.byArticleAuthor).map((comment) => comment.id)),
      ).toEqual(sorted(own.map((comment) => comment.id)));
    });

    it("keeps the words of every comment", () => {
      expect(table(found, (comment) => comment.text)).toEqual(
        tableOf(wanted, (comment) => plainComment(comment.content)),
      );
    });

    it("accounts for every comment that the site announces", () => {
      const counts = groups(wanted, (comment) => comment.post);
      for (const post of readablePosts(truth)) {
        const thread = threads.find((one) => one.articleUrl === addressOf(post.permalink));
        const collected =
          counts.find((ids) => truth.comments.find((c) => c.id === ids[0])?.post === post.id)?.length ?? 0;
        if (!thread) {
          // A page without a comment, a form or a number shows no thread.
          expect(collected).toBe(0);
          continue;
        }
        const explained = thread.gaps.reduce(
          (sum, gap) => sum + (gap.reason === "more-than-announced" ? -1 : 1) * (gap.count ?? 0),
          0,
        );
        expect(thread).toMatchObject({ collected, complete: true });
        expect((thread.announced ?? collected) - collected).toBe(explained);
        expect(thread.gaps.filter((gap) => gap.reason !== "pingback")).toEqual([]);
      }
    });

    it("stores no commenter's name anywhere", async () => {
      const said = fold(JSON.stringify([truth.posts, truth.comments.map((comment) => comment.content)]));
      const secret = [...new Set(truth.comments.map((comment) => plainLine(comment.author)))].filter(
        (name) => name.length > 5 && !said.includes(name),
      );
      expect(secret.length).toBeGreaterThan(20);
      const leaks: string[] = [];
      for await (const { table, text } of everyRow(corpus.db)) {
        const plain = fold(text);
        leaks.push(...secret.filter((name) => plain.includes(name)).map((name) => `${table}: ${name}`));
      }
      expect(leaks).toEqual([]);
      // What the pages printed is kept too, but sealed with a key that is not in the database.
      const bodies = await corpus.db.selectFrom("body").select("encoding").distinct().execute();
      expect(bodies).toEqual([{ encoding: "zstd+aes-256-gcm" }]);
    });

    it("adds no row to any table but the crawl's own when nothing changed", async () => {
      const before = await countRows(corpus);
      await crawlInto(corpus, true);
      const after = await countRows(corpus);
      expect({ ...after, crawl: 0 }).toEqual({ ...before, crawl: 0 });
      expect(after.crawl).toBe((before.crawl ?? 0) + 1);
    });
  },
);

describe("a theme that prints no comments while REST is refused", () => {
  it("keeps the newest ten of each thread from its feed, and says that more may be missing", async () => {
    await wordpress.configure({ printComments: false, rest: "closed-401" });
    const truth = await wordpress.truth();
    await using corpus = await engines[0]!.open();
    await crawlInto(corpus);
    const found = new Map((await foundComments(corpus.db, truth)).map((comment) => [comment.id, comment]));
    const threads = await foundThreads(corpus.db);
    for (const post of readablePosts(truth)) {
      const all = truth.comments.filter((comment) => comment.post === post.id && comment.approved === "1");
      const newest = all
        .sort((a, b) => (a.dateGmt === b.dateGmt ? Number(b.id) - Number(a.id) : a.dateGmt < b.dateGmt ? 1 : -1))
        .slice(0, 10)
        .filter((comment) => comment.type === "comment");
      const got = [...found.values()].filter((comment) => comment.articleUrl === addressOf(post.permalink));
      expect(sorted(got.map((comment) => comment.id))).toEqual(sorted(newest.map((comment) => comment.id)));
      const thread = threads.find((one) => one.articleUrl === addressOf(post.permalink));
      if (all.length > 10) expect(thread).toMatchObject({ complete: false, gaps: [{ reason: "feed-cap" }] });
    }
  });
});

const crawlInto = (corpus: Corpus, refresh = false) =>
  crawl({ seeds: [wordpress.url], sink: corpus.sink(), allowPrivateNetwork: true, refresh });
