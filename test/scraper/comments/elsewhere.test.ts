// Where a page says that it is talked about, and where it only speaks of another page.
import { expect, it } from "vitest";
import { elsewhere } from "../../../packages/scraper/src/comments/elsewhere.ts";
import { pageOf } from "../../support/replay.ts";

const places = (html: string): string[] =>
  elsewhere(pageOf("https://news.example/bridge/", html)).map(({ url }) => url.href);

it("takes copies that the page states, in its head and in its text", () => {
  expect(
    places(`<link rel="syndication" href="https://social.example/@a/1"><a class="x u-syndication" href="/b">B</a>
<a rel="nofollow syndication" href="https://c.example/">C</a>`),
  ).toEqual(["https://social.example/@a/1", "https://news.example/b", "https://c.example/"]);
});

it("takes a link that calls to a discussion", () => {
  expect(places('<a href="https://talk.example/1">Discuss on Talk</a>')).toEqual(["https://talk.example/1"]);
});

it("takes no link that is a sentence of the article, that leads nowhere, or that says something else", () => {
  const long = "The council has had a long discussion about the bridge, as one can read in these minutes of March";
  expect(
    places(`<a href="https://talk.example/1">${long}</a><a href="https://talk.example/2">Harbour</a>
<a href="javascript:discuss()">Discuss</a><a href="mailto:desk@news.example">Comment by mail</a>`),
  ).toEqual([]);
});
