// The town's stories as a crawl gives them to a corpus: those that will be edited soon after publication, and all of them three days later.
import { createHash } from "node:crypto";
import {
  type Article,
  type CanonicalUrl,
  type Capture,
  type Comment,
  canonicalise,
  countWords,
  digestOf,
  type FoundPage,
  type Instant,
  type Lease,
  newCaptureId,
  newCrawlId,
  type Outcome,
  PAGE_KINDS,
  type Sink,
  type Thread,
  type Visit,
} from "belowline";
import { PAPERS } from "./papers.ts";
import { type Edition, FIRST_READING, LAST_READING, type Remark, type TownStory } from "./stories.ts";

type Reading = "first" | "last";

/** The whole fortnight. Its times are those of the town, so that every run tells the same. */
export async function readTown(sink: Sink, stories: readonly TownStory[]): Promise<void> {
  await crawled(
    sink,
    stories.filter(({ edit }) => edit !== null),
    "first",
  );
  await crawled(sink, stories, "last");
}

async function crawled(sink: Sink, stories: readonly TownStory[], reading: Reading): Promise<void> {
  const byUrl = new Map(stories.map((story) => [canonical(story.url) as string, story]));
  const times = stories.map((story) => readAt(story, reading));
  const [startedAt, finishedAt] = [iso(Math.min(...times)), iso(Math.max(...times))];
  const crawl = newCrawlId();
  const seeds = PAPERS.map(({ publisher }): FoundPage => page(`https://${publisher}/`, "seed"));
  const userAgent = "Belowline (+mailto:desk@university.example)";
  await sink.start({ id: crawl, startedAt, seeds, settings: { delay: 5 }, userAgent, refresh: reading === "last" });
  const publishers = PAPERS.map(({ publisher }) => publisher);
  let pages = 0;
  for (;;) {
    // Threads are read once: their comments are dated.
    const kinds = PAGE_KINDS.filter((kind) => reading === "last" || kind !== "thread");
    const wish = { crawl, publishers, kinds, since: null, limit: 100, seconds: 600 };
    const leases = await sink.lease(wish);
    if (leases.length === 0) break;
    for (const lease of leases) {
      const story = byUrl.get(lease.page.url);
      const visitedAt = story ? iso(readAt(story, reading)) : startedAt;
      const { outcome, captures, found } = story ? read(sink, lease, story, reading) : home(lease, stories);
      const visit: Visit = { crawl, lease, visitedAt, captures, outcome, found, nextDue: null };
      await sink.commit(visit);
      pages++;
    }
  }
  await sink.finish({ crawl, finishedAt, state: "finished", report: { pages } });
}

type Read = Pick<Visit, "outcome" | "captures" | "found">;

function home(lease: Lease, stories: readonly TownStory[]): Read {
  const found = stories
    .filter((story) => canonical(`https://${story.paper.publisher}/`) === lease.page.url)
    .map((story) => page(story.url, "link"));
  const outcome: Outcome = { kind: "listing", format: "html", links: found.length };
  return { outcome, captures: [captureOf(lease.page.url, "<h1>News</h1>", stories[0]!.publishedAt)], found };
}

function read(sink: Sink, lease: Lease, story: TownStory, reading: Reading): Read {
  const at = readAt(story, reading);
  const there = story.remarks.filter((remark) => remark.at <= at);
  if (lease.page.kind === "thread") {
    const capture = captureOf(`${story.url}#comments`, JSON.stringify(there.map(({ id, text }) => [id, text])), at);
    const thread = threadOf(sink, story, there, capture);
    return { outcome: { kind: "thread", thread }, captures: [capture], found: [] };
  }
  const edit = reading === "last" ? story.edit : null;
  const article = articleOf(story, edit?.edition ?? story.first, edit?.at ?? story.publishedAt);
  const capture = captureOf(story.url, `<h1>${article.headline}</h1><p>${article.text}</p>`, at);
  const threads = [referenceOf(story, there.length)];
  return { outcome: { kind: "article", article, capture: capture.id, threads }, captures: [capture], found: [] };
}

const readAt = (story: TownStory, reading: Reading): number =>
  story.publishedAt + (reading === "first" ? FIRST_READING : LAST_READING);

const referenceOf = ({ paper, url }: TownStory, announced: number) => ({
  platform: paper.platform,
  key: url,
  ref: { key: url },
  announced,
});

function articleOf(story: TownStory, { headline, paragraphs }: Edition, modifiedAt: number): Article {
  const url = canonical(story.url);
  const text = paragraphs.join("\n");
  return {
    url,
    urls: [{ url, kind: "final" }],
    headline,
    standfirst: null,
    byline: [story.byline],
    agencies: [],
    publishedAt: instant(story.publishedAt),
    modifiedAt: instant(modifiedAt),
    language: "en",
    section: story.section,
    tags: [story.tag],
    siteName: story.paper.publisher,
    text,
    blocks: paragraphs.map((paragraph) => ({ kind: "paragraph", text: paragraph })),
    wordCount: countWords(text),
    images: [],
    paywall: { kind: "free", evidence: null },
    evidence: { headline: { from: "h1" } },
  };
}

/** The site announces all, and shows the first so many. */
function threadOf(sink: Sink, story: TownStory, there: readonly Remark[], capture: Capture): Thread {
  const { cap } = story.paper;
  const comments = commentsOf(sink, story, there.slice(0, cap));
  const missing = there.length - comments.length;
  return {
    ...referenceOf(story, there.length),
    articleUrl: canonical(story.url),
    comments,
    collected: comments.length,
    complete: missing === 0,
    gaps: missing === 0 ? [] : [{ reason: "paging-cap", count: missing, detail: `the site shows ${cap}` }],
    open: true,
    ways: ["rest"],
    captureOf: Object.fromEntries(comments.map(({ nativeId }) => [nativeId, capture.id])),
  };
}

/** In reading order: an answer below what it answers. */
function commentsOf(sink: Sink, story: TownStory, shown: readonly Remark[]): Comment[] {
  const below = Map.groupBy(shown, ({ parent }) => parent);
  const comments: Comment[] = [];
  const place = (remark: Remark, depth: number, root: string): void => {
    comments.push({
      nativeId: remark.id,
      parent: remark.parent,
      parentFrom: remark.parent === null ? "none" : "id",
      author: sink.privacy.author(story.paper.publisher, { name: remark.name }),
      byArticleAuthor: false,
      createdAt: instant(remark.at),
      editedAt: null,
      html: "",
      text: remark.text,
      state: "visible",
      votes: null,
      permalink: `${story.url}#comment-${remark.id}`,
      root,
      depth,
      position: comments.length,
      orphan: false,
    });
    for (const reply of below.get(remark.id) ?? []) place(reply, depth + 1, root);
  };
  for (const remark of below.get(null) ?? []) place(remark, 1, remark.id);
  return comments;
}

function captureOf(url: string, text: string, at: number): Capture {
  const body = new TextEncoder().encode(text);
  return {
    id: newCaptureId(),
    requestUrl: url,
    url,
    method: "GET",
    requestHeaders: {},
    requestBody: null,
    redirects: [],
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body,
    digest: digestOf(body),
    fetchedAt: iso(at),
    timing: { firstByte: 40, total: 60 },
  };
}

const iso = (time: number): string => new Date(time).toISOString();
const canonical = (url: string): CanonicalUrl => canonicalise(url)!;
const page = (url: string, via: "seed" | "link"): FoundPage => ({
  url: canonical(url),
  kind: via === "seed" ? "seed" : "article",
  priority: via === "seed" ? 0 : 40,
  claimedAt: null,
  via,
});
const instant = (time: number): Instant => ({
  at: iso(time),
  offset: "Z",
  precision: "s",
  source: "machine",
  raw: iso(time),
});

/** The town's own privacy key: invented people have nothing to hide, and pseudonyms stay the same everywhere. */
export const TOWN_KEY = new Uint8Array(createHash("sha256").update("the harbour town").digest());
