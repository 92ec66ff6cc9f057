// Laws of the WordPress adapter: the paging order does not matter, and REST and the printed pages tell the same thread.

import type { Thread } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { locateThreads } from "../../../packages/scraper/src/comments/locate.ts";
import { threadsOnPage } from "../../../packages/scraper/src/comments/on-page.ts";
import { commentsAddress, postAddress } from "../../../packages/scraper/src/platforms/wordpress/rest.ts";
import wordpress from "../../../packages/scraper/src/platforms/wordpress.ts";
import fc from "../../support/property.ts";
import { pageOf, type RecordedAnswer, rawNames, readFixture, replay } from "../../support/replay.ts";
import { printedPages, restAnswers, type Site, type Written } from "../../support/wordpress-thread.ts";

const site = (depth: number, perPage: number): Site => ({
  article: "https://law.example/2026/03/article/",
  root: "https://law.example/wp-json/",
  post: 4,
  depth,
  perPage,
});

/** Each comment answers nobody or any comment before it. */
const threads: fc.Arbitrary<readonly Written[]> = fc
  .array(
    fc.record({
      answers: fc.option(fc.nat(), { nil: undefined }),
      name: fc.constantFrom("Ada", "Tom & Jerry", "O'Hara", "李", "<3"),
      text: fc.array(fc.constantFrom("At last.", "a < b & c", "⛴ – 8 p.m.", "«no»"), { minLength: 1, maxLength: 3 }),
      byArticleAuthor: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((all) =>
    all.map(({ answers, ...rest }, index) => ({
      id: index + 1,
      parent: answers === undefined || index === 0 ? 0 : (answers % index) + 1,
      ...rest,
    })),
  );
const settings = fc.record({ depth: fc.integer({ min: 2, max: 5 }), perPage: fc.integer({ min: 1, max: 8 }) });

const pageAnswers = ({ article }: Site, pages: readonly string[], bare: number): RecordedAnswer[] => [
  { url: article, body: pages[bare]! },
  ...pages.map((body, index) => ({ url: `${article}comment-page-${index + 1}/`, body })),
];
const closed = (one: Site): RecordedAnswer => ({
  url: commentsAddress(one.root, "4", 1),
  status: 401,
  json: { code: "rest_login_required" },
});

async function read(one: Site, shown: string, answers: readonly RecordedAnswer[]): Promise<Thread> {
  const thread = await replay(wordpress, { page: pageOf(one.article, shown), answers });
  return thread!;
}
const told = (thread: Thread) =>
  thread.comments.map(({ nativeId, author, createdAt, text, html, byArticleAuthor }) => ({
    nativeId,
    name: author?.name,
    at: createdAt?.at,
    offset: createdAt?.offset,
    text,
    html,
    byArticleAuthor,
  }));

describe("wordpress", () => {
  it("reads the same thread whichever comment page the bare address shows", async () => {
    await fc.assert(
      fc.asyncProperty(threads, settings, fc.nat(), async (written, { depth, perPage }, random) => {
        const one = site(depth, perPage);
        const pages = printedPages(one, written);
        const bare = random % pages.length;
        const [first, other] = await Promise.all(
          [0, bare].map((shown) => read(one, pages[shown]!, [closed(one), ...pageAnswers(one, pages, shown)])),
        );
        expect(other!.comments).toEqual(first!.comments);
        expect(other!.collected).toBe(written.length);
        expect(other!.complete).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("hears the same from REST as from the pages, but for parents that the theme flattens", async () => {
    await fc.assert(
      fc.asyncProperty(threads, settings, async (written, { depth, perPage }) => {
        const one = site(depth, perPage);
        const pages = printedPages(one, written);
        const post = { url: postAddress(one.root, null, "4"), json: { id: 4, author: 7, comment_status: "open" } };
        const rest = await read(one, pages[0]!, [
          ...restAnswers(one, written, (n) => commentsAddress(one.root, "4", n)),
          post,
        ]);
        const page = await read(one, pages[0]!, [closed(one), ...pageAnswers(one, pages, 0)]);
        expect(rest.ways).toEqual(["rest"]);
        expect(page.ways).toEqual(["page"]);
        const byId = (list: ReturnType<typeof told>) => list.sort((a, b) => Number(a.nativeId) - Number(b.nativeId));
        expect(byId(told(page))).toEqual(byId(told(rest)));
        const truth = new Map(
          written.map((comment) => [String(comment.id), comment.parent ? String(comment.parent) : null]),
        );
        for (const comment of rest.comments)
          expect([comment.parent, comment.parentFrom]).toEqual([truth.get(comment.nativeId), "id"]);
        // Where a page is sure, it is right; where it is not, it says so.
        for (const comment of page.comments) {
          if (comment.parentFrom === "dom")
            expect([comment.nativeId, comment.parent]).toEqual([comment.nativeId, truth.get(comment.nativeId)]);
          else expect(["depth", "none"]).toContain(comment.parentFrom);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the site's order for top-level comments that stand newest first", async () => {
    const one = site(3, 2);
    const written = [1, 2, 3, 4].map((id) => ({ id, parent: 0, name: "Ada", text: ["x"], byArticleAuthor: false }));
    // comment_order desc: page 2 holds 4 and 3, page 1 holds 2 and 1.
    const turn = (html: string) => {
      const items = html.split(/(?=<li )/);
      const [head, ...rest] = items;
      const last = rest.pop()!;
      const end = last.indexOf("</li>") + 5;
      return [head, last.slice(0, end), ...rest, last.slice(end)].join("");
    };
    const pages = printedPages(one, written).map(turn);
    const thread = await read(one, pages[1]!, [closed(one), ...pageAnswers(one, pages, 1)]);
    expect(thread.comments.map((comment) => comment.nativeId)).toEqual(["4", "3", "2", "1"]);
  });

  it("goes on to pages that only a later page mentions", async () => {
    const one = site(3, 1);
    const written = [1, 2, 3, 4].map((id) => ({ id, parent: 0, name: "Ada", text: ["x"], byArticleAuthor: false }));
    // Each page links to the next one only, as "Newer comments" does.
    const pages = printedPages(one, written).map((html, index) =>
      html.replace(
        /<nav>.*<\/nav>/,
        `<nav><a href="${one.article}comment-page-${index + 2}/#comments">Newer</a></nav>`,
      ),
    );
    const last = pages.length - 1;
    pages[last] = pages[last]!.replace(/<nav>.*<\/nav>/, "");
    const thread = await read(one, pages[0]!, [closed(one), ...pageAnswers(one, pages, 0)]);
    expect(thread.comments.map((comment) => comment.nativeId)).toEqual(["1", "2", "3", "4"]);
  });

  it("puts imported comments where their time puts them, whatever their ids", async () => {
    const one = site(3, 10);
    const row = (id: number, date: string) => ({
      id,
      parent: 0,
      author_name: "Ada",
      date_gmt: date,
      content: { rendered: "<p>x</p>" },
    });
    const rows = [row(1, "2026-05-01T00:00:00"), row(2, "2020-05-01T00:00:00"), row(3, "2021-05-01T00:00:00")];
    const thread = await read(one, printedPages(one, [])[0]!, [{ url: commentsAddress(one.root, "4", 1), json: rows }]);
    expect(thread.comments.map((comment) => comment.nativeId)).toEqual(["2", "3", "1"]);
  });

  it("asks for the comments of an article with one request where nobody is registered", async () => {
    const one = site(3, 10);
    const written = [{ id: 1, parent: 0, name: "Ada", text: ["x"], byArticleAuthor: false }];
    const asked: string[] = [];
    const answers = restAnswers(one, written, (n) => commentsAddress(one.root, "4", n));
    await replay(wordpress, { page: pageOf(one.article, printedPages(one, written)[0]!), answers }, asked);
    expect(asked).toEqual([commentsAddress(one.root, "4", 1)]);
  });

  it("never asks for a reply form", async () => {
    for (const example of wordpress.examples) {
      const asked: string[] = [];
      await replay(wordpress, readFixture("wordpress", example.fixture, example.page), asked);
      expect(asked.filter((url) => url.includes("replytocom"))).toEqual([]);
    }
  });

  it("finishes on the pages what REST began and a server error cut off", async () => {
    const one = site(5, 200);
    const written = Array.from({ length: 130 }, (_, n) => ({
      id: n + 1,
      parent: 0,
      name: "Ada",
      text: ["x"],
      byArticleAuthor: false,
    }));
    const pages = printedPages(one, written);
    const [first, second] = restAnswers(one, written, (n) => commentsAddress(one.root, "4", n));
    const thread = await read(one, pages[0]!, [
      first!,
      { url: second!.url, status: 502, body: "Bad gateway" },
      ...pageAnswers(one, pages, 0),
    ]);
    expect([thread.collected, thread.complete, thread.announced, thread.ways]).toEqual([
      130,
      true,
      130,
      ["rest", "page"],
    ]);
  });

  it("does not hammer the pages when REST says it is asked too often", async () => {
    const one = site(5, 10);
    const asked: string[] = [];
    const answers = [{ url: commentsAddress(one.root, "4", 1), status: 429, body: "" }];
    const thread = await replay(wordpress, { page: pageOf(one.article, printedPages(one, [])[0]!), answers }, asked);
    expect([asked.length, thread!.gaps.map((gap) => gap.reason)]).toEqual([1, ["rate-limited"]]);
  });

  it("calls a REST answer without ids broken, and not empty", async () => {
    const one = site(5, 10);
    const answers = [{ url: commentsAddress(one.root, "4", 1), json: [{ content: { rendered: "<p>x</p>" } }] }];
    const thread = await read(one, printedPages(one, [])[0]!, answers);
    expect(thread.gaps[0]).toMatchObject({
      reason: "adapter-broken",
      detail: expect.stringContaining('"id" in comment 0'),
    });
  });

  it("gives the newest page at once for offline use, and says what to ask for the rest", () => {
    const { page } = readFixture("wordpress", "html5-newest-first", "https://harbour.example/2026/03/ferry-timetable/");
    const [found] = threadsOnPage(page, [wordpress], rawNames);
    expect(found!.comments.map((comment) => comment.nativeId)).toEqual(["14", "15"]);
    expect([found!.announced, found!.ask?.url]).toEqual([5, "https://harbour.example/2026/03/ferry-timetable/"]);
  });

  it("asks for nothing more where the page holds the whole thread", () => {
    const { page } = readFixture("wordpress", "block-theme", "https://blocks.example/2026/02/market-hall/");
    const [found] = threadsOnPage(page, [wordpress], rawNames);
    expect([found!.comments.length, found!.announced, found!.ask]).toEqual([4, 4, undefined]);
  });

  it("names a thread by the post's permanent address, so that two sites of one publisher never mix", () => {
    const head = (root: string, p: string) =>
      `<link rel="https://api.w.org/" href="${root}"><link rel="shortlink" href="${p}">`;
    const key = (url: string, html: string) => locateThreads(pageOf(url, html), [wordpress])[0]?.key;
    expect(
      key("https://www.news.example/a/", head("https://www.news.example/wp-json/", "https://www.news.example/?p=4")),
    ).toBe("news.example/?p=4");
    expect(
      key("https://news.example/blog/a/", head("https://news.example/blog/wp-json/", "https://news.example/blog/?p=4")),
    ).toBe("news.example/blog/?p=4");
    const plain = '<link rel="https://api.w.org/" href="https://x.example/?rest_route=/">';
    expect(key("https://x.example/?p=4", `${plain}<body class="single postid-4">`)).toBe("x.example/?p=4");
  });

  it("finds in the feed what no theme prints: replies whose parent is gone", async () => {
    const url = "https://x.example/a/";
    const feed = `<link rel="alternate" type="application/rss+xml" href="${url}feed/">`;
    const html = `<meta name="generator" content="WordPress 6.4">${feed}<h2 class="comments-title">2 thoughts</h2>
<ol><li id="comment-5" class="comment depth-1"><b class="fn">Ada</b><p>Here.</p><a class="comment-reply-link" href="?replytocom=5#respond">Reply</a></li></ol>`;
    const entry = (id: number, ref: string, text: string) =>
      `<entry><id>${url}#comment-${id}</id><author><name>Ada</name></author><published>2026-03-02T08:00:00Z</published><content type="html"><![CDATA[${text}]]></content><thr:in-reply-to ref="${ref}"/></entry>`;
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">${entry(6, `${url}#comment-4`, `<p>In reply to <a href="${url}#comment-4">Ben</a>.</p><p>There.</p>`)}${entry(5, "https://x.example/?p=1", "<p>Here.</p>")}</feed>`;
    const answers = [
      { url, body: html },
      { url: `${url}feed/atom/`, body: atom },
    ];
    const thread = (await replay(wordpress, { page: pageOf(url, html), answers }))!;
    expect(thread.comments).toMatchObject([
      { nativeId: "5", orphan: false, text: "Here." },
      { nativeId: "6", orphan: true, parent: "4", text: "There." },
    ]);
    expect(thread.complete).toBe(true);
  });

  it("throws at no page, however its markup was cut and shuffled", () => {
    const pieces = wordpress.examples.flatMap((example) => {
      const { page } = readFixture("wordpress", example.fixture, example.page);
      return page.$.html().split(/(?=<)/);
    });
    const odd = [
      '<link rel="alternate" type="application/rss+xml" href="//x//feed/">',
      '<a href="http://[">',
      '<li id="comment-9" class="depth-0">',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...odd), { maxLength: 120 }), (soup) => {
        const page = pageOf("https://news.example/a/", `<meta name="generator" content="WordPress">${soup.join("")}`);
        locateThreads(page, [wordpress]);
        threadsOnPage(page, [wordpress], rawNames);
      }),
      { numRuns: 300 },
    );
  });

  it("does not take the site's feed for that of its front page", () => {
    const html =
      '<link rel="https://api.w.org/" href="https://x.example/wp-json/"><link rel="alternate" type="application/json" href="https://x.example/wp-json/wp/v2/pages/2"><link rel="alternate" type="application/rss+xml" href="https://x.example/feed/">';
    expect(locateThreads(pageOf("https://x.example/", html), [wordpress])[0]!.ref.feed).toBeNull();
  });

  it("finds no thread on an archive, a front page, or another software's comments", () => {
    const root = '<link rel="https://api.w.org/" href="https://news.example/wp-json/">';
    const json = (route: string) =>
      `${root}<link rel="alternate" type="application/json" href="https://news.example/wp-json/wp/v2/${route}">`;
    const pages = [
      root,
      json("categories/3"),
      json("users/1"),
      json("genre/5"),
      '<li id="comment-4" class="comment">not WordPress</li>',
      "<p>Only text</p>",
      "",
    ];
    for (const html of pages) expect(locateThreads(pageOf("https://news.example/x/", html), [wordpress])).toEqual([]);
  });
});
