// robots.txt to rules: RFC 9309 case by case, and what sites write beside it.

import { describe, expect, it } from "vitest";
import { isAllowed, matches, robotsRules, usageFor } from "../../../packages/scraper/src/fetch/robots-rules.ts";
import fc from "../../support/property.ts";

const allowed = (text: string, path: string): boolean => {
  const rules = robotsRules(text, "Belowline");
  return rules !== undefined && isAllowed(rules, new URL(path, "https://news.example"));
};

describe("which group is ours", () => {
  it.each<[string, string, boolean]>([
    ["none: everything is allowed", "User-agent: other\nDisallow: /", true],
    ["the star's, where no group names us", "User-agent: *\nDisallow: /", false],
    ["our own, and then only that", "User-agent: *\nDisallow: /\nUser-agent: belowline\nDisallow: /x", true],
    ["in any case", "User-agent: BELOWLINE\nDisallow: /", false],
    ["with a version", "User-agent: Belowline/1.0\nDisallow: /", false],
    ["with a second word", "User-agent: Belowline Bot\nDisallow: /", false],
    ["not a longer token", "User-agent: Belowline-News\nDisallow: /", true],
    ["not a shorter token", "User-agent: Below\nDisallow: /", true],
    ["one of several agents", "User-agent: a\nUser-agent: belowline\nUser-agent: b\nDisallow: /", false],
    [
      "in two places, joined",
      "User-agent: belowline\nDisallow: /x\n\nUser-agent: a\nDisallow:\n\nUser-agent: belowline\nDisallow: /",
      false,
    ],
    ["with an empty line before its rules", "User-agent: belowline\n\n\nDisallow: /", false],
    ["with a sitemap between", "User-agent: belowline\nSitemap: https://news.example/s.xml\nDisallow: /", false],
    ["our own without rules allows", "User-agent: *\nDisallow: /\nUser-agent: belowline\nDisallow:", true],
    ["a delay ends the list of agents", "User-agent: belowline\nCrawl-delay: 5\nUser-agent: bad\nDisallow: /", true],
    ["rules before any agent count for nobody", "Disallow: /\nUser-agent: a\nDisallow: /", true],
    ["old Macintosh line ends", "User-agent: *\rDisallow: /", false],
    ["a byte-order mark", "\uFEFFUser-agent: *\nDisallow: /", false],
    ["comments anywhere", "# hello\nUser-agent: * # all\nDisallow: / # go", false],
    ["a missing colon", "User-agent *\nDisallow /", false],
    ["a misspelt key", "User-agent: *\nDissallow: /", false],
    ["spaces around", "  user-agent  :  *  \n\tdisallow\t:\t/\t", false],
  ])("%s", (_, text, expected) => {
    expect(allowed(text, "/news")).toBe(expected);
  });
});

describe("which rule decides", () => {
  it.each<[readonly string[], string, boolean]>([
    [["Disallow: /news"], "/news/1", false],
    [["Disallow: /news"], "/newsroom", false],
    [["Disallow: /news/"], "/news", true],
    [["Disallow: /News"], "/news", true],
    [["Disallow: /", "Allow: /news"], "/news", true],
    [["Allow: /news", "Disallow: /news/secret"], "/news/secret/1", false],
    [["Allow: /page", "Disallow: /page"], "/page", true],
    [["Allow: /page", "Disallow: /*.html"], "/page.html", false],
    [["Allow: /$", "Disallow: /"], "/", true],
    [["Allow: /$", "Disallow: /"], "/x", false],
    [["Disallow: /*.php$"], "/a.php", false],
    [["Disallow: /*.php$"], "/a.php?x", true],
    [["Disallow: /*?"], "/a?x=1", false],
    [["Disallow: /a*b*c"], "/a-b-c", false],
    [["Disallow: /a*b*c$"], "/abcbc", false],
    [["Disallow: /a*b*c$"], "/a-b-cd", true],
    [["Disallow: *"], "/", false],
    [["Disallow: /fish*"], "/fish", false],
    [["Disallow: /a$b"], "/a$b", false],
    [["Disallow: news"], "/news", true],
    [["Disallow: /caf\u00E9"], "/caf\u00E9", false],
    [["Disallow: /caf%c3%a9"], "/caf\u00E9", false],
    [["Disallow: /%7Ejoe"], "/~joe", false],
    [["Disallow: /~joe"], "/%7ejoe", false],
    [["Disallow: /a%2Fb"], "/a/b", true],
    [["Disallow: /star-%2A"], "/star-*", false],
    [["Disallow: /"], "/robots.txt", true],
    [["Disallow:"], "/x", true],
  ])("%j for %s", (rules, path, expected) => {
    expect(allowed(["User-agent: *", ...rules].join("\n"), path)).toBe(expected);
  });

  it("matches as the regular expression would that says the same", () => {
    const piece = fc.stringMatching(/^[ab/]{0,3}$/);
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.stringMatching(/^[ab/]{0,12}$/),
        (pieces, end, path) => {
          const pattern = pieces.join("*") + (end ? "$" : "");
          expect(matches(pattern, path)).toBe(new RegExp(`^${pieces.join(".*")}${end ? "$" : ""}`, "s").test(path));
        },
      ),
    );
  });

  it("costs no time on 500 KiB of stars", () => {
    const rules = robotsRules(`User-agent: *\n${`Disallow: /${"*a".repeat(100)}$\n`.repeat(2500)}`, "Belowline")!;
    const url = new URL(`/${"a".repeat(2000)}b`, "https://news.example");
    const started = performance.now();
    expect(isAllowed(rules, url)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("what cannot be read", () => {
  it("refuses, where a rule holds broken characters, and not where a comment does", () => {
    expect(robotsRules("User-agent: *\nDisallow: /caf\uFFFD", "Belowline")).toBeUndefined();
    expect(robotsRules("U\0s\0e\0r\0-\0a\0g\0e\0n\0t\0", "Belowline")).toBeUndefined();
    expect(robotsRules("# f\uFFFDr alle\nUser-agent: *\nDisallow: /x", "Belowline")).toBeDefined();
  });

  it("never throws, whatever stands there", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void robotsRules(text, "Belowline")));
  });
});

describe("what else it says", () => {
  const rules = robotsRules(
    `License: https://news.example/license.xml
User-agent: *
Crawl-delay: 7.5
Content-Usage: train-ai=n
Content-Usage: /open/ train-ai=y
Sitemap: https://news.example/sitemap.xml`,
    "Belowline",
  )!;

  it("is the delay, sitemaps and licences", () => {
    expect(rules).toMatchObject({
      crawlDelay: 7.5,
      sitemaps: ["https://news.example/sitemap.xml"],
      licences: ["https://news.example/license.xml"],
    });
  });

  it("is how each path may be used, by the longest match", () => {
    expect(usageFor(rules, new URL("https://news.example/a"))).toEqual(["train-ai=n"]);
    expect(usageFor(rules, new URL("https://news.example/open/a"))).toEqual(["train-ai=y"]);
  });
});
