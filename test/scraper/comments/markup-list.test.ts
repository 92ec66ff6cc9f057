// Reading comments by rules: what is one comment's own, what is folded, gone or another's, and what no page may do to us.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inMarkup } from "../../../packages/scraper/src/comments/markup-list.ts";
import type { MarkupList } from "../../../packages/scraper/src/comments/markup-rules.ts";
import { threadsOnPage } from "../../../packages/scraper/src/comments/on-page.ts";
import type { AnyPlatform } from "../../../packages/scraper/src/comments/platform.ts";
import { platforms } from "../../../packages/scraper/src/platforms/index.gen.ts";
import fc from "../../support/property.ts";
import { pageOf, rawNames } from "../../support/replay.ts";

const LIST: MarkupList = {
  signs: ({ classes }) => classes.has("c"),
  item: ".c",
  id: [{ at: "@id", match: /^c(\d+)$/ }],
  parent: "nesting",
  author: [".who"],
  time: ["time@datetime", ".when"],
  text: [".text"],
  drop: ".button",
  votes: { score: [".score"] },
  permalink: ["a.link@href"],
  gone: ".gone",
  announced: [{ at: "h3", match: /(\d+)/ }],
  next: "a.next",
};
const read = (html: string, list = LIST, url = "https://news.example/a/") =>
  inMarkup(list).inPage(pageOf(url, html)).comments;

describe("inMarkup", () => {
  it("gives each comment its own fields and none of its replies'", () => {
    const html = `<div class="c" id="c1"><b class="who">Ada</b><div class="text">One<div class="c" id="c2"><time datetime="2020-05-03T10:00Z"></time><div class="text">Two</div></div></div></div>`;
    expect(
      read(html).map(({ nativeId, parent, author, createdAt, text }) => [
        nativeId,
        parent,
        author,
        createdAt?.at,
        text,
      ]),
    ).toEqual([
      ["1", null, { name: "Ada" }, undefined, "One"],
      ["2", "1", null, "2020-05-03T10:00:00.000Z", "Two"],
    ]);
  });

  it("keeps markup as it is but for what the rules leave out, and the page's own tree whole", () => {
    const html = `<div class="c" id="c1"><div class="text"><p>A <i>b<span class="button">Reply</span></i></p></div></div>`;
    const page = pageOf("https://news.example/a/", html);
    expect(inMarkup(LIST).inPage(page).comments[0]).toMatchObject({ html: "<p>A <i>b</i></p>", text: "A b" });
    expect(page.$(".button").text()).toBe("Reply");
  });

  it("leaves out what is folded away, and keeps what is gone", () => {
    const html = `<div class="c" id="c1"><b class="who">Ada</b></div><div class="c" id="c2"><i class="gone"></i></div>`;
    expect(read(html).map(({ nativeId, state, text }) => [nativeId, state, text])).toEqual([["2", "deleted", ""]]);
  });

  it("takes no element without an id, and of two with one id the first", () => {
    const html = `<div class="c"><p class="text">x</p></div><div class="c" id="c1"><p class="text">first</p></div><div class="c" id="c1"><p class="text">second</p></div>`;
    expect(read(html).map(({ text }) => text)).toEqual(["first"]);
  });

  it("finds no thread where no comment is printed", () => {
    expect(inMarkup(LIST).locate(pageOf("https://news.example/a/", `<p class="c">Comments</p>`))).toBeUndefined();
  });

  it("calls a page with posts a thread page where its rules say that it is a topic", () => {
    const posts = `<div class="c" id="c1"><p class="text">a</p></div><div class="c" id="c2"><p class="text">b</p></div>`;
    const isThreadPage = (html: string, list: MarkupList) =>
      inMarkup(list).isThreadPage(pageOf("https://news.example/a/", html));
    expect(isThreadPage(posts, { ...LIST, topic: () => true })).toBe(true);
    expect(isThreadPage(posts, { ...LIST, topic: () => false })).toBe(false);
    expect(isThreadPage(posts, LIST)).toBe(false);
    expect(isThreadPage(`<p class="c">no post</p>`, { ...LIST, topic: () => true })).toBe(false);
    expect(read(posts, { ...LIST, topic: () => true }).map(({ nativeId }) => nativeId)).toEqual(["1", "2"]);
  });

  it("asks for further pages on the same host only, and not for this one", () => {
    const links = ["/a/?page=2", "https://other.example/", "javascript:void(0)", "#x", "/a/"];
    const html = `<div class="c" id="c1"><p class="text">a</p></div>${links.map((href) => `<a class="next" href="${href}">n</a>`).join("")}`;
    const { next } = inMarkup(LIST).inPage(pageOf("https://news.example/a/", html));
    expect(next.map((ask) => ask.url)).toEqual(["https://news.example/a/?page=2"]);
  });

  it("takes 20,000 comments, or a thread of 400 levels, without a pause", () => {
    const one = (i: number, within = "") =>
      `<div class="c" id="c${i}"><b class="who">A</b><p class="text">x</p>${within}</div>`;
    const wide = Array.from({ length: 20_000 }, (_, i) => one(i)).join("");
    let deep = "";
    for (let i = 0; i < 400; i++) deep = one(i, deep);
    const start = performance.now();
    expect(read(wide)).toHaveLength(20_000);
    expect(read(deep)).toHaveLength(400);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

const FIXTURES = join(import.meta.dirname, "../../fixtures/platforms");
const named = (platforms as readonly AnyPlatform[]).filter(({ id }) => readsOwnMarkup(id));
function readsOwnMarkup(id: string): boolean {
  return !["generic", "standards"].includes(id);
}
const pages = named.flatMap((platform) =>
  platform.examples.map((example) => ({
    id: platform.id,
    example,
    html: readFileSync(join(FIXTURES, platform.id, example.fixture, "page.html"), "utf8"),
  })),
);

describe("the named platforms", () => {
  it("claim no page of each other", () => {
    for (const { id, example, html } of pages) {
      const threads = threadsOnPage(pageOf(example.page, html), named, rawNames);
      const claims = threads.filter((thread) => thread.comments.length > 0).map((thread) => thread.platform);
      expect([example.fixture, claims.filter((claim) => claim !== id)]).toEqual([example.fixture, []]);
    }
  });

  it("throw at no page, however their markup is cut and mixed", () => {
    const pieces = pages.flatMap(({ html }) => html.split(/(?=<)/)).filter((_, i) => i % 3 === 0);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        threadsOnPage(pageOf("https://news.example/a/", parts.join("")), named, rawNames);
      }),
      { numRuns: 200 },
    );
  });

  it("have a fixture for each example and an example for each fixture", () => {
    for (const { id, examples } of named) {
      expect(readdirSync(join(FIXTURES, id)).sort()).toEqual(examples.map((example) => example.fixture).sort());
    }
  });
});
