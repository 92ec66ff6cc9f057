// GitHub's issues over the generated thread, as utterances uses them: a search, the issue, and its comments in pages.
import utterances from "../../../../packages/scraper/src/platforms/utterances.ts";
import { articlePage, definePlatformServer, type Expected, numberIn } from "../server.ts";
import { htmlOf, isoOf, textOf } from "../thread.ts";

const ISSUES = "/repos/harbour/talk/issues";

export default definePlatformServer({
  platform: utterances,
  page: (world) =>
    articlePage(world, {
      body: '<script src="https://utteranc.es/client.js" repo="harbour/talk" issue-term="pathname"></script>',
    }),
  serves: ({ state }) => state === "visible",
  answer({ url, headers }, world) {
    if (url.host !== "api.github.com") return undefined;
    if (headers.authorization !== "Bearer test-key") return { status: 401, json: { message: "Bad credentials" } };
    const all = world.comments();
    const issue = {
      number: Number(world.key),
      title: "2026/03/harbour-bridge/",
      comments: world.announced(),
      locked: false,
    };
    if (url.pathname === "/search/issues") return { json: { total_count: 1, items: [issue] } };
    if (url.pathname === `${ISSUES}/${world.key}`) return { json: issue };
    if (url.pathname !== `${ISSUES}/${world.key}/comments`) return undefined;
    const [page, size] = [numberIn(url, "page", 1), numberIn(url, "per_page", 30)];
    const { rows, more } = world.slice(all, (page - 1) * size, size);
    const next = `<https://api.github.com/repositories/1/issues/${world.key}/comments?page=${page + 1}>; rel="next"`;
    return {
      ...(more && { headers: { link: next } }),
      json: rows.map((one) => ({
        id: one.id,
        issue_url: `https://api.github.com${ISSUES}/${world.keyOf(one)}`,
        html_url: `https://github.com/harbour/talk/issues/${world.key}#issuecomment-${one.id}`,
        user: one.author?.name ? { login: one.author.name, id: one.author.key } : { login: "ghost", id: 10137 },
        created_at: isoOf(one.createdAt),
        updated_at: isoOf(one.editedAt ?? one.createdAt),
        body_html: htmlOf(one),
        reactions: { total_count: one.up + one.down, "+1": one.up, "-1": one.down },
      })),
    };
  },
  states: (one, world): Expected => ({
    nativeId: String(one.id),
    parent: null,
    parentFrom: "none",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    text: textOf(one),
    state: "visible",
    votes: { up: one.up, down: one.down, score: null },
    permalink: `https://github.com/harbour/talk/issues/${world.key}#issuecomment-${one.id}`,
  }),
  plays: ["no-key"],
});
