// The generic engine on pages nobody described: what it finds, what it keeps silent about, and what it never does.
import { describe, expect, it } from "vitest";
import { commentElementsOn, readThread } from "../../../../packages/scraper/src/comments/generic/thread.ts";
import { threadsOnPage } from "../../../../packages/scraper/src/comments/on-page.ts";
import generic from "../../../../packages/scraper/src/platforms/generic.ts";
import wordpress from "../../../../packages/scraper/src/platforms/wordpress.ts";
import { pageOf, rawNames } from "../../../support/replay.ts";

const URL = "https://courier.example/2026/03/bridge/";
const story = "<h1>Bridge</h1><p>The council met on Tuesday to speak about the bridge over the harbour.</p>";
const page = (body: string, lang = "en") => pageOf(URL, `<html lang="${lang}"><body>${story}${body}</body></html>`);
const record = (id: number, inner = ""): string =>
  `<div class="comment" id="comment-${id}"><b class="author">Ada ${id}</b> <time datetime="2026-03-02T08:15:00Z">2 March</time><p>This is what somebody said, number ${id}.</p><a href="#">Reply</a>${inner}</div>`;

describe("records", () => {
  it("keep quotes, and lose names, dates and controls", () => {
    const body = `<div class="comment" id="c1"><cite>Ada</cite> says: <small>2 March 2026</small><blockquote>Keep it.</blockquote><p>Why should we keep a thing like that?</p><p>Reply | Report | 3 likes</p></div>`;
    const thread = readThread(page(`<h2>2 comments</h2>${body}${body.replace("c1", "c2")}`));
    expect(thread?.comments[0]).toMatchObject({
      author: { name: "Ada" },
      text: "Keep it.\nWhy should we keep a thing like that?",
    });
  });

  it.each([
    ["Yes.", "Yes."],
    ["No!", "No!"],
    ["5 &lt; 6", "5 < 6"],
    ["2 + 2 = 4", "2 + 2 = 4"],
    [":-)", ":-)"],
    ["Spam.<br>What else would one call it?", "Spam.\nWhat else would one call it?"],
  ])("keep an answer that is as short as a control: %s", (html, text) => {
    const body = `<div class="comment" id="c1"><b class="author">Ada</b> <small>2 March 2026</small><p>${html}</p><p>Reply | Report | 3 likes</p></div>`;
    expect(readThread(page(`<h2>2 comments</h2>${body}${record(2)}`))?.comments[0]).toMatchObject({ text });
  });

  it("keep all that the box of the text holds, and no control beside it", () => {
    const body = (text: string): string =>
      `<div class="comment" id="c1"><b class="author">Ada</b> <small>2 March 2026</small><div class="comment-text">${text}</div><span>Like</span> <span>12</span></div>`;
    const first = (text: string) => readThread(page(`<h2>2 comments</h2>${body(text)}${record(2)}`))?.comments[0];
    expect(first("Like")).toMatchObject({ author: { name: "Ada" }, text: "Like" });
    expect(first("👍👍")).toMatchObject({ text: "👍👍" });
    expect(first("I like it.<p>Like</p>")).toMatchObject({ text: "I like it." });
    expect(first(`<a href="/c1">Permalink</a>`)?.nativeId).not.toBe("c1");
  });

  it("may tell their age in months or years, which is no time and no word of theirs", () => {
    const aged = (id: number): string =>
      `<div class="comment" id="t1_${id}"><a href="/user/ada">Ada</a> <span>39 points</span> · <a href="#${id}"><span>6 years ago</span></a><p>I read that 3 years ago.</p><p>It stood there then and it will stand there after us.</p></div>`;
    const thread = readThread(page(aged(1) + aged(2)));
    expect(thread?.comments).toMatchObject([
      { createdAt: null, text: "I read that 3 years ago.\nIt stood there then and it will stand there after us." },
      { author: { name: "Ada" } },
    ]);
  });

  it("may be one alone and short, where name, number, author and time are its own", () => {
    const one = `<div class="comment_default first" id="c170"><p class="info"><span>Nico</span> schrieb:<br><time datetime="2014-11-05T14:25:40+00:00">05.11.2014 um 14:25 Uhr</time></p><div class="comment"><p>Tolles Thema!</p></div><a href="/melden/170">Kommentar melden.</a></div>`;
    expect(readThread(page(`<h3>Was meinst du?</h3>${one}`, "de"))?.comments).toMatchObject([
      { author: { name: "Nico" }, text: "Tolles Thema!" },
    ]);
    const write = `<div class="comment-area" id="comment-area-7"><img class="avatar" src="/a.png"><p class="author">Gast</p> <a href="/login">Einloggen zum Kommentieren</a> <a href="/neu">Hier registrieren</a> <small>heute</small></div>`;
    expect(readThread(page(write, "de"))).toBeUndefined();
  });

  it("answer the nearest one on a smaller level of indent", () => {
    const indented = (id: number, left: number): string => `<div style="margin-left: ${left}px">${record(id)}</div>`;
    const thread = readThread(page([indented(1, 0), indented(2, 20), indented(3, 40), indented(4, 20)].join("")));
    expect(thread?.comments.map(({ parent, parentFrom }) => [parent, parentFrom])).toEqual([
      [null, "depth"],
      ["1", "depth"],
      ["2", "depth"],
      ["1", "depth"],
    ]);
  });

  it("answer whom an attribute names, before any nesting", () => {
    const stated = record(2).replace("<div ", '<div data-parent-id="1" ');
    expect(readThread(page(record(1) + stated))?.comments[1]).toMatchObject({ parent: "1", parentFrom: "id" });
  });

  it("have the same ids on each reading where the page states none", () => {
    const bare = (name: string): string =>
      `<li class="comment"><b class="author">${name}</b> 2 March 2026 <p>This is what ${name} said about it.</p></li>`;
    const html = `<ul>${bare("Ada")}${bare("Ben")}${bare("Ada")}</ul>`;
    const ids = () => readThread(page(html))?.comments.map((comment) => comment.nativeId);
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(3);
  });

  it("leave the page as it was", () => {
    const one = page(record(1, record(2)) + record(3));
    const before = one.$.html();
    readThread(one);
    expect(one.$.html()).toBe(before);
  });

  it("are told as elements to whoever looks for the article", () => {
    expect(commentElementsOn(page(record(1) + record(2))).map((element) => element.attribs.id)).toEqual([
      "comment-1",
      "comment-2",
    ]);
    expect(commentElementsOn(page(""))).toEqual([]);
  });
});

it("comments in a script's data are found in JSON.parse and before code, too", () => {
  const comments = [
    { id: 401, author: { name: "Ida" }, createdAt: "2026-03-02T08:15:00Z", body: "A ferry would be cheaper." },
    { id: 402, parentId: 401, author: { name: "Ben" }, createdAt: "2026-03-02T08:16:00Z", body: "Not in winter." },
  ];
  const state = JSON.stringify({ story: { comments } });
  for (const script of [
    `window.__STATE__ = JSON.parse(${JSON.stringify(state)});`,
    `(function () { start(); })(); var state = ${state.replaceAll('"id"', "id")}; render(state);`,
  ]) {
    expect(readThread(page(`<script>${script}</script>`))?.comments).toMatchObject([
      { nativeId: "401", author: { name: "Ida" } },
      { nativeId: "402", parent: "401", parentFrom: "id", text: "Not in winter." },
    ]);
  }
});

describe("the engine", () => {
  it("is silent where a named platform printed the thread", () => {
    const head = '<link rel="https://api.w.org/" href="/wp-json/">';
    const one = page(
      `${head}<ol class="comment-list"><li class="comment" id="comment-7"><b class="fn">Ada</b><div class="comment-content"><p>What somebody said.</p></div></li></ol>`,
    );
    expect(threadsOnPage(one, [generic, wordpress], rawNames).map((thread) => thread.platform)).toEqual(["wordpress"]);
  });

  it.each([
    [
      "a form to write the first comment",
      '<div id="respond" class="comments"><h3>Leave a reply</h3><p>Your address will not be published on 2 March 2026.</p><form><textarea></textarea></form></div>',
    ],
    [
      "a list of products",
      '<ul><li class="product" id="item-1"><img src="a.jpg"><a href="/p/1">Chair</a><span>EUR 20</span></li><li class="product" id="item-2"><img src="b.jpg"><a href="/p/2">Table</a><span>EUR 40</span></li></ul>',
    ],
    [
      "questions that the site asks and answers itself",
      '<script type="application/ld+json">{"@type":"FAQPage","mainEntity":{"@type":"Question","name":"When?","acceptedAnswer":{"@type":"Answer","text":"In summer, as planned."}}}</script>',
    ],
    [
      "two cards with dates, authors and links to reply",
      ["1", "2"]
        .map(
          (n) =>
            `<div class="card"><b class="author">Desk</b> 2 March 2026<p>The ferry runs again as of Monday morning.</p><a href="/x/${n}#respond">3</a></div>`,
        )
        .join(""),
    ],
    [
      "a notice that members only may comment",
      '<div class="comments-area" id="comments"><h3>Comments</h3><p>You have to be a member since 2020 to write here, <a href="#respond">Reply</a> or log in.</p><p>Open until 2 March 2026</p></div>',
    ],
    ["tags", '<ul class="tags"><li><a href="/t/a">harbour 2026</a></li><li><a href="/t/b">bridge 2025</a></li></ul>'],
  ])("is silent about %s", (_, html) => expect(readThread(page(html))).toBeUndefined());

  it("takes ten thousand records, and a nesting deeper than any stack", () => {
    const flat = Array.from({ length: 10_000 }, (_, i) => record(i + 1)).join("");
    expect(readThread(page(flat))?.comments).toHaveLength(10_000);
    const nested = (n: number): string =>
      Array.from({ length: n }, (_, i) => record(i + 1).replace("</div>", "")).join("");
    expect(readThread(page(nested(400)))?.comments).toHaveLength(400);
    expect(() => readThread(page(nested(20_000)))).not.toThrow();
  });
});
