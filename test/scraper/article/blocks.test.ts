// Blocks that are more than a line: code with its indentation, lists within lists, pictures in a wrapper, bodies that only JSON-LD holds.
import { describe, expect, it } from "vitest";
import { extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { pageOf } from "./fixtures.ts";

const TEXT =
  "<p>The council met on Tuesday, and it talked for six hours about a bridge that nobody crosses.</p>".repeat(4);
const articleOf = (html: string) => {
  const result = extractArticle(pageOf("https://n.example/a", html));
  if (result.kind !== "article") throw new Error(result.detail);
  return result.article;
};
const blocksOf = (inner: string) =>
  articleOf(`<h1>A bridge</h1><div>${TEXT}${inner}${TEXT}</div>`).blocks.filter(({ kind }) => kind !== "paragraph");

describe("a block of code", () => {
  it("keeps its lines and their indentation, and is plain lines in the text", () => {
    const html = `<h1>A bridge</h1><div>${TEXT}<pre><code>\nif (wet) {\n    swim()\n\n\tdry()  \n}\n</code></pre>${TEXT}</div>`;
    const { blocks, text } = articleOf(html);
    expect(blocks).toContainEqual({ kind: "code", text: "if (wet) {\n    swim()\n\n\tdry()\n}" });
    expect(text).toContain("\nif (wet) {\nswim()\ndry()\n}\n");
  });

  it("is whole where a highlighter made an element of each line, and without its line numbers", () => {
    const line = (n: number, code: string) => `<div class="line"><span class="lineno">${n}</span>${code}</div>`;
    expect(blocksOf(`<pre>${line(1, "swim()")}${line(2, "  dry()")}</pre>`)).toEqual([
      { kind: "code", text: "swim()\n  dry()" },
    ]);
  });
});

describe("a list", () => {
  it("within another follows its item with its level, and the outer one goes on with its numbers", () => {
    expect(blocksOf("<ol><li>Boats<ul><li>red</li><li>blue</li></ul></li><li>Ropes</li></ol>")).toEqual([
      { kind: "list", ordered: true, items: ["Boats"] },
      { kind: "list", ordered: false, items: ["red", "blue"], level: 1 },
      { kind: "list", ordered: true, items: ["Ropes"], start: 2 },
    ]);
  });
});

describe("a picture in a wrapper without a caption element", () => {
  it("has the wrapper's words as its caption, and the text does not", () => {
    const { blocks, text } = articleOf(
      `<h1>A bridge</h1><div>${TEXT}<div class="caption full"><img src="/b.jpg" width="400"><span>The bridge in May</span></div>${TEXT}</div>`,
    );
    expect(blocks).toContainEqual({
      kind: "image",
      image: { url: "https://n.example/b.jpg", alt: null, caption: "The bridge in May", credit: null },
    });
    expect(text).not.toContain("in May");
  });
});

describe("an embed", () => {
  it.each([
    [
      '<iframe src="https://www.youtube.com/embed/abc" title="A bell rings"></iframe>',
      "youtube",
      "https://www.youtube.com/embed/abc",
      "A bell rings",
    ],
    ['<lite-youtube videoid="abc"></lite-youtube>', "youtube", "https://www.youtube.com/watch?v=abc", null],
    ['<amp-twitter data-tweetid="12"></amp-twitter>', "x", "https://x.com/i/status/12", null],
    [
      '<div class="fb-post" data-href="https://www.facebook.com/quay/posts/3"></div>',
      "facebook",
      "https://www.facebook.com/quay/posts/3",
      null,
    ],
    ['<div class="wp-block-embed__wrapper">\nhttps://vimeo.com/77\n</div>', "vimeo", "https://vimeo.com/77", null],
    ['<video controls><source src="/bell.mp4"></video>', "video", "https://n.example/bell.mp4", null],
    [
      '<blockquote class="twitter-tweet"><p>It rang.</p>Ada (@ada) <a href="https://twitter.com/ada/status/5">March 2</a></blockquote>',
      "x",
      "https://twitter.com/ada/status/5",
      "It rang.\nAda (@ada) March 2",
    ],
  ])("%s is a block with provider and address, and no part of the text", (html, provider, url, text) => {
    const article = articleOf(`<h1>A bridge</h1><div>${TEXT}${html}${TEXT}</div>`);
    expect(article.blocks).toContainEqual({ kind: "embed", provider, url, text });
    expect(article.text.split("\n")).toHaveLength(8);
  });
});

describe("a standfirst above the text", () => {
  it("is the first that is read, whether its class or the description tells it", () => {
    const lead = "Six hours of talk have not made the bridge any safer than it was.";
    for (const [head, line] of [
      ["", `<div class="standfirst">${lead}</div>`],
      [`<meta name="description" content="${lead}">`, `<div class="x7"><p>${lead}</p></div>`],
    ]) {
      const { standfirst, text } = articleOf(`${head}<h1>A bridge</h1>${line}<div class="entry-content">${TEXT}</div>`);
      expect(standfirst).toBe(lead);
      expect(text.split("\n")[0]).toBe(lead);
    }
  });
});

describe("JSON-LD's articleBody", () => {
  const sentence = (n: number) =>
    `Speaker number ${n} said that the bridge was wet, and that a wet bridge is a bridge.`;
  const whole = Array.from({ length: 12 }, (_, i) => sentence(i)).join("\n");
  const script = (articleBody: string) =>
    `<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", headline: "A wet bridge again", articleBody })}</script>`;

  it("is the text where the page shows none, and the evidence says so", () => {
    const { text, evidence } = articleOf(`${script(whole)}<h1>A wet bridge again</h1><div id="app"></div>`);
    expect(text).toBe(whole);
    expect(evidence.text).toEqual({ from: "json-ld:articleBody" });
  });

  it("is the text where the page shows the beginning of it only", () => {
    const shown = [0, 1, 2, 3].map((n) => `<p>${sentence(n)}</p>`).join("");
    const { text, evidence } = articleOf(`${script(whole)}<h1>A wet bridge again</h1><div>${shown}</div>`);
    expect(text).toBe(whole);
    expect(evidence.text?.rivals).toMatchObject({ "body:dense div": expect.stringContaining("Speaker number 0") });
  });

  it.each([
    ["says something else than the page", script(whole.replaceAll("bridge", "ferry").replaceAll("wet", "late"))],
    ["was cut", script(`${whole.slice(0, 600)} …`)],
    ["says no more than the page", script(TEXT.replace(/<[^>]+>/g, " "))],
  ])("loses where it %s", (_, ld) => {
    const { text, evidence } = articleOf(`${ld}<h1>A wet bridge again</h1><div>${TEXT}</div>`);
    expect(text.split("\n")).toHaveLength(4);
    expect(evidence.text?.from).toMatch(/^body:/);
  });
});

describe("the lines around a text", () => {
  it.each([
    [
      "links to the neighbours",
      "<p><a href='/1'>« The pier</a> | <a href='/'>Main</a> | <a href='/2'>The quay »</a></p>",
    ],
    [
      "an appeal and its heading",
      "<h2>Sign-up to the newsletter</h2><p>Sign-up to the Harbour newsletter and get a free map.</p>",
    ],
    [
      "a box to pay at",
      "<div id='piano-inline'><p>Testen Sie unser Angebot einen Monat lang, und kündigen Sie.</p></div>",
    ],
    [
      "a card of another story",
      "<figure class='kg-card kg-bookmark-card'><a href='/z'><div>Another story</div><div>What happened to the pier.</div></a></figure>",
    ],
    ["a lead in brackets", "<p>[ <a href='/z'>Read more: The winter floods of the town</a> ]</p>"],
    [
      "a channel to follow",
      "<p>Folgen Sie uns auf <a href='https://w.example/c'>WhatsApp</a>, und verpassen Sie nichts.</p>",
    ],
    ["controls of the site", "<p>Artikel anhören</p><p><a href='/'>Zur Startseite</a></p>"],
    ["who may copy it", "<p>This work is licensed under a Creative Commons licence.</p>"],
    [
      "what led to links",
      "<p>The editor likes these:</p><ul><li><a href='/1'>The pier, and the men who built it</a></li></ul>",
    ],
  ])("do not hold %s", (_, line) => {
    expect(articleOf(`<h1>A bridge</h1><div>${TEXT}${line}</div>`).text.split("\n")).toHaveLength(4);
  });
});
