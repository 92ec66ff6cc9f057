// The look before a walk: what is asked, and when nothing but a walk will do.
import type { Ask, Capture, LeasedPage, PageId } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import type { AnyPlatform } from "../../../packages/scraper/src/comments/platform.ts";
import type { Courier } from "../../../packages/scraper/src/crawl/courier.ts";
import { LADDER } from "../../../packages/scraper/src/crawl/ladder.ts";
import { probe } from "../../../packages/scraper/src/crawl/probe.ts";
import wordpress from "../../../packages/scraper/src/platforms/wordpress.ts";
import { captureOf } from "../../support/replay.ts";

const NOW = "2026-03-02T12:00:00.000Z";
const before = (minutes: number): string => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
const URL = "https://news.example/a/";
const ref = { key: "news.example?p=7", url: URL, post: "7", root: "https://news.example/wp-json/", route: null };

const answer = (status: number, total: number | null, body = "[]"): Capture => {
  const headers = { "content-type": "application/json", ...(total === null ? {} : { "x-wp-total": String(total) }) };
  return { ...captureOf({ url: URL, status, headers, body }), fetchedAt: NOW };
};

interface Case {
  readonly read?: Partial<NonNullable<LeasedPage["read"]>> | null;
  readonly said?: { comments: number; at: string };
  readonly newest?: string;
  readonly etag?: string;
  readonly platform?: AnyPlatform;
  readonly reply?: Capture;
}

async function probed({ read = {}, said, newest, etag, platform = wordpress, reply = answer(200, 5) }: Case) {
  const asked: (Ask & { send?: object })[] = [];
  const courier: Courier = {
    captures: [],
    get: async (ask, send) => {
      asked.push({ ...ask, ...(send ? { send } : {}) });
      return reply;
    },
    ask: async (ask) => {
      asked.push(ask);
      return reply;
    },
    reserved: () => null,
  };
  const thread = {
    platform: platform.id,
    key: ref.key,
    ref,
    announced: 5,
    articleUrl: URL,
    publishedAt: before(60),
    said: said ?? null,
    newest: newest ?? null,
  };
  const page: LeasedPage = {
    id: "00000000-0000-8000-8000-000000000000" as PageId,
    url: URL,
    kind: "thread",
    publisher: "news.example",
    priority: 30,
    claimedAt: null,
    attempts: 0,
    etag: etag ?? null,
    lastModified: null,
    read: read && {
      at: before(15),
      askedAt: before(15),
      answers: 1,
      bytes: 4000,
      complete: true,
      ways: ["rest"],
      ...read,
    },
    thread,
  };
  return { result: await probe({ page, thread, platform, courier, ladder: LADDER, now: NOW }), asked };
}

/** One answer, no number to be had. */
const { probe: _p, count: _c, inFeeds: _f, ...plain } = wordpress as AnyPlatform;
const walk = { result: { first: undefined }, asked: [] };

describe("a look at a thread", () => {
  it("is spared where a feed of this moment gives the number of the last walk", async () => {
    const case_ = { said: { comments: 5, at: before(2) } };
    expect(await probed(case_)).toEqual({ result: { by: "feed" }, asked: [] });
  });

  it("does not trust a feed that is older than half a step, or gives another number", async () => {
    for (const said of [
      { comments: 5, at: before(8) },
      { comments: 6, at: before(2) },
    ]) {
      const { result, asked } = await probed({ said });
      expect(result).toEqual({ by: "count" });
      expect(asked).toHaveLength(1);
      expect(asked[0]!.url).toMatch(/per_page=1&_fields=id$/);
    }
  });

  it("does not trust a feed twice in a row: whoever came as another went is in no number", async () => {
    const said = { comments: 5, at: before(2) };
    const { result, asked } = await probed({ said, read: { askedAt: before(30) } });
    expect(result).toEqual({ by: "count" });
    expect(asked).toHaveLength(1);
  });

  it("leads to a walk where one went as another came: the number is the same, the newest comment is not", async () => {
    const reply = answer(200, 5, '[{"id":1000}]');
    expect((await probed({ newest: "999", reply })).result).toEqual({ first: undefined });
    for (const newest of ["1000", "1001"]) expect((await probed({ newest, reply })).result).toEqual({ by: "count" });
  });

  it("leads to a walk where the number is another, or none is told", async () => {
    for (const reply of [answer(200, 6), answer(200, null), answer(401, 5, "{}")])
      expect((await probed({ reply })).result).toEqual({ first: undefined });
  });

  it("is not worth a request before the first walk, after an incomplete one, and a day after the last", async () => {
    expect(await probed({ read: null })).toEqual(walk);
    expect(await probed({ read: { complete: false } })).toEqual(walk);
    expect(await probed({ read: { at: before(24 * 60) } })).toEqual(walk);
  });

  it("does not ask an interface that the last walk could not use", async () => {
    expect(await probed({ read: { ways: ["page"] } })).toEqual(walk);
  });

  it("asks a thread of one answer with its validator, and hands an answer that is new to the walk", async () => {
    const still = await probed({ platform: plain, etag: '"a"', reply: answer(304, null, "") });
    expect(still.result).toEqual({ by: "validator" });
    expect(still.asked).toMatchObject([{ send: { "if-none-match": '"a"' } }]);
    const reply = answer(200, null);
    expect((await probed({ platform: plain, etag: '"a"', reply })).result).toEqual({ first: reply });
    expect(await probed({ platform: plain, etag: '"a"', read: { answers: 2 } })).toEqual(walk);
  });
});
