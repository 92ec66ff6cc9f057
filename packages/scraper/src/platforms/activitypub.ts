// ActivityPub: the replies of an article that is an object of the fediverse itself, collection by collection, below each reply too.
import { AdapterError, type Ask, type StatedComment } from "@belowline/schema";
import { contentOfHtml } from "../comments/content.ts";
import {
  authorIn,
  countIn,
  idIn,
  idOf,
  isoIn,
  jsonOf,
  nothing,
  type Row,
  refusalIn,
  rowOf,
  textIn,
} from "../comments/fields.ts";
import { bearsWordPress, marksOf } from "../comments/marks.ts";
import { type Answer, type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import { addressIn } from "../comments/scripts.ts";

export interface ActivityPubRef extends Ref {
  /** Where the article is had as an object. */
  readonly object: string;
}

const PUBLIC = new Set(["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"]);

export default definePlatform<"activitypub", ActivityPubRef>({
  id: "activitypub",
  name: "ActivityPub (replies to the article itself)",
  docs: "https://www.w3.org/TR/activitypub/",
  access: "public-api",
  consent: {
    default: "opt-in",
    terms: "The replies are personal posts on many servers, and each server has terms of its own: the user decides.",
  },
  checked: {
    on: "2026-11-30",
    what: `In the W3C's ActivityStreams 2.0 core (collections, pages, next) and vocabulary (replies, inReplyTo, Tombstone), in
      notes of Mastodon and others as public libraries test with them (first with items and next, items as addresses or
      objects), and in github.com/Automattic/wordpress-activitypub (includes/collection/class-replies.php): WordPress keeps
      what is federated to it among its own comments, where the wordpress adapter reads it, so its pages are left to that.
      A server knows the replies that reached it, and no others; only what was written for the public is read.`,
    open: "Servers that answer only signed questions (then the gap is login or refused).",
  },
  locate(page) {
    if (bearsWordPress(marksOf(page))) return undefined;
    const link = page
      .all("link")
      .find(({ attribs }) => attribs.rel === "alternate" && /^application\/activity\+json/.test(attribs.type ?? ""));
    const object = addressIn(link?.attribs.href, page)?.href;
    return object === undefined ? undefined : { key: object, object };
  },
  open: ({ object }) => ask(object, { step: "object" }),
  read(answer) {
    const refusal = refusalIn(answer);
    if (refusal) return nothing("api", { gaps: [refusal] });
    const carry = rowOf(answer.ask.carry);
    const told = jsonOf(answer, "activitypub");
    if (carry.step === "object") {
      const id = idOf(answer, "activitypub", told, "id");
      return nothing("api", { next: repliesOf(told, id, null) });
    }
    const [of, parent] = [String(carry.of), idIn(carry.parent)];
    const self = httpIn(told.partOf) ?? httpIn(told.id);
    if (self !== null && pathOf(self) !== pathOf(answer.ask.url)) {
      const detail = `activitypub: ${answer.ask.url} answered with ${self}`;
      throw new AdapterError("adapter/unexpected-answer", detail, { url: answer.ask.url });
    }
    // An item that the collection gave as an address.
    return carry.step === "note" ? batchOf(answer, [told], of, parent, []) : readPage(answer, told, of, parent);
  },
  examples: [
    {
      page: "https://gazette.example/2026/tide",
      fixture: "collections",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["api"],
        parents: {
          "https://sea.example/notes/2": "https://sea.example/notes/1",
          "https://sea.example/notes/3": null,
        },
        first: {
          nativeId: "https://sea.example/notes/1",
          author: { name: null },
          createdAt: { at: "2026-04-05T06:07:08.000Z" },
          text: "It was higher in March.",
          votes: { up: 2, down: null, score: null },
          permalink: "https://sea.example/@tern/1",
        },
      },
    },
  ],
});

const ask = (url: string, carry: NonNullable<Ask["carry"]>): Ask => ({
  url,
  headers: {
    accept: 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
  },
  accept: "json",
  carry,
});

/** The question for what answers an object; none where it says that nothing does. */
function repliesOf(object: Row, of: string, parent: string | null): readonly Ask[] {
  const replies = object.replies;
  const { id, totalItems, first } = rowOf(replies);
  if (countIn(totalItems) === 0) return [];
  const url = httpIn(replies) ?? httpIn(id) ?? httpIn(first) ?? httpIn(rowOf(first).next);
  return url === null ? [] : [ask(url, { step: "page", of, parent })];
}

/** A collection with its first page inside, or one of its pages. */
function readPage(answer: Answer, told: Row, of: string, parent: string | null): Batch {
  const page = typeof told.first === "object" && told.first !== null ? rowOf(told.first) : told;
  const items = [page.items, page.orderedItems].flatMap((list) =>
    Array.isArray(list) ? list : list === undefined ? [] : [list],
  );
  const next: Ask[] = [];
  const further = httpIn(page.next) ?? (page === told ? httpIn(told.first) : null);
  if (further !== null) next.push(ask(further, { step: "page", of, parent }));
  const notes: Row[] = [];
  for (const item of items) {
    const address = httpIn(item);
    if (address === null) notes.push(rowOf(item));
    else next.push(ask(address, { step: "note", of, parent }));
  }
  return batchOf(answer, notes, of, parent, next);
}

function batchOf(
  answer: Answer,
  notes: readonly Row[],
  of: string,
  parent: string | null,
  next: readonly Ask[],
): Batch {
  const ours = notes.filter((note) => idIn(note.inReplyTo) === of && isPublic(note));
  const below = ours.flatMap((note) => {
    const id = idOf(answer, "activitypub", note, "id");
    return repliesOf(note, id, id);
  });
  return {
    comments: ours.map((note) => commentOf(answer, note, parent)),
    next: [...next, ...below],
    way: "api",
    trust: 1,
    byTime: true,
  };
}

/** Replies to a few people are for them alone. */
const isPublic = ({ to, cc, type }: Row): boolean =>
  type === "Tombstone" || [to, cc].flat().some((one) => PUBLIC.has(String(one)));

/** Pages of one collection differ in their query. */
const pathOf = (url: string): string => new URL(url).pathname;

const httpIn = (value: unknown): string | null =>
  typeof value === "string" && /^https?:\/\//.test(value) && value.length <= 2_000 ? value : null;

function commentOf(answer: Answer, note: Row, parent: string | null): StatedComment {
  const gone = note.type === "Tombstone";
  const writer = note.attributedTo;
  const { name, preferredUsername, id: key } = rowOf(writer);
  const editedAt = gone ? null : isoIn(note.updated);
  const up = countIn(rowOf(note.likes).totalItems);
  return {
    nativeId: idOf(answer, "activitypub", note, "id"),
    parent,
    parentFrom: "id",
    author: gone ? null : authorIn(textIn(name) ?? preferredUsername, httpIn(writer) ?? key),
    createdAt: isoIn(note.published),
    editedAt,
    ...contentOfHtml(gone ? "" : (textIn(note.content) ?? "")),
    state: gone ? "deleted" : editedAt ? "edited" : "visible",
    votes: up === null ? null : { up, down: null, score: null },
    permalink: httpIn(note.url),
  };
}
