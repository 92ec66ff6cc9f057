// Comment lists as newspapers print them, in German and other languages, of this decade and of older systems: the shapes are theirs, the words are ours.
import { describe, expect, it } from "vitest";
import { readThread } from "../../../../packages/scraper/src/comments/generic/thread.ts";
import { pageOf } from "../../../support/replay.ts";

const story = `<h1>Die Brücke</h1><p>${"Der Rat sprach am Dienstag über die Brücke am Hafen und über die Fähre. ".repeat(6)}</p>`;
const read = (body: string, lang = "de") =>
  readThread(
    pageOf(
      "https://kurier.example/2026/bruecke",
      `<html lang="${lang}"><body><article>${story}</article>${body}</body></html>`,
    ),
  )?.comments.map(({ author, createdAt, text, parent }) => [author?.name, createdAt?.at.slice(0, 16), text, parent]);
const SAID = [
  "Die alten Pfeiler stehen seit hundert Jahren, und sie werden noch lange stehen.",
  "Eine Fähre wäre billiger gewesen.",
  "Aber nicht im Winter, wenn der Hafen zufriert.",
] as const;
const WHO = ["Ada Holm", "Ben Roth", "Mia"] as const;
const AT = ["2026-03-02T08:15", "2026-03-02T09:30", "2026-03-02T10:45"] as const;

it("a weekly: articles with reply references and folded controls", () => {
  const one = (i: number, more = "", about = "") =>
    `<article class="comment ${more}" id="cid-${700 + i}"><div class="comment__container"><div class="comment-meta">
    <h4 class="comment-meta__name"><a href="https://profil.kurier.example/${i}">${WHO[i]}</a></h4>
    <a class="comment-meta__date" href="?cid=${700 + i}#cid-${700 + i}">#${i} — 2. März 2026 um ${8 + i}:${15 * (i + 1)} Uhr</a></div>${about}
    <div class="comment__body"><p>${SAID[i]}</p></div><div class="comment__reactions"><a href="#">Antworten</a><a href="#">Melden</a><span>${i} Leserempfehlungen</span></div></div></article>`;
  const answer = '<a class="comment__origin" href="#cid-700">Antwort auf <span>#0 von Ada Holm</span></a>';
  expect(
    read(
      `<section class="comment-section" id="comments"><h2>3 Kommentare</h2>${one(0)}${one(1, "comment--indented", answer)}${one(2)}</section>`,
    ),
  ).toEqual([
    [WHO[0], AT[0], SAID[0], null],
    [WHO[1], AT[1], SAID[1], "700"],
    [WHO[2], AT[2], SAID[2], null],
  ]);
});

it("a daily: a list with titles, a name and a place", () => {
  const one = (i: number) =>
    `<li class="lst-Comments_Item" id="comment${900 + i}"><div class="lst-Comments_CommentTitle">Zur Brücke</div><div class="lst-Comments_CommentInfo">
    <span class="lst-Comments_CommentInfoNameText">${WHO[i]}</span> <span class="lst-Comments_CommentInfoDateText">02.03.2026 - ${8 + i}:${15 * (i + 1)} Uhr</span></div>
    <div class="lst-Comments_CommentText">${SAID[i]}</div><a href="#antworten">Antworten (0)</a> <button>Kommentar melden</button></li>`;
  expect(
    read(`<h3>Leserkommentare</h3><ul class="lst-Comments">${one(0)}${one(1)}${one(2)}</ul>`)?.map(([name, at]) => [
      name,
      at,
    ]),
  ).toEqual([
    [WHO[0], AT[0]],
    [WHO[1], AT[1]],
    [WHO[2], AT[2]],
  ]);
});

it("postings of a forum below each article, parents in attributes", () => {
  const one = (i: number, parent = "") =>
    `<div class="posting" id="posting-${50 + i}" data-postingid="${50 + i}" ${parent}><div class="posting-hd"><strong class="upost-communityname"><span>${WHO[i]}</span></strong>
    <span class="posting-timestamp js-timestamp" data-date="2026-03-02T${["08:15", "09:30", "10:45"][i]}:00">2. März 2026, ${8 + i}:${15 * (i + 1)}</span></div>
    <div class="upost-body"><div class="upost-text">${SAID[i]}</div></div><div class="posting-ft"><button>antworten</button> <button>melden</button></div></div>`;
  expect(
    read(
      `<div class="forum"><h2>Forum: 3 Postings</h2>${one(0)}${one(1, 'data-parentpostingid="50"')}${one(2, 'data-parentpostingid="51"')}</div>`,
    ),
  ).toEqual([
    [WHO[0], AT[0], SAID[0], null],
    [WHO[1], AT[1], SAID[1], "50"],
    [WHO[2], AT[2], SAID[2], "51"],
  ]);
});

it("a cooperative: list items with times, answers in lists within", () => {
  const one = (i: number, inner = "") =>
    `<li class="member" id="bb_message_${80 + i}"><a class="author person" href="/profil/${i}"><h4>${WHO[i]}</h4></a><a href="#bb_message_${80 + i}"><time datetime="2026-03-02T${["08:15", "09:30", "10:45"][i]}:00Z">2. Mär</time></a>
    <div class="objlink"><p>${SAID[i]}</p></div><a href="#reply">antworten</a>${inner}</li>`;
  expect(
    read(
      `<div class="community"><h3>3 Kommentare</h3><ul class="sectbody directory">${one(0, `<ul class="thread">${one(1)}</ul>`)}${one(2)}</ul></div>`,
    ),
  ).toEqual([
    [WHO[0], AT[0], SAID[0], null],
    [WHO[1], AT[1], SAID[1], "80"],
    [WHO[2], AT[2], SAID[2], null],
  ]);
});

it("a magazine's numbered contributions with title, name and time in one line", () => {
  const one = (i: number) =>
    `<div class="article-comment"><a name="comment_${i}"></a><div class="article-comment-title">${i + 1}. Zur Brücke</div><div class="article-comment-user"><b>${WHO[i]}</b> 02.03.2026, ${["08:15", "09:30", "10:45"][i]} Uhr</div>
    <div class="article-comment-text">${SAID[i]}</div><a class="article-comment-report" href="#">Beitrag melden</a></div>`;
  expect(
    read(
      `<div class="article-comments-box"><h3>Diskutieren Sie mit: 3 Leserkommentare</h3>${one(0)}${one(1)}${one(2)}</div>`,
    )?.map(([name, at]) => [name, at]),
  ).toEqual([
    [WHO[0], AT[0]],
    [WHO[1], AT[1]],
    [WHO[2], AT[2]],
  ]);
});

it("a broadcaster's board: 'Am 02. März 2026 um 08:15 von Leser'", () => {
  const one = (i: number) =>
    `<div class="comment" id="comment-${30 + i}"><h3 class="headline"><a href="/comment/${30 + i}">Die Pfeiler</a></h3><div class="submitted">Am 02. März 2026 um ${["08:15", "09:30", "10:45"][i]} von ${WHO[i]}</div>
    <div class="content"><p>${SAID[i]}</p></div><ul class="links"><li><a href="/comment/reply/7/${30 + i}">Antworten</a></li></ul></div>`;
  expect(
    read(`<div id="comments"><h2>Kommentare</h2>${one(0)}${one(1)}${one(2)}</div>`)?.map(([name, at]) => [name, at]),
  ).toEqual([
    [WHO[0], AT[0]],
    [WHO[1], AT[1]],
    [WHO[2], AT[2]],
  ]);
});

it("web components with what a server rendered into them, ages in words", () => {
  const one = (i: number, age: string) =>
    `<news-comment class="c-comment" data-comment-id="n${i}x7"><div class="c-comment__header"><span class="c-comment__author">${WHO[i]}</span><span class="c-comment__time">${age}</span></div>
    <div class="c-comment__text">${SAID[i]}</div><div class="c-comment__actions"><button>Antworten</button><button>Melden</button><span class="c-comment__likes">${i + 3}</span></div></news-comment>`;
  const found = read(
    `<section class="c-comments"><h2>Kommentare (3)</h2>${one(0, "vor 3 Std.")}${one(1, "vor 2 Tagen")}${one(2, "vor 4 Monaten")}</section>`,
  );
  expect(found?.map(([name, , text]) => [name, text])).toEqual([
    [WHO[0], SAID[0]],
    [WHO[1], SAID[1]],
    [WHO[2], SAID[2]],
  ]);
  expect(found?.map(([, at]) => at !== undefined)).toEqual([true, true, false]);
});

describe("other languages", () => {
  it.each([
    [
      "fr",
      "Réactions",
      (i: number) => `${WHO[i]} <span class="date">02/03/2026 à ${["08h15", "09h30"][i]}</span>`,
      "Répondre",
      "Signaler",
    ],
    [
      "es",
      "Comentarios",
      (i: number) => `${WHO[i]} <span class="fecha">2 de marzo de 2026, ${["08:15", "09:30"][i]}</span>`,
      "Responder",
      "Denunciar",
    ],
    [
      "it",
      "Commenti",
      (i: number) => `${WHO[i]} <span class="data">2 marzo 2026 alle ${["08:15", "09:30"][i]}</span>`,
      "Rispondi",
      "Segnala",
    ],
    [
      "nl",
      "Reacties",
      (i: number) => `${WHO[i]} <span class="datum">2 maart 2026 om ${["08:15", "09:30"][i]}</span>`,
      "Reageer",
      "Meld",
    ],
    [
      "pl",
      "Komentarze",
      (i: number) => `${WHO[i]} <span class="data">02.03.2026, ${["08:15", "09:30"][i]}</span>`,
      "Odpowiedz",
      "Zgłoś",
    ],
    [
      "sv",
      "Kommentarer",
      (i: number) => `${WHO[i]} <span class="tid">2 mars 2026 kl. ${["08:15", "09:30"][i]}</span>`,
      "Svara",
      "Anmäl",
    ],
  ])("in %s", (lang, heading, head, reply, report) => {
    const one = (i: number) =>
      `<div class="beitrag" id="k${60 + i}"><div class="kopf">${head(i)}</div><div class="inhalt"><p>${SAID[i]}</p></div><a href="#">${reply}</a> <a href="#">${report}</a></div>`;
    expect(
      read(`<h3>${heading} (2)</h3><div>${one(0)}${one(1)}</div>`, lang)?.map(([name, at, text]) => [name, at, text]),
    ).toEqual([
      [WHO[0], AT[0], SAID[0]],
      [WHO[1], AT[1], SAID[1]],
    ]);
  });
});
