// Printed comments in the markups that themes and plugins really make.
import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { readPage } from "../../../../packages/scraper/src/platforms/wordpress/page.ts";
import { pageOf } from "../../../support/replay.ts";

const read = (html: string, lang = "en-US") =>
  readPage(pageOf("https://news.example/a/", `<html lang="${lang}"><body>${html}</body></html>`));
const parents = (html: string) =>
  read(html).comments.map(({ nativeId, parent, parentFrom }) => [nativeId, parent, parentFrom]);

const link = '<a class="comment-reply-link" href="?replytocom=1#respond">Reply</a>';
const li = (id: number, depth: number, inner = "", replies = "", reply = link) =>
  `<li id="comment-${id}" class="comment depth-${depth}"><b class="fn">Ada</b><div class="comment-content">${inner}</div>${reply}${replies}</li>`;

describe("readPage", () => {
  it("believes nesting wherever the deepest comments can be replied to", () => {
    const html = `<ol>${li(1, 1, "", `<ol>${li(2, 2)}${li(3, 2)}</ol>`)}</ol>`;
    expect(parents(html)).toEqual([
      ["1", null, "dom"],
      ["2", "1", "dom"],
      ["3", "1", "dom"],
    ]);
    expect(read(html).doubt).toBe(false);
  });

  it("doubts brothers at the deepest level, but not the first of them", () => {
    const html = `<ol>${li(1, 1, "", `<ol>${li(2, 2, "", "", "")}${li(3, 2, "", "", "")}</ol>`)}</ol>`;
    expect(parents(html)).toEqual([
      ["1", null, "dom"],
      ["2", "1", "dom"],
      ["3", "1", "depth"],
    ]);
    expect(read(html).doubt).toBe(true);
  });

  it("knows no parents in a flat list without reply links", () => {
    expect(parents(`<ol>${li(1, 1, "", "", "")}${li(2, 1, "", "", "")}</ol>`)).toEqual([
      ["1", null, "none"],
      ["2", null, "none"],
    ]);
  });

  it("reads the levels of a block theme, which prints an li directly into an li where it is too deep", () => {
    const tooDeep = li(3, 3, "", li(4, 3, "", "", ""), "");
    const html = `<ol>${li(1, 1, "", `<ol>${li(2, 2, "", `<ol>${tooDeep}</ol>`)}${li(6, 2)}</ol>`)}${li(5, 1)}</ol>`;
    expect(parents(html)).toEqual([
      ["1", null, "dom"],
      ["2", "1", "dom"],
      ["3", "2", "dom"],
      ["4", "2", "depth"],
      ["6", "1", "dom"],
      ["5", null, "dom"],
    ]);
  });

  it("takes the parent that wpDiscuz writes into the id", () => {
    const html =
      '<div id="wpd-comm-7_0" class="comment"><div id="comment-7"></div></div><div id="wpd-comm-9_7" class="comment"><div id="comment-9"></div></div>';
    expect(parents(html)).toEqual([
      ["7", null, "id"],
      ["9", "7", "id"],
    ]);
  });

  it("finds replies beside the id, where a theme puts the id further in", () => {
    const inner = (id: number, replies = "") =>
      `<li class="comment depth-1"><article><div id="comment-${id}"><b class="fn">Ada</b><p>Text ${id}</p>${link}</div></article>${replies}</li>`;
    const html = `<ol>${inner(1, `<ul class="children">${inner(2)}</ul>`)}</ol>`;
    expect(parents(html)).toEqual([
      ["1", null, "dom"],
      ["2", "1", "dom"],
    ]);
    expect(read(html).comments.map((one) => one.text)).toEqual(["Text 1", "Text 2"]);
  });

  it("takes a link target for no comment, and a comment printed twice for one", () => {
    const html = `<a id="comment-3"></a><ol>${li(3, 1, "<p>once</p>")}</ol><aside>${li(3, 1, "<p>again, among the best</p>")}</aside>`;
    expect(read(html).comments.map((one) => one.text)).toEqual(["once"]);
  });

  it("leaves out what waits for moderation, and counts pingbacks apart", () => {
    const held = li(2, 1, '<em class="comment-awaiting-moderation">soon</em><p>x</p>');
    const told = read(
      `<ol>${li(1, 1, "<p>a</p>")}${held}<li id="comment-4" class="pingback">Pingback: <a href="#">Q</a></li></ol>`,
    );
    expect([told.comments.map((one) => one.nativeId), told.apart]).toEqual([["1"], ["4"]]);
  });

  it("keeps quotes, lists, breaks and emoji, and nothing of the buttons", () => {
    const html = `<ol>${li(1, 1, '<blockquote><p>He said</p></blockquote><p>No <img class="emoji" alt="🌊" src="x.png"><br>way</p><ul><li>one</li><li>two</li></ul>')}</ol>`;
    expect(read(html).comments[0]!.text).toBe("He said\nNo 🌊\nway\none\ntwo");
  });

  it("keeps the markup as it is written, with letters as letters", () => {
    const html = `<ol>${li(1, 1, "\n<p>caf&eacute; &#8217; <em>&amp; &lt;3</em><br />x</p>\n")}</ol>`;
    expect(read(html).comments[0]!.html).toBe("<p>café ’ <em>&amp; &lt;3</em><br>x</p>");
  });

  it("reads the text of a comment whose theme gives it no box", () => {
    const html =
      '<ol><li id="comment-1" class="comment"><div class="comment-body"><div class="comment-author vcard"><cite class="fn">Ada</cite> <span class="says">says:</span></div>' +
      '<div class="comment-meta"><a href="#comment-1">March 2, 2026 at 9:15 pm</a></div><p>One.</p><p>Two.</p><div class="reply">Reply</div></div></li></ol>';
    const [one] = read(html).comments;
    expect(one).toMatchObject({ text: "One.\nTwo.", html: "<p>One.</p>\n<p>Two.</p>", author: { name: "Ada" } });
    expect(one!.createdAt).toMatchObject({
      at: "2026-03-02T21:15:00.000Z",
      precision: "min",
      source: "text",
      offset: null,
    });
  });

  it.each([
    ["en-US", "March 2, 2026 at 9:15 pm", "2026-03-02T21:15:00.000Z", "min"],
    ["en-GB", "02/03/2026 at 21:15", "2026-03-02T21:15:00.000Z", "min"],
    ["de-DE", "2. März 2026 um 21:15 Uhr", "2026-03-02T21:15:00.000Z", "min"],
    ["fr-FR", "2 mars 2026 à 21h15", "2026-03-02T21:15:00.000Z", "min"],
    ["nl-NL", "2 maart 2026 om 21:15", "2026-03-02T21:15:00.000Z", "min"],
    ["es-ES", "2 de marzo de 2026", "2026-03-02T00:00:00.000Z", "d"],
    ["en-US", "2026-03-02 21:15", "2026-03-02T21:15:00.000Z", "min"],
    ["en-US", "3 hours ago", "2026-11-01T09:00:00.000Z", "h"],
  ])("reads a date printed in %s: %s", (lang, text, at, precision) => {
    const html = `<ol><li id="comment-1" class="comment"><span class="comment-date">${text}</span><p>x</p></li></ol>`;
    expect(read(html, lang).comments[0]!.createdAt).toMatchObject({ at, precision });
  });

  it.each([["yesterday's paper said so"], ["x".repeat(500)], ["May"], [""], ["99:99"]])(
    "makes no date of %j",
    (text) => {
      const html = `<ol><li id="comment-1" class="comment"><span class="comment-meta">${text}</span><p>x</p></li></ol>`;
      expect(read(html).comments[0]!.createdAt).toBeNull();
    },
  );

  it.each([
    ['<span class="wpd-vote-result" title="-3">-3</span>', { up: null, down: null, score: -3 }],
    [
      '<i class="wpd-vote-result-like">1,204</i><i class="wpd-vote-result-dislike">7</i>',
      { up: 1204, down: 7, score: null },
    ],
    ['<span class="cld-like-count-wrap cld-count-wrap">5 </span>', { up: 5, down: null, score: null }],
    ['<span class="comment-like-count"></span>', { up: 0, down: null, score: null }],
    ["<span>12 points</span>", null],
  ])("reads the votes in %s", (html, votes) => {
    expect(read(`<ol>${li(1, 1, "x", html)}</ol>`).comments[0]!.votes).toEqual(votes);
  });

  const reply = '<a class="comment-reply-link" href="?replytocom=12#respond">Reply</a>';
  const date = "March 2, 2026 at 8:15 am";
  it.each([
    [
      "Genesis",
      `<ol class="comment-list"><li class="comment depth-1" id="comment-12"><article id="article-comment-12" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
      <header class="comment-header"><p class="comment-author" itemprop="author" itemscope><img class="avatar" src="/a.png" alt=""><span class="comment-author-name" itemprop="name">Ada Holm</span> <span class="says">says</span></p>
      <p class="comment-meta"><time class="comment-time" datetime="2026-03-02T08:15:00+00:00"><a class="comment-time-link" href="#comment-12" itemprop="url">${date}</a></time></p></header>
      <div class="comment-content" itemprop="text"><p>Keep the piers.</p></div><div class="comment-reply">${reply}</div></article></li></ol>`,
    ],
    [
      "tagDiv",
      `<ol class="comment-list"><li class="comment" id="comment-12"><article><footer><img class="avatar" src="/a.png" alt=""><cite>Ada Holm</cite>
      <a class="comment-link" href="#comment-12"><time pubdate="1772439300">March 2, 2026 At 8:15 am</time></a></footer><div class="comment-content"><p>Keep the piers.</p></div>
      <div class="comment-meta" id="comment-12">${reply}</div></article></li></ol>`,
    ],
    [
      "Divi",
      `<ol class="commentlist"><li class="comment depth-1" id="li-comment-12"><article id="comment-12" class="comment-body clearfix"><div class="comment_avatar"><img class="avatar" src="/a.png" alt=""></div>
      <div class="comment_postinfo"><span class="fn"><a href="https://ada.example/" rel="external">Ada Holm</a></span> <span class="comment_date">on ${date}</span></div>
      <div class="comment_area"><div class="comment-content clearfix"><p>Keep the piers.</p><span class="reply-container">${reply}</span></div></div></article></li></ol>`,
    ],
    [
      "Thesis",
      `<dl id="comment_list"><dt class="comment" id="comment-12"><span class="comment_author">Ada Holm</span> <span class="comment_time"><a href="#comment-12">${date}</a></span></dt>
      <dd class="comment"><div class="format_text" id="comment-body-12"><p>Keep the piers.</p><p class="reply">${reply}</p></div></dd></dl>`,
    ],
  ])("reads the markup of %s", (_, html) => {
    expect(
      read(html).comments.map(({ nativeId, author, createdAt, text }) => [nativeId, author?.name, createdAt?.at, text]),
    ).toEqual([["12", "Ada Holm", "2026-03-02T08:15:00.000Z", "Keep the piers."]]);
  });

  it("finds name and time that a theme prints within the box of the text", () => {
    const html = `<ol><li class="comment"><div id="comment-7"><div class="comment-content"><div class="comment-author">Rolf Ahrend
      <span><a href="#"><time datetime="2020-07-29">29.07.2020 // 12:56</time></a></span></div><p>Die alte Brücke steht noch.</p></div></div></li>
      <li class="comment"><div id="comment-8"><div class="comment-entry"><div class="comment-meta"><span class="name"><a href="https://ida.example/"
      rel="external">Ida Holm</a></span><span class="date">30.07.2020 8:05</span></div><p>Noch.</p></div></div></li></ol>`;
    const said = read(html, "de").comments.map(({ author, createdAt, text }) => [author?.name, createdAt?.at, text]);
    expect(said).toEqual([
      ["Rolf Ahrend", "2020-07-29T12:56:00.000Z", "Die alte Brücke steht noch."],
      ["Ida Holm", "2020-07-30T08:05:00.000Z", "Noch."],
    ]);
  });

  it("takes 20,000 comments, or a comment of 20,000 levels, without a pause", () => {
    const start = performance.now();
    const wide = Array.from({ length: 20_000 }, (_, n) => li(n + 1, 1, "<p>x</p>")).join("");
    expect(read(`<ol>${wide}</ol>`).comments.length).toBe(20_000);
    const deep = li(1, 1, `${"<div>".repeat(20_000)}deep${"</div>".repeat(20_000)}`);
    expect(read(`<ol>${deep}</ol>`).comments[0]!.text).toBe("deep");
    const replies = Array.from({ length: 5000 }, (_, n) => `<div id="comment-${n + 1}" class="comment"><p>x</p>`).join(
      "",
    );
    expect(read(replies).comments.length).toBe(5000);
    expect(performance.now() - start).toBeLessThan(20_000); // 2 s in fact; anything quadratic takes minutes
  });
});
