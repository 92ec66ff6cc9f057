// Pages made to hurt: each is read in bounded time to a typed outcome, and the next page works.
import { type Extracted, extract } from "@belowline/scraper";
import { describe, expect, it } from "vitest";

const TEXT =
  "<p>The harbour council decided on Monday to raise the quay wall by two metres, after three winters of floods had damaged the old warehouses.</p>".repeat(
    4,
  );
const page = (body: string): string =>
  `<html><head><title>Quay wall raised</title></head><body><h1>Quay wall raised</h1>${body}</body></html>`;
const read = (html: string | Uint8Array): Extracted => extract(html, { url: "https://news.example/quay" });

/** Wide, for loaded machines: what is not linear takes minutes. */
const MOST_SECONDS = 25;
function readInTime(html: string | Uint8Array): Extracted {
  const before = process.cpuUsage();
  const result = read(html);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
  expect(read(page(TEXT)).article?.headline).toBe("Quay wall raised");
  return result;
}

const json = (type: string, text: string): string => page(`<script type="${type}">${text}</script>${TEXT}`);
const LD = "application/ld+json";

describe("an article is found in a page", () => {
  it.each<[string, () => string | Uint8Array]>([
    ["below 100,000 elements", () => page("<div>".repeat(100_000) + TEXT)],
    ["below 40,000 tables", () => page("<table><tr><td>".repeat(40_000) + TEXT)],
    ["beside 300,000 items of a list", () => page(`${TEXT}<ul>${"<li>one of many items</li>".repeat(300_000)}</ul>`)],
    [
      "beside 200,000 different classes",
      () => page(Array.from({ length: 200_000 }, (_, i) => `<i class=c${i}>`) + TEXT),
    ],
    ["behind an attribute of 50 MB", () => page(`<div data-x="${"a".repeat(50e6)}">${TEXT}</div>`)],
    [
      "behind 300,000 attributes",
      () => page(`<div ${Array.from({ length: 300_000 }, (_, i) => `a${i}`).join(" ")}>${TEXT}`),
    ],
    ["below a title of 50 MB", () => `<title>${"Quay | ".repeat(7e6)}</title>${TEXT}`],
    ["beside 100,000 clocks", () => page(TEXT + "<p>20:15 Ada</p>".repeat(100_000))],
    ["within 50,000 boxes that ask for an address", () => page(TEXT + "<div><input type=email>".repeat(50_000))],
    ["with nesting broken 300,000 times", () => page(TEXT + "<b><i></b></i>".repeat(300_000))],
    [
      "beside a script of 10 MB",
      () => page(`<script>window.__S__=${JSON.stringify(Array(600_000).fill({ id: 1 }))}</script>${TEXT}`),
    ],
    ["beside JSON-LD nested 100,000 deep", () => json(LD, `${'{"@graph":'.repeat(100_000)}1${"}".repeat(100_000)}`)],
    [
      "beside 10,000 blocks of JSON-LD",
      () => page(`<script type="${LD}">{"@type":"NewsArticle"}</script>`.repeat(10_000) + TEXT),
    ],
    [
      "beside state nested 100,000 deep",
      () => json("application/json", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`),
    ],
    [
      "with entities that stand for entities",
      () => `<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>${page(TEXT + "&b;".repeat(300_000))}`,
    ],
    ["in bytes of an encoding that does not exist", () => Buffer.from(`<meta charset="none-such">${page(TEXT)}`)],
    [
      "in UTF-16 that only its mark tells",
      () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(page(TEXT), "utf16le")]),
    ],
    ["with NUL before every blank", () => page(TEXT.replaceAll(" ", "\u0000 "))],
  ])(
    "%s",
    (_, html) => {
      const { article, absent } = readInTime(html());
      expect(absent).toBeNull();
      expect(article?.text).toContain("raise the quay wall by two metres");
    },
    120_000,
  );
});

describe("no article is", () => {
  it.each<[string, () => string | Uint8Array]>([
    ["nothing", () => ""],
    ["a page without a body", () => "<html><head><title>Quay</title></head></html>"],
    ["a frameset", () => "<frameset cols=20%,80%><frame src=a.html><frame src=b.html></frameset>"],
    ["100,000 framesets", () => "<frameset><frame src=a.html>".repeat(100_000)],
    ["5 MB of tags that never close", () => "<div>".repeat(1_000_000)],
    ["5 MB of tags that never end", () => "<p".repeat(2_500_000)],
    ["5 MB of attributes that never end", () => '<a href="'.repeat(550_000)],
    ["5 MB of comments that never end", () => "<!--".repeat(1_250_000)],
    ["5 MB of NUL", () => "\u0000".repeat(5_000_000)],
  ])(
    "%s",
    (_, html) => {
      const { article, absent, thread } = readInTime(html());
      expect(article).toBeNull();
      expect(absent?.reason).toBe("not-an-article");
      expect(thread).toBeNull();
    },
    120_000,
  );
});

describe("beyond the bound of elements", () => {
  it("words stay, apart from each other and without what nobody reads", () => {
    const { article } = readInTime(
      page(`${"<i></i>".repeat(760_000)}${TEXT}<script>secret()</script><p>Last</p><p>words</p>`),
    );
    expect(article?.text).toContain("old warehouses. The harbour");
    expect(article?.text).toMatch(/Last words$/);
    expect(article?.text).not.toContain("secret");
  }, 120_000);

  it("a million siblings are read", () => {
    expect(readInTime(page(TEXT + "<p>x</p>".repeat(1_000_000))).article?.text).toContain("two metres");
  }, 120_000);
});

it("reads a page of thirty thousand comments in time that grows with their number", () => {
  const comment = (i: number): string =>
    `<div class="entry" id="c${i}"><b class="author">Ada ${i}</b> <span class="date">3 May 2024 10:00</span><p>I think that this is number ${i}, and it matters.</p></div>`;
  const timed = (comments: number): Extracted & { readonly seconds: number } => {
    const all = Array.from({ length: comments }, (_, i) => comment(i)).join("");
    const html = page(`${TEXT}<div class="comments"><h2>Comments</h2>${all}</div>`);
    const before = process.cpuUsage();
    const result = read(html);
    const { user, system } = process.cpuUsage(before);
    return { ...result, seconds: (user + system) / 1e6 };
  };
  timed(3_000); // compiled and warm
  const tenth = timed(3_000);
  const { article, thread, seconds } = timed(30_000);
  expect(article?.text).not.toContain("number 7,");
  expect(thread?.comments).toHaveLength(30_000);
  // On this machine, as loaded as it is: ten times as much would be linear, a hundred times quadratic.
  expect(seconds).toBeLessThan(30 * tenth.seconds);
}, 180_000);

it("takes 5 MB of angle brackets for the text that they are", () => {
  expect(readInTime("<".repeat(5_000_000)).article?.text).toHaveLength(5_000_000);
}, 120_000);
