// Comments in the state that a page hands to its scripts: arrays of objects with a text, a time and an author.
import {
  cleanLine,
  type Instant,
  type Json,
  type JsonObject,
  readInstant,
  type StatedComment,
} from "@belowline/schema";
import type { Page } from "../../html/page.ts";
import { assignedJson } from "../../html/script-state.ts";
import { contentOfHtml } from "../content.ts";
import { dateContext } from "../times.ts";
import { contentId } from "./identity.ts";
import { epoch } from "./machine-time.ts";

const LARGEST = 8_000_000;
const DEEPEST = 200;
const MOST_VALUES = 2_000_000;
const TEXT =
  /^(?:body|content|text|message|comment|commenttext|comment_?(?:body|content|html)|html|raw_?message|contenthtml|bodyhtml|body_?text|kommentar|texto)$/i;
const TIME =
  /^(?:created|date|time|published|posted|timestamp|submitted)(?:_?(?:at|on|date|time|utc|gmt|iso|timestamp))?$|^(?:creation|publish(?:ed)?|post(?:ed)?|comment)_?(?:date|time)$/i;
const AUTHOR =
  /^(?:author|user|commenter|poster|nick(?:name)?|user_?name|display_?name|author_?name|name|created_?by|member|owner|pseudonym)$/i;
const ID = /^(?:id|_id|comment_?id|uuid|guid|cid|post_?id)$/i;
const PARENT =
  /^(?:parent(?:_?(?:id|comment|comment_?id|uuid))?|reply_?to(?:_?id)?|in_?reply_?to(?:_?id)?|pid|rid|replied_?to)$/i;
const CHILDREN =
  /^(?:replies|children|comments|answers|responses|nodes|edges|items|subcomments|child_?comments|reply_?comments)$/i;
/** The key under which a list stands must speak of comments. */
const HOLDER = /comment|repl(?:y|ies)|discussion|kommentar|responses|answers|thread|conversation|posts$/i;

/** Comments within the JSON scripts of a page; empty where none is sure. */
export function commentsInState(page: Page): readonly StatedComment[] {
  let best: readonly StatedComment[] = [];
  for (const root of statesOf(page)) {
    for (const list of listsIn(root)) {
      const read = readList(list, page);
      if (read.length > best.length) best = read;
    }
  }
  return best;
}

function* statesOf(page: Page): Generator<Json> {
  const { $ } = page;
  for (const script of $("script")) {
    const type = ($(script).attr("type") ?? "").toLowerCase();
    const raw = $(script).text();
    if (raw.length > LARGEST || raw.length < 80 || !SPEAKS.test(raw)) continue;
    if (type.includes("ld+json")) continue;
    for (const source of type.includes("json") ? [raw.trim()] : assignedJson(raw)) {
      // Hidden in a large script there may be small settings: comments take room.
      if (source.length < 80 || !SPEAKS.test(source)) continue;
      try {
        yield JSON.parse(source, (key, value) =>
          key === "__proto__" || key === "constructor" ? undefined : value,
        ) as Json;
      } catch {
        // code and not JSON: nothing is executed here
      }
    }
  }
}
const SPEAKS = /comment|repl(?:y|ies)|kommentar/i;

function* listsIn(root: Json): Generator<readonly JsonObject[]> {
  const ahead: { readonly value: Json; readonly named: boolean; readonly depth: number }[] = [
    { value: root, named: false, depth: 0 },
  ];
  let looked = 0;
  for (let next = ahead.pop(); next !== undefined && looked < MOST_VALUES; next = ahead.pop()) {
    looked++;
    const { value, named, depth } = next;
    if (value === null || typeof value !== "object" || depth > DEEPEST) continue;
    if (Array.isArray(value)) {
      const objects = value.map(unwrap).filter((item): item is JsonObject => item !== undefined);
      if (
        named &&
        objects.length > 0 &&
        objects.length >= value.length * 0.8 &&
        objects.filter(isComment).length >= objects.length * 0.8
      ) {
        yield objects;
        continue;
      }
      for (const item of value) ahead.push({ value: item, named, depth: depth + 1 });
    } else {
      for (const [key, item] of Object.entries(value)) {
        if (item !== undefined && item !== null && typeof item === "object")
          ahead.push({
            value: item,
            named: HOLDER.test(key) || (named && /^(?:nodes|edges|items|data|results|list|entries|\d+)$/i.test(key)),
            depth: depth + 1,
          });
      }
    }
  }
}

/** GraphQL wraps each record in an edge. */
function unwrap(value: Json): JsonObject | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  const inner = (value as JsonObject).node;
  return inner !== null && typeof inner === "object" && !Array.isArray(inner)
    ? (inner as JsonObject)
    : (value as JsonObject);
}

const field = (object: JsonObject, name: RegExp): Json | undefined => {
  for (const [key, value] of Object.entries(object))
    if (name.test(key) && value !== null && value !== undefined && value !== "") return value;
  return undefined;
};

const textOfRecord = (object: JsonObject): string | undefined => {
  for (const [key, value] of Object.entries(object))
    if (TEXT.test(key) && typeof value === "string" && /\s|\p{L}{2}/u.test(value)) return value;
  return undefined;
};

const isComment = (object: JsonObject): boolean =>
  textOfRecord(object) !== undefined &&
  timeOf(field(object, TIME), 0) !== null &&
  nameOf(field(object, AUTHOR)) !== null &&
  field(object, ID) !== undefined &&
  !("headline" in object);

function readList(list: readonly JsonObject[], page: Page): readonly StatedComment[] {
  const dates = dateContext(page);
  const comments: (StatedComment & { readonly stated: string | null })[] = [];
  const ids = new Set<string>();
  const ahead: { readonly object: JsonObject; readonly around: string | null }[] = [...list]
    .reverse()
    .map((object) => ({ object, around: null }));
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { object, around } = next;
    const text = textOfRecord(object);
    const content = text === undefined ? undefined : contentOfHtml(text);
    if (!content || content.text === "") continue;
    const author = nameOf(field(object, AUTHOR));
    const createdAt = timeOf(field(object, TIME), dates.offset);
    const id = plain(field(object, ID));
    const nativeId = id !== null && !ids.has(id) ? id : contentId(createdAt?.raw ?? null, content.text, ids);
    ids.add(nativeId);
    comments.push({
      nativeId,
      parent: around,
      parentFrom: around === null ? "none" : "id",
      stated: plain(field(object, PARENT)),
      author: author === null ? null : { name: author },
      createdAt,
      ...content,
      state: "visible",
      votes: null,
      permalink: null,
    });
    const children = field(object, CHILDREN);
    const inner = Array.isArray(children)
      ? children
      : children !== null && typeof children === "object"
        ? Object.values(children).find(Array.isArray)
        : undefined;
    if (Array.isArray(inner))
      for (const item of [...inner].reverse()) {
        const child = unwrap(item as Json);
        if (child) ahead.push({ object: child, around: nativeId });
      }
  }
  // A field that looks like a parent is one where its values are ids.
  const told = comments.filter(({ stated }) => stated !== null && stated !== "0");
  const proven = told.length > 0 && told.filter(({ stated }) => ids.has(stated!)).length >= told.length * 0.5;
  return comments.map(({ stated, ...comment }) =>
    proven && comment.parent === null && stated !== null && stated !== "0" && stated !== comment.nativeId
      ? { ...comment, parent: stated, parentFrom: "id" as const }
      : comment,
  );
}

const plain = (value: Json | undefined): string | null => {
  if (typeof value === "string" || typeof value === "number") return String(value).slice(0, 200);
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return plain((value as JsonObject).id);
  return null;
};

function nameOf(value: Json | undefined): string | null {
  if (typeof value === "string") return value.length <= 200 ? cleanLine(value) || null : null;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  return nameOf(
    field(value as JsonObject, /^(?:display_?name|name|user_?name|nick(?:name)?|login|full_?name|screen_?name)$/i),
  );
}

function timeOf(value: Json | undefined, offset: number): Instant | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  return readInstant(String(value), offset) ?? epoch(String(value).replace(/\.\d+$/, "")) ?? null;
}
