// Comments that a page states in JSON-LD: schema.org Comment and Answer, nested as articles, forum posts and questions hold them.
import { cleanLine, type Json, type JsonObject, readInstant, type StatedComment } from "@belowline/schema";
import { isType } from "../../html/json-ld.ts";
import type { Page } from "../../html/page.ts";
import { contentOfHtml } from "../content.ts";
import { dateContext } from "../times.ts";
import { contentId } from "./identity.ts";

const HOLDERS = ["comment", "comments", "suggestedAnswer", "acceptedAnswer"] as const;
const COMMENT = new Set(["Comment", "UserComments", "Answer", "DiscussionForumPosting", "SocialMediaPosting"]);
/** Questions and answers that the site wrote itself. */
const OWN_ANSWERS = new Set(["FAQPage", "Question"]);
const MOST = 100_000;

interface Found {
  readonly node: JsonObject;
  readonly parent: string | null;
}

/** Comments of a page's JSON-LD, in the order they are stated; empty where it states none. */
export function commentsInJsonLd(page: Page): readonly StatedComment[] {
  const dates = dateContext(page);
  const comments: StatedComment[] = [];
  const seen = new Set<Json>();
  const ids = new Set<string>();
  const ahead: Found[] = [];
  const push = (holder: JsonObject, parent: string | null): void => {
    for (const key of [...HOLDERS].reverse()) {
      const value = holder[key];
      const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
      for (const node of [...list].reverse()) {
        if (node !== null && typeof node === "object" && !Array.isArray(node))
          ahead.push({ node: node as JsonObject, parent });
      }
    }
  };
  // The last holder first: the list is read from its end.
  for (const node of [...page.jsonLd].reverse()) {
    if (isType(node, COMMENT) && node["@type"] !== "DiscussionForumPosting") continue;
    if (isType(node, OWN_ANSWERS)) continue;
    push(node, null);
    const entity = node.mainEntity;
    if (entity !== null && typeof entity === "object" && !Array.isArray(entity)) push(entity as JsonObject, null);
  }
  for (let next = ahead.pop(); next !== undefined && comments.length < MOST; next = ahead.pop()) {
    const { node, parent } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    const raw = text(node.text) ?? text(node.commentText) ?? text(node.description) ?? text(node.articleBody);
    if (raw === null) continue;
    const content = contentOfHtml(raw);
    if (content.text === "") continue;
    const author = nameOf(node.author ?? node.creator);
    const time = text(node.dateCreated) ?? text(node.datePublished) ?? text(node.commentTime);
    const link = text(node.url) ?? text(node["@id"]);
    const stated =
      text(node.identifier) ??
      /[#/=](?:comment|post|c|p)?[-_]?(\d{1,24})\/?$/i.exec(link ?? "")?.[1] ??
      text(node["@id"]);
    const nativeId =
      stated !== null && stated !== undefined && !ids.has(stated)
        ? stated.slice(0, 200)
        : contentId(time, content.text, ids);
    ids.add(nativeId);
    const up = count(node.upvoteCount);
    const down = count(node.downvoteCount);
    const permalink = link === null ? null : URL.parse(link, page.url);
    comments.push({
      nativeId,
      parent,
      parentFrom: parent === null ? "none" : "id",
      author: author === null ? null : { name: author },
      createdAt: readInstant(time, dates.offset) ?? null,
      ...content,
      state: "visible",
      votes: up === null && down === null ? null : { up, down, score: null },
      permalink: permalink && /^https?:$/.test(permalink.protocol) ? permalink.href : null,
    });
    push(node, nativeId);
  }
  return comments;
}

const text = (value: Json | undefined): string | null =>
  typeof value === "string" && value.trim() !== "" ? value : typeof value === "number" ? String(value) : null;

const count = (value: Json | undefined): number | null => {
  const number =
    typeof value === "number"
      ? value
      : typeof value === "string" && /^-?\d{1,9}$/.test(value)
        ? Number(value)
        : Number.NaN;
  return Number.isInteger(number) ? number : null;
};

function nameOf(value: Json | undefined): string | null {
  const one = Array.isArray(value) ? value[0] : value;
  if (typeof one === "string") return cleanLine(one.slice(0, 400)) || null;
  if (one === null || typeof one !== "object" || Array.isArray(one)) return null;
  const name = (one as JsonObject).name;
  return typeof name === "string" ? cleanLine(name.slice(0, 400)) || null : null;
}
