// Comments in markup that no adapter describes: records found by what all comments have, with their evidence in the ref.

import { readThread } from "../comments/generic/thread.ts";
import { hasPosts, isTopic } from "../comments/generic/topic.ts";
import { type Batch, definePlatform, type Ref } from "../comments/platform.ts";
import type { Page } from "../html/page.ts";

export interface GenericRef extends Ref {
  readonly url: string;
  readonly confidence: number;
  readonly shape: string;
  readonly signs: readonly string[];
}

export default definePlatform<"generic", GenericRef>({
  id: "generic",
  name: "Comments in the page, platform unknown",
  docs: "https://schema.org/Comment",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's own terms and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `Against 52 threads of pages of 2004 to 2026 that were read by hand, and schema.org/Comment, hAtom and microformats2
      as their specifications have them. No platform: whatever repeats like comments is judged by what comments have.`,
  },
  tier: "generic",
  locate(page) {
    const thread = readThread(page);
    if (!thread) return undefined;
    const { confidence, shape, signs, announced } = thread;
    return { key: keyOf(page.url), url: page.url, confidence, shape, signs, announced };
  },
  open: (ref) => ({ url: ref.url, accept: "html" }),
  read: ({ page, capture }) =>
    capture.status === 200
      ? batchOf(page)
      : {
          comments: [],
          next: [],
          way: "page",
          trust: 0,
          gaps: [
            {
              reason: capture.status >= 500 ? "unreachable" : "refused",
              count: null,
              detail: `the page answered ${capture.status}`,
            },
          ],
        },
  inPage: (page) => batchOf(page),
  isThreadPage(page) {
    if (!hasPosts(page)) return false;
    // What the page states for machines is surer than its address.
    const fewest = isTopic(page) ? 1 : 2;
    return (readThread(page)?.comments.length ?? 0) >= fewest;
  },
  examples: [
    {
      page: "https://courier.example/2026/03/sibling-records/",
      fixture: "sibling-records",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["page"],
        parents: { "12": "11", "13": null },
        first: {
          nativeId: "11",
          author: { name: "Ida Holm" },
          createdAt: { at: "2026-03-02T08:15:00.000Z", source: "machine" },
          text: "The old piers have stood for a hundred years.\nKeep them.",
        },
      },
    },
    {
      page: "https://courier.example/2026/03/levels/",
      fixture: "levels",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["page"],
        parents: { "6": "5", "9": null },
        first: {
          nativeId: "5",
          author: { name: "Jana Vogt" },
          createdAt: { precision: "min", source: "text" },
          text: "Die alten Pfeiler sollten unbedingt stehen bleiben.",
        },
      },
    },
    {
      page: "https://courier.example/2026/03/definition-list/",
      fixture: "definition-list",
      expect: {
        comments: 2,
        deepest: 1,
        announced: 2,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "101",
          author: { name: "Léa Morel" },
          text: "Les vieux piliers tiennent depuis un siècle.\nGardons-les.",
        },
      },
    },
    {
      page: "https://courier.example/2026/03/feet/",
      fixture: "feet",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "201",
          author: { name: "Ida Holm" },
          text: "The lights on the bridge were lovely, I shall miss them.\nAll of them.",
        },
      },
    },
    {
      page: "https://courier.example/2026/03/microdata/",
      fixture: "microdata",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          author: { name: "Rui Alves" },
          createdAt: { at: "2026-03-02T09:15:00.000Z" },
          text: "Os pilares antigos aguentam mais cem anos.",
        },
      },
    },
    {
      page: "https://courier.example/2026/03/json-ld/",
      fixture: "json-ld",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "302": "301", "303": null },
        first: {
          nativeId: "301",
          author: { name: "Ida Holm" },
          votes: { up: 4, down: null, score: null },
          text: "Sixty metres, not sixteen.",
        },
      },
    },
    {
      page: "https://courier.example/2026/03/state/",
      fixture: "state",
      expect: {
        comments: 2,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "402": "401" },
        first: { nativeId: "401", author: { name: "Ida Holm" }, text: "A ferry would be cheaper." },
      },
    },
    {
      page: "https://courier.example/2026/03/paged/",
      fixture: "paged",
      expect: {
        comments: 3,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: { nativeId: "501", author: { name: "Sanne" }, text: "De oude pijlers moeten blijven staan." },
      },
    },
    { page: "https://courier.example/2026/03/menus/", fixture: "menus", expect: "no thread" },
    { page: "https://courier.example/2026/03/quoted-posts/", fixture: "quoted-posts", expect: "no thread" },
    { page: "https://courier.example/2026/03/related-articles/", fixture: "related-articles", expect: "no thread" },
  ],
});

function batchOf(page: Page): Batch {
  const thread = readThread(page);
  const next = (thread?.next ?? []).map((url) => ({ url, accept: "html" as const }));
  return { comments: thread?.comments ?? [], next, way: "page", trust: 1, announced: thread?.announced ?? null };
}

const keyOf = (url: string): string =>
  url
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .split("#", 1)[0]!
    .replace(/\/$/, "");
