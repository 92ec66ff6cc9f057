// robots.txt by RFC 9309: what each kind of answer allows.
import { describe, expect, it } from "vitest";
import { createClient, userAgentOf } from "../../../packages/scraper/src/fetch/client.ts";
import { memoryHosts } from "../../../packages/scraper/src/fetch/memory-hosts.ts";
import { robotsOver } from "../../../packages/scraper/src/fetch/robots.ts";
import { answer, type Handler, nastyServer } from "../../support/nasty-server.ts";

const RULES = `User-agent: *
Disallow: /private
Sitemap: https://news.example/news.xml

User-agent: belowline
Disallow: /not-for-us
Crawl-delay: 7
`;

async function judge(robots: Handler | undefined, paths: readonly string[]) {
  await using server = await nastyServer(robots ? { "/robots.txt": robots } : {});
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
});
