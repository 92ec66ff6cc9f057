// An object of the fediverse with its replies over the generated thread: collections of twenty, below each reply too, after the last one given.
import activitypub from "../../../../packages/scraper/src/platforms/activitypub.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { ancestorsOf, htmlOf, isoOf, repliesOf, type TrueComment, textOf } from "../thread.ts";

const PAGE = 20;
const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
const UNTOLD = "no server knows how many replies there are on all the others, and none says a number for all levels";
const objectOf = (world: World): string => `${world.host}/objects/${world.key}`;
const noteOf = (world: World, id: number): string => `${world.host}/notes/${id}`;

export default definePlatformServer({
  platform: activitypub,
  page: (world) =>
    articlePage(world, {
      head: `<link rel="alternate" type="application/activity+json" href="${objectOf(world)}">`,
    }),
  // What hangs below a removed reply hangs below nothing that is served.
  serves: (one, all) => one.state !== "removed" && ancestorsOf(one, all).every(({ state }) => state !== "removed"),
  answer({ url }, world) {
    if (url.href === objectOf(world))
      return {
        json: {
          id: objectOf(world),
          type: "Article",
          replies: { id: `${objectOf(world)}/replies`, type: "Collection" },
        },
      };
    const of = /^\/(?:objects\/(\w+)|notes\/(\d+))\/replies$/.exec(url.pathname);
    if (!of) return undefined;
    const parent = of[2] === undefined ? null : Number(of[2]);
    const after = numberIn(url, "min_id", 0);
    const all = (repliesOf(world.comments()).get(parent) ?? []).filter((one) => one.foreign || one.id > after);
    const { rows, more } = world.slice(all, 0, PAGE);
    const last = rows.findLast((one) => !one.foreign)?.id ?? after;
    const base = `${url.origin}${url.pathname}`;
    const page = {
      type: "CollectionPage",
      partOf: base,
      items: rows.map((one) => itemOf(one, world)),
      ...(more && { next: `${base}?min_id=${last}` }),
    };
    return { json: after === 0 ? { id: base, type: "Collection", first: page } : page };
  },
  states: (one, world): Expected => ({
    nativeId: noteOf(world, one.id),
    parent: one.parent === null ? null : noteOf(world, one.parent),
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    editedAt: one.state === "visible" && one.editedAt !== null ? isoOf(one.editedAt) : null,
    text: textOf(one),
    state: one.state === "deleted" ? "deleted" : one.editedAt === null ? "visible" : "edited",
    votes: { up: one.up, down: null, score: null },
  }),
  never: {
    "announced-more": UNTOLD,
    "capped-replies": UNTOLD,
    "missing-parent": "replies are asked for below the reply that they answer",
    deleted: UNTOLD,
  },
});

const itemOf = (one: TrueComment, world: World) => ({
  id: noteOf(world, one.id),
  type: one.state === "deleted" ? "Tombstone" : "Note",
  inReplyTo: one.foreign
    ? `${world.host}/objects/${world.keyOf(one)}`
    : one.parent === null
      ? objectOf(world)
      : noteOf(world, one.parent),
  ...(one.author !== null && {
    attributedTo: { id: `https://sea.example/users/${one.author.key}`, type: "Person", name: one.author.name },
  }),
  content: htmlOf(one),
  published: isoOf(one.createdAt),
  ...(one.editedAt !== null && { updated: isoOf(one.editedAt) }),
  to: [PUBLIC],
  likes: { type: "Collection", totalItems: one.up },
  replies: { id: `${noteOf(world, one.id)}/replies`, type: "Collection" },
});
