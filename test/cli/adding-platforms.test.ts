// The scripts that go out to real sites: a look at one page of a platform, and the start of a new one; here against a site on loopback.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { visitLive } from "../../scripts/live.ts";
import { startPlatform, type Wish } from "../../scripts/new-platform.ts";
import { type ListeningSite, listenAs } from "../support/platform-server/listen.ts";
import isso from "../support/platform-server/platforms/isso.ts";
import remark42 from "../support/platform-server/platforms/remark42.ts";
import { generateThread } from "../support/platform-server/thread.ts";

const OUTSIDE = { contact: null, allowPrivateNetwork: true } as const;
const FIXTURES = new URL("../fixtures/platforms/", import.meta.url).pathname;

let site: ListeningSite;
let short: ListeningSite;
beforeAll(async () => {
  site = await listenAs(remark42, generateThread(1, 40));
  short = await listenAs(isso, generateThread(2, 30), "announced-more");
});
afterAll(async () => {
  await site?.[Symbol.asyncDispose]();
  await short?.[Symbol.asyncDispose]();
});

describe("pnpm live", () => {
  it("says how many comments of how many it read, and why some are missing", async () => {
    const { article } = site.play.world;
    const served = site.play.world.comments().length;
    const visit = await visitLive(remark42.platform, article, OUTSIDE);
    expect(visit.page).toBe(article);
    expect(visit.came).toMatch(new RegExp(`^${served} of \\d+, complete$`));
    const { came } = await visitLive(isso.platform, short.play.world.article, OUTSIDE);
    expect(came).toMatch(/^\d+ of \d+: unexplained 7$/);
  });

  it("says so where the page is not there or has no such thread", async () => {
    expect((await visitLive(remark42.platform, `${site.url}/nowhere`, OUTSIDE)).came).toBe("the page answered 404");
    expect((await visitLive(isso.platform, site.play.world.article, OUTSIDE)).came).toBe(
      "no thread was found in the page",
    );
  });
});

describe("pnpm new:platform", () => {
  const wish = (more: Partial<Wish>): Wish => ({
    url: site.play.world.article,
    id: undefined,
    name: undefined,
    docs: undefined,
    asks: [],
    har: undefined,
    ...OUTSIDE,
    ...more,
  });

  it("records the page and what it was told to ask, and writes an adapter whose example fails", async () => {
    const { article, host } = site.play.world;
    const ask = `${host}/api/v1/find?site=news&url=${encodeURIComponent(article)}&sort=%2Btime&format=plain`;
    const { files, known, marks } = await startPlatform(wish({ id: "chatter", asks: [ask] }));
    expect([...files.keys()]).toEqual([
      "packages/scraper/src/platforms/chatter.ts",
      "test/fixtures/platforms/chatter/first/page.html",
      "test/fixtures/platforms/chatter/first/captures.json",
      "test/support/platform-server/platforms/chatter.ts",
    ]);
    expect(known).toEqual(["remark42"]);
    expect(marks).toEqual([]);
    const [adapter, page, captures] = [...files.values()];
    expect(adapter).toContain('id: "chatter"');
    expect(adapter).toContain("nobody reads");
    expect(page).toContain("remark_config");
    const { recorded, answers } = JSON.parse(captures!) as {
      recorded: string;
      answers: { url: string; json: unknown }[];
    };
    expect(recorded).toContain(article);
    expect(answers.map(({ url }) => url)).toEqual([ask]);
    expect(JSON.stringify(answers[0]!.json)).toContain('"comments"');
  });

  it("takes the browser's own list instead, without what is no comment", async () => {
    const folder = mkdtempSync(join(tmpdir(), "belowline-har-"));
    const har = join(folder, "page.har");
    const entry = (url: string, text: string, postData?: { text: string }) => ({
      request: { url, method: postData ? "POST" : "GET", ...(postData && { postData }) },
      response: { status: 200, content: { text } },
    });
    const entries = [
      entry(site.play.world.article, "<html></html>"),
      entry("https://ads.example/pixel", '{"ok":true}'),
      entry("https://api.chatter.example/v1/comments", '{"items":[]}', { text: '{"page":1}' }),
      entry("https://api.chatter.example/app.js", "comment()"),
    ];
    writeFileSync(har, JSON.stringify({ log: { entries } }));
    const { id, files } = await startPlatform(wish({ har }));
    expect(id).toBe("chatter");
    const captures = files.get("test/fixtures/platforms/chatter/first/captures.json")!;
    expect(JSON.parse(captures).answers).toEqual([
      { url: "https://api.chatter.example/v1/comments", asked: '{"page":1}', json: { items: [] } },
    ]);
    rmSync(folder, { recursive: true });
  });

  it("refuses a page that cannot be had and a file that is no list", async () => {
    await expect(startPlatform(wish({ url: `${site.url}/nowhere` }))).rejects.toThrow("answered 404");
    await expect(startPlatform(wish({ har: import.meta.filename }))).rejects.toThrow("expected a HAR file");
  });

  it("leaves no recording of real people in the repository", () => {
    const all = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith("captures.json"),
    );
    expect(all.length).toBeGreaterThan(60);
    const recorded = all.filter((path) => "recorded" in JSON.parse(readFileSync(join(FIXTURES, path), "utf8")));
    expect(recorded).toEqual([]);
  });
});
