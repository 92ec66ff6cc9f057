// Selectors answered from files give what cheerio's own walk gives.
import { load } from "cheerio/slim";
import { expect, it } from "vitest";
import { loadPage } from "../../../packages/scraper/src/html/page.ts";
import { parsePage } from "../../../packages/scraper/src/html/parse.ts";
import fc from "../../support/property.ts";

const pageOf = (html: string) =>
  loadPage({ url: "https://news.example/a", body: html, fetchedAt: "2026-03-02T12:00:00.000Z" });

const tag = fc.constantFrom("div", "p", "a", "li", "h1");
const id = fc.constantFrom("", ' id="comments"', ' id="comment-7"', ' id="c 1"');
const classes = fc.constantFrom("", ' class="comment"', ' class="comment\n odd"', ' class="Comment"', ' class=""');
const rel = fc.constantFrom("", ' href="/x" rel="next"', " href=/y");
const opening = fc.tuple(tag, id, classes, rel).map((parts) => `<${parts.join("")}>`);
const closing = tag.map((name) => `</${name}>`);
const html = fc
  .array(fc.oneof(opening, opening, closing, fc.constant("text")), { maxLength: 40 })
  .map((it) => it.join(""));
const selector = fc.constantFrom(
  "div",
  "LI",
  "#comments",
  "#c\\ 1",
  ".comment",
  ".comment.odd",
  "div .comment",
  "li > .comment, h1",
  "#comments a[href], .odd",
  "a[rel=next]",
  "[id^='comment-']",
  "[href]",
  "h1 + p",
  "p ~ a",
  "*",
  ".comment:first",
  "p:not(.odd)",
  "div:has(> a)",
  "[class='comment']",
);

it("finds the same elements in the same order", () => {
  fc.assert(
    fc.property(html, selector, (text, wanted) => {
      const page = pageOf(text);
      const walked = load(parsePage(text).document);
      const show = (all: ArrayLike<unknown>, elements: readonly unknown[]): number[] =>
        Array.from(all).map((element) => elements.indexOf(element));
      const own = [...walked("*")];
      expect(show(page.$(wanted), page.elements)).toEqual(show(walked(wanted), own));
    }),
    { numRuns: 3000 },
  );
});

it("searches within an element as cheerio does", () => {
  const { $ } = pageOf('<div id="a"><p>in</p></div><p>out</p>');
  expect($("#a").find("p").text()).toBe("in");
  expect($("p", "#a").text()).toBe("in");
  expect($("p", $("#a")).text()).toBe("in");
  expect($("p", $("#a").get(0)!).text()).toBe("in");
  expect($.root().find("p")).toHaveLength(2);
});

it("refuses what is no selector, every time", () => {
  const { $ } = pageOf("<p>x</p>");
  expect(() => $("p[")).toThrow();
  expect(() => $("p[")).toThrow();
});
