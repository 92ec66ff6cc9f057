// Threads of one article over both engines: several at once, one after another, and replies that only the words tell.
import type { ThreadReference } from "@belowline/schema";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import {
  articleOf,
  at,
  captureOf,
  crawlStories,
  engines,
  found,
  leaseAll,
  type Story,
  startCrawl,
  threadOf,
  urlOf,
  visitOf,
} from "../../support/corpus.ts";
import { emptied } from "../../support/rows.ts";

const referenceOn = (platform: string, key: string): ThreadReference => ({ platform, key, ref: { key }, announced: 1 });
const ferry: Story = { path: "/ferry", comments: [{ id: "1", text: "Again!" }] };

describe.each(engines)("threads on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(() => emptied(corpus));

  /** Reads the article, whose page names these sections, and walks all threads that are due. */
  const visited = async (day: number, threads: readonly ThreadReference[]): Promise<void> => {
    const sink = corpus.sink();
    const crawl = await startCrawl(sink, [found(ferry.path)], true);
    for (;;) {
      const leases = await leaseAll(sink, crawl);
      if (leases.length === 0) return;
      for (const lease of leases) {
        const capture = captureOf(lease.page.url, `${lease.page.kind} of day ${day}`, { fetchedAt: at(day) });
        const due = lease.page.thread;
        const outcome = due
          ? ({
              kind: "thread",
              thread: { ...threadOf(sink, ferry, capture), platform: due.platform, key: due.key, ref: due.ref },
            } as const)
          : ({ kind: "article", article: articleOf(ferry), capture: capture.id, threads } as const);
        await sink.commit(visitOf(lease, crawl, outcome, { captures: [capture], visitedAt: at(day) }));
      }
    }
  };
  const told = async () =>
    await corpus.db.selectFrom("thread").select(["platform", "articleId", "collected"]).orderBy("platform").execute();

  it("keeps two sections of one page as two threads of one article, each with its comments", async () => {
    await visited(2, [referenceOn("wordpress", "w"), referenceOn("facebook-comments", "f")]);
    const threads = await told();
    expect(threads.map(({ platform, collected }) => [platform, collected])).toEqual([
      ["facebook-comments", 1],
      ["wordpress", 1],
    ]);
    expect(new Set(threads.map(({ articleId }) => articleId)).size).toBe(1);
    expect((await corpus.comments()).map(({ platform }) => platform).sort()).toEqual([
      "facebook-comments",
      "wordpress",
    ]);
  });

  it("keeps which way gave each field of a comment, and the ledger of every walk as rows", async () => {
    const sink = corpus.sink();
    const read = async (day: number, sources: Readonly<Record<string, string>> | undefined, missing: number) => {
      const crawl = await startCrawl(sink, [found(ferry.path)], true);
      for (;;) {
        const leases = await leaseAll(sink, crawl);
        if (leases.length === 0) return;
        for (const lease of leases) {
          const capture = captureOf(lease.page.url, `${lease.page.kind} of day ${day}`, { fetchedAt: at(day) });
          const thread = threadOf(sink, ferry, capture);
          const gaps = [{ reason: "reply-cap", count: missing, detail: "invented" }] as const;
          const walked = {
            ...thread,
            platform: "wordpress",
            key: "w",
            ref: { key: "w" },
            complete: false,
            gaps,
            comments: thread.comments.map((one) => ({ ...one, ...(sources && { sources }) })),
          };
          const outcome = lease.page.thread
            ? ({ kind: "thread", thread: walked } as const)
            : ({
                kind: "article",
                article: articleOf(ferry),
                capture: capture.id,
                threads: [referenceOn("wordpress", "w")],
              } as const);
          await sink.commit(visitOf(lease, crawl, outcome, { captures: [capture], visitedAt: at(day) }));
        }
      }
    };
    await read(2, { text: "rest", votes: "page" }, 4);
    const [first] = (await corpus.why(urlOf(ferry.path))).threads;
    expect(first!.sources).toEqual({ text: { rest: 1 }, votes: { page: 1 } });
    await read(3, { votes: "feed", text: "rest" }, 2);
    const [thread] = (await corpus.why(urlOf(ferry.path))).threads;
    expect(thread!.sources).toEqual({ text: { rest: 1 }, votes: { feed: 1 } });
    const { rows } =
      await sql`select number, gap, missing, complete, platform, answers from v_thread_walks order by number`.execute(
        corpus.db,
      );
    expect(rows).toMatchObject([
      { number: 1, gap: "reply-cap", missing: 4, complete: false, platform: "wordpress", answers: 1 },
      { number: 2, gap: "reply-cap", missing: 2 },
    ]);
  });

  it("keeps the old thread beside the new one when a publisher changes its platform", async () => {
    await visited(2, [referenceOn("disqus", "d")]);
    await visited(3, [referenceOn("coral", "c")]);
    const threads = await told();
    expect(threads.map(({ platform, collected }) => [platform, collected])).toEqual([
      ["coral", 1],
      ["disqus", 1],
    ]);
    expect(new Set(threads.map(({ articleId }) => articleId)).size).toBe(1);
    const gone = await corpus.db.selectFrom("comment").select("goneAt").execute();
    expect(gone.map(({ goneAt }) => goneAt)).toEqual([null, null]);
  });

  it("stores an inferred parent beside the stated one, and never in its place", async () => {
    const inferred = { parent: "2", from: "mention" } as const;
    await crawlStories(corpus.sink(), [
      {
        path: "/mill",
        comments: [
          { id: "1" },
          { id: "2", parent: "1" },
          { id: "3", parent: "1", more: { inferred } },
          { id: "4", more: { inferred: { parent: "1", from: "quotation" }, parentFrom: "none" } },
        ],
      },
    ]);
    const rows = await corpus.db
      .selectFrom("comment as c")
      .leftJoin("comment as stated", "stated.id", "c.parentId")
      .leftJoin("comment as told", "told.id", "c.inferredParentId")
      .select(["c.nativeId", "stated.nativeId as parent", "told.nativeId as inferred", "c.parentFrom", "c.depth"])
      .orderBy("c.position")
      .execute();
    expect(rows).toEqual([
      { nativeId: "1", parent: null, inferred: null, parentFrom: "id", depth: 1 },
      { nativeId: "2", parent: "1", inferred: null, parentFrom: "id", depth: 2 },
      { nativeId: "3", parent: "1", inferred: "2", parentFrom: "id", depth: 2 },
      { nativeId: "4", parent: null, inferred: "1", parentFrom: "none", depth: 1 },
    ]);
  });
});
