// Comments in the markup of each theme, as many and as deep as a test wants, to stand where a fixture says so.

/** Placeholders in fixtures: `<!-- comments:html5 -->`. */
export type Theme = "html5" | "block" | "legacy" | "custom";

/** Each comment's text holds this, so that one found in an article is seen at once. */
export const COMMENT_MARK = "quothe";

const NAMES = [
  "Marta Quill",
  "old_tom",
  "Ingrid",
  "B. Fenwick",
  "The Ropemaker",
  "Sanne de Wit",
  "anon",
  "Père Lachaud",
];
const WORDS =
  "I have read this twice, and I still think that the harbour, the council and my aunt are each right about a different thing.";

/** Comment `n` answers the one before it for four out of five, down to this depth; then a new branch begins. */
const DEEPEST = 5;

/** `count` comments, nested, in a theme's markup. */
export function commentMarkup(theme: Theme, count: number): string {
  const html: string[] = [];
  let depth = 0;
  for (let n = 1; n <= count; n++) {
    if (n % DEEPEST === 1) {
      while (depth > 0) {
        html.push(CLOSE[theme](depth));
        depth--;
      }
    } else html.push(NEST[theme]);
    depth++;
    html.push(OPEN[theme](n, depth));
  }
  while (depth > 0) {
    html.push(CLOSE[theme](depth));
    depth--;
  }
  return html.join("\n");
}

const time = (n: number): string =>
  new Date(Date.UTC(2026, 2, 2, 8) + n * 420_000).toISOString().replace(".000Z", "+00:00");
const name = (n: number): string => NAMES[n % NAMES.length]!;
const text = (n: number): string =>
  `${COMMENT_MARK} ${n}: ${WORDS.slice(0, 40 + ((n * 17) % 80))}${n % 7 === 0 ? " Donations are no answer." : "."}`;

const OPEN: Readonly<Record<Theme, (n: number, depth: number) => string>> = {
  html5: (n, depth) => `<li id="comment-${n}" class="comment even thread-even depth-${depth}">
<article id="div-comment-${n}" class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">${name(n)}</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="#comment-${n}"><time datetime="${time(n)}">2 March 2026</time></a></div></footer>
<div class="comment-content"><p>${text(n)}</p></div><div class="reply"><a class="comment-reply-link" href="?replytocom=${n}#respond">Reply</a></div></article>`,
  block: (
    n,
    depth,
  ) => `<li id="comment-${n}" class="comment even depth-${depth}"><div class="wp-block-columns"><div class="wp-block-column">
<div class="wp-block-comment-author-name">${name(n)}</div><div class="wp-block-comment-date"><time datetime="${time(n)}"><a href="#comment-${n}">March 2, 2026</a></time></div>
<div class="wp-block-comment-content"><p>${text(n)}</p></div><div class="wp-block-comment-reply-link"><a href="?replytocom=${n}#respond">Reply</a></div></div></div>`,
  legacy: (
    n,
    depth,
  ) => `<li class="comment even depth-${depth}" id="comment-${n}"><div id="div-comment-${n}" class="comment-body">
<div class="comment-author vcard"><cite class="fn">${name(n)}</cite> <span class="says">says:</span></div>
<div class="comment-meta commentmetadata"><a href="#comment-${n}">March 3rd, 2009 at 10:${10 + (n % 50)} am</a></div>
<p>${text(n)}</p><div class="reply"><a href="?replytocom=${n}#respond">Reply</a></div></div>`,
  custom: (
    n,
  ) => `<div class="k-say"><span class="k-who">${name(n)}</span> <span class="k-when">14.02.2026 11:${10 + (n % 50)}</span>
<div class="k-what">${text(n)}</div><button>+1</button> <a class="k-ans" href="#say-${n}">Reply</a>`,
};
const NEST: Readonly<Record<Theme, string>> = {
  html5: '<ol class="children">',
  block: "<ol>",
  legacy: '<ul class="children">',
  custom: '<div class="k-in">',
};
/** The first level has no list of its own. */
const CLOSE: Readonly<Record<Theme, (depth: number) => string>> = {
  html5: (depth) => `</li>${depth > 1 ? "</ol>" : ""}`,
  block: (depth) => `</li>${depth > 1 ? "</ol>" : ""}`,
  legacy: (depth) => `</li>${depth > 1 ? "</ul>" : ""}`,
  custom: (depth) => `</div>${depth > 1 ? "</div>" : ""}`,
};
