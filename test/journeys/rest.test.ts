// A host that asks for a pause is left alone that long, by this run and by the next ones; its pages stay due.
import { crawl } from "@belowline/scraper";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { engines } from "../support/corpus.ts";
import { answer, type Handler, nastyServer } from "../support/nasty-server.ts";

const PATH = "/2026/03/ferry-stays-in-harbour";
const page = `<!doctype html><html><head><title>Ferry stays</title><meta property="og:type" content="article"></head><body><article>
<h1>Ferry stays in harbour</h1>${"<p>The ferry did not sail today, and the harbour master blames the wind that blew all night.</p>".repeat(6)}</article></body></html>`;

describe.each(engines)("a host that asks for a pause, with $name", ({ open }) => {
  it.each<[string, () => Record<string, string>]>([
    ["in seconds", () => ({ "retry-after": "3600" })],
    ["until a date", () => ({ "retry-after": new Date(Date.now() + 3_600_000).toUTCString() })],
  ])("%s gets no request before, over restarts", async (_, headers) => {
    let tired = true;
    const story: Handler = (request, response) =>
      tired ? answer("later", headers(), 429)(request, response) : answer(page)(request, response);
    await using server = await nastyServer({ [PATH]: story });
    await using corpus = await open();
    const run = () => crawl({ seeds: [server.url + PATH], sink: corpus.sink(), allowPrivateNetwork: true });
    const host = new URL(server.url).host;

    const first = await run();
    expect(first).toMatchObject({ pages: { visited: 0, broken: 0 }, state: "finished" });
    expect(first.resting[host]).toBeGreaterThan(3500);
    expect(server.seen.filter(({ path }) => path === PATH)).toHaveLength(1);

    const asked = server.seen.length;
    expect((await run()).resting[host]).toBeGreaterThan(3500);
    expect(server.seen).toHaveLength(asked);

    tired = false;
    await sql`update host set rest_until = now()`.execute(corpus.db);
    const last = await run();
    expect(last).toMatchObject({ articles: { found: 1 }, resting: {} });
  });
});
