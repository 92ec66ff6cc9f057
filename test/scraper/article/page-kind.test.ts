// What is an article and what is none: lists, walls, notices, and the evidence for the verdict.
import type { AbsenceReason } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { type Extraction, extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { pageOf } from "./fixtures.ts";

const TEXT =
  "<p>The council met on Tuesday, and it talked for six hours about a bridge that nobody crosses.</p>".repeat(4);
const teasers = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) =>
      `<div><h2><a href="/2026/${i}">Item ${i}: the ferry, the bridge and the bell</a></h2><p>A short text about item ${i}, which goes on elsewhere, as they do.</p></div>`,
  ).join("");
const extract = (html: string, url = "https://news.example/page"): Extraction => extractArticle(pageOf(url, html));

const NONE: readonly [name: string, reason: AbsenceReason, html: string, url?: string][] = [
  ["a front page with teasers", "not-an-article", `<h1>News</h1>${teasers(8)}`, "https://news.example/"],
  ["a section page without any class", "not-an-article", `<h1>Coast</h1>${teasers(8)}`, "https://news.example/coast/"],
  [
    "an archive with two excerpts",
    "not-an-article",
    `<body class="archive tag tag-bell wp-singular"><h1>Bell</h1>${teasers(2)}`,
    "https://news.example/tag/bell/",
  ],
  [
    "a search page",
    "not-an-article",
    `<title>Search Results for bell</title><h1>Search Results for bell</h1>${teasers(2)}`,
    "https://news.example/?s=bell",
  ],
  [
    "a static page of WordPress",
    "not-an-article",
    `<head><link rel="https://api.w.org/" href="/wp-json/"></head><body class="page page-id-2"><h1>About the paper</h1>${TEXT}`,
  ],
  ["an imprint", "not-an-article", `<h1>Impressum</h1>${TEXT}`],
  ["an empty page", "not-an-article", ""],
  [
    "a thread page of Discourse with its login form",
    "not-an-article",
    `<meta name="generator" content="Discourse 3.5"><h1>A bell</h1><div class="topic-body crawler-post"><p>Why does it ring?</p></div><form><input type="password"></form>`,
  ],
  [
    "a topic of a forum that is known, with an opening post as long as an article",
    "not-an-article",
    `<h1>A bell</h1><article class="message message--post" id="js-post-4"><div class="message-body"><div class="bbWrapper">${TEXT}</div></div></article>`,
  ],
  [
    "a topic of an unknown forum that microdata calls one",
    "not-an-article",
    `<h1>A bell</h1><div itemscope itemtype="https://schema.org/DiscussionForumPosting"><div><b itemprop="author">Ada</b><div itemprop="text">${TEXT}</div></div>
    <div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="r5"><b itemprop="author">Ben</b> <time datetime="2024-05-03T10:00Z"></time><div itemprop="text">It rings at noon, and never before noon.</div></div></div>`,
  ],
  [
    "a thread page of unknown software",
    "not-an-article",
    `<h1>A bell</h1><div class="comments">${TEXT.repeat(4)}</div><form><input type="password"></form>`,
  ],
  ["a page of frames", "not-an-article", '<frameset cols="20,80"><frame src="a.html"><frame src="b.html"></frameset>'],
  [
    "a missing page that answers 200",
    "soft-404",
    "<title>Page not found - News</title><h1>Page not found</h1><p>Sorry, this page has moved or never was. Try the search.</p>",
  ],
  ["WordPress's own 404", "soft-404", `<body class="error404"><h1>Oops</h1>${TEXT}`],
  ["a login form", "login-required", '<title>Log in | News</title><h1>Log in</h1><form><input type="password"></form>'],
  [
    "a protected post",
    "login-required",
    '<h1>For members</h1><p>This content is password protected. To view it please enter the password below.</p><form><input type="password" name="post_password"></form>',
  ],
  [
    "a bot check",
    "challenged",
    '<title>Just a moment...</title><h1>news.example</h1><p>Checking if the site connection is secure.</p><div id="challenge-running"></div>',
  ],
  [
    "a wall that offers advertising or a price, under a headline of its own",
    "consent-wall",
    "<title>Deichbote</title><h1>Willkommen beim Deichboten</h1><h3>Mit Werbung weiterlesen</h3><p>Lesen Sie wie gewohnt mit Werbung und Tracking. Den Widerruf finden Sie in der Datenschutzerklärung am Ende jeder Seite.</p><h3>Pur-Abo</h3><p>Lesen Sie ohne Tracking und ohne Werbung für 4 Euro im Monat.</p><p>Mit Ihrer Einwilligung speichern wir und 180 Partner Cookies auf Ihrem Gerät, um zu sehen, was Sie lesen.</p>",
  ],
  [
    "a consent wall",
    "consent-wall",
    "<title>Before you continue</title><h1>Before you continue</h1><p>We use cookies. Consent, or read our cookies and privacy notice about consent to cookies.</p>",
  ],
];

describe("no article", () => {
  it.each(NONE)("is %s (%s)", (_, reason, html, url) => {
    const result = extract(html, url);
    expect(result).toMatchObject({ kind: "absent", reason });
    expect(result.kind === "absent" && result.detail).not.toBe("");
  });
});

describe("an article", () => {
  const short = "<h1>Pool opens</h1><p>The pool opens on Monday at seven.</p><p>The water has nineteen degrees.</p>";
  it.each([
    ["a bare page of headline and paragraphs", `<h1>A bridge</h1>${TEXT}`],
    ["a short item that og:type calls so", `<meta property="og:type" content="article">${short}`],
    [
      "a short item that JSON-LD calls so",
      `<script type="application/ld+json">{"@type":"BlogPosting"}</script>${short}`,
    ],
    ["a short single post by its body class", `<body class="single single-post postid-3">${short}`],
    [
      "a post of one linked sentence in an element that calls itself a post's",
      `<h1>A bell</h1><div class="entry-content"><p><a href="https://bell.example/">Listen to the bell of Grey Holm, as it rang on Sunday.</a></p></div>`,
    ],
    [
      "a long guide that WordPress keeps as a static page",
      `<head><link rel="https://api.w.org/" href="/wp-json/"></head><body class="page page-id-2"><h1>How to cross a bridge</h1><div class="entry-content">${TEXT.repeat(5)}</div>`,
    ],
    ["a page without body, head or headline", TEXT.repeat(2)],
    ["a page that never closes its head", `<head><title>A bridge</title><h1>A bridge</h1>${TEXT}`],
    [
      "an article about a bot check with its script",
      `<title>Just a moment, said the mayor</title><script src="https://challenges.cloudflare.com/x.js"></script><h1>Just a moment, said the mayor</h1>${TEXT.repeat(6)}`,
    ],
    [
      "an article about a page that was not found",
      `<title>Page not found, says the archive</title><meta property="og:type" content="article"><h1>Page not found, says the archive</h1>${TEXT.repeat(5)}`,
    ],
    [
      "an article beside many teasers",
      `<h1>A bridge</h1><div class="story">${TEXT.repeat(2)}</div><div class="k-side">${teasers(6)}</div>`,
    ],
  ])("is %s", (_, html) => {
    expect(extract(html)).toMatchObject({ kind: "article" });
  });
});
