// The number that a page prints, in many languages and beside headlines full of numbers.
import { describe, expect, it } from "vitest";
import { announcedOn, readCount } from "../../../../packages/scraper/src/platforms/wordpress/announced.ts";
import { pageOf } from "../../../support/replay.ts";

describe("readCount", () => {
  it.each([
    ["12 thoughts on “Ten bridges of 1900”", "Ten bridges of 1900", 12],
    ["One thought on “The 10 best ferries”", "The 10 best ferries", 1],
    ["12 Kommentare", "", 12],
    ["Ein Kommentar zu „Haus 7“", "Haus 7", 1],
    ["Un commentaire sur « 24 heures »", "24 heures", 1],
    ["1.204 comentarios", "", 1204],
    ["1,204 Comments", "", 1204],
    ["1\u202F204 commentaires", "", 1204],
    ["«Agenda 2030»: 3 comentarios", "", 3],
    ["7 questions: 3 replies", "7 questions", 3],
    ["١٢ تعليقاً", "", 12],
    ["No comments yet", "", 0],
    ["Keine Kommentare", "", 0],
    ["Comments", "", null],
    ["Leave a comment", "", null],
    ["99999999999 comments", "", null],
    ["", "", null],
  ])("reads %j below %j as %j", (title, headline, number) => {
    expect(readCount(title, headline)).toBe(number);
  });
});

describe("announcedOn", () => {
  const on = (html: string) => announcedOn(pageOf("https://news.example/a/", html));

  it("takes the title of the section before anything else", () => {
    expect(
      on('<h2 class="comments-title">4 thoughts</h2><a class="comments-link" href="/a/#comments">5 comments</a>'),
    ).toBe(4);
    expect(on('<h3 id="comments">4 Responses to “x”</h3>')).toBe(4);
  });

  it("takes no link to another article's comments", () => {
    expect(on('<a class="comments-link" href="/other/#comments">9 comments</a>')).toBeNull();
    expect(on('<a class="comments-link" href="/a/#comments">9 comments</a>')).toBe(9);
  });

  it("takes the number for machines where the theme prints none", () => {
    expect(on('<script type="application/ld+json">{"@type":"NewsArticle","commentCount":6}</script>')).toBe(6);
    expect(on('<script type="application/ld+json">{"@type":"NewsArticle","commentCount":"six"}</script>')).toBeNull();
  });

  it("does not read the reply form, nor a heading within a comment", () => {
    expect(
      on('<div id="comments"><div id="respond"><h3 class="comments-title">Reply to 3 people</h3></div></div>'),
    ).toBeNull();
  });
});
