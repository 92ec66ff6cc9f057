// Laws of the body: wrappers change nothing, comments never enter it, the shared tree stays as it was, and size costs no more than its share.
import { textOfBlocks } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import fc from "../../support/property.ts";
import { COMMENT_MARK, commentMarkup, type Theme } from "./comment-markup.ts";
import { FIXTURES, type FixtureName, fixtureHtml, pageOf } from "./fixtures.ts";

const ARTICLES = (Object.keys(FIXTURES) as FixtureName[]).filter((name) => !/home|category/.test(name));
const paragraph = fc
  .array(fc.constantFrom("ferry", "bridge", "council", "water", "bell", "the", "a", "and", "never", "said"), {
    minLength: 14,
    maxLength: 40,
  })
  .map((words) => `The ${words.slice(0, 8).join(" ")}, ${words.slice(8).join(" ")}.`);
const article = fc.array(paragraph, { minLength: 3, maxLength: 12 });
const textFrom = (html: string): string => {
  const result = extractArticle(pageOf("https://news.example/a", html));
  if (result.kind !== "article") throw new Error(result.detail);
  expect(result.article.text).toBe(textOfBlocks(result.article.blocks));
  return result.article.text;
};

describe("the body", () => {
  it("is the paragraphs, each on a line, however many divs they are wrapped in", () => {
    fc.assert(
      fc.property(article, fc.nat(12), fc.nat(3), (texts, outer, inner) => {
        const paragraphs = texts
          .map((text) => `${"<div>".repeat(inner)}<p>${text}</p>${"</div>".repeat(inner)}`)
          .join("\n");
        const html = `<body>${"<div>".repeat(outer)}<h1>A bridge</h1><div>${paragraphs}</div>${"</div>".repeat(outer)}</body>`;
        expect(textFrom(html)).toBe(texts.join("\n"));
      }),
      { numRuns: 60 },
    );
  });

  it("never holds a record that the comment engine alone knows, unless the page is nothing but records", () => {
    const story =
      "<p>The council met on Tuesday to speak about the bridge, the ferry, and the water below them.</p>".repeat(9);
    const posting = (id: number): string =>
      `<div class="posting" id="p${id}"><span class="upname">Ada</span> <span class="stamp">2. März 2026, 08:15 Uhr</span><p>The old piers, posting ${id} says, have stood there for a hundred years, and they will stand.</p></div>`;
    const postings = Array.from({ length: 5 }, (_, i) => posting(1000 + i)).join("");
    const said = textFrom(`<body><h1>A bridge</h1><div>${story}${postings}</div></body>`);
    expect(said).toContain("The council met");
    expect(said).not.toContain("posting 100");
    expect(textFrom(`<body><h1>A bridge</h1><div>${postings}</div></body>`)).toContain("posting 1000");
  });

  it("never holds a comment, whatever the theme and the number", () => {
    fc.assert(
      fc.property(
        article,
        fc.constantFrom<Theme>("html5", "block", "legacy", "custom"),
        fc.integer({ min: 2, max: 60 }),
        (texts, theme, count) => {
          const paragraphs = texts.map((text) => `<p>${text}</p>`).join("");
          const html = `<body><h1>A bridge</h1><div>${paragraphs}</div><div>${commentMarkup(theme, count)}</div></body>`;
          const text = textFrom(html);
          expect(text).not.toContain(COMMENT_MARK);
          expect(text).toBe(texts.join("\n"));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("says who is quoted on the line below the quotation", () => {
    const paragraphs = "<p>The council met on Tuesday, and it talked for six hours about a bridge.</p>".repeat(3);
    const quote = "<blockquote><p>You cannot be bored and wet.</p><cite>Ilse, 9</cite></blockquote>";
    expect(textFrom(`<h1>A bridge</h1><div>${paragraphs}${quote}</div>`)).toMatch(/wet\.\nIlse, 9$/);
  });

  it("of a post that says little is its own line, not the box below it", () => {
    const box = "<p>The Quay is a newspaper for all who live by the water, and for those who would like to.</p>".repeat(
      3,
    );
    const text = textFrom(
      `<h1>A bell</h1><div class="entry-content"><p>Wow, just wow (via <a href="/x">Grey Holm</a>).</p></div><div class="x9">${box}</div>`,
    );
    expect(text).toBe("Wow, just wow (via Grey Holm).");
  });

  it("is not what customers wrote, though they wrote more", () => {
    const said = "<p>Ground it twice, drank it thrice, and told the neighbours, who did the same.</p>";
    const tastes =
      "The roast tastes of berries, of salt, and of a long morning by the harbour, when the boats are late and the bell is rung by nobody, or by the wind.";
    expect(
      textFrom(
        `<h1>A roast</h1><div class="p1"><p>${tastes}</p></div><div class="jdgm-rev-widg">${said.repeat(9)}</div>`,
      ),
    ).toBe(tastes);
  });

  it("ends where a heading named for the comments stands, though each comment is a loose paragraph", () => {
    const comments = Array.from(
      { length: 6 },
      (_, i) =>
        `<div id="c16990${i}"><p>${COMMENT_MARK} ${i}, and not for the last time.</p></div><p class="posted">Posted by: Reader at September 1${i}, 2012 11:40 AM</p>`,
    );
    const paragraphs = "<p>The council met on Tuesday, and it talked for six hours about a bridge.</p>".repeat(5);
    const text = textFrom(
      `<h1>A bridge</h1><div id="content">${paragraphs}<h2 id="comments">Comments</h2>${comments.join("")}</div>`,
    );
    expect(text).not.toContain(COMMENT_MARK);
    expect(text.split("\n")).toHaveLength(5);
  });

  it.each(ARTICLES)("of %s leaves the page's tree untouched and is the same when read twice", (name) => {
    const page = pageOf(FIXTURES[name], fixtureHtml(name, 16));
    const before = page.$.html();
    const first = extractArticle(page);
    expect(page.$.html()).toBe(before);
    expect(extractArticle(page)).toEqual(first);
  });

  it.each([
    ["nested elements", `<h1>A</h1>${"<div>".repeat(100_000)}`],
    ["siblings", `<h1>A</h1>${"<div class='x'><i>a</i></div>".repeat(50_000)}`],
    ["nested lists", `<h1>A</h1>${"<ul><li>a, b".repeat(20_000)}`],
    [
      "comment headings",
      `<h1>A</h1><p>${"Words, and more words. ".repeat(20)}</p>${"<h2>2 comments</h2>".repeat(20_000)}`,
    ],
    [
      "captions in captions",
      `<h1>A</h1>${"<div class='caption'><img src='a.jpg'>".repeat(500)}${"words, and more. ".repeat(60_000)}`,
    ],
    [
      "lines that nearly ask for money",
      `<h1>A</h1>${"<div>subscribe to continue, to continue, to continue</div>".repeat(30_000)}`,
    ],
    ["embeds", `<h1>A</h1>${"<div class='wp-block-embed__wrapper'>https://vimeo.com/1 </div>".repeat(30_000)}`],
    ["dots", `<h1>A</h1><p>${".".repeat(300_000)}x</p>`],
    ["blanks", `<h1>A</h1><p>${" ".repeat(2_000_000)}</p>`],
    ["appeals in one line", `<h1>A</h1><p>${"subscribe to our newsletter, ".repeat(50_000)}</p>`],
  ])("costs no more than its share on a page of many %s", (_, html) => {
    const start = performance.now();
    extractArticle(pageOf("https://news.example/a", `${html}<p>The council met, and talked.</p>`));
    // Quadratic work on these takes minutes; the bound leaves room for a busy machine.
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it("takes no field from JSON-LD that only looks like one", () => {
    const ld =
      '{"@type":"NewsArticle","__proto__":{"headline":"x"},"constructor":1,"headline":{"a":1},"author":{"name":["toString"]},"keywords":[[["deep"]],null,7],"image":[null,{}],"datePublished":["soon"]}';
    const paragraphs = "<p>The council met on Tuesday, and it talked for six hours about a bridge.</p>".repeat(3);
    const result = extractArticle(
      pageOf(
        "https://news.example/a",
        `<script type="application/ld+json">${ld}</script><h1>A bridge</h1>${paragraphs}`,
      ),
    );
    expect(result).toMatchObject({ kind: "article", article: { headline: "A bridge", publishedAt: null, images: [] } });
  });
});
