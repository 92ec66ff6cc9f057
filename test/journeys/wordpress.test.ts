// A real WordPress is crawled from its bare address; what its own database holds is the truth, down to every parent and second.
import { type Corpus, openCorpus } from "@belowline/corpus";
import { canonicalise } from "@belowline/schema";
import { crawl } from "@belowline/scraper";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  fold,
  isoOf,
  plainArticle,
  plainComment,
  plainLine,
  readableComments,
  readablePosts,
  trueDepth,
} from "../support/wordpress/expected.ts";
import {
  everyRow,
  type FoundArticle,
  type FoundComment,
  type FoundThread,
  foundArticles,
  foundComments,
  foundThreads,
  rowCounts,
} from "../support/wordpress/found.ts";
import { FIRST_VARIANT, startWordPress, type Variant, type WordPress } from "../support/wordpress/start.ts";
import type { Truth, TruthComment } from "../support/wordpress/truth.ts";

let wordpress: WordPress;
beforeAll(async () => {
  wordpress = await startWordPress();
});
afterAll(async () => {
  await wordpress?.stop();
});

interface Site {
  readonly name: string;
  readonly variant: Partial<Variant>;
  /** REST tells every parent; a page tells it down to the level at which its theme stops nesting. */
  readonly parents: "exact" | "as far as the page tells";
  /** The old theme prints its articles' dates as text, without a clock. */
  readonly articleTimes: "exact" | "day";
  /** The bare theme prints no tags. */
  readonly tags: boolean;
}

const SITES: readonly Site[] = [
  { name: "a classic theme", variant: {}, parents: "exact", articleTimes: "exact", tags: true },
  {
    name: "a block theme",
    variant: { theme: "twentytwentythree" },
    parents: "exact",
    articleTimes: "exact",
    tags: true,
  },
  {
    name: "a classic theme, REST refused with 401",
    variant: { rest: "closed-401" },
    parents: "as far as the page tells",
    articleTimes: "exact",
    tags: true,
  },
  {
    name: "a classic theme, REST routes gone with 404",
    variant: { rest: "closed-404" },
    parents: "as far as the page tells",
    articleTimes: "exact",
    tags: true,
  },
  {
    name: "a theme from before HTML5",
    variant: { theme: "belowline-legacy" },
    parents: "exact",
    articleTimes: "day",
    tags: true,
  },
  {
    name: "a bare theme that prints no comments",
    variant: { theme: "belowline-bare", printComments: false },
    parents: "exact",
    articleTimes: "exact",
    tags: false,
  },
  {
    name: "a classic theme without pretty permalinks",
    variant: { permalinks: "plain" },
    parents: "exact",
    articleTimes: "exact",
    tags: true,
  },
];

describe.each(SITES)("$name", ({ variant, parents, articleTimes, tags }) => {
  let corpus: Corpus;
  let truth: Truth;
  let wanted: readonly TruthComment[];
  let articles: readonly FoundArticle[];
  let threads: readonly FoundThread[];
  let found: ReadonlyMap<string, FoundComment>;

  beforeAll(async () => {
    await wordpress.configure(variant);
    truth = await wordpress.truth();
    corpus = await openCorpus("memory://");
    await crawlInto(corpus);
    wanted = readableComments(truth);
    articles = await foundArticles(corpus.db);
    threads = await foundThreads(corpus.db);
    found = new Map((await foundComments(corpus.db, truth)).map((comment) => [comment.id, comment]));
  });
  afterAll(async () => {
    await corpus?.close();
  });

  it("keeps every published article, and neither the draft nor what a password guards", () => {
    expect(articles.map((article) => article.url).filter((url) => !isAbout(url))).toEqual(
      readablePosts(truth)
        .map((post) => addressOf(post.permalink))
        .sort(),
    );
  });

  it("reads headline, author, time, tags and the whole text of each article, and nothing around it", () => {
    const day = (time: string | null) => (articleTimes === "day" ? (time?.slice(0, 10) ?? null) : time);
    const got = articles.filter((article) => !isAbout(article.url));
    const right = readablePosts(truth).map((post) => ({
      url: addressOf(post.permalink),
      headline: plainLine(post.title),
      byline: [fold(post.author)],
      publishedAt: day(isoOf(post.publishedGmt)),
      tags: tags ? [...post.tags].sort() : [],
      lines: plainArticle(post.content).filter((line) => !ASIDE.has(line)),
    }));
    expect(
      got.map((article) => ({
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
    expect(table(found, (comment) => comment.articleUrl)).toEqual(tableOf(wanted, (comment) => home.get(comment.post)));
  });

  it("knows each parent, and says where it can only know the level", () => {
    const all = new Map(wanted.map((comment) => [comment.id, comment]));
    const told = wanted.filter((comment) => parents === "exact" || isToldByNesting(comment, all));
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
    expect(orphans.length).toBe(2);
    expect(sorted([...found.values()].filter((comment) => comment.orphan).map((comment) => comment.id))).toEqual(
      sorted(orphans.map((comment) => comment.id)),
    );
  });

  it("knows to the second when each comment was written", () => {
    expect(table(found, (comment) => comment.at)).toEqual(tableOf(wanted, (comment) => isoOf(comment.dateGmt)));
    expect(new Set([...found.values()].map((comment) => comment.precision))).toEqual(new Set(["s"]));
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
  });
});

describe("the same site, visited again", () => {
  let corpus: Corpus;
  const one = async (id: string) => (await foundComments(corpus.db, await wordpress.truth())).find((c) => c.id === id);

  beforeAll(async () => {
    await wordpress.configure(FIRST_VARIANT);
    corpus = await openCorpus("memory://", { authors: "raw" });
    await crawlInto(corpus);
  });
  afterAll(async () => {
    await corpus?.close();
  });

  it("keeps the names where the corpus was made to keep them", async () => {
    const truth = await wordpress.truth();
    const found = new Map((await foundComments(corpus.db, truth)).map((comment) => [comment.id, comment]));
    const named = readableComments(truth).filter((comment) => comment.author !== "");
    expect(named.map((comment) => [comment.id, fold(found.get(comment.id)?.name ?? "")])).toEqual(
      named.map((comment) => [comment.id, plainLine(comment.author)]),
    );
  });

  it("adds no row to any table but the crawl's own when nothing changed", async () => {
    const before = await rowCounts(corpus.db);
    await crawlInto(corpus, true);
    const after = await rowCounts(corpus.db);
    expect({ ...after, crawl: 0 }).toEqual({ ...before, crawl: 0 });
    expect(after.crawl).toBe((before.crawl ?? 0) + 1);
  });

  it("keeps an edit as a revision, a deletion as an event and a new comment as a row", async () => {
    const { posts, comments } = wordpress.seeded;
    const before = await rowCounts(corpus.db);
    await wordpress.editComment(comments.f2!, "Same second, other opinion; and I was wrong about the 16 euros.");
    await wordpress.deleteComment(comments["library-4"]!);
    await wordpress.setCommentStatus(comments["mir-3"]!, "hold");
    const added = await wordpress.addComment({ post: posts.bridge!, author: "Edda", content: "Nine minutes? Six." });
    await wordpress.editPost(posts.bridge!, {
      content: "<p>From Tuesday, not Monday, nobody crosses the footbridge.</p>",
    });
    await crawlInto(corpus, true);

    expect(await one(comments.f2!)).toMatchObject({
      revision: 2,
      gone: false,
      text: expect.stringContaining("I was wrong"),
    });
    expect(await one(comments["library-4"]!)).toMatchObject({ gone: true, text: expect.stringContaining("Progress?") });
    expect(await one(comments["mir-3"]!)).toMatchObject({ gone: true });
    expect(await one(added)).toMatchObject({ gone: false, name: "Edda", text: "Nine minutes? Six." });
    const bridge = (await foundArticles(corpus.db)).find((article) => article.headline.startsWith("Footbridge"));
    expect(bridge).toMatchObject({ revision: 2, lines: ["From Tuesday, not Monday, nobody crosses the footbridge."] });

    const events = await corpus.db.selectFrom("event").select("kind").execute();
    expect(events.map((event) => event.kind).sort()).toEqual([
      "article-revised",
      "comment-revised",
      "comment-vanished",
      "comment-vanished",
    ]);
    const after = await rowCounts(corpus.db);
    expect([after.comment, after.commentRevision, after.articleRevision, after.article, after.commenter]).toEqual([
      before.comment! + 1,
      before.commentRevision! + 2,
      before.articleRevision! + 1,
      before.article,
      before.commenter,
    ]);
  });

  it("tells when a comment is back", async () => {
    const { comments } = wordpress.seeded;
    await wordpress.setCommentStatus(comments["mir-3"]!, "approve");
    await crawlInto(corpus, true);
    expect(await one(comments["mir-3"]!)).toMatchObject({ gone: false, revision: 1 });
    const events = await corpus.db.selectFrom("event").select("kind").where("kind", "=", "comment-returned").execute();
    expect(events).toHaveLength(1);
  });
});

const crawlInto = (corpus: Corpus, refresh = false) =>
  crawl({ seeds: [wordpress.url], sink: corpus.sink(), allowPrivateNetwork: true, refresh });

const addressOf = (permalink: string): string => canonicalise(permalink)!;

/** WordPress calls it a page, but it has a headline, a date and prose like any article, so that either reading is right. */
const isAbout = (url: string): boolean => /\/about-the-ledger\/$|[?&]page_id=\d+$/.test(url);

/** Lines of the stored text that are no part of the article's body: a list of links to others, and the image's credit. */
const ASIDE: ReadonlySet<string> = new Set([
  "Read on...",
  "Reading room gets its heating back",
  "One card for library, pool and ferry",
  "Who reads at night? A visit",
  "Featured image via Ansel Okafor / harbour archive",
]);

/**
 * Nesting tells a parent down to the level at which the theme stops; there, of all that stands below one comment of the
 * level above, it tells only the first, because nothing can stand between it and its parent.
 */
function isToldByNesting(comment: TruthComment, all: ReadonlyMap<string, TruthComment>): boolean {
  const depth = trueDepth(comment, all);
  return depth !== undefined && depth < FIRST_VARIANT.threadDepth;
}

const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort((a, b) => Number(a) - Number(b));

const table = <T>(found: ReadonlyMap<string, FoundComment>, of: (comment: FoundComment) => T): Record<string, T> =>
  Object.fromEntries([...found].map(([id, comment]) => [id, of(comment)]));
const tableOf = <T>(wanted: readonly TruthComment[], of: (comment: TruthComment) => T): Record<string, T> =>
  Object.fromEntries(wanted.map((comment) => [comment.id, of(comment)]));

/** The ids that share a key, as a partition: equal whatever the keys are called. */
function groups<T extends { readonly id: string }>(
  items: readonly T[],
  key: (item: T) => string,
): readonly (readonly string[])[] {
  const byKey = Map.groupBy(items, key);
  return [...byKey.values()].map((group) => group.map((item) => item.id));
}
