// What stands between, above and below the paragraphs of an article's element and belongs to none of them.
import { describe, expect, it } from "vitest";
import { extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { pageOf } from "./fixtures.ts";

const URL = "https://news.example/2026/03/the-tide-mill-turns-4711.html";
const TEXTS = Array.from(
  { length: 6 },
  (_, i) =>
    `The mill on the ${["north", "south", "east", "west", "old", "new"][i]} quay turned again on Tuesday, said its keeper, after ${i + 3} years of mud, rope and patience.`,
);
const [first, ...rest] = TEXTS.map((text) => `<p>${text}</p>`);

const linesOf = (html: string, url = URL): string[] => {
  const result = extractArticle(pageOf(url, `<html lang="en"><body>${html}</body></html>`));
  if (result.kind !== "article") throw new Error(result.detail);
  return result.article.text.split("\n");
};
/** The page with something between its first and its second paragraph. */
const around = (between: string): string =>
  `<main><h1>The tide mill turns</h1><div class="story">${first}${between}${rest.join("")}</div></main>`;

describe("between the paragraphs stands no", () => {
  it.each([
    [
      "link to another article",
      '<p><a href="/2026/02/a-lock-for-the-harbour-4690.html">A lock for the harbour, at last</a></p>',
    ],
    [
      "link with its label, whatever it says",
      '<p><strong>FUNDA LOKHU:</strong> <a href="https://www.news.example/2026/02/lock-4690">A lock for the harbour, at last</a></p>',
    ],
    [
      "list of links, and no heading above it",
      '<h3>Rund um die Mühle</h3><ul><li><a href="/2026/02/lock-4690.html">A lock for the harbour</a></li><li><a href="/2026/02/mud-4691.html">Mud and more of it</a></li></ul><h2>Rope</h2>',
      ["Rope"],
    ],
    [
      "box that asks for an address, with all its words",
      '<div class="x81"><h4>The quay in the morning</h4><p>Every morning the five most telling stories, read by 40,000 people.</p><div><input type="email" placeholder="you@mail.example"><button>Go</button></div><p>We keep your address, and you may go at any time.</p></div>',
    ],
    [
      "poll",
      '<div class="q"><p>Should the mill grind at night, when the tide is highest?</p><label><input type="radio" name="v"> Yes, it should, the sooner the better.</label><label><input type="radio" name="v"> No.</label></div>',
    ],
    [
      "note for an embed that a reader has not agreed to",
      "<div><p>Empfohlener redaktioneller Inhalt</p><p>An dieser Stelle finden Sie einen externen Inhalt von YouTube. Sie können ihn sich mit einem Klick anzeigen lassen.</p></div>",
    ],
    [
      "caption by its class",
      '<img src="/mill.jpg"><span class="newsCaption">The keeper, second from the left, holds the old rope (Image: Quay)</span>',
    ],
  ])("%s", (_, between, kept: readonly string[] = []) => {
    expect(linesOf(around(between))).toEqual([TEXTS[0], ...kept, ...TEXTS.slice(1)]);
  });

  it("clock of a ticker, nor the author beside it; a programme keeps its hours", () => {
    const entry = (text: string, at: string): string => `<div><span>${at}</span> <b>Ada Moor</b></div><p>${text}</p>`;
    const ticker = TEXTS.map((text, i) => entry(text, `2${i % 4}:0${i}`)).join("");
    expect(linesOf(`<h1>Mill, live</h1><div class="story">${ticker}</div>`)).toEqual(TEXTS);
    const hours = "<p>20:15 The mill, a film</p><p>21:45 Songs of the quay</p>";
    expect(linesOf(around(hours))).toContain("21:45 Songs of the quay");
  });
});

describe("between the paragraphs stays", () => {
  it.each([
    [
      "a link to another site",
      '<p><a href="https://mills.example/tide-mills-of-the-north-12.html">All tide mills of the north</a></p>',
    ],
    [
      "a paragraph that begins with a link",
      '<p><a href="/2026/02/lock-4690.html">The lock</a> was opened in February, and nobody came to see it.</p>',
    ],
    [
      "a thought on cookies",
      "<p>Third-party cookies, said the keeper, are no reason to accept a mill that knows who you are.</p>",
    ],
  ])("%s", (_, between) => {
    expect(linesOf(around(between))).toHaveLength(TEXTS.length + 1);
  });

  it("a section under a heading that comments have, too", () => {
    const html = `<article><h1>A study of mills</h1>${first}${rest.join("")}<h2>Discussion</h2>${TEXTS.map((text, i) => `<p>${text} It was so in <em>${1990 + i}</em>.</p>`).join("")}</article>`;
    expect(linesOf(html)).toHaveLength(2 * TEXTS.length + 1);
  });

  it("an article below the button that leads to its comments", () => {
    const form = '<form><textarea name="c"></textarea></form>';
    const html = `<article><h1>The tide mill turns</h1><p>${TEXTS[0]} ${TEXTS[1]}</p><div><a href="#c">12 comments</a></div><div class="r">${rest.join("")}${rest.join("")}${form}</div></article>`;
    expect(linesOf(html).length).toBeGreaterThan(2 * rest.length);
  });

  it("a section whose id is its heading", () => {
    const html = `<article><h1>Rope</h1>${first}<section id="sharing-a-rope-with-a-friend">${rest.join("")}${rest.join("")}</section></article>`;
    expect(linesOf(html)).toHaveLength(1 + 2 * rest.length);
  });

  it("a line where links are all that the page says", () => {
    const links = TEXTS.map(
      (_, i) => `<li><a href="/2026/02/story-of-rope-${4700 + i}.html">The story of rope, part ${i}</a></li>`,
    );
    expect(
      linesOf(
        `<article><h1>Rope, complete</h1><p>${TEXTS[0]}</p><ul>${links.join("")}</ul><p>${TEXTS[1]}</p></article>`,
      ),
    ).toHaveLength(2 + links.length);
  });
});

describe("the standfirst", () => {
  it("is said where the header around the headline holds it, with no class and no description", () => {
    const lead = "Three years of mud are over, and the keeper has a plan for the fourth.";
    const html = `<article><header><h1>The tide mill turns</h1><p>By Ada Moor, 3 March 2026</p><p>${lead}</p></header>${TEXTS.map((text) => `<p>${text}</p>`).join("")}</article>`;
    expect(linesOf(html)).toEqual([lead, ...TEXTS]);
  });
});

describe("what the page states", () => {
  it("is the text where the page shows a teaser in company", () => {
    const stated = [...TEXTS, ...TEXTS.map((text) => text.replace("mill", "lock"))].join("\n");
    const node = {
      "@type": "NewsArticle",
      headline: "The tide mill on the north quay turned again",
      articleBody: stated,
    };
    const shown = `<p>${TEXTS[0]}</p><p>The first month is yours, and then you choose what the quay is worth to you, dear reader.</p>`;
    const html = `<script type="application/ld+json">${JSON.stringify(node)}</script><h1>${node.headline}</h1><div>${shown}</div>`;
    expect(linesOf(html)).toHaveLength(2 * TEXTS.length);
  });
});

describe("a ruby", () => {
  it("is its signs without how they are said", () => {
    const said = "<ruby>法律<rp>(</rp><rt>ほうりつ</rt><rp>)</rp></ruby>で決めています。";
    const html = `<h1>法律</h1><div>${`<p>新しい${said}親が子どもを教育するために、たたいたり蹴ったりする体罰を禁止することになりました。</p>`.repeat(3)}</div>`;
    expect(linesOf(html)[0]).toBe(
      "新しい法律で決めています。親が子どもを教育するために、たたいたり蹴ったりする体罰を禁止することになりました。",
    );
  });
});
