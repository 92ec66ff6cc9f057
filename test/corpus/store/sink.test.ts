// The sink over both engines: what a commit stores, what a second one leaves alone, and who is refused.
import { type Lease, type newCrawlId, PAGE_KINDS, type Thread } from "@belowline/schema";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import {
  articleIdOf,
  articleOf,
  at,
  captureOf,
  crawlStories,
  engines,
  found,
  leaseAll,
  PUBLISHER,
  type Story,
  startCrawl,
  threadOf,
  urlOf,
  visitOf,
} from "../../support/corpus.ts";
import { countRows, emptied } from "../../support/rows.ts";

const ferry: Story = {
  path: "/ferry",
  comments: [
    { id: "1", text: "Again!" },
    { id: "2", parent: "1", text: "As every spring." },
    { id: "3", parent: "9", text: "The one I answer is gone." },
  ],
};
const mill: Story = { path: "/mill", text: "The mill turns again.", comments: [] };
const HOME = found("/", { kind: "seed", priority: 0, via: "seed" });

describe.each(engines)("a sink on $name", ({ name: engine, open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(() => emptied(corpus));

  const kinds = async (): Promise<string[]> =>
    (await corpus.db.selectFrom("event").select("kind").orderBy("id").execute()).map(({ kind }) => kind);
  const nativeIds = async (): Promise<string[]> => (await corpus.comments()).map(({ nativeId }) => nativeId).sort();
  /** Leases the pages that are due now, or the one page made due by `refresh`. */
  const leaseOf = async (
    path: string,
    kind: string,
  ): Promise<{ lease: Lease; crawl: ReturnType<typeof newCrawlId> }> => {
    const crawl = await startCrawl(corpus.sink(), [HOME], true);
    const leases = await leaseAll(corpus.sink(), crawl);
    const lease = leases.find(({ page }) => page.url === urlOf(path) && page.kind === kind)!;
    await corpus.sink().release(leases.filter((other) => other !== lease));
    return { lease, crawl };
  };
  /** Commits one walk of a story's thread. */
  const walk = async (story: Story, day: number, more: Partial<Thread> = {}) => {
    const { lease, crawl } = await leaseOf(story.path, "thread");
    const capture = captureOf(`${lease.page.url}#walk`, `walk of day ${day}`, { fetchedAt: at(day) });
    const thread = { ...threadOf(corpus.sink(), story, capture), ...more };
    const visit = visitOf(lease, crawl, { kind: "thread", thread }, { captures: [capture], visitedAt: at(day) });
    try {
      return await corpus.sink().commit(visit);
    } catch (error) {
      await corpus.sink().release([lease]); // what fails is still leased
      throw error;
    }
  };

  it("stores articles, threads and comments of a crawl, and says what was new", async () => {
    const { commits } = await crawlStories(corpus.sink(), [ferry, mill]);
    expect(await countRows(corpus)).toMatchObject({
      publisher: 1,
      page: 5,
      article: 2,
      articleUrl: 2,
      articleRevision: 2,
      thread: 2,
      threadWalk: 2,
      comment: 3,
      commentRevision: 3,
      commenter: 3,
      event: 0,
    });
    expect(commits.reduce((sum, { pages }) => sum + pages, 0)).toBe(4);
    expect(commits.filter(({ article }) => article === "new")).toHaveLength(2);
    expect(commits.reduce((sum, { comments }) => sum + comments.new, 0)).toBe(3);
    const [orphan] = await corpus.db.selectFrom("comment").selectAll().where("orphan", "=", true).execute();
    expect(orphan).toMatchObject({ nativeId: "3", depth: 1 });
    expect(orphan!.parentId).not.toBeNull(); // it was stated, though nobody holds it
  });

  it("adds no row but the crawl when the same content comes again", async () => {
    await crawlStories(corpus.sink(), [ferry, mill]);
    const before = await countRows(corpus);
    const { commits } = await crawlStories(corpus.sink(), [ferry, mill], { visitedAt: at(5) });
    expect(await countRows(corpus)).toEqual({ ...before, crawl: before.crawl! + 1 });
    expect(commits.map(({ article }) => article).filter(Boolean)).toEqual(["unchanged", "unchanged"]);
    const captures = await corpus.db.selectFrom("capture").selectAll().execute();
    expect(captures.every(({ timesSeen, lastSeenAt }) => timesSeen === 2 && lastSeenAt.toISOString() === at(5))).toBe(
      true,
    );
    expect(await corpus.db.selectFrom("threadWalk").select("timesSeen").execute()).toEqual([
      { timesSeen: 2 },
      { timesSeen: 2 },
    ]);
    expect((await corpus.comments().first())!.lastSeenAt).toBe(at(5));
    expect((await corpus.comments().first())!.firstSeenAt).toBe(at(2));
  });

  it("adds a revision when an article or a comment changed, and keeps the old one", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const edited: Story = {
      ...ferry,
      headline: "Ferry sails after all",
      comments: [{ id: "1", text: "Again? No." }, ...ferry.comments!.slice(1)],
    };
    const { commits } = await crawlStories(corpus.sink(), [edited], { visitedAt: at(6) });
    expect(commits.some(({ article }) => article === "revised")).toBe(true);
    expect(commits.map(({ comments }) => comments)).toContainEqual({ new: 0, revised: 1, unchanged: 2, vanished: 0 });
    expect((await corpus.revisions(urlOf("/ferry"))).map(({ headline, cause }) => [headline, cause])).toEqual([
      ["News from /ferry", "first"],
      ["Ferry sails after all", "publisher"],
    ]);
    const texts = await corpus.db.selectFrom("commentRevision").select(["text", "cause"]).orderBy("number").execute();
    expect(texts).toContainEqual({ text: "Again!", cause: "first" });
    expect(texts).toContainEqual({ text: "Again? No.", cause: "edit" });
    expect((await kinds()).sort()).toEqual(["article-revised", "comment-revised"]);
    expect((await corpus.comments().where({ search: "again" })).map(({ text }) => text)).toEqual(["Again? No."]);
  });

  it("takes other markup and blanks around the same words for no edit", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const before = await countRows(corpus);
    const comments = ferry.comments!.map((one) => ({ ...one, text: ` ${one.text}  `, html: `<div>${one.text}</div>` }));
    await walk({ ...ferry, comments }, 7);
    expect((await countRows(corpus)).commentRevision).toBe(before.commentRevision);
    expect(await kinds()).toEqual([]);
  });

  it("misses a comment only after a complete walk, and welcomes it back", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const less: Story = { ...ferry, comments: ferry.comments!.slice(0, 2) };
    const partly = await walk(less, 3, {
      complete: false,
      gaps: [{ reason: "interrupted", count: 1, detail: "stopped" }],
    });
    expect(partly.comments.vanished).toBe(0);
    expect(await kinds()).toEqual([]);
    expect((await walk(less, 4)).comments).toEqual({ new: 0, revised: 0, unchanged: 2, vanished: 1 });
    const gone = await corpus.db
      .selectFrom("comment")
      .select(["nativeId", "goneAt"])
      .where("goneAt", "is not", null)
      .execute();
    expect(gone).toEqual([{ nativeId: "3", goneAt: new Date(at(4)) }]);
    expect((await walk(less, 5)).comments.vanished).toBe(0); // gone is gone once
    await walk(ferry, 6);
    expect(await kinds()).toEqual(["comment-vanished", "comment-returned"]);
    expect(await corpus.db.selectFrom("comment").select("id").where("goneAt", "is not", null).execute()).toEqual([]);
    expect(await nativeIds()).toEqual(["1", "2", "3"]);
    const walks = await corpus.db
      .selectFrom("threadWalk")
      .select(["number", "timesSeen", "complete"])
      .orderBy("number")
      .execute();
    expect(walks).toMatchObject([
      { number: 1, timesSeen: 1, complete: true },
      { number: 2, timesSeen: 1, complete: false },
      { number: 3, timesSeen: 2, complete: true },
      { number: 4, timesSeen: 1, complete: true },
    ]);
  });

  it("keeps a stated parent and time when a poorer reading comes later", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const vague = { at: at(2, "09:00:00"), offset: null, precision: "d", source: "text", raw: "2 March" } as const;
    const flat = ferry.comments!.map((one) => ({
      ...one,
      parent: null,
      more: { parentFrom: "none", createdAt: vague } as const,
    }));
    await walk({ ...ferry, comments: flat }, 8);
    const [reply] = await corpus.comments().where({ search: '"every spring"' });
    expect(reply).toMatchObject({ parentFrom: "id", depth: 2, createdAtPrecision: "s" });
    expect(reply!.parentId).not.toBeNull();
  });

  it("refuses a commit whose lease was lost, given back or used, and stores nothing of it", async () => {
    const sink = corpus.sink();
    const crawl = await startCrawl(sink, [HOME]);
    const wish = { crawl, publishers: [PUBLISHER], kinds: PAGE_KINDS, since: null, limit: 1 };
    const [short] = await sink.lease({ ...wish, seconds: 0 });
    const [next] = await sink.lease({ ...wish, seconds: 60 }); // the first had run out
    expect(next!.token).toBe(short!.token + 1);
    const before = await countRows(corpus);
    const late = visitOf(
      short!,
      crawl,
      { kind: "listing", format: "html", links: 1 },
      {
        captures: [captureOf(HOME.url, "late")],
        found: [found("/late")],
      },
    );
    await expect(sink.commit(late)).rejects.toMatchObject({ code: "store/stale-lease" });
    expect(await countRows(corpus)).toEqual(before);
    const good = visitOf(next!, crawl, { kind: "listing", format: "html", links: 0 });
    await sink.commit(good);
    await expect(sink.commit(good)).rejects.toMatchObject({ code: "store/stale-lease" });
    const [again] = await leaseAll(sink, await startCrawl(sink, [HOME]));
    await sink.release([again!]);
    await expect(sink.commit({ ...good, lease: again! })).rejects.toMatchObject({ code: "store/stale-lease" });
  });

  it("leases by priority, then newest claim, to one worker at a time, and tells when the rest comes free", async () => {
    const sink = corpus.sink();
    const crawl = await startCrawl(sink, [HOME]);
    const [home] = await leaseAll(sink, crawl);
    await sink.commit(
      visitOf(
        home!,
        crawl,
        { kind: "listing", format: "html", links: 4 },
        {
          found: [
            found("/old", { claimedAt: at(1) }),
            found("/new", { claimedAt: at(9) }),
            found("/whenever"),
            found("/feed", { kind: "feed", priority: 10 }),
            found("/ferry", { url: `${urlOf("/ferry")}?replytocom=3` }),
          ],
        },
      ),
    );
    const wish = { crawl, publishers: [PUBLISHER], kinds: PAGE_KINDS, limit: 10, seconds: 60 };
    const articles = { ...wish, since: null, kinds: ["article"] as const };
    expect(await sink.heldUntil({ ...wish, since: null })).toBeNull();
    const leases = await sink.lease({ ...wish, since: at(5) });
    expect(leases.map(({ page }) => new URL(page.url).pathname)).toEqual(["/feed", "/new", "/whenever"]);
    expect((await sink.lease(articles)).map(({ page }) => new URL(page.url).pathname)).toEqual(["/old"]);
    expect(await sink.lease({ ...wish, since: null })).toEqual([]);
    const until = await sink.heldUntil({ ...wish, since: null });
    expect(new Date(until!).getTime()).toBeGreaterThan(Date.now());
    await sink.renew(leases, 3600);
    const held = await corpus.db
      .selectFrom("page")
      .select("leasedUntil")
      .where("id", "=", leases[0]!.page.id)
      .execute();
    expect(held[0]!.leasedUntil!.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    await sink.release(leases);
    expect(await sink.lease({ ...wish, since: at(5), publishers: ["other.example"] })).toEqual([]);
    expect(await sink.lease({ ...wish, since: at(5) })).toHaveLength(3);
  });

  it("gives a thread's page what it needs to walk again without the article", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const { lease } = await leaseOf("/ferry", "thread");
    expect(lease.page.thread).toEqual({
      platform: "wordpress",
      key: "/ferry",
      ref: { key: "/ferry" },
      announced: 3,
      articleUrl: urlOf("/ferry"),
      publishedAt: at(1),
      said: null,
      newest: "3",
    });
  });

  it("tells the newest comment by its number, and when a thread was asked about last", async () => {
    const comments = ["9", "10", "of old"].map((id) => ({ id, text: `Comment ${id}.` }));
    await crawlStories(corpus.sink(), [{ ...ferry, comments }]);
    await walk({ ...ferry, comments }, 4);
    const look = async (day: number, by: "count" | "feed"): Promise<void> => {
      const { lease, crawl } = await leaseOf("/ferry", "thread");
      const captures = by === "count" ? [captureOf(`${lease.page.url}#count`, "3", { fetchedAt: at(day) })] : [];
      await corpus.sink().commit(visitOf(lease, crawl, { kind: "unchanged", by }, { captures, visitedAt: at(day) }));
    };
    const told = async () => {
      const { lease } = await leaseOf("/ferry", "thread");
      await corpus.sink().release([lease]);
      const { page } = lease;
      return { newest: page.thread!.newest, at: page.read!.at, askedAt: page.read!.askedAt };
    };
    expect(await told()).toEqual({ newest: "10", at: at(4), askedAt: at(4) });
    await look(6, "count");
    expect(await told()).toMatchObject({ at: at(4), askedAt: at(6) });
    await look(7, "feed");
    expect(await told()).toMatchObject({ at: at(4), askedAt: at(6) });
    await look(8, "count"); // the same answer again
    expect(await told()).toMatchObject({ at: at(4), askedAt: at(8) });
  });

  it("keeps a deferred page due and without validators, a broken one with its tries", async () => {
    const sink = corpus.sink();
    const crawl = await startCrawl(sink, [HOME]);
    const [home] = await leaseAll(sink, crawl);
    const headers = { etag: '"v1"' };
    await sink.commit(
      visitOf(
        home!,
        crawl,
        { kind: "listing", format: "html", links: 2 },
        {
          captures: [captureOf(HOME.url, "home", { headers })],
          found: [found("/later"), found("/odd")],
        },
      ),
    );
    for (const lease of await leaseAll(sink, crawl)) {
      const outcome = lease.page.url.endsWith("/later")
        ? ({ kind: "deferred", claimedAt: at(1) } as const)
        : ({ kind: "broken", code: "adapter/missing-field", message: "no id in comment 3" } as const);
      await sink.commit(visitOf(lease, crawl, outcome, { captures: [captureOf(lease.page.url, "x", { headers })] }));
    }
    const pages = await corpus.db.selectFrom("page").selectAll().orderBy("url").execute();
    expect(pages).toMatchObject([
      { etag: '"v1"', outcome: "listing", dueAt: null, kind: "seed" },
      { etag: null, outcome: null, visitedAt: null, claimedAt: new Date(at(1)) },
      { etag: null, outcome: "broken", reason: "adapter/missing-field", attempts: 1 },
    ]);
    expect(pages[1]!.dueAt).not.toBeNull();
  });

  it("takes a 304 for the answer it confirms", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const before = await countRows(corpus);
    const { lease, crawl } = await leaseOf("/ferry", "article");
    const capture = captureOf(lease.page.url, "", { status: 304, fetchedAt: at(9) });
    await corpus
      .sink()
      .commit(visitOf(lease, crawl, { kind: "unchanged", by: "validator" }, { captures: [capture], visitedAt: at(9) }));
    expect(await countRows(corpus)).toEqual({ ...before, crawl: before.crawl! + 1 });
    expect((await corpus.articles().first())!.lastSeenAt).toBe(at(9));
  });

  it("keeps one exchange that served two visits once", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const { lease, crawl } = await leaseOf("/ferry", "thread");
    const [first] = await corpus.db
      .selectFrom("capture")
      .selectAll()
      .where("requestUrl", "=", urlOf("/ferry"))
      .execute();
    const capture = captureOf(urlOf("/ferry"), (await corpus.capture(first!.id))!.body);
    const thread = threadOf(corpus.sink(), ferry, capture);
    await corpus.sink().commit(visitOf(lease, crawl, { kind: "thread", thread }, { captures: [capture] }));
    const [again] = await corpus.db
      .selectFrom("capture")
      .selectAll()
      .where("requestUrl", "=", urlOf("/ferry"))
      .execute();
    expect(again).toMatchObject({ id: first!.id, timesSeen: 1 });
  });

  it("finds an article again by any of its addresses", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const sink = corpus.sink();
    const crawl = await startCrawl(sink, [found("/p/17", { kind: "seed", priority: 0, via: "seed" })]);
    const lease = (await leaseAll(sink, crawl)).find(({ page }) => page.url === urlOf("/p/17"))!;
    const article = {
      ...articleOf(ferry),
      url: urlOf("/amp/ferry"),
      urls: [{ url: urlOf("/ferry"), kind: "canonical" as const }],
    };
    const capture = captureOf(lease.page.url, "amp");
    await sink.commit(
      visitOf(lease, crawl, { kind: "article", article, capture: capture.id, threads: [] }, { captures: [capture] }),
    );
    const [only, ...others] = await corpus.articles();
    expect(others).toEqual([]);
    expect(only!.id).toBe(articleIdOf("/ferry"));
    expect([...only!.urls].sort()).toEqual([urlOf("/amp/ferry"), urlOf("/ferry"), urlOf("/p/17")]);
    const page = await corpus.db.selectFrom("page").select("kind").where("id", "=", lease.page.id).executeTakeFirst();
    expect(page!.kind).toBe("article"); // the seed turned out to be one
  });

  it("stores whatever a site prints: NUL, lone surrogates, endless addresses and words", async () => {
    const nasty = "a\u0000b\ud800c\udc00d \u202Eé";
    const endless = `https://${PUBLISHER}/${"x".repeat(7000)}`;
    const story: Story = {
      path: "/nasty",
      headline: `Head${nasty}`,
      text: `${nasty}\n${"long".repeat(1000)} ${"many different words ".repeat(20_000)}`,
      article: { tags: [nasty], section: nasty, evidence: { [nasty]: { from: nasty } } },
      comments: [{ id: `n${nasty}`, text: nasty, html: `<p>${nasty}</p>`, name: nasty, more: { permalink: endless } }],
    };
    await crawlStories(corpus.sink(), [story]);
    const [article] = await corpus.articles();
    expect(article!.headline).toBe("Headab\uFFFDc\uFFFDd \u202Eé");
    const [comment] = await corpus.comments();
    expect(comment).toMatchObject({ text: "ab\uFFFDc\uFFFDd \u202Eé", permalink: endless });
    const crawl = await startCrawl(corpus.sink(), [found(endless, { kind: "seed", priority: 0 })]);
    expect((await leaseAll(corpus.sink(), crawl)).map(({ page }) => page.url)).toContain(endless);
    const before = await countRows(corpus);
    await crawlStories(corpus.sink(), [story]);
    expect(await countRows(corpus)).toMatchObject({ commentRevision: before.commentRevision, articleRevision: 1 });
  });

  it("writes thousands of comments of one walk, and writes nothing of them the second time", async () => {
    const comments = Array.from({ length: 5_000 }, (_, i) => ({
      id: String(i),
      parent: i % 7 === 0 ? null : String(i - 1),
      name: `Reader ${i % 300}`,
    }));
    const large: Story = { path: "/large", comments };
    await crawlStories(corpus.sink(), [large]);
    expect(await countRows(corpus)).toMatchObject({ comment: 5_000, commentRevision: 5_000, commenter: 300 });
    expect((await walk(large, 9)).comments).toEqual({ new: 0, revised: 0, unchanged: 5_000, vanished: 0 });
    const tree = await corpus.thread(articleIdOf("/large"));
    expect(tree!.comments.map(({ nativeId }) => Number(nativeId))).toEqual(comments.map((_, i) => i));
  });

  it("refuses a comment without a capture, and a name where a pseudonym should be; nothing of the visit stays", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    const before = await countRows(corpus);
    await expect(walk(ferry, 3, { captureOf: {} })).rejects.toMatchObject({ code: "store/capture-missing" });
    const named = await walk(ferry, 3, {
      comments: threadOf(corpus.sink(), ferry, captureOf("https://x.example/", "")).comments.map((comment) => ({
        ...comment,
        author: { id: "Jorun Vest", name: "Jorun Vest" },
      })),
    }).catch((error: Error) => error);
    expect(named).toMatchObject({ code: "usage/invalid-value" });
    expect((named as Error).message).not.toContain("Jorun");
    expect(await countRows(corpus)).toEqual({ ...before, crawl: before.crawl! + 2 });
  });

  it("makes every known page due again when a crawl refreshes, else only what lists pages", async () => {
    await crawlStories(corpus.sink(), [ferry, mill]);
    const plain = await leaseAll(corpus.sink(), await startCrawl(corpus.sink(), [HOME]));
    expect(plain.map(({ page }) => page.kind)).toEqual(["seed"]);
    await corpus.sink().release(plain);
    const all = await leaseAll(corpus.sink(), await startCrawl(corpus.sink(), [HOME], true));
    expect(all.map(({ page }) => page.kind).sort()).toEqual(["article", "article", "seed", "thread", "thread"]);
  });

  it("leaves statistics for the planner when a crawl ends, as PGlite gathers none itself", async () => {
    await crawlStories(corpus.sink(), [ferry]);
    if (engine === "PostgreSQL") return;
    const { rows } = await sql<{
      n: number;
    }>`select reltuples::int as n from pg_class where relname = 'comment'`.execute(corpus.db);
    expect(rows).toEqual([{ n: 3 }]);
  });

  it("keeps a crawl's settings, end and report", async () => {
    const { crawl } = await crawlStories(corpus.sink(), [mill]);
    expect(await corpus.db.selectFrom("crawl").selectAll().where("id", "=", crawl).executeTakeFirst()).toMatchObject({
      state: "finished",
      seeds: [HOME.url],
      settings: { delay: 0 },
      report: { pages: 3 },
    });
  });
});
