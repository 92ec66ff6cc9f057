// robots.txt by RFC 9309: what each kind of answer allows.
import { gzipSync } from "node:zlib";
import type { HostFile, Hosts } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { createClient, userAgentOf } from "../../../packages/scraper/src/fetch/client.ts";
import { memoryHosts } from "../../../packages/scraper/src/fetch/memory-hosts.ts";
import { robotsOver } from "../../../packages/scraper/src/fetch/robots.ts";
import { redirectTo } from "../../support/nasty-faults.ts";
import { answer, type Handler, nastyServer } from "../../support/nasty-server.ts";

const RULES = `User-agent: *
Disallow: /private
Sitemap: https://news.example/news.xml

User-agent: belowline
Disallow: /not-for-us
Crawl-delay: 7
`;

async function judge(robots: Handler | undefined, paths: readonly string[], more: Record<string, Handler> = {}) {
  await using server = await nastyServer({ ...more, ...(robots ? { "/robots.txt": robots } : {}) });
  const client = createClient({ userAgent: userAgentOf(null), inside: ["127.0.0.1"] });
  const rules = robotsOver(client, memoryHosts());
  const refusals = [];
  for (const path of paths) refusals.push(await rules.refusal(server.url + path));
  const sitemaps = await rules.sitemaps(server.url);
  await client.close();
  return { refused: refusals.map((refusal) => refusal !== null), sitemaps, asked: server.seen.length };
}

describe("robots.txt", () => {
  it("is read for our own token first, and once", async () => {
    const { refused, sitemaps, asked } = await judge(answer(RULES, { "content-type": "text/plain" }), [
      "/not-for-us/1",
      "/private",
      "/news",
    ]);
    expect(refused).toEqual([true, false, false]);
    expect(sitemaps).toEqual(["https://news.example/news.xml"]);
    expect(asked).toBe(1);
  });

  it.each([404, 403, 410])("that answers %i allows everything", async (status) => {
    expect((await judge(answer("User-agent: *\nDisallow: /", {}, status), ["/private"])).refused).toEqual([false]);
  });

  it.each([429, 500, 503])("that answers %i refuses everything", async (status) => {
    expect((await judge(answer("", {}, status), ["/", "/news"])).refused).toEqual([true, true]);
  });

  it("that breaks off refuses everything", async () => {
    const broken: Handler = (_, response) => {
      response.writeHead(200, { "content-length": "500" }).write("User-agent: *");
      setImmediate(() => response.destroy());
    };
    expect((await judge(broken, ["/"])).refused).toEqual([true]);
  });

  it("in UTF-16 refuses everything, because nobody can say what it allows", async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("User-agent: *\nDisallow: /x", "utf16le")]);
    expect((await judge(answer(utf16), ["/"])).refused).toEqual([true]);
  });

  it("is read packed, and up to 512 KiB", async () => {
    const comment = "# The harbour is deep.\n";
    const ruleAt = (bytes: number): string =>
      `User-agent: *\n${comment.repeat(bytes / comment.length)}\nDisallow: /late\n`;
    const packed = (text: string): Handler => answer(gzipSync(text), { "content-encoding": "gzip" });
    expect((await judge(packed(ruleAt(490_000)), ["/late", "/news"])).refused).toEqual([true, false]);
    expect((await judge(packed(ruleAt(600_000)), ["/late"])).refused).toEqual([false]);
  });

  it("is followed over five redirects, and refuses everything behind more, or behind a circle", async () => {
    const hops = (many: number): Record<string, Handler> =>
      Object.fromEntries(
        Array.from({ length: many }, (_, n) => [`/hop${n}`, redirectTo(n + 1 < many ? `/hop${n + 1}` : "/rules")]),
      );
    const rules = { "/rules": answer(RULES) };
    const led = (many: number) => judge(redirectTo("/hop0"), ["/private", "/not-for-us"], { ...hops(many), ...rules });
    expect((await led(4)).refused).toEqual([false, true]);
    expect((await led(5)).refused).toEqual([true, true]);
    const circle = await judge(redirectTo("/robots.txt"), ["/", "/news"]);
    expect(circle.refused).toEqual([true, true]);
    expect(circle.asked).toBeLessThanOrEqual(7);
  });

  it("is kept for a day, and after no answer for ever longer, a day at most", async () => {
    const kept: number[] = [];
    let status = 200;
    await using server = await nastyServer({
      "*": (request, response) => answer(RULES, {}, status)(request, response),
    });
    let held: HostFile | null = null;
    const hosts: Hosts = {
      take: async () => ({ granted: true, turn: 1, throttled: 0 }),
      end: async () => {},
      // What is held is stale whenever it is asked for.
      file: async () => held && { file: held, freshSeconds: 0 },
      keep: async (_origin, _path, file, seconds) => {
        held = file;
        kept.push(seconds);
      },
    };
    const client = createClient({ userAgent: userAgentOf(null), inside: ["127.0.0.1"], hosts });
    const look = async (answers: number) => {
      status = answers;
      await robotsOver(client, hosts).refusal(`${server.url}/news`);
    };
    for (const answers of [200, 503, 500, 429, ...Array.from({ length: 9 }, () => 503), 404, 503]) await look(answers);
    await client.close();
    expect(kept).toEqual([
      86_400,
      300,
      600,
      1200,
      2400,
      4800,
      9600,
      19_200,
      38_400,
      76_800,
      ...Array(3).fill(86_400),
      86_400,
      300,
    ]);
  });

  it("of a host that cannot be reached is asked for by the next run at once, and by this one ever more seldom", async () => {
    let held: HostFile | null = null;
    const kept: number[] = [];
    const hosts: Hosts = {
      ...memoryHosts(),
      file: async () => held && { file: held, freshSeconds: kept.at(-1)! },
      keep: async (_origin, _path, file, seconds) => {
        held = file;
        kept.push(seconds);
      },
    };
    const client = createClient({ userAgent: userAgentOf(null), inside: ["127.0.0.1"] });
    const again: (number | undefined)[] = [];
    for (let run = 0; run < 3; run++)
      again.push((await robotsOver(client, hosts).refusal("http://127.0.0.1:9/news"))?.again);
    await client.close();
    expect(kept).toEqual([0, 0, 0]);
    expect(again).toEqual([300, 600, 1200]);
  });
});
