// vBulletin's pages (version 5) over the generated thread: fifteen posts each, remarks within what they remark on.
import vbulletin5 from "../../../../packages/scraper/src/platforms/vbulletin-5.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: vbulletin5,
  size: 15,
  tells: false,
  item: ({ one, id, name }) =>
    `<li data-node-id="${id}" class="list-item b-post js-post" itemprop="comment"><div class="b-userinfo" itemprop="author">${name === null ? "" : `<div class="author"><strong><a href="/member/5-x"><span itemprop="name">${name}</span></a></strong></div>`}</div><div class="b-post__content js-post__content"><a class="b-post__count" href="/forum/boats/7?p=${id}#post${id}">#1</a><div class="b-post__timestamp"><time itemprop="dateCreated" datetime="${isoOf(one.createdAt)}">then</time></div><div class="js-post__content-text restore" itemprop="text">${htmlOf(one)}</div></div></li>`,
  frame: ({ items, next }) =>
    `<ul class="conversation-list">${items}</ul>${next === null ? "" : `<a class="js-pagenav-next-button" href="${next}">&gt;</a>`}`,
  states: (one) => ({ createdAt: isoOf(one.createdAt) }),
});
