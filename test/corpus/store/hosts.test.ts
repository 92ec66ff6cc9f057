// Turns at hosts, over both engines: one worker at a time, a delay between starts, rest when a host asks for it, files for a day.
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { engines, startCrawl } from "../../support/corpus.ts";
import { emptied } from "../../support/rows.ts";

const HOST = "harbour.example";

describe.each(engines)("hosts on $name", ({ name: engine, open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());
  beforeEach(() => emptied(corpus));
  const hosts = () => corpus.sink().hosts;
  /** Moves the host's past so many seconds further back, which is what waiting does. */
  const later = (seconds: number) =>
    sql`update host set started_at = started_at - make_interval(secs => ${seconds}), turn_until = turn_until - make_interval(secs => ${seconds}),
      rest_until = rest_until - make_interval(secs => ${seconds})`.execute(corpus.db);

  it("give one turn at a time, and the next one a delay after the start", async () => {
    const first = await hosts().take(HOST, 5, 65);
    expect(first).toMatchObject({ granted: true, throttled: 0 });
    expect(await hosts().take(HOST, 5, 65)).toMatchObject({ granted: false, restMs: 0 });
    await hosts().end(HOST, (first as { turn: number }).turn, 0, null);
    const wait = await hosts().take(HOST, 5, 65);
    expect(wait).toMatchObject({ granted: false, restMs: 0 });
    expect((wait as { waitMs: number }).waitMs).toBeGreaterThan(4000);
    expect(await hosts().take("other.example", 5, 65)).toMatchObject({ granted: true });
    await later(5);
    expect(await hosts().take(HOST, 5, 65)).toMatchObject({ granted: true });
  });

  it("take a turn from a worker that never ends it, and ignore its end when it wakes", async () => {
    const slept = await hosts().take(HOST, 0, 65);
    await later(66);
    const next = await hosts().take(HOST, 0, 65);
    expect(next.granted).toBe(true);
    await hosts().end(HOST, (slept as { turn: number }).turn, 0, 3600);
    expect(await hosts().take(HOST, 0, 65)).toMatchObject({ granted: false, restMs: 0 });
  });

  it("let a host rest as long as it asked, over a restart, and count how often", async () => {
    const { turn } = (await hosts().take(HOST, 0, 65)) as { turn: number };
    await hosts().end(HOST, turn, 0, 3600);
    await startCrawl(corpus.sink(), []);
    const resting = (await hosts().take(HOST, 0, 65)) as { waitMs: number; restMs: number };
    expect(resting.restMs).toBeGreaterThan(3_590_000);
    expect(resting.waitMs).toBe(resting.restMs);
    await later(3601);
    const again = await hosts().take(HOST, 0, 65);
    expect(again).toMatchObject({ granted: true, throttled: 1 });
    await hosts().end(HOST, (again as { turn: number }).turn, 0, null);
    expect(await hosts().take(HOST, 0, 65)).toMatchObject({ granted: true, throttled: 0 });
  });

  it("lose their turns when a folder is opened anew, for whoever had them is dead", async () => {
    await hosts().take(HOST, 0, 65);
    await startCrawl(corpus.sink(), []);
    expect((await hosts().take(HOST, 0, 65)).granted).toBe(engine === "PGlite");
  });

  it("remember a file until it is stale, and say for how long", async () => {
    const file = { status: 200, text: "User-agent: *\0\nDisallow: /x", detail: null, failures: 0 };
    expect(await hosts().file("https://harbour.example", "/robots.txt")).toBeNull();
    await hosts().keep("https://harbour.example", "/robots.txt", file, 86_400);
    const kept = await hosts().file("https://harbour.example", "/robots.txt");
    expect(kept?.freshSeconds).toBeGreaterThan(86_000);
    expect(kept?.file).toMatchObject({ status: 200, failures: 0 });
    const none = { status: null, text: null, detail: "could not be read (fetch/connect)", failures: 2 };
    await hosts().keep("https://harbour.example", "/robots.txt", none, 0);
    expect(await hosts().file("https://harbour.example", "/robots.txt")).toMatchObject({ file: none });
  });
});
