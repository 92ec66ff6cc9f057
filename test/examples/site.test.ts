// The bundled site behaves as WordPress does where a crawler could be misled: journeys rest on this.
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, site.url), { headers, redirect: "manual" });
const text = async (path: string): Promise<string> => (await get(path)).text();
const ids = (html: string): number[] => [...html.matchAll(/<li id="comment-(\d+)"/g)].map((found) => Number(found[1]));
const HARBOUR = "/2026/03/harbour-wall-vote/";

describe("comment pages", () => {
  it("show the newest page on the article's own address, and nothing but 200 past the end", async () => {
    expect(ids(await text(HARBOUR))).toEqual([30]);
    expect(ids(await text(`${HARBOUR}comment-page-1/`))).toContain(1);
    const past = await get(`${HARBOUR}comment-page-9/`);
    expect([past.status, ids(await past.text())]).toEqual([200, []]);
  });

  it("hold every comment once between them", async () => {
    const pages = await Promise.all([1, 2, 3].map((n) => text(`${HARBOUR}comment-page-${n}/`)));
    expect(pages.flatMap(ids)).toEqual(site.comments("harbour-wall-vote").map(({ id }) => id));
  });

  it("flatten what is deeper than the theme, while REST keeps the true parents", async () => {
    const html = await text(`${HARBOUR}comment-page-1/`);
    for (const id of [4, 5, 6, 7, 8]) expect(html).toMatch(new RegExp(`id="comment-${id}" class="[^"]*depth-3`));
    const rows = (await (await get("/wp-json/wp/v2/comments?post=101&per_page=100&order=asc")).json()) as {
      id: number;
      parent: number;
    }[];
    expect(rows.filter(({ id }) => id >= 4 && id <= 8).map(({ parent }) => parent)).toEqual([3, 4, 5, 6, 7]);
  });

  it("print a pingback, which REST does not serve, and never one that waits for approval", async () => {
    const html = await text("/2026/03/school-kitchen/");
    expect(html).toContain(`<li id="comment-50" class="pingback`);
    expect(html).not.toContain("cheap pans");
    expect((await get("/wp-json/wp/v2/comments?post=104")).headers.get("x-wp-total")).toBe("3");
  });

  it("escape names and texts that look like markup", async () => {
    const html = await text("/2026/02/storm-drains/");
    expect(html).toContain("&lt;b&gt;bold&lt;/b&gt; &amp; co");
    expect(html).not.toContain("<b>bold</b>");
  });
});

describe("REST", () => {
  it.each([
    ["/wp-json/wp/v2/comments?post=102", 401, "rest_cannot_read_post"],
    ["/wp-json/wp/v2/comments?status=hold", 401, "rest_forbidden_param"],
    ["/wp-json/wp/v2/comments?per_page=101", 400, "rest_invalid_param"],
    ["/wp-json/wp/v2/posts/9", 404, "rest_post_invalid_id"],
    ["/wp-json/wp/v3/x", 404, "rest_no_route"],
  ])("answers %s with %i", async (path, status, code) => {
    const answer = await get(path);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });

  it("tells of the next page in its headers", async () => {
    const { headers } = await get("/wp-json/wp/v2/comments?post=101&per_page=20");
    expect([headers.get("x-wp-total"), headers.get("x-wp-totalpages")]).toEqual(["30", "2"]);
    expect(headers.get("link")).toMatch(/<[^>]*page=2[^>]*>; rel="next"/);
  });
});

it("keeps members' pages out by robots.txt alone, and gzips the older half of its sitemap", async () => {
  expect(await text("/robots.txt")).toContain("Disallow: /members/");
  expect(await text("/post-sitemap.xml")).toContain("/members/harbour-dossier/");
  const older = await get("/post-sitemap2.xml.gz");
  expect(gunzipSync(Buffer.from(await older.arrayBuffer())).toString()).toContain("/2026/02/old-bridge/");
});

it("answers 304 to those who have the page, and 200 again once it was edited", async () => {
  const mine = await startSite({ articles: 2 });
  const page = mine.address("library-hours");
  const etag = (await fetch(page)).headers.get("etag") ?? "";
  expect((await fetch(page, { headers: { "if-none-match": etag } })).status).toBe(304);
  mine.addComment("library-hours", { author: "late reader", text: "And on Mondays?" });
  expect((await fetch(page, { headers: { "if-none-match": etag } })).status).toBe(200);
  await mine.stop();
});

it("fails on demand, for a counted number of times", async () => {
  site.fault("/feed/", { kind: "throttle", retryAfter: 7 });
  site.fault("/feed/", { kind: "error", status: 503 });
  site.fault("/feed/", { kind: "close" });
  expect((await get("/feed/")).headers.get("retry-after")).toBe("7");
  expect((await get("/feed/")).status).toBe(503);
  await expect(get("/feed/")).rejects.toThrow();
  expect((await get("/feed/")).status).toBe(200);
});

it("grows to any size, the same each time", async () => {
  const [one, two] = [await startSite({ articles: 300, comments: 9 }), await startSite({ articles: 300, comments: 9 })];
  expect(one.stories()).toHaveLength(300);
  expect(one.stories()).toEqual(two.stories());
  expect(one.comments("story-200")).toEqual(two.comments("story-200"));
  expect(one.comments("story-200")).toHaveLength(9);
  await Promise.all([one.stop(), two.stop()]);
});
