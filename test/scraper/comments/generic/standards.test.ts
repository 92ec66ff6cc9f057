// Comments that pages state by a standard: schema.org in microdata and RDFa, SIOC, microformats 1 and 2.
import { describe, expect, it } from "vitest";
import { readThread } from "../../../../packages/scraper/src/comments/generic/thread.ts";
import { pageOf } from "../../../support/replay.ts";

const URL = "https://courier.example/2026/03/bridge/";
const story = "<h1>Bridge</h1><p>The council met on Tuesday to speak about the bridge over the harbour.</p>";
const read = (body: string) => readThread(pageOf(URL, `<html lang="en"><body>${story}${body}</body></html>`))?.comments;

describe("comments are read from", () => {
  it("microdata, with votes, address and nested answers", () => {
    const one = (id: number, name: string, said: string, inner = "") =>
      `<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><link itemprop="url" href="/2026/03/bridge/?c=k${id}">
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/people/${id}"><span itemprop="name">${name}</span></a></span>
      <meta itemprop="dateCreated" content="2026-03-02T0${id}:15:00+01:00"><div itemprop="text">${said}</div>
      <span itemprop="upvoteCount">${id}</span><meta itemprop="downvoteCount" content="1">${inner}</div>`;
    const answer = one(3, "Ben Roth", "A ferry would be cheaper.");
    expect(read(one(2, "Ida Holm", "The old piers stand.", answer) + one(4, "Mia", "Keep them."))).toMatchObject([
      {
        author: { name: "Ida Holm" },
        createdAt: { at: "2026-03-02T01:15:00.000Z", source: "machine" },
        text: "The old piers stand.",
        votes: { up: 2, down: 1, score: null },
        permalink: `${URL}?c=k2`,
        parent: null,
      },
      { author: { name: "Ben Roth" }, text: "A ferry would be cheaper.", votes: { up: 3 }, parentFrom: "dom" },
      { author: { name: "Mia" }, parent: null },
    ]);
  });

  it("the older UserComments", () => {
    const one = (name: string, said: string) =>
      `<li itemscope itemtype="http://schema.org/UserComments"><b itemprop="creator">${name}</b>
      <time itemprop="commentTime" datetime="2026-03-02T08:15Z">2 March</time><p itemprop="commentText">${said}</p></li>`;
    expect(read(`<ul>${one("Ida", "The old piers stand.")}${one("Ben", "Not for long.")}</ul>`)).toMatchObject([
      { author: { name: "Ida" }, createdAt: { precision: "min", source: "machine" }, text: "The old piers stand." },
      { author: { name: "Ben" }, text: "Not for long." },
    ]);
  });

  it("RDFa, and the parent that SIOC states as Drupal 7 prints it", () => {
    const one = (id: number, name: string, said: string, parent = "") =>
      `<div id="comment-${id}" about="/comment/${id}#comment-${id}" typeof="sioc:Post sioct:Comment">
      <span property="dc:date dc:created" content="2026-03-02T08:1${id}:00+00:00"><span rel="sioc:has_creator"><span class="username" typeof="sioc:UserAccount" property="foaf:name">${name}</span></span> on Mon</span>
      <span rel="sioc:reply_of" resource="/node/7"></span>${parent}<div property="content:encoded"><p>${said}</p></div></div>`;
    const answer = one(
      6,
      "Ben",
      "A ferry would be cheaper.",
      '<span rel="sioc:reply_of" resource="/comment/5#comment-5"></span>',
    );
    expect(read(one(5, "Ida", "The old piers stand.") + answer)).toMatchObject([
      {
        nativeId: "5",
        author: { name: "Ida" },
        createdAt: { at: "2026-03-02T08:15:00.000Z" },
        text: "The old piers stand.",
        parent: null,
      },
      { nativeId: "6", author: { name: "Ben" }, text: "A ferry would be cheaper.", parent: "5", parentFrom: "id" },
    ]);
  });

  it("schema.org in RDFa", () => {
    const one = (id: number, name: string, said: string, parent = "") =>
      `<article resource="#c${id}" id="c${id}" typeof="schema:Comment"><span rel="schema:author"><span property="schema:name">${name}</span></span>
      <span property="schema:dateCreated" content="2026-03-02T08:15:00+00:00"></span>${parent}<div property="schema:text"><p>${said}</p></div>
      <span property="schema:upvoteCount" content="12"></span></article>`;
    const answer = one(8, "Ben", "A ferry would be cheaper.", '<link property="schema:parentItem" href="#c7">');
    expect(read(one(7, "Ida", "The old piers stand.") + answer)).toMatchObject([
      {
        author: { name: "Ida" },
        createdAt: { at: "2026-03-02T08:15:00.000Z" },
        text: "The old piers stand.",
        votes: { up: 12 },
      },
      { author: { name: "Ben" }, text: "A ferry would be cheaper.", parent: "7", parentFrom: "id" },
    ]);
  });

  it("microformats 2: h-cite within an h-entry", () => {
    const one = (id: number, name: string, said: string, parent = "") =>
      `<div class="u-comment h-cite" id="r${id}"><a class="p-author h-card" href="https://${name}.example/">${name}</a>: ${parent}
      <p class="p-content">${said}</p><a class="u-url" href="/notes/r${id}"><time class="dt-published" datetime="2026-03-02T08:15:00Z">Monday</time></a></div>`;
    const answer = one(2, "ben", "A ferry would be cheaper.", '<a class="u-in-reply-to" href="#r1">↑</a>');
    expect(read(`<div class="h-entry">${one(1, "ida", "The old piers stand.")}${answer}</div>`)).toMatchObject([
      { author: { name: "ida" }, text: "The old piers stand.", permalink: "https://courier.example/notes/r1" },
      { author: { name: "ben" }, text: "A ferry would be cheaper.", parent: "1", createdAt: { source: "machine" } },
    ]);
  });

  it("hAtom: entries named hcomment", () => {
    const one = (name: string, said: string) =>
      `<li class="hentry hcomment"><span class="vcard author"><cite class="fn">${name}</cite></span>
      <abbr class="published" title="2026-03-02T08:15:00+0000">Monday</abbr><div class="entry-content">${said}</div></li>`;
    expect(read(`<ul>${one("Ida", "The old piers stand.")}${one("Ben", "Not for long.")}</ul>`)).toMatchObject([
      { author: { name: "Ida" }, createdAt: { at: "2026-03-02T08:15:00.000Z" }, text: "The old piers stand." },
      { author: { name: "Ben" } },
    ]);
  });
});

describe("whom a record answers is told by", () => {
  const one = (id: number, inner = "") =>
    `<div class="comment" id="comment-${id}"><b class="author">Ada ${id}</b> <time datetime="2026-03-02T08:15:00Z">2 March</time>${inner}<p>This is what somebody said, number ${id}.</p><a href="#comment-${id}">Reply to Ada ${id}</a></div>`;
  const parents = (body: string) => read(body)?.map(({ parent, parentFrom }) => [parent, parentFrom]);

  it.each([
    ['<a href="#comment-1">in reply to #1</a>'],
    ['<span>Antwort auf</span> <a href="/2026/03/bridge/#comment-1">Ada 1</a>'],
    ['<a class="comment__origin" href="?cid=1">#1</a>'],
    ['in risposta a <a href="#comment-1">Ada 1</a>'],
  ])("the link in %s", (link) => {
    expect(parents(one(1) + one(2, link) + one(3))).toEqual([
      [null, "id"],
      ["1", "id"],
      [null, "id"],
    ]);
  });

  it("no link that only mentions another", () => {
    expect(parents(one(1) + one(2, '<a href="#comment-1">@Ada 1</a>'))).toEqual([
      [null, "none"],
      [null, "none"],
    ]);
  });

  it("the name of the list around it", () => {
    const tree = `<ul><li>${one(1)}</li></ul><ul id="commtree_1"><li>${one(2)}</li><li>${one(3)}</li></ul><ul id="commtree_3"><li>${one(4)}</li></ul>`;
    expect(parents(tree)).toEqual([
      [null, "id"],
      ["1", "id"],
      ["1", "id"],
      ["3", "id"],
    ]);
  });
});
