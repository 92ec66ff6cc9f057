// Comments that only their layout tells apart: rows of tables, and what stands between rules; and what looks the same and is none.
import { describe, expect, it } from "vitest";
import { extractArticle } from "../../../../packages/scraper/src/article/extract.ts";
import { readThread } from "../../../../packages/scraper/src/comments/generic/thread.ts";
import { threadsOnPage } from "../../../../packages/scraper/src/comments/on-page.ts";
import generic from "../../../../packages/scraper/src/platforms/generic.ts";
import { pageOf, rawNames } from "../../../support/replay.ts";

const story = `<h1>Bridge</h1>${"<p>The council met on Tuesday to speak about the bridge over the harbour, and everybody came to hear what was said of it.</p>".repeat(4)}`;
const page = (body: string) =>
  pageOf("https://courier.example/2026/03/bridge/", `<html lang="en"><body>${story}${body}</body></html>`);

interface Said {
  readonly name: string;
  readonly date: string;
  readonly text: string;
}
const SAID: readonly Said[] = [
  {
    name: "Ada Moore",
    date: "March 2, 2026 10:00 AM",
    text: "I was there, it was cold, and nobody left before the end.",
  },
  { name: "Ben", date: "March 3, 2026 10:01 AM", text: "Yes." },
  {
    name: "Cleo P.",
    date: "March 4, 2026 10:02 AM",
    text: "5 &lt; 6<br>And that is all that I wanted to say about it.",
  },
  {
    name: "dockhand77",
    date: "March 5, 2026 10:03 AM",
    text: "They should have built the other bridge when they could.",
  },
];
const each = (write: (said: Said) => string): string => SAID.map(write).join("");
const WORDS = SAID.map(({ text }) => text.replace("&lt;", "<").replace("<br>", "\n"));

const heading = "<h3>Comments</h3>";
const rows = (write: (said: Said) => string): string => `<table>${each(write)}</table>`;
const dated: [string, string][] = [
  [
    "a row of name and time, then a row of text",
    heading +
      rows(
        ({ name, date, text }) => `<tr><td><b>${name}</b></td><td>${date}</td></tr><tr><td colspan=2>${text}</td></tr>`,
      ),
  ],
  [
    "the same below a row of titles",
    `${heading}<table><tr><th>Who</th><th>When</th></tr>${each(({ name, date, text }) => `<tr><td>${name}</td><td>${date}</td></tr><tr><td colspan=2>${text}</td></tr>`)}</table>`,
  ],
  [
    "a row of text, then a row of name and time",
    heading +
      rows(({ name, date, text }) => `<tr><td colspan=2>${text}</td></tr><tr><td>${name}</td><td>${date}</td></tr>`),
  ],
  [
    "three rows each, the last with a link to answer",
    heading +
      rows(
        ({ name, date, text }) =>
          `<tr><td>${name}</td><td>${date}</td></tr><tr><td colspan=2>${text}</td></tr><tr><td><a href="?reply=1">Reply</a></td></tr>`,
      ),
  ],
  [
    "rows in one sentence, in a box with a name",
    `<div id="comments">${rows(({ name, date, text }) => `<tr><td>Posted by ${name} on ${date}</td></tr><tr><td>${text}</td></tr>`)}</div>`,
  ],
  [
    "a bold name and a time, then the text, then a rule",
    `<div>${heading}${each(({ name, date, text }) => `<b>${name}</b> - ${date}<br>${text}<hr>`)}</div>`,
  ],
  [
    "a rule before each, in the middle of the page",
    `<h3>4 Comments</h3>${each(({ name, date, text }) => `<hr><b>${name}</b> ${date}<br>${text}`)}`,
  ],
  [
    "paragraphs between rules",
    `<div>${heading}${each(({ name, date, text }) => `<p><b>${name}</b> ${date}</p><p>${text}</p><hr>`)}</div>`,
  ],
];

describe("comments are read of", () => {
  it.each(dated)("%s", (_, body) => {
    const thread = readThread(page(body));
    expect(thread?.comments.map(({ author }) => author?.name)).toEqual(SAID.map(({ name }) => name));
    expect(thread?.comments.map(({ createdAt }) => createdAt?.at.slice(0, 16))).toEqual(
      [2, 3, 4, 5].map((day, i) => `2026-03-0${day}T10:0${i}`),
    );
    expect(thread?.comments.map(({ text }) => text)).toEqual(WORDS);
  });

  it("bold names between rules without any time, in a section that its name and its heading call comments", () => {
    const list = each(({ name, text }) => `<b>${name}</b><br>${text}<hr>`);
    const thread = readThread(page(`<div id="comments">${heading}${list}</div>`));
    expect(thread?.comments.map(({ author, text }) => [author?.name, text])).toEqual(
      SAID.map(({ name }, i) => [name, WORDS[i]]),
    );
    expect(readThread(page(`<div>${heading}${list}</div>`))).toBeUndefined();
  });
});

it.each(dated.filter(([what]) => !what.includes("in the middle")))("%s: none of it is in the article", (_, body) => {
  const read = extractArticle(page(body));
  expect(read.kind === "article" && read.article.text).toMatch(/what was said of it\.$/);
});

describe("no thread is", () => {
  const meets = "The committee meets in the town hall and speaks about the harbour.";
  it.each([
    [
      "a list of events",
      rows(({ name, date }) => `<tr><td><b>Concert ${name}</b></td><td>${date}</td></tr><tr><td>${meets}</td></tr>`),
    ],
    [
      "minutes below a heading that could be one",
      `<h3>Discussion</h3>${rows(({ date }) => `<tr><td>${date}</td></tr><tr><td>${meets}</td></tr>`)}`,
    ],
    [
      "a list of news between rules",
      `<div id="news">${each(({ name, date }) => `<b>The story of ${name}</b> ${date}<br>${meets}<hr>`)}</div>`,
    ],
    [
      "a table of numbers below such a heading",
      `${heading}${rows(({ date }) => `<tr><td>${date}</td><td>17</td></tr><tr><td>23</td></tr>`)}`,
    ],
  ])("%s", (_, body) => {
    expect(threadsOnPage(page(body), [generic], rawNames)).toEqual([]);
  });
});
