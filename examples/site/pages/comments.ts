// The comment section in WordPress's HTML5 markup, folded away in a details element, one page of it at a time.
import { clockForPeople, dayForPeople, withOffset } from "../clock.ts";
import { WRITERS } from "../content.ts";
import { esc, typed } from "../escape.ts";
import type { Remark, Story } from "../story.ts";
import { announcedOf, DEPTH, type Placed } from "../thread.ts";
import type { View } from "../view.ts";
import { authorSlug } from "./listing.ts";

/** @param asked undefined on the article's own address, which shows the newest page; past the end the list is missing */
export function commentSection(view: View, story: Story, asked: number | undefined): string {
  const pages = view.pages(story);
  const count = announcedOf(story, view.newsroom.approved(story.id));
  const number = asked ?? pages.length;
  const shown = pages[number - 1] ?? [];
  if (count === 0 && !story.commentsOpen) return "";
  const counter = { all: 0, threads: 0 };
  const list = shown.map((placed) => item(view, story, placed, counter)).join("");
  return `<details class="comments-fold"><summary>Comments (${count})</summary>
<div id="comments" class="comments-area">
${
  shown.length === 0
    ? ""
    : `<h2 class="comments-title">${count === 1 ? "One thought" : `${count} thoughts`} on &ldquo;<span>${esc(story.headline)}</span>&rdquo;</h2>
${turning(view, story, number, pages.length)}<ol class="comment-list">
${list}</ol><!-- .comment-list -->
`
}${story.commentsOpen ? form(view, story) : `<p class="no-comments">Comments are closed.</p>\n`}</div><!-- #comments -->
</details>
`;
}

function turning(view: View, story: Story, number: number, last: number): string {
  if (last < 2) return "";
  const link = (n: number): string => `${view.permalink(story)}comment-page-${n}/#comments`;
  const older = number > 1 ? `<div class="nav-previous"><a href="${link(number - 1)}">Older Comments</a></div>` : "";
  const newer = number < last ? `<div class="nav-next"><a href="${link(number + 1)}">Newer Comments</a></div>` : "";
  return `<nav class="navigation comment-navigation" aria-label="Comments"><h2 class="screen-reader-text">Comments navigation</h2><div class="nav-links">${older}${newer}</div></nav>\n`;
}

interface Counter {
  all: number;
  threads: number;
}

/** The classes are those of `comment_class()`. */
function item(view: View, story: Story, placed: Placed, counter: Counter): string {
  const { remark, depth, children } = placed;
  const classes = [
    remark.kind,
    ...(remark.user > 0 ? ["byuser", `comment-author-${authorSlug(remark.author)}`] : []),
    ...(byPostAuthor(story, remark) ? ["bypostauthor"] : []),
    counter.all++ % 2 === 0 ? "even" : "odd alt",
    ...(depth === 1 ? [counter.threads++ % 2 === 0 ? "thread-even" : "thread-odd thread-alt"] : []),
    `depth-${depth}`,
    ...(children.length > 0 ? ["parent"] : []),
  ].join(" ");
  const inner = children.map((child) => item(view, story, child, counter)).join("");
  return `<li id="comment-${remark.id}" class="${classes}">
${remark.kind === "pingback" ? ping(remark) : bodyOf(view, story, remark, depth)}${inner ? `<ol class="children">\n${inner}</ol><!-- .children -->\n` : ""}</li><!-- #comment-## -->
`;
}

/** WordPress compares user ids; on a post with two writers only the one who filed it counts. */
const byPostAuthor = (story: Story, remark: Remark): boolean =>
  remark.user > 0 && remark.user === WRITERS[story.byline[0] ?? ""];

const ping = (remark: Remark): string =>
  `<div class="comment-body">Pingback: <a href="https://notes.gannet.example/kitchen/" class="url" rel="ugc external nofollow">${esc(remark.author)}</a></div>\n`;

function bodyOf(view: View, story: Story, remark: Remark, depth: number): string {
  const name = esc(remark.author);
  return `<article id="div-comment-${remark.id}" class="comment-body">
<footer class="comment-meta">
<div class="comment-author vcard"><img alt="" src="${view.url}/wp-content/uploads/face.gif" class="avatar avatar-32 photo" height="32" width="32" /><b class="fn">${name}</b> <span class="says">says:</span></div><!-- .comment-author -->
<div class="comment-metadata"><a href="${view.commentLink(remark)}"><time datetime="${withOffset(remark.at)}">${dayForPeople(remark.at)} at ${clockForPeople(remark.at)}</time></a></div><!-- .comment-metadata -->
</footer><!-- .comment-meta -->
<div class="comment-content">
${typed(remark.text)}</div><!-- .comment-content -->
${
  story.commentsOpen && depth < DEPTH
    ? `<div class="reply"><a rel="nofollow" class="comment-reply-link" href="${view.permalink(story)}?replytocom=${remark.id}#respond" data-commentid="${remark.id}" data-postid="${story.id}" data-belowelement="div-comment-${remark.id}" data-respondelement="respond" data-replyto="Reply to ${name}" aria-label="Reply to ${name}">Reply</a></div>\n`
    : ""
}</article><!-- .comment-body -->
`;
}

const form = (view: View, story: Story): string =>
  `<div id="respond" class="comment-respond"><h3 id="reply-title" class="comment-reply-title">Leave a Reply</h3><form action="${view.url}/wp-comments-post.php" method="post" id="commentform" class="comment-form"><p class="comment-form-comment"><label for="comment">Comment</label> <textarea id="comment" name="comment" cols="45" rows="8" required></textarea></p><p class="form-submit"><input name="submit" type="submit" id="submit" class="submit" value="Post Comment" /> <input type="hidden" name="comment_post_ID" value="${story.id}" id="comment_post_ID" /><input type="hidden" name="comment_parent" id="comment_parent" value="0" /></p></form></div><!-- #respond -->\n`;
