// Comment lists as newspapers printed them between 2006 and 2014, by the platforms of those days: the shapes are theirs, the words are ours.
import { describe, expect, it } from "vitest";
import { readThread } from "../../../../packages/scraper/src/comments/generic/thread.ts";
import { pageOf } from "../../../support/replay.ts";

const story = `<h1>Bridge</h1><p>${"The council met on Tuesday to speak about the bridge over the harbour and the ferry. ".repeat(8)}</p>`;
const WHO = ["Ada Holm", "harbourman77", "Mia L."] as const;
const SAID = [
  "The old piers have stood for a hundred years, and they will stand on.",
  "A ferry would have been cheaper, by far.",
  "But not in winter, when the harbour freezes over.",
] as const;
const list = (one: (i: 0 | 1 | 2) => string): string => ([0, 1, 2] as const).map(one).join("");

const SHAPES: readonly [name: string, language: string, html: string][] = [
  [
    "Pluck",
    "en",
    `<div id="pluck_comments"><h2>Comments (3)</h2><div class="pluck-comm-comments-list">${list((i) => `<div class="pluck-comm-single-comment-main" id="pluck-comment-${i + 10}"><div class="pluck-comm-single-comment-top"><div class="pluck-user-mp-name"><a class="pluck-comm-username-url" href="/persona?u=${i}">${WHO[i]}</a></div><p class="pluck-comm-timestamp">${8 + i}:15 AM on March 2, 2010</p></div><div class="pluck-comm-body"><p>${SAID[i]}</p></div><div class="pluck-comm-actions"><a href="#">Recommend</a> <a href="#">Report Abuse</a></div></div>`)}</div></div>`,
  ],
  [
    "SiteLife",
    "en",
    `<div id="SiteLifeComments">${list((i) => `<div class="CommentContainer" id="c${i + 100}"><span class="CommentAuthor">${WHO[i]} wrote:</span><div class="CommentBody">${SAID[i]}</div><div class="CommentDate">March 2, 2010 ${8 + i}:15 AM</div><a class="ReportAbuse" href="#">Report Abuse</a></div>`)}</div>`,
  ],
  [
    "a chain's own, with an avatar and a copy of the text's class",
    "en",
    `<div class="ody-comments" id="comments"><h2>Comments</h2>${list((i) => `<div class="comment-item" id="comm${i + 100}"><div class="comment-avatar"><img src="avatar.gif"></div><div class="comment-content"><a class="comment-user" href="/persona?u=${i}">${WHO[i]}</a> wrote:<p class="comment-copy">${SAID[i]}</p><span class="comment-timestamp">3/2/2010 ${8 + i}:15 AM</span> <a href="#">Report abuse</a></div></div>`)}</div>`,
  ],
  [
    "Topix, where a name in bold is followed by a place",
    "en",
    `<div id="comments"><h2>Comments</h2>${list((i) => `<div class="post" id="post${i + 1}"><div class="post_header"><strong>${WHO[i]}</strong>, <span class="x-small">Harbourtown, ME</span> <span class="date">Mar 2, 2010</span></div><div class="post_body">${SAID[i]}</div><div class="post_footer"><a href="#">Reply</a> | Report Abuse | Judge it!</div></div>`)}</div>`,
  ],
  [
    "numbered blocks, where the author's box names a place, too",
    "en",
    `<div id="readerComments"><h3>3 Readers' Comments</h3><ul class="commentsList">${list((i) => `<li class="commentBlock" id="comment${i + 1}"><div class="commentCount">${i + 1}.</div><div class="commentAuthor"><h5>${WHO[i]}</h5><span class="location">Harbourtown</span></div><div class="commentDate">March 2nd, 2010<br>${8 + i}:15 am</div><div class="commentContent"><p>${SAID[i]}</p></div><div class="commentActions"><a>Recommend</a> Recommended by 12 Readers</div></li>`)}</ul></div>`,
  ],
  [
    "a network of the old web, time below the text",
    "en",
    `<div id="comments"><h3>Comments</h3>${list((i) => `<div class="comment" id="c700${i}"><div class="cAuthor"><img class="avatar" src="a.gif"><a href="http://${i}.net.example" class="userlink">${WHO[i]}</a></div><div class="cBody"><div class="cText"><p>${SAID[i]}</p></div><ul class="cActions"><li><a href="#">Reply</a></li></ul><div class="cMeta">#${i + 1} - Tue Mar 2, 2010 ${8 + i}:15 AM EST</div></div></div>`)}</div>`,
  ],
  [
    "a broadcaster's blog: 'At 8:15am on 02 Mar 2010, Ada wrote:'",
    "en",
    `<div id="dna-comments"><h2>Comments</h2><ul class="collections forumthreadposts">${list((i) => `<li id="P${i + 100}"><div class="itemdetail"><p><strong>${i + 1}.</strong> At <a class="time" href="#P${i + 100}">${8 + i}:15am on 02 Mar 2010</a>, <span class="vcard"><span class="fn"><a href="/users/${i}">${WHO[i]}</a></span></span> wrote:</p></div><div class="comment-text"><p>${SAID[i]}</p></div><p class="comp"><a href="#">Complain about this comment</a></p></li>`)}</ul></div>`,
  ],
  [
    "a daily of the capital with levels in classes, the time before the day",
    "de",
    `<div class="hcf-comments" id="hcf-comments"><h2>Kommentare</h2>${list((i) => `<div class="hcf-comment hcf-comment-lvl-1" id="kommentar${i + 10}"><div class="hcf-comment-head"><span class="hcf-user">${WHO[i]}</span> <span class="hcf-date">0${8 + i}:15 Uhr, 02.03.2010</span></div><div class="hcf-comment-text">${SAID[i]}</div><a href="#">Antworten</a></div>`)}</div>`,
  ],
  [
    "French reactions",
    "fr",
    `<section id="reactions"><h2>3 réactions</h2>${list((i) => `<article class="reaction" id="react-${i + 10}"><header><span class="auteur">${WHO[i]}</span> <span class="date">02/03/2010 - 0${8 + i}h15</span></header><p>${SAID[i]}</p><a href="#">Répondre</a> <a href="#">Signaler</a></article>`)}</section>`,
  ],
  [
    "a Spanish list, months cut to three letters",
    "es",
    `<div id="comentarios"><h3>3 comentarios</h3><ol>${list((i) => `<li id="comentario-${i + 10}"><span class="num">${i + 1}</span><p class="autor">${WHO[i]}</p><p class="fecha">02.mar.2010 | 0${8 + i}:15</p><div class="texto"><p>${SAID[i]}</p></div></li>`)}</ol></div>`,
  ],
  [
    "Coral's stream as a server printed it",
    "en",
    `<div class="talk-embed-stream">${list((i) => `<div class="talk-stream-comment" id="c_${i}aab0c0d-1111-4222-8333-9a8b7c6d5e4f"><span class="talk-stream-comment-user-name">${WHO[i]}</span> <span class="talk-stream-comment-published-date" title="2010-03-02T0${8 + i}:15:00Z">2 years ago</span><div class="talk-stream-comment-content">${SAID[i]}</div><button>Reply</button></div>`)}</div>`,
  ],
];

describe("the comments of", () => {
  it.each(SHAPES)("%s (%s)", (_, language, html) => {
    const page = pageOf(
      "https://paper.example/2010/bridge",
      `<html lang="${language}"><body>${story}${html}</body></html>`,
    );
    const thread = readThread(page)?.comments.map(({ author, createdAt, text }) => [
      author?.name,
      createdAt?.at.slice(0, 10),
      text,
    ]);
    expect(thread).toEqual([0, 1, 2].map((i) => [WHO[i], "2010-03-02", SAID[i]]));
  });

  it("a magazine's list of articles with titles, who and when in one line", () => {
    const one = (i: 0 | 1 | 2): string =>
      `<li><article><header><h3><a href="/read-${i}.html">Re: Bridge</a></h3><p>Autor: <a class="author" href="/u/${i}">${WHO[i]}</a> <time datetime="2016-03-02T0${8 + i}:15:00+01:00">02.03.16 - 0${8 + i}:15</time></p></header><p>${SAID[i]}</p></article></li>`;
    const html = `<section id="comments"><h3>Kommentare</h3><ol class="list-comments">${list(one)}</ol></section>`;
    const page = pageOf("https://paper.example/bridge", `<html lang="de"><body>${story}${html}</body></html>`);
    expect(readThread(page)?.comments.map(({ author, text }) => [author?.name, text])).toEqual(
      [0, 1, 2].map((i) => [WHO[i], `Re: Bridge\n${SAID[i]}`]),
    );
  });

  it("a posting whose name and day stand side by side without a space", () => {
    const one = (i: 0 | 1 | 2): string =>
      `<div class="posting" id="posting${i + 10}" data-postingid="${i + 10}"${i === 1 ? ' data-parentpostingid="10"' : ""}><div class="hd"><strong class="uname"><a href="/userprofil/${i}">${WHO[i]}</a></strong><span class="date">2.3.2010, 0${8 + i}:15</span></div><div class="txt"><p>${SAID[i]}</p></div><a href="#">antworten</a></div>`;
    const page = pageOf(
      "https://paper.example/bridge",
      `<html lang="de"><body>${story}<div id="postinglist"><h2>3 Postings</h2>${list(one)}</div></body></html>`,
    );
    expect(readThread(page)?.comments.map(({ author, parent, text }) => [author?.name, parent, text])).toEqual(
      [0, 1, 2].map((i) => [WHO[i], i === 1 ? "10" : null, SAID[i]]),
    );
  });
});

const signed = (i: number): string =>
  `<b class="author">${WHO[i]}</b> <time datetime="2024-05-0${i + 1}">May ${i + 1}, 2024</time>`;
const ALIKE: readonly [name: string, html: string][] = [
  [
    "reviews",
    `<section class="reviews"><h2>Customer reviews</h2>${list((i) => `<div class="review" id="review-${i}" itemprop="review" itemscope itemtype="https://schema.org/Review">${signed(i)}<p itemprop="reviewBody">${SAID[i]}</p></div>`)}</section>`,
  ],
  [
    "testimonials",
    `<section class="testimonials"><h2>What our readers say</h2>${list((i) => `<blockquote class="testimonial"><p>${SAID[i]}</p><cite>${WHO[i]}, Harbourtown</cite></blockquote>`)}</section>`,
  ],
  [
    "a history of versions",
    `<div class="changelog"><h2>Version history</h2>${list((i) => `<div class="entry" id="v${i}"><h3>1.${i}</h3>${signed(i)}<p>${SAID[i]}</p></div>`)}</div>`,
  ],
  [
    "tweets",
    `<div class="tweets"><h2>From Twitter</h2>${list((i) => `<div class="tweet" id="tweet-${1000 + i}">${signed(i)}<p>${SAID[i]}</p><a href="#">Reply</a> <a href="#">Retweet</a></div>`)}</div>`,
  ],
  [
    "the most commented",
    `<div class="most-commented"><h3>Most commented</h3><ol>${list((i) => `<li><a href="/a/${i}">${SAID[i]}</a> <span class="comments">${i + 12} comments</span> <span class="date">May ${i + 1}, 2024</span></li>`)}</ol></div>`,
  ],
  [
    "the newest comments of other pages",
    `<div id="recent-comments-2" class="widget"><h3>Recent comments</h3><ul>${list((i) => `<li class="recentcomments"><span class="comment-author-link">${WHO[i]}</span> on <a href="/a/${i}#comment-${i}">The bridge</a><p>${SAID[i]}</p></li>`)}</ul></div>`,
  ],
  [
    "related articles",
    `<section class="related"><h2>More on this</h2>${list((i) => `<article class="card" id="post-${i + 44}"><h3><a href="/b/${i}">A bridge, part ${i}</a></h3>${signed(i)}<p>${SAID[i]}</p></article>`)}</section>`,
  ],
  [
    "a live blog",
    `<div class="live-blog"><h2>Live updates</h2>${list((i) => `<div class="live-post" id="post-${i + 70}">${signed(i)}<p>${SAID[i]}</p></div>`)}</div>`,
  ],
  [
    "the people who write here",
    `<section class="team"><h2>Our authors</h2>${list((i) => `<div class="author" id="author-${i}"><img class="avatar" src="a.png">${signed(i)}<p>${SAID[i]}</p></div>`)}</section>`,
  ],
  [
    "dates of evenings to discuss",
    `<section><h2>Discussion evenings</h2>${list((i) => `<div class="event" id="event-${i}">${signed(i)}<p>${SAID[i]}</p></div>`)}</section>`,
  ],
];

describe("silence about", () => {
  it.each(ALIKE)("%s", (_, html) => {
    const page = pageOf(
      "https://paper.example/2024/bridge",
      `<html lang="en"><body><main>${story}${html}</main></body></html>`,
    );
    expect(readThread(page)).toBeUndefined();
  });
});
