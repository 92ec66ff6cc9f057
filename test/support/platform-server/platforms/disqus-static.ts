// What the Disqus plugin prints for search engines, over the generated thread: a nested list without times and number.
import disqusStatic from "../../../../packages/scraper/src/platforms/disqus-static.ts";
import { printedServer } from "../printed.ts";
import { htmlOf } from "../thread.ts";

export default printedServer({
  platform: disqusStatic,
  replies: "nested",
  tells: false,
  item: ({ one, id, name, below }) =>
    `<li class="comment" id="dsq-comment-${id}"><div id="dsq-comment-header-${id}" class="dsq-comment-header"><cite id="dsq-cite-${id}">${name === null ? "" : `<span id="dsq-author-user-${id}">${name}</span>`}</cite></div><div id="dsq-comment-body-${id}" class="dsq-comment-body"><div id="dsq-comment-message-${id}" class="dsq-comment-message">${htmlOf(one)}</div></div>${below === "" ? "" : `<ul class="children">${below}</ul>`}</li>`,
  frame: ({ items }) => `<div id="disqus_thread"><div id="dsq-content"><ul id="dsq-comments">${items}</ul></div></div>`,
  states: () => ({ createdAt: null, parentFrom: "dom" }),
});
