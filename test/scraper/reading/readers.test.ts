// Heavy pages are read on a thread: to the same end, within a limit, while everything else goes on; the thread leaves with its readers.
import { execFile } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Worker } from "node:worker_threads";
import type { Capture } from "@belowline/schema";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { locateThreads } from "../../../packages/scraper/src/comments/locate.ts";
import type { AnyPlatform, Ref } from "../../../packages/scraper/src/comments/platform.ts";
import { reader } from "../../../packages/scraper/src/crawl/reread.ts";
import { platforms } from "../../../packages/scraper/src/platforms/index.gen.ts";
import type { PageOrder } from "../../../packages/scraper/src/reading/read.ts";
import { type Readers, type ReadersOptions, startReaders } from "../../../packages/scraper/src/reading/readers.ts";
import { captureOf, pageOf, readFixture } from "../../support/replay.ts";
import { FIXTURES, type FixtureName, fixtureHtml } from "../article/fixtures.ts";

const TEXT =
  "<p>The harbour council decided on Monday to raise the quay wall by two metres, after three winters of floods had damaged the old warehouses.</p>".repeat(
    4,
  );
const page = (body: string): string =>
  `<html><head><title>Quay wall raised</title></head><body><h1>Quay wall raised</h1>${body}</body></html>`;
const URL_ = "https://news.example/quay";
const orderOf = (capture: Capture, as: PageOrder["as"] = "story"): PageOrder => ({
  capture,
  as,
  older: 0,
  readable: platforms.map(({ id }) => id),
});
const orderFor = (html: string, url = URL_): PageOrder => orderOf(captureOf({ url, body: html }));
/** Takes a second or more. */
const HEAVY = page(TEXT + "<p>x</p>".repeat(100_000));

/** Every thread that was started, seen by Node. */
const threads: Worker[] = [];
const see = (message: unknown): void => void threads.push((message as { worker: Worker }).worker);
let started: Readers[] = [];
const start = (options: Partial<ReadersOptions> = {}): Readers => {
  const readers = startReaders({ limitMs: 120_000, ...options });
  started.push(readers);
  return readers;
};
const everything = { isHeavy: () => true };

beforeEach(() => {
  threads.length = 0;
  started = [];
  subscribe("worker_threads", see);
});
afterEach(async () => {
  unsubscribe("worker_threads", see);
  await Promise.all(started.map((readers) => readers.stop()));
});

describe("a thread reads what is read here", () => {
  it("of every golden page", async () => {
    const away = start(everything);
    const here = start({ isHeavy: () => false });
    for (const name of Object.keys(FIXTURES) as FixtureName[]) {
      for (const as of ["story", "list"] as const) {
        const order = { ...orderFor(fixtureHtml(name, 16), FIXTURES[name]), as };
        expect(await away.page(order), name).toEqual(await here.page(order));
      }
    }
    expect(threads).toHaveLength(1);
  });

  it("of the pages and answers of every platform", { timeout: 120_000 }, async () => {
    const away = start(everything);
    const here = start({ isHeavy: () => false });
    let batches = 0;
    for (const platform of platforms as readonly AnyPlatform[]) {
      const [{ fixture, page: url }] = platform.examples;
      const html = readFileSync(
        join(import.meta.dirname, "../../fixtures/platforms", platform.id, fixture, "page.html"),
        "utf8",
      );
      const order = orderFor(html, url);
      expect(await away.page(order), platform.id).toEqual(await here.page(order));
      const [reference] = locateThreads(pageOf(url, html), [platform]);
      for (const answer of reference ? readFixture(platform.id, fixture, url).answers : []) {
        if (answer.gap) continue;
        const answered = { ask: { url: answer.url }, capture: captureOf(answer), ref: reference!.ref as Ref };
        expect(await away.answer(platform, answered), platform.id).toEqual(await here.answer(platform, answered));
        batches++;
      }
    }
    expect(batches).toBeGreaterThan(platforms.length);
    expect(threads).toHaveLength(1);
  });

  it("of a feed, of a sitemap and of what is no page", async () => {
    const away = start(everything);
    const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>N</title><item><title>A</title><link>${URL_}</link></item></channel></rss>`;
    const map = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${URL_}</loc></url></urlset>`;
    expect(await away.page(orderFor(feed))).toMatchObject({ kind: "listing", format: "feed", links: [{ url: URL_ }] });
    expect(await away.page(orderFor(map))).toMatchObject({
      kind: "listing",
      format: "sitemap",
      links: [{ url: URL_ }],
    });
    expect(await away.page(orderFor("%PDF-1.7"))).toMatchObject({ kind: "absent", reason: "not-html" });
  });
});

it("lets timers and sockets go on while a heavy page is read", { timeout: 120_000 }, async () => {
  const readers = start();
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 1);
  const reading = await readers.page(orderFor(HEAVY));
  clearInterval(ticking);
  expect(reading).toMatchObject({ kind: "article", article: { headline: "Quay wall raised" } });
  expect(threads).toHaveLength(1);
  // Read here, there would be none.
  expect(ticks).toBeGreaterThan(50);
});

it("reads ordinary pages here, also while the thread is at work", { timeout: 120_000 }, async () => {
  const readers = start();
  const order: string[] = [];
  await Promise.all([
    readers.page(orderFor(HEAVY)).then(() => order.push("heavy")),
    readers.page(orderFor(page(TEXT))).then(() => order.push("ordinary")),
  ]);
  expect(order).toEqual(["ordinary", "heavy"]);
});

describe("a page that takes longer than it may", () => {
  it("is broken and says so, and the next one is read", { timeout: 120_000 }, async () => {
    const readers = start({ ...everything, limitMs: 2_000 });
    const [slow, next] = await Promise.all([
      readers.page(orderFor(page(TEXT + "<p>x</p>".repeat(1_000_000)))),
      readers.page(orderFor(page(TEXT))),
    ]);
    expect(slow).toEqual({
      kind: "broken",
      code: "adapter/too-heavy",
      message: `${URL_}: took longer than 2 s to read`,
    });
    expect(next).toMatchObject({ kind: "article" });
    expect(threads.map(({ threadId }) => threadId > 0)).toEqual([false, true]);
  });

  it("leaves a gap in its thread that names the capture", async () => {
    const readers = start({ limitMs: 1 });
    const generic = platforms.find(({ id }) => id === "generic")!;
    const capture = captureOf({ url: URL_, body: HEAVY });
    const { read } = await readers.answer(generic, { ask: { url: URL_ }, capture, ref: { key: "quay" } });
    expect(read).toEqual({
      reason: "adapter-broken",
      count: null,
      detail: `${URL_} took longer than 0.001 s to read; kept as capture ${capture.id}`,
    });
  });
});

it("calls a page broken that needs more memory than there is", { timeout: 120_000 }, async () => {
  const readers = start({ heapMb: 64 });
  expect(await readers.page(orderFor(HEAVY))).toEqual({
    kind: "broken",
    code: "adapter/too-heavy",
    message: `${URL_}: needs more than 64 MB to be read`,
  });
  expect(await readers.page(orderFor(page(TEXT)))).toMatchObject({ kind: "article" });
});

describe("a heavy reading that is stopped", () => {
  it("ends at once, and so does what waits behind it", async () => {
    const stop = new AbortController();
    const readers = start({ signal: stop.signal });
    const both = [readers.page(orderFor(HEAVY)), readers.page(orderFor(HEAVY))];
    both.forEach((one) => void one.catch(() => {}));
    while (threads.length === 0) await new Promise(setImmediate);
    await once(threads[0]!, "message");
    await new Promise(setImmediate);
    stop.abort();
    for (const one of both) await expect(one).rejects.toMatchObject({ code: "fetch/aborted" });
    await readers.stop();
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1]);
    await expect(readers.page(orderFor(HEAVY))).rejects.toMatchObject({ code: "fetch/aborted" });
  });
});

it("ends an idle thread, and starts another when there is something to read again", async () => {
  const readers = start({ ...everything, lingerMs: 0 });
  await readers.page(orderFor(page(TEXT)));
  if (threads[0]!.threadId > 0) await once(threads[0]!, "exit");
  expect(await readers.page(orderFor(page(TEXT)))).toMatchObject({ kind: "article" });
  expect(threads).toHaveLength(2);
});

it("reads with platforms of one's own here, because functions cannot be handed to a thread", async () => {
  const own: AnyPlatform = {
    ...platforms[0]!,
    id: "own",
    locate: () => ({ key: "k" }),
    read: () => ({ comments: [], next: [], way: "own", trust: 1, announced: 3 }),
  };
  const readers = start({ ...everything, platforms: [own] });
  const order = { ...orderFor(page(TEXT)), readable: ["own"] };
  expect(await readers.page(order)).toMatchObject({ threads: [{ platform: "own", key: "k" }] });
  const capture = captureOf({ url: URL_, body: "x" });
  const { read } = await readers.answer(own, { ask: { url: URL_ }, capture, ref: { key: "k" } });
  expect(read).toMatchObject({ way: "own", announced: 3 });
  expect(threads).toEqual([]);
});

it.each([
  ["ends with a process that reads no more", []],
  ["is done without where none may be started", ["--permission", "--allow-fs-read=*"]],
])("a thread %s", { timeout: 120_000 }, async (_, options) => {
  const script = join(import.meta.dirname, "../../support/read-heavy.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [...options, script]);
  expect(stdout.trim()).toBe("article");
});

it("reads stored pages on a thread as well", { timeout: 120_000 }, async () => {
  const read = await reader().page(captureOf({ url: URL_, body: HEAVY }), "article");
  expect(read).toMatchObject({ kind: "article", article: { headline: "Quay wall raised" } });
  expect(threads).toHaveLength(1);
  await threads[0]!.terminate();
});
