// A site without end on every side: the crawl ends within the stated caps, says what it left out, and has every story.
import { createHash } from "node:crypto";
import type { Visit } from "@belowline/schema";
import { crawl } from "@belowline/scraper";
import { expect, it } from "vitest";
import { TRAP_LIMITS } from "../../packages/scraper/src/discover/traps.ts";
import { answer, nastyServer } from "../support/nasty-server.ts";

const STORIES = 12;
const SLUGS = "ferry pier wind mayor market bridge whale storm school tram museum beach".split(" ");
const storyPath = (n: number): string => `/2026/03/0${1 + (n % 9)}/${SLUGS[n]}-keeps-the-harbour-busy-all-week`;
const storyPage = (
  n: number,
): string => `<!doctype html><html><head><title>${SLUGS[n]}</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-01T08:00:00Z"></head><body><article><h1>The ${SLUGS[n]} keeps the harbour busy</h1>
${`<p>All week long the ${SLUGS[n]} was what people in the harbour talked about, and nobody knew why it was so.</p>`.repeat(6)}</article></body></html>`;

let serial = 0;
/** Never twice the same. */
const token = (): string => createHash("md5").update(String(serial++)).digest("hex");
const html = (links: readonly string[]): string =>
  `<!doctype html><html><head><title>More</title></head><body><ul><li>${links.join("<li>")}</ul></body></html>`;
/** Whoever reads a list goes on where it says "next". */
const list = (...links: readonly string[]): string =>
  html(links.map((link) => `<a rel="next" href="${link}">More</a>`));
const plain = (...links: readonly string[]): string => html(links.map((link) => `<a href="${link}">More</a>`));
const day = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
const slug = (): string => `${SLUGS[serial++ % SLUGS.length]}-leads-to-rooms-${serial}`;

/** A page of the site, which leads on for ever wherever one goes. */
function page(path: string): string {
  const story = SLUGS.findIndex((_, n) => storyPath(n) === path.split("?")[0]);
  if (story >= 0) return storyPage(story);
  const [, room = "", last = ""] = path.split("/");
  if (room === "calendar") {
    const at = Date.parse(`${last}T00:00Z`);
    return list(`/calendar/${day(at - 86_400_000)}`, `/calendar/${day(at + 86_400_000)}`, storyPath(0));
  }
  if (room.startsWith("fashion")) return list(...[1, 2, 3].map(() => `/fashion?colour=${token()}`), storyPath(1));
  if (room === "tag") return list("tag/", "./tag/tag/", storyPath(2));
  if (room === "maze") return plain(`/maze/${slug()}`, `/maze/${slug()}`);
  if (/^[0-9a-f]{32}$/.test(room) || room.startsWith("session"))
    return list(`/${token()}/news`, `/session?PHPSESSID=${token()}`, `/session;jsessionid=${token()}`, storyPath(3));
  const stories = SLUGS.map((_, n) => `${storyPath(n)}?sid=${token()}`);
  return plain(
    ...stories,
    "/calendar/2026-03-01",
    "/fashion?colour=1",
    "/tag/",
    "/maze/this-way-leads-to-rooms",
    "/session",
  );
}

it("a site without end is left within the caps, with all its stories", async () => {
  await using server = await nastyServer({
    "/robots.txt": answer("User-agent: *\nAllow: /", { "content-type": "text/plain" }),
    "/.well-known/tdmrep.json": answer("", {}, 404),
    "*": (request, response) => answer(page(request.url ?? "/"))(request, response),
  });
  const visits: Visit[] = [];
  const report = await crawl({ seeds: [server.url], sink: visits, allowPrivateNetwork: true });
  expect(report.state).toBe("finished");
  expect(report.articles.found).toBe(STORIES);
  const asked = (room: RegExp): number =>
    new Set(server.seen.map(({ path }) => path).filter((path) => room.test(path))).size;
  // The stories have dates in their addresses, and a list that calls them "next" spends some of it.
  expect(asked(/^\/calendar/)).toBeGreaterThan(TRAP_LIMITS.calendarLists - STORIES);
  expect(asked(/^\/calendar/)).toBeLessThanOrEqual(TRAP_LIMITS.calendarLists);
  expect(asked(/^\/fashion/)).toBe(TRAP_LIMITS.combinations);
  expect(asked(/^\/tag/)).toBe(TRAP_LIMITS.repeats);
  expect(asked(/^\/maze/)).toBeLessThanOrEqual(2 * TRAP_LIMITS.barren + 2);
  expect(asked(/^\/(?:session|[0-9a-f]{32})/)).toBe(1);
  expect(report.traps).toEqual({
    barren: expect.any(Number),
    calendar: expect.any(Number),
    facets: expect.any(Number),
    "repeating-path": expect.any(Number),
    "session-in-path": expect.any(Number),
  });
  // Nothing is asked for twice.
  expect(new Set(server.seen.map(({ path }) => path)).size).toBe(server.seen.length);
}, 120_000);
