// Fresh corpora on both engines, and invented visits to fill them: a harbour town's newspaper and its readers.
import {
  type Article,
  articleId,
  type CanonicalUrl,
  type Capture,
  type Comment,
  type Committed,
  type CrawlId,
  canonicalise,
  digestOf,
  type FoundPage,
  type Gap,
  type Instant,
  type Lease,
  newCaptureId,
  newCrawlId,
  type Outcome,
  PAGE_KINDS,
  publisherOf,
  type Sink,
  type Thread,
  type Visit,
} from "@belowline/schema";
import { openMemory } from "../../packages/corpus/src/db/pglite.ts";
import { type Corpus, type CorpusOptions, openCorpus } from "../../packages/corpus/src/index.ts";
import { corpusOn } from "../../packages/corpus/src/open.ts";
import { emptyImage, freshCorpusDatabase } from "./postgres.ts";

export interface Engine {
  readonly name: string;
  /** A new corpus; closing it removes it. */
  open(options?: CorpusOptions): Promise<Corpus>;
}

/** The key of every test corpus, so that no test writes one to the home folder. */
export const TEST_KEY = new Uint8Array(32).fill(7);

/** Both engines, for `describe.each(engines)("... ($name)", ({ open }) => ...)`. */
export const engines: readonly Engine[] = [
  {
    name: "PGlite",
    async open(options = {}) {
      return await corpusOn(await openMemory(await emptyImage()), { key: TEST_KEY, ...options });
    },
  },
  {
    name: "PostgreSQL",
    async open(options = {}) {
      const { url, drop } = await freshCorpusDatabase();
      const corpus = await openCorpus(url, { key: TEST_KEY, ...options });
      const close = async (): Promise<void> => {
        await corpus.close();
        await drop();
      };
      return Object.freeze({ ...corpus, close, [Symbol.asyncDispose]: close });
    },
  },
];

export const PUBLISHER = "harbour.example";
export const at = (day: number, time = "08:00:00"): string => `2026-03-${String(day).padStart(2, "0")}T${time}.000Z`;
export const instant = (moment: string): Instant => ({
  at: moment,
  offset: "Z",
  precision: "s",
  source: "machine",
  raw: moment,
});
export const urlOf = (path: string): CanonicalUrl => canonicalise(path, `https://${PUBLISHER}/`)!;

export interface Said {
  readonly id: string;
  readonly parent?: string | null;
  readonly name?: string | null;
  readonly text?: string;
  readonly html?: string;
  readonly createdAt?: string | null;
  readonly more?: Partial<Comment>;
}

/** One article with its conversation, in reading order. */
export interface Story {
  readonly path: string;
  readonly headline?: string;
  readonly text?: string;
  readonly comments?: readonly Said[];
  readonly announced?: number | null;
  readonly complete?: boolean;
  readonly gaps?: readonly Gap[];
  readonly article?: Partial<Article>;
  readonly platform?: string;
  readonly open?: boolean | null;
  /** Its page answers 404. */
  readonly gone?: boolean;
  readonly publishedAt?: string | null;
}

export function articleOf(story: Story): Article {
  const url = urlOf(story.path);
  const text = story.text ?? "The ferry did not sail today.\nThe harbour master blames the wind.";
  return {
    url,
    urls: [{ url, kind: "final" }],
    headline: story.headline ?? `News from ${story.path}`,
    standfirst: null,
    byline: ["Imke Sand"],
    agencies: [],
    publishedAt: story.publishedAt === null ? null : instant(story.publishedAt ?? at(1)),
    modifiedAt: null,
    language: "en",
    section: "Harbour",
    tags: ["ferry"],
    siteName: "Harbour Post",
    text,
    blocks: text.split("\n").map((line) => ({ kind: "paragraph", text: line })),
    wordCount: text.split(/\s+/).length,
    images: [],
    paywall: { kind: "free", evidence: null },
    evidence: { headline: { from: "json-ld:headline" } },
    ...story.article,
  };
}

export function captureOf(url: string, body: string | Uint8Array, more: Partial<Capture> = {}): Capture {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return {
    id: newCaptureId(),
    requestUrl: url,
    url,
    method: "GET",
    requestHeaders: { accept: "text/html" },
    requestBody: null,
    redirects: [],
    status: 200,
    headers: { "content-type": "text/html" },
    body: bytes,
    digest: digestOf(bytes),
    fetchedAt: at(2),
    timing: { firstByte: 12, total: 34.5 },
    ...more,
  };
}

/** Depths, roots and orphans as the scraper would settle them. */
export function commentsOf(sink: Sink, said: readonly Said[]): Comment[] {
  const byId = new Map(said.map((one) => [one.id, one]));
  const up = (one: Said): Said | undefined => (one.parent == null ? undefined : byId.get(one.parent));
  return said.map((one, position) => {
    let depth = 1;
    let root = one;
    for (let parent = up(one); parent; parent = up(parent)) {
      depth++;
      root = parent;
    }
    const text = one.text ?? `Comment ${one.id}`;
    return {
      nativeId: one.id,
      parent: one.parent ?? null,
      parentFrom: "id",
      author: one.name === null ? null : sink.privacy.author(PUBLISHER, { name: one.name ?? `Reader ${one.id}` }),
      byArticleAuthor: false,
      createdAt: one.createdAt === null ? null : instant(one.createdAt ?? at(2, "09:00:00")),
      editedAt: null,
      html: one.html ?? `<p>${text}</p>`,
      text,
      state: "visible",
      votes: null,
      permalink: null,
      root: root.id,
      depth,
      position,
      orphan: one.parent != null && !byId.has(one.parent),
      ...one.more,
    };
  });
}

export function threadOf(sink: Sink, story: Story, capture: Capture): Thread {
  const comments = commentsOf(sink, story.comments ?? []);
  return {
    platform: story.platform ?? "wordpress",
    key: story.path,
    ref: { key: story.path },
    announced: story.announced === undefined ? comments.length : story.announced,
    articleUrl: urlOf(story.path),
    comments,
    collected: comments.length,
    complete: story.complete ?? true,
    gaps: story.gaps ?? [],
    open: story.open === undefined ? true : story.open,
    ways: ["rest"],
    captureOf: Object.fromEntries(comments.map(({ nativeId }) => [nativeId, capture.id])),
  };
}

export const visitOf = (lease: Lease, crawl: CrawlId, outcome: Outcome, more: Partial<Visit> = {}): Visit => ({
  crawl,
  lease,
  visitedAt: at(2),
  captures: [],
  outcome,
  found: [],
  nextDue: null,
  ...more,
});

export const found = (path: string, more: Partial<FoundPage> = {}): FoundPage => ({
  url: urlOf(path),
  kind: "article",
  priority: 40,
  claimedAt: null,
  via: "link",
  ...more,
});

export async function startCrawl(sink: Sink, seeds: readonly FoundPage[], refresh = false): Promise<CrawlId> {
  const id = newCrawlId();
  const userAgent = "BelowlineTest/0 (+mailto:desk@harbour.example)";
  await sink.start({ id, startedAt: at(2), seeds, settings: { delay: 0 }, userAgent, refresh });
  return id;
}

export async function leaseAll(sink: Sink, crawl: CrawlId, limit = 100): Promise<readonly Lease[]> {
  const publishers = [PUBLISHER, publisherOf(urlOf("/"))];
  return await sink.lease({ crawl, publishers, kinds: PAGE_KINDS, since: null, limit, seconds: 60 });
}

/** A whole pretended crawl of these stories: home page, articles, threads. What each commit changed, summed up. */
export async function crawlStories(
  sink: Sink,
  stories: readonly Story[],
  { visitedAt = at(2), edition = "" }: { readonly visitedAt?: string; readonly edition?: string } = {},
): Promise<{ readonly crawl: CrawlId; readonly commits: readonly Committed[] }> {
  const byUrl = new Map(stories.map((story) => [urlOf(story.path) as string, story]));
  const crawl = await startCrawl(sink, [found("/", { kind: "seed", priority: 0, via: "seed" })], true);
  const commits: Committed[] = [];
  for (;;) {
    const leases = await leaseAll(sink, crawl);
    if (leases.length === 0) break;
    for (const lease of leases) commits.push(await sink.commit(pretend(sink, crawl, lease, byUrl, visitedAt, edition)));
  }
  await sink.finish({ crawl, finishedAt: visitedAt, state: "finished", report: { pages: commits.length } });
  return { crawl, commits };
}

/** What a visit of this page would bring, were the stories the site. */
export function pretend(
  sink: Sink,
  crawl: CrawlId,
  lease: Lease,
  stories: ReadonlyMap<string, Story>,
  visitedAt: string,
  edition: string,
): Visit {
  const { page } = lease;
  const story = stories.get(page.url);
  const fetchedAt = visitedAt;
  if (page.kind === "thread" && story) {
    const names = (story.comments ?? []).map((one) => `${one.name ?? one.id}: ${one.text ?? ""}`).join("\n");
    const capture = captureOf(`${page.url}#thread`, JSON.stringify({ names, edition }), { fetchedAt });
    const thread = threadOf(sink, story, capture);
    return visitOf(lease, crawl, { kind: "thread", thread }, { captures: [capture], visitedAt });
  }
  if (!story) {
    const pages = [...stories.values()].map(({ path }) => found(path));
    const capture = captureOf(page.url, "<h1>Harbour Post</h1>", { fetchedAt });
    const outcome: Outcome = { kind: "listing", format: "html", links: pages.length };
    return visitOf(lease, crawl, outcome, { captures: [capture], found: pages, visitedAt });
  }
  if (story.gone) {
    const capture = captureOf(page.url, "<h1>Not here</h1>", { fetchedAt, status: 404 });
    const outcome: Outcome = { kind: "absent", reason: "removed", detail: `${page.url} answered 404` };
    return visitOf(lease, crawl, outcome, { captures: [capture], visitedAt });
  }
  const article = articleOf(story);
  const capture = captureOf(page.url, `<h1>${article.headline}</h1><p>${article.text}</p>`, { fetchedAt });
  const announced = story.announced === undefined ? (story.comments?.length ?? 0) : story.announced;
  const threads = story.comments
    ? [{ platform: story.platform ?? "wordpress", key: story.path, ref: { key: story.path }, announced }]
    : [];
  const outcome: Outcome = { kind: "article", article, capture: capture.id, threads };
  return visitOf(lease, crawl, outcome, { captures: [capture], visitedAt });
}

export const articleIdOf = (path: string): string => articleId(urlOf(path));
