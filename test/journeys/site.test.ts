// The bundled site crawled as a user would: everything is found, a second crawl adds nothing, and what changed is seen.
import type { Visit } from "@belowline/schema";
import { crawl, userAgentOf } from "@belowline/scraper";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import { engines } from "../support/corpus.ts";
import { rowsBeside } from "../support/rows.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const local = { allowPrivateNetwork: true } as const;

describe("a crawl from the bare address", () => {
  it("into an array finds every story and every thread", async () => {
    const visits: Visit[] = [];
    const report = await crawl({ seeds: [site.url], sink: visits, ...local });
    const found = visits.flatMap(({ outcome }) => (outcome.kind === "article" ? [outcome.article.url as string] : []));
    expect(found.sort()).toEqual(
      site
        .stories()
        .map((story) => site.address(story.slug))
        .sort(),
    );
    expect(report).toMatchObject({ state: "finished", broken: [], threads: { walked: found.length } });
    // One page announces four comments more than anybody is shown, and REST keeps silent about them.
    expect(report.threads.incomplete).toEqual([
      expect.objectContaining({
        announced: 9,
        collected: 5,
        gaps: [expect.objectContaining({ reason: "unexplained", count: 4 })],
      }),
    ]);
    for (const { outcome } of visits) {
      if (outcome.kind !== "thread") continue;
      const slug = site.stories().find((story) => site.address(story.slug) === outcome.thread.articleUrl)!.slug;
      const want = site.comments(slug).map((remark) => String(remark.id));
      expect(outcome.thread.comments.map((comment) => comment.nativeId).sort(), slug).toEqual(want.sort());
    }
  });

  it("obeys robots.txt, asks each page once, and never a reply form", async () => {
    const before = site.requests.length;
    await crawl({ seeds: [site.url], sink: [], ...local });
    const asked = site.requests.slice(before);
    const paths = asked.map(({ path }) => path);
    expect(paths.filter((path) => paths.indexOf(path) !== paths.lastIndexOf(path))).toEqual([]);
    expect(paths.filter((path) => path.includes("replytocom"))).toEqual([]);
    expect(new Set(asked.map(({ userAgent }) => userAgent))).toEqual(new Set([userAgentOf(null)]));
  });

  it("stops at the number of articles wanted, with their threads whole", async () => {
    const visits: Visit[] = [];
    const report = await crawl({ seeds: [site.url], sink: visits, maxArticles: 3, ...local });
    expect(report.articles.found).toBe(3);
    expect(report.threads.walked).toBe(3);
  });

  it("leaves out what is older than wanted", async () => {
    const dates = site
      .stories()
      .map((story) => story.published)
      .sort();
    const since = new Date(dates[Math.floor(dates.length / 2)]!).toISOString();
    const report = await crawl({ seeds: [site.url], sink: [], since, ...local });
    expect(report.articles.found).toBe(
      site.stories().filter((story) => new Date(story.published).toISOString() >= since).length,
    );
  });

  it("of a single article takes that article and its thread only", async () => {
    const story = site.stories()[0]!;
    const visits: Visit[] = [];
    const report = await crawl({ seeds: [site.address(story.slug)], sink: visits, ...local });
    expect(report).toMatchObject({ articles: { found: 1 }, threads: { walked: 1 } });
  });
});

describe.each(engines)("a second crawl into $name", ({ open }) => {
  // A site of its own, for it is edited.
  let site: Site;
  beforeEach(async () => {
    site = await startSite();
  });
  afterEach(() => site.stop());

  it("adds no row, and a changed site adds just what changed", async () => {
    await using corpus = await open();
    await crawl({ seeds: [site.url], sink: corpus.sink(), ...local });
    const first = await rowsBeside(corpus, "crawl");
    expect(first.article).toBe(site.stories().length);

    const from = site.requests.length;
    const again = await crawl({ seeds: [site.url], sink: corpus.sink(), refresh: true, ...local });
    // No article came a second time; threads are walked whole.
    const conditional = site.requests.slice(from).filter(({ headers }) => headers["if-none-match"] !== undefined);
    expect(new Set(conditional.map(({ status }) => status))).toEqual(new Set([304]));
    const paths = conditional.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(site.stories().map(({ slug }) => new URL(site.address(slug)).pathname)),
    );
    expect(again.pages.visited).toBeGreaterThan(first.article!);
    expect(await rowsBeside(corpus, "crawl")).toEqual(first);

    const story = site.stories().find(({ slug }) => site.comments(slug).length > 3)!;
    const gone = site.comments(story.slug).at(-1)!;
    const edited = site.comments(story.slug)[0]!;
    site.editArticle(story.slug, { headline: "Quite another headline" });
    site.editComment(edited.id, "I have thought about it again.");
    site.deleteComment(gone.id);
    const changed = await crawl({ seeds: [site.url], sink: corpus.sink(), refresh: true, ...local });
    expect(changed).toMatchObject({ articles: { new: 0, revised: 1 }, comments: { new: 0, revised: 1, vanished: 1 } });
    const now = await rowsBeside(corpus, "crawl");
    expect(now).toMatchObject({
      article: first.article,
      comment: first.comment,
      articleRevision: first.articleRevision! + 1,
      commentRevision: first.commentRevision! + 1,
    });
    const [article] = await corpus.articles().where({ search: "quite another headline" });
    expect(article).toMatchObject({ headline: "Quite another headline" });
    // The article met first was read before the site's appeals were known: that was ours, this is theirs.
    expect((await corpus.revisions(article!.url)).filter(({ cause }) => cause === "publisher")).toHaveLength(1);
  });
});
