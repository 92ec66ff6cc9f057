// The frame of every platform: what it asks, when it stops, what it keeps, and what it says is missing.
import {
  AdapterError,
  type Ask,
  type Capture,
  type Gap,
  newPrivacyKey,
  privacyOf,
  type StatedComment,
  type ThreadReference,
} from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { type AnyPlatform, type Batch, definePlatform } from "../../../packages/scraper/src/comments/platform.ts";
import { walk } from "../../../packages/scraper/src/comments/walk.ts";
import { captureOf, rawNames } from "../../support/replay.ts";

/** A platform whose answers are batches in JSON: the frame is all that is tested. */
const plain = definePlatform({
  id: "plain",
  name: "Plain",
  docs: "https://plain.example/docs",
  access: "public-api",
  consent: { default: "on", terms: "Invented for tests." },
  locate: () => ({ key: "1" }),
  open: () => ({ url: "https://plain.example/1" }),
  read(answer) {
    const batch = answer.json as Batch | undefined;
    if (!batch) throw new AdapterError("adapter/unexpected-answer", "plain: expected a batch");
    return { ...batch, next: batch.next ?? [], way: batch.way ?? "json", trust: batch.trust ?? 1 };
  },
  examples: [{ page: "https://plain.example/", fixture: "none", expect: "no thread" }],
});

const reference: ThreadReference = { platform: "plain", key: "1", ref: { key: "1" }, announced: null };
const comment = (nativeId: string, more: Partial<StatedComment> = {}): StatedComment => ({
  nativeId,
  parent: null,
  parentFrom: "id",
  author: { name: "Ada" },
  createdAt: null,
  html: "",
  text: `text ${nativeId}`,
  state: "visible",
  permalink: null,
  ...more,
});
const ask = (path: number | string): Ask => ({ url: `https://plain.example/${path}` });

type Answers = Readonly<Record<string, Partial<Batch> | "not json" | Gap>>;
const site =
  (answers: Answers, asked: string[] = []) =>
  async (question: Ask): Promise<Capture | Gap> => {
    const path = new URL(question.url).pathname.slice(1);
    asked.push(path);
    const answer = answers[path];
    if (answer === undefined) throw new Error(`nobody should ask for ${path}`);
    if (typeof answer === "object" && "reason" in answer) return answer;
    return captureOf(
      answer === "not json" ? { url: question.url, body: "<html>" } : { url: question.url, json: answer },
    );
  };
const run = (
  answers: Answers,
  more: { platform?: AnyPlatform; signal?: AbortSignal; maxAsks?: number; asked?: string[] } = {},
) => {
  const { asked, platform = plain, ...options } = more;
  return walk({
    platform,
    reference,
    articleUrl: "https://plain.example/article",
    publisher: "plain.example",
    privacy: rawNames,
    ask: site(answers, asked),
    ...options,
  });
};
const gaps = (thread: { gaps: readonly Gap[] }) => thread.gaps.map((gap) => gap.reason);

describe("walk", () => {
  it("follows every further question, and tells which capture each comment came from", async () => {
    const thread = await run({
      1: { comments: [comment("a")], next: [ask(2)], announced: 2 },
      2: { comments: [comment("b")] },
    });
    expect(thread).toMatchObject({ announced: 2, collected: 2, complete: true, gaps: [], ways: ["json"] });
    expect(Object.keys(thread.captureOf)).toEqual(["a", "b"]);
    expect(thread.captureOf.a).not.toBe(thread.captureOf.b);
  });

  it("asks the same question once", async () => {
    const asked: string[] = [];
    const thread = await run(
      {
        1: { comments: [comment("a")], next: [ask(1), ask(2)] },
        2: { comments: [comment("b")], next: [ask(1), ask(2)] },
      },
      { asked },
    );
    expect(asked).toEqual(["1", "2"]);
    expect(thread.complete).toBe(true);
  });

  it("gives up on a site that always names a next page and has nothing on it", async () => {
    const endless: Answers = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [n + 1, { comments: [comment("same")], next: [ask(n + 2)] }]),
    );
    const asked: string[] = [];
    const thread = await run(endless, { asked });
    expect(asked.length).toBeLessThan(10);
    expect(gaps(thread)).toEqual(["paging-cap"]);
    expect(thread.comments.length).toBe(1);
  });

  it("asks no more than it may", async () => {
    const long: Answers = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [n + 1, { comments: [comment(String(n))], next: [ask(n + 2)] }]),
    );
    const thread = await run(long, { maxAsks: 7 });
    expect([thread.collected, gaps(thread), thread.complete]).toEqual([7, ["paging-cap"], false]);
  });

  it("keeps what it has when it is stopped from outside", async () => {
    const stop = new AbortController();
    const answers = site({ 1: { comments: [comment("a")], next: [ask(2)] } });
    const thread = await walk({
      platform: plain,
      reference,
      articleUrl: "https://plain.example/article",
      publisher: "plain.example",
      privacy: rawNames,
      signal: stop.signal,
      ask: async (question) => {
        stop.abort();
        return answers(question);
      },
    });
    expect([thread.collected, gaps(thread), thread.complete]).toEqual([1, ["interrupted"], false]);
  });

  it("keeps what it has when a fetch is cut off under way, and throws what else a fetch throws", async () => {
    const stop = new AbortController();
    const answers = site({ 1: { comments: [comment("a")], next: [ask(2)] } });
    const cut = (abort: boolean) =>
      walk({
        platform: plain,
        reference,
        articleUrl: "https://plain.example/article",
        publisher: "plain.example",
        privacy: rawNames,
        signal: stop.signal,
        ask: async (question) => {
          if (question.url.endsWith("/1")) return answers(question);
          if (abort) stop.abort();
          throw new Error("the line is dead");
        },
      });
    await expect(cut(false)).rejects.toThrow("the line is dead");
    const thread = await cut(true);
    expect([thread.collected, gaps(thread)]).toEqual([1, ["interrupted"]]);
  });

  it("names the capture of an answer that nobody understands, and goes on", async () => {
    const thread = await run({
      1: { comments: [comment("a")], next: [ask(2), ask(3)] },
      2: "not json",
      3: { comments: [comment("b")] },
    });
    expect(thread.collected).toBe(2);
    expect(thread.gaps[0]).toMatchObject({ reason: "adapter-broken" });
    expect(thread.gaps[0]!.detail).toMatch(/expected a batch; kept as capture [0-9a-f-]{36}$/);
  });

  it("does not repeat a foreign error's words, which may quote a commenter", async () => {
    const broken = {
      ...plain,
      read: () => {
        throw new SyntaxError("unexpected Ada at 1");
      },
    };
    const thread = await run({ 1: {} }, { platform: broken });
    expect(thread.gaps[0]!.detail).toMatch(/^plain: SyntaxError in read\(\)/);
  });

  it("lets the reason stand for which a question got no answer", async () => {
    const thread = await run({ 1: { reason: "robots", count: null, detail: "robots.txt disallows it" } });
    expect([thread.complete, gaps(thread), thread.ways]).toEqual([false, ["robots"], []]);
  });

  it("takes another way where the platform knows one", async () => {
    const detour = { ...plain, missed: (): Batch => ({ comments: [], next: [ask(2)], way: "json", trust: 0 }) };
    const thread = await run(
      { 1: { reason: "robots", count: null, detail: "" }, 2: { comments: [comment("a")], way: "page" } },
      { platform: detour },
    );
    expect([thread.complete, thread.ways]).toEqual([true, ["page"]]);
  });

  it("believes the more trusted reading, and fills in what it does not tell", async () => {
    const rest = comment("a", { text: "as typed", parent: "b", permalink: null });
    const page = comment("a", {
      text: "as printed",
      parentFrom: "dom",
      permalink: "https://plain.example/#a",
      votes: { up: 3, down: null, score: null },
      byArticleAuthor: true,
    });
    for (const [first, second] of [
      [rest, page],
      [page, rest],
    ] as const) {
      const trust = (one: StatedComment) => (one === rest ? 3 : 1);
      const thread = await run({
        1: { comments: [first], trust: trust(first), next: [ask(2)] },
        2: { comments: [second], trust: trust(second) },
      });
      expect(thread.comments).toMatchObject([
        {
          text: "as typed",
          parent: "b",
          parentFrom: "id",
          permalink: "https://plain.example/#a",
          byArticleAuthor: true,
          votes: { up: 3 },
        },
      ]);
    }
  });

  it("takes parents and exact times, but no text, from a reading that only repairs", async () => {
    const printed = {
      at: "2026-01-01T10:00:00.000Z",
      offset: null,
      precision: "min",
      source: "text",
      raw: "10:00",
    } as const;
    const exact = { at: "2026-01-01T09:00:30.000Z", offset: "Z", precision: "s", source: "machine", raw: "…" } as const;
    const thread = await run({
      1: {
        comments: [
          comment("a", { createdAt: printed, parentFrom: "depth", parent: "x" }),
          comment("b", { createdAt: printed }),
        ],
        next: [ask(2)],
      },
      2: {
        comments: [comment("a", { createdAt: exact, parent: "b", text: "In reply to …" })],
        trust: 2,
        repairs: true,
      },
    });
    const [b, a] = thread.comments;
    expect(a).toMatchObject({ nativeId: "a", text: "text a", parent: "b", parentFrom: "id", createdAt: exact });
    // The site's clock is an hour ahead of UTC: the feed has shown it.
    expect(b!.createdAt).toMatchObject({ at: "2026-01-01T09:00:00.000Z", precision: "min", source: "text" });
  });

  it("never takes a pingback for a comment, whichever way brings it", async () => {
    const thread = await run({
      1: { comments: [comment("a"), comment("p")], next: [ask(2)], announced: 2, announcedWithApart: true },
      2: { comments: [], apart: ["p"] },
    });
    expect(thread.comments.map((one) => one.nativeId)).toEqual(["a"]);
    expect([thread.complete, thread.gaps]).toMatchObject([true, [{ reason: "pingback", count: 1 }]]);
  });

  it("goes round once more when the announced number falls, for what slid from one page to another", async () => {
    let visits = 0;
    const asked: string[] = [];
    const thread = await walk({
      platform: plain,
      reference,
      articleUrl: "https://plain.example/article",
      publisher: "plain.example",
      privacy: rawNames,
      ask: (question) => {
        visits++;
        const now: Answers =
          visits === 1
            ? { 1: { comments: [comment("a"), comment("b")], next: [ask(2)], announced: 4 } }
            : {
                1: { comments: [comment("b"), comment("c")], next: [ask(2)], announced: 3 },
                2: { comments: [comment("d")], announced: 3 },
              };
        return site(now, asked)(question);
      },
    });
    expect(asked).toEqual(["1", "2", "1", "2"]);
    expect(thread.comments.map((one) => one.nativeId).sort()).toEqual(["a", "b", "c", "d"]);
    expect([thread.announced, thread.complete]).toEqual([3, true]);
  });

  it("says so when a site gives one page for two questions and announces no number", async () => {
    const page = (next: Ask[]): Partial<Batch> => ({ comments: [comment("a")], next });
    const json = (path: number): Ask => ({ ...ask(path), accept: "json" });
    const answers = { 1: { ...page([json(2), json(3)]) }, 2: page([]), 3: page([]) };
    expect(gaps(await run(answers))).toEqual(["paging-cap"]);
    expect(gaps(await run({ ...answers, 1: { ...answers[1], announced: 1 } }))).toEqual([]);
  });

  it("stores the pseudonym, not the name", async () => {
    const { newPrivacyKey, privacyOf } = await import("@belowline/schema");
    const thread = await walk({
      platform: plain,
      reference,
      articleUrl: "https://plain.example/article",
      publisher: "plain.example",
      privacy: privacyOf("pseudonym", newPrivacyKey()),
      ask: site({ 1: { comments: [comment("a")] } }),
    });
    expect(thread.comments[0]!.author).toMatchObject({ id: expect.stringMatching(/^c_[a-z2-7]{16}$/), name: null });
    expect(JSON.stringify(thread)).not.toContain("Ada");
  });

  it("refuses an option that nobody reads", async () => {
    const options = { maxAskss: 3 } as object;
    await expect(run({}, options)).rejects.toThrow(/unknown option "maxAskss"/);
  });
});

describe("a read that would make the site store a thread", () => {
  const making = definePlatform({ ...plain, createsOnRead: ({ url }) => url.endsWith("/made") });

  it("is sent once an answer has announced comments, and never before", async () => {
    const asked: string[] = [];
    const known = await run(
      { 1: { comments: [], announced: 1, next: [ask("made")] }, made: { comments: [comment("1")] } },
      { platform: making, asked },
    );
    expect([asked, known.complete]).toEqual([["1", "made"], true]);
    const blind = await run({ 1: { comments: [], next: [ask("made")] } }, { platform: making });
    expect(blind.gaps).toMatchObject([
      { reason: "refused", detail: expect.stringContaining("would make the site store") },
    ]);
    const empty = await run({ 1: { comments: [], announced: 0, next: [ask("made")] } }, { platform: making });
    expect(empty.complete).toBe(false);
  });
});

describe("several ways to one thread", () => {
  it("says of each comment which way gave it, and which fields came another way", async () => {
    const rest = comment("1", { text: "By REST.", votes: null, parentFrom: "none" });
    const votes = { up: 3, down: 0, score: null };
    const printed = comment("1", { text: "Printed.", votes, parent: "9", parentFrom: "dom" });
    const thread = await run({
      1: { comments: [rest, comment("2")], way: "rest", trust: 2, next: [ask("page")] },
      page: { comments: [printed], way: "page", trust: 1 },
    });
    const [one, two] = ["1", "2"].map((id) => thread.comments.find(({ nativeId }) => nativeId === id)!);
    expect(one).toMatchObject({ text: "By REST.", votes, parent: "9" });
    expect(one!.sources).toEqual({ text: "rest", parent: "page", votes: "page" });
    expect(two!.sources).toBeUndefined();
  });
});

describe("a printed page", () => {
  const printed = definePlatform({
    ...plain,
    open: () => ({ url: "https://plain.example/1", accept: "html" as const }),
    read: (answer) => ({
      comments: [...answer.text.matchAll(/data-id="(\d+)"/g)].map(([, id]) => comment(id!)),
      next: [...answer.text.matchAll(/href="\/(\d+)"/g)].map(([, path]) => ({
        ...ask(path!),
        accept: "html" as const,
      })),
      way: "page",
      trust: 1,
    }),
  });
  const page = (ids: readonly number[], next: number | null, end = "</body></html>"): string =>
    `<html><head></head><body>${ids.map((id) => `<div data-id="${id}">x</div>`).join("")}${next === null ? "" : `<a href="/${next}">next</a>`}${end}`;
  const read = (pages: Readonly<Record<string, string>>) =>
    walk({
      platform: printed,
      reference,
      articleUrl: "https://plain.example/",
      publisher: "plain.example",
      privacy: rawNames,
      ask: async ({ url }) => captureOf({ url, body: pages[new URL(url).pathname.slice(1)]! }),
    });

  it("is missed where the one before it is given in its place", async () => {
    const whole = await read({ 1: page([1, 2], 2), 2: page([3], null) });
    expect([whole.collected, whole.complete]).toEqual([3, true]);
    const repeated = await read({ 1: page([1, 2], 2), 2: page([1, 2], 2) });
    expect(repeated.gaps).toMatchObject([{ reason: "paging-cap", detail: "the site gave one page for two questions" }]);
  });

  it("that ends in its middle is said to, and its last comment is left out", async () => {
    const cut = await read({ 1: page([1, 2], null, "") });
    expect(cut.comments.map(({ nativeId }) => nativeId)).toEqual(["1"]);
    expect(cut.gaps).toMatchObject([
      { reason: "adapter-broken", detail: expect.stringContaining("ends in its middle") },
    ]);
    // A minifier leaves out the end tags, and that of the head too.
    const small = await read({ 1: '<html lang=en><title>x</title><div data-id="1">x</div>' });
    expect([small.collected, small.complete]).toEqual([1, true]);
  });
});

it("lets others go on while it makes the pseudonyms of very many commenters", async () => {
  const comments = Array.from({ length: 20_000 }, (_, i) =>
    comment(String(i), { author: { name: `Ada ${i % 15_000}` } }),
  );
  let turns = 0;
  let turning = setImmediate(function turn() {
    turns++;
    turning = setImmediate(turn);
  });
  const thread = await walk({
    platform: { ...plain, read: () => ({ comments, next: [], way: "json", trust: 1 }) },
    reference,
    articleUrl: "https://plain.example/article",
    publisher: "plain.example",
    privacy: privacyOf("pseudonym", newPrivacyKey()),
    ask: site({ 1: {} }),
  });
  clearImmediate(turning);
  expect(turns).toBeGreaterThan(2);
  const of = (i: number): string | undefined => thread.comments[i]?.author?.id;
  expect([of(15_001), of(15_002)]).toEqual([of(1), of(2)]);
  expect(new Set(thread.comments.map(({ author }) => author?.id)).size).toBe(15_000);
});
