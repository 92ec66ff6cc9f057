// Drupal's comments, versions 5 to 11 and Backdrop: in the page, where replies stand in .indented, and by JSON:API where a site has it open.
import { type Element, isTag } from "domhandler";
import { refusalIn, rowOf } from "../comments/fields.ts";
import { bearsWordPress } from "../comments/marks.ts";
import { inMarkup, type PageRef } from "../comments/markup-list.ts";
import { type Batch, definePlatform } from "../comments/platform.ts";
import { interfaceOf, listAsk, readList } from "./drupal/json-api.ts";

export interface DrupalRef extends PageRef {
  /** JSON:API's root with its final slash, and the number of the node; both or neither. */
  readonly root: string | null;
  readonly node: string | null;
}

function within(item: Element, name: string): number {
  let levels = 0;
  for (let at = item.parent; at; at = at.parent) {
    if (isTag(at) && ` ${at.attribs.class ?? ""} `.includes(` ${name} `)) levels++;
  }
  return levels;
}

const printed = inMarkup({
  signs: (marks) => {
    const { ids, classes, generator } = marks;
    return (
      !bearsWordPress(marks) &&
      ids.has("comment-#") &&
      classes.has("comment") &&
      (generator.includes("drupal") ||
        generator.includes("backdrop") ||
        ["indented", "field-name-comment-body", "field--name-comment-body", "clear-block"].some((name) =>
          classes.has(name),
        ))
    );
  },
  item: 'a[id^="comment-"]:has(+ .comment), .comment:has(> a[id^="comment-"]), .comment[id^="comment-"]',
  id: [
    { at: "@id", match: /^comment-(\d+)$/ },
    { at: '> a[id^="comment-"]@id', match: /^comment-(\d+)$/ },
  ],
  tail: ".comment",
  parent: { level: (item) => within(item, "indented") },
  author: [".username", ".comment__author", '[rel~="author"]'],
  time: [
    ".comment__time time@datetime",
    "time@datetime",
    { at: "mark[data-comment-timestamp]@data-comment-timestamp", match: /^(\d{10})$/ },
    '[property~="dc:created"]@content',
  ],
  byline: [".submitted", ".comment__submitted", ".comment-submitted", ".comment__time", ".author", ".comment-date"],
  text: [
    ".field--name-comment-body",
    ".field-name-comment-body",
    ".comment__content",
    ".comment-content",
    ".content",
    ".comment-body",
  ],
  drop: ".links, .comment__links, .user-signature, h3, .submitted",
  permalink: [
    ".permalink@href",
    'h3 a[href*="#comment-"]@href',
    ".comment__permalink a@href",
    'a[href*="#comment-"]@href',
  ],
  announced: ["#comments > h2.comment-count"],
  next: "#comments .pager a, .comment-wrapper .pager a",
});

export default definePlatform<"drupal", DrupalRef>({
  id: "drupal",
  name: "Drupal",
  docs: "https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `On a page of 2012; data-comment-user-id in public tests of core. The classes of the core themes (garland,
      bartik, olivero) are from knowledge, not seen on a page.`,
  },
  locate(page) {
    const ref = printed.locate(page);
    return ref && { ...ref, ...interfaceOf(page) };
  },
  open: (ref) => (ref.root === null || ref.node === null ? printed.open(ref) : listAsk(ref.root, ref.node)),
  read(answer, ref) {
    const { step, first } = rowOf(answer.ask.carry);
    if (step !== "list" || ref.root === null || ref.node === null) return printed.read(answer);
    const refusal = refusalIn(answer);
    // Most sites have it closed or are without it: that is no gap, the page has the comments.
    if (refusal) return pageNext(ref, { gaps: first === true ? [] : [refusal] });
    const batch = readList(answer, ref.root, ref.node);
    return batch.next.length > 0 ? batch : { ...batch, next: [printed.open(ref)] };
  },
  inPage: printed.inPage,
  missed: (ask, gap, ref) => {
    const { step, first } = rowOf(ask.carry);
    return step === "list"
      ? pageNext(ref, { gaps: first === true ? [] : [gap] })
      : { ...pageNext(ref, { gaps: [gap] }), next: [] };
  },
  examples: [
    {
      page: "https://lock.example/node/12",
      fixture: "version-6",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "502": "501", "503": null },
        first: {
          nativeId: "501",
          author: { name: "Ada" },
          createdAt: { at: "2012-05-03T10:22:00.000Z", precision: "min", source: "text" },
          text: "The gate leaks.",
        },
      },
    },
    {
      page: "https://lock.example/node/14",
      fixture: "version-7",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "522": "521", "523": null },
        first: {
          nativeId: "521",
          author: { name: "Ada" },
          createdAt: { at: "2013-03-02T07:15:00.000Z", source: "machine" },
          text: "It opens at noon.",
        },
      },
    },
    {
      page: "https://lock.example/new-gate",
      fixture: "version-10",
      expect: {
        comments: 2,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "902": "901" },
        first: {
          nativeId: "901",
          author: { name: "Cleo" },
          createdAt: { at: "2024-05-03T08:22:00.000Z", source: "machine" },
          text: "It holds.",
        },
      },
    },
    {
      page: "https://lock.example/sill",
      fixture: "json-api",
      expect: {
        comments: 3,
        deepest: 3,
        announced: null,
        complete: true,
        ways: ["json-api", "page"],
        parents: { "932": "931", "933": "932" },
        first: {
          nativeId: "931",
          author: { name: "Cleo" },
          createdAt: { at: "2024-05-03T08:22:00.000Z", source: "machine" },
          text: "The sill is worn.",
        },
      },
    },
  ],
});

/** What the page prints is read in any case: it has the number, and names that JSON:API keeps back. */
const pageNext = (ref: DrupalRef, more: Partial<Batch>): Batch => ({
  comments: [],
  next: [printed.open(ref)],
  way: "json-api",
  trust: 0,
  ...more,
});
