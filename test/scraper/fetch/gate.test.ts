// How long a host is left alone, and how slowly it is asked: what its answers and its robots.txt say, within bounds.
import type { Hosts } from "@belowline/schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient, userAgentOf } from "../../../packages/scraper/src/fetch/client.ts";
import { memoryHosts } from "../../../packages/scraper/src/fetch/memory-hosts.ts";
import { retryAfter } from "../../../packages/scraper/src/fetch/retry-after.ts";
import { robotsOver } from "../../../packages/scraper/src/fetch/robots.ts";
import { answer, type Handler, nastyServer } from "../../support/nasty-server.ts";

/** Asks for a page, robots.txt first, of a host that was told to rest so often before; what its turns said. */
async function turnsAt(routes: Record<string, Handler>, { throttled = 0, delay = 5 } = {}) {
  await using server = await nastyServer(routes);
  const gaps: number[] = [];
  const rests: (number | null)[] = [];
  const hosts: Hosts = {
    ...memoryHosts(),
    async take(_, gap) {
      gaps.push(gap);
      return { granted: true, turn: gaps.length, throttled };
    },
    end: async (_, _turn, _ago, rest) => void rests.push(rest),
  };
  const client = createClient({ userAgent: userAgentOf(null), inside: ["127.0.0.1"], hosts, delay });
  const robots = robotsOver(client, hosts);
  await robots.refusal(server.url);
  await client.fetch({ url: server.url });
  await client.close();
  return { gap: gaps.at(-1), rest: rests.at(-1) };
}

const after = (seconds: number, from = new Date()): string => new Date(from.getTime() + seconds * 1000).toUTCString();

describe("the rest of a host", () => {
  it.each<[string, Handler, number, number | null]>([
    ["answers 429", answer("", {}, 429), 0, 60],
    ["answers 503 for the third time in a row", answer("", {}, 503), 2, 240],
    ["answers 503 for the hundredth time", answer("", {}, 503), 99, 86_400],
    ["names a time", answer("", { "retry-after": "3600" }, 429), 5, 3600],
    ["names weeks", answer("", { "retry-after": "9999999" }, 503), 0, 86_400],
    ["answers 500", answer("", {}, 500), 3, null],
    ["answers 200 and names a time all the same", answer("", { "retry-after": "3600" }), 0, null],
  ])("that %s", async (_, handler, throttled, rest) => {
    expect((await turnsAt({ "/": handler }, { throttled })).rest).toBe(rest);
  });

  it("until a date is reckoned by the clock that wrote the date", async () => {
    const yesterday = new Date(Date.now() - 86_400_000);
    const handler: Handler = (_, response) => {
      response.sendDate = false;
      response.writeHead(503, { date: yesterday.toUTCString(), "retry-after": after(3600, yesterday) }).end();
    };
    expect((await turnsAt({ "/": handler })).rest).toBe(3600);
  });
});

it("tells of a rest that it waits for, and of no shorter wait", async () => {
  await using server = await nastyServer({ "/": answer("") });
  const answers = [
    { granted: false, waitMs: 1, restMs: 90_000 },
    { granted: false, waitMs: 1, restMs: 0 },
    { granted: true, turn: 1, throttled: 0 },
  ] as const;
  let asked = 0;
  const told: [string, number][] = [];
  const client = createClient({
    userAgent: userAgentOf(null),
    inside: ["127.0.0.1"],
    hosts: { ...memoryHosts(), take: async () => answers[asked++]!, end: async () => {} },
    onRest: (host, seconds) => void told.push([host, seconds]),
  });
  expect((await client.fetch({ url: server.url })).status).toBe(200);
  await client.close();
  expect(told).toEqual([[new URL(server.url).host, 90]]);
});

describe("the delay of a host", () => {
  const robots = (delay: string) => ({
    "/robots.txt": answer(`User-agent: *\nCrawl-delay: ${delay}`),
    "/": answer(""),
  });

  it.each([
    ["7.5", 5, 7.5],
    ["2", 5, 5],
    ["3600", 5, 300],
    ["soon", 5, 5],
    ["-1", 5, 5],
    ["10", 0, 10],
  ])("of Crawl-delay %s, where ours is %d, is %d", async (stated, delay, gap) => {
    expect((await turnsAt(robots(stated), { delay })).gap).toBe(gap);
  });
});

describe("Retry-After", () => {
  beforeEach(() => void vi.stubEnv("TZ", "America/New_York"));
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ["120", 120],
    [" 0 ", 0],
    ["Mon, 02 Mar 2026 12:10:00 GMT", 600],
    ["Monday, 02-Mar-26 12:10:00 GMT", 600],
    ["Mon Mar  2 12:10:00 2026", 600],
    ["Mon, 02 Mar 2026 11:00:00 GMT", 0],
    ["-1", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    [undefined, undefined],
  ])("%j is %j seconds", (value, seconds) => {
    expect(retryAfter(value, "Mon, 02 Mar 2026 12:00:00 GMT")).toBe(seconds);
  });
});
