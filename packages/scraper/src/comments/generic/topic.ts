// A page that is nothing but its thread: a topic of a forum, by what it says for machines, and the post that opens it.
import { cleanLine, type JsonObject, readInstant, type StatedComment } from "@belowline/schema";
import type { AnyNode, Element } from "domhandler";
import { isType } from "../../html/json-ld.ts";
import { oncePerPage, type Page } from "../../html/page.ts";
import { contentOfHtml } from "../content.ts";
import { dateContext } from "../times.ts";
import { contentId } from "./identity.ts";
import type { Mark, Sketch } from "./sketch.ts";
import { isText as isStatedText } from "./standards.ts";

const POSTING = new Set(["DiscussionForumPosting"]);

/** The topic as the page's JSON-LD states it, on its own or as what the page is about; undefined where it states none. */
export function statedTopic({ jsonLd }: Page): JsonObject | undefined {
  for (const node of jsonLd) {
    if (isType(node, POSTING)) return node;
    const about = node.mainEntity;
    if (about !== null && typeof about === "object" && !Array.isArray(about) && isType(about as JsonObject, POSTING))
      return about as JsonObject;
  }
  return undefined;
}

/** The addresses that forums give to topics, and nobody to anything else. */
const TOPIC_ADDRESS =
  /\/(?:showthread|viewtopic|viewthread|showtopic|showflat)\b|\/threads?\/[^/?#]|\/thread-\d|\/forum\/\d{1,9}-[^/]{1,200}\/\d|[?&](?:showtopic|threadid|topic|tid|ubb=showflat)(?:=\d|&)/i;

/** The first element that microdata calls a post of a forum: its comments may lie within it. */
const statedPosting = oncePerPage(({ elements }): Element | undefined =>
  elements.find(({ attribs: { itemtype } }) => itemtype?.includes("DiscussionForumPosting")),
);

/** Whether the page says that it is a topic of a forum: for machines, in JSON-LD or microdata. */
export const isTopic = (page: Page): boolean => statedPosting(page) !== undefined || statedTopic(page) !== undefined;

/** The same, or by its address: then posts are what is named so. */
export const hasPosts = (page: Page): boolean => TOPIC_ADDRESS.test(page.url.slice(0, 1000)) || isTopic(page);

/** The nodes of the opening post where microdata puts the answers into it: its text and what stands beside it, up to the first answer. */
export function openingBox(page: Page, sketch: Sketch, answers: number): AnyNode | undefined {
  const posting = statedPosting(page);
  const scope = posting && sketch.of.get(posting);
  if (!scope || scope.index >= answers || scope.end <= answers) return undefined;
  let at: Mark | undefined;
  for (let i = scope.index + 1; i < answers && at === undefined; i++)
    if (isStatedText(sketch.marks[i]!.node.attribs)) at = sketch.marks[i]!;
  while (at !== undefined) {
    const outer: Mark | undefined = sketch.marks[at.parent];
    if (outer === undefined || outer === scope || outer.end > answers) return at.node;
    at = outer;
  }
  return undefined;
}

/** The opening post as JSON-LD states it, if its text is there. */
export function openingInJsonLd(page: Page): StatedComment | undefined {
  const node = statedTopic(page);
  const raw = node?.articleBody ?? node?.text;
  if (node === undefined || typeof raw !== "string") return undefined;
  const content = contentOfHtml(raw);
  if (content.text === "") return undefined;
  const author = Array.isArray(node.author) ? node.author[0] : node.author;
  const name = author !== null && typeof author === "object" ? (author as JsonObject).name : author;
  const time = typeof node.datePublished === "string" ? node.datePublished : null;
  return {
    nativeId: contentId(time, content.text, new Set()),
    parent: null,
    parentFrom: "none",
    author: typeof name === "string" && name.trim() !== "" ? { name: cleanLine(name.slice(0, 400)) } : null,
    createdAt: readInstant(time, dateContext(page).offset) ?? null,
    ...content,
    state: "visible",
    votes: null,
    permalink: null,
  };
}

const LETTERS_COMPARED = 60;
const lettersOf = (text: string): string =>
  text
    .slice(0, LETTERS_COMPARED * 4)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .slice(0, LETTERS_COMPARED);

/** The thread with the opening post at its head, if it is not there: systems state it, cut or whole, beside the posts they print. */
export function withOpening(
  comments: readonly StatedComment[],
  opening: StatedComment | undefined,
): readonly StatedComment[] {
  if (opening === undefined) return comments;
  const begins = lettersOf(opening.text);
  const isHere = comments.some(
    ({ nativeId, text }) => nativeId === opening.nativeId || lettersOf(text).startsWith(begins.slice(0, 40)),
  );
  return isHere ? comments : [opening, ...comments];
}
