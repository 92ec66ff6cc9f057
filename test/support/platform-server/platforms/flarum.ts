// Flarum's pages over the generated thread: twenty posts each in the state that the page hands to its script, and their number.
import flarum from "../../../../packages/scraper/src/platforms/flarum.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { htmlOf, isoOf, textOf } from "../thread.ts";

const SIZE = 20;

export default definePlatformServer({
  platform: flarum,
  article: (origin) => `${origin}/d/5-harbour-bridge`,
  page: (world) => pageOf(world, 1),
  answer: ({ url }, world) =>
    url.searchParams.has("page") ? { text: pageOf(world, numberIn(url, "page", 1)) } : undefined,
  serves: ({ state }) => state === "visible",
  states: (one, world): Expected => ({
    nativeId: String(1000 + one.id),
    parent: null,
    parentFrom: "none",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    editedAt: one.editedAt === null ? null : isoOf(one.editedAt),
    text: textOf(one),
    state: one.editedAt === null ? "visible" : "edited",
    permalink: `${world.article}/${one.id}`,
  }),
  never: { "foreign-comment": "the state holds the posts of its own discussion, and they do not name it" },
});

function pageOf(world: World, number: number): string {
  const { rows, more } = world.slice(world.comments(), (number - 1) * SIZE, SIZE);
  const posts = rows.map((one) => ({
    type: "posts",
    id: String(1000 + one.id),
    attributes: {
      number: one.id,
      contentType: "comment",
      contentHtml: htmlOf(one),
      createdAt: isoOf(one.createdAt),
      editedAt: one.editedAt === null ? null : isoOf(one.editedAt),
    },
    relationships: one.author?.name ? { user: { data: { type: "users", id: String(one.author.key) } } } : {},
  }));
  const users = rows.flatMap(({ author }) =>
    author?.name ? [{ type: "users", id: String(author.key), attributes: { displayName: author.name } }] : [],
  );
  const state = {
    apiDocument: {
      data: { type: "discussions", id: "5", attributes: { commentCount: world.announced() } },
      included: [...posts, ...users],
    },
  };
  const next = more ? `<a href="${world.article}?page=${number + 1}">Next Page &raquo;</a>` : "";
  return articlePage(world, {
    body: `<noscript id="flarum-content"><div>${next}</div></noscript><script id="flarum-json-payload" type="application/json">${JSON.stringify(state).replaceAll("<", "\\u003C")}</script>`,
  });
}
