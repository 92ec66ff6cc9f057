// Which threads a page has, and what is read of a page whose platform is left alone.
import { describe, expect, it } from "vitest";
import { locateThreads } from "../../../packages/scraper/src/comments/locate.ts";
import { mayRead, permissionsOf, whyLeftAlone } from "../../../packages/scraper/src/crawl/consent.ts";
import disqus from "../../../packages/scraper/src/platforms/disqus.ts";
import generic from "../../../packages/scraper/src/platforms/generic.ts";
import nytimes from "../../../packages/scraper/src/platforms/nytimes.ts";
import { pageOf } from "../../support/replay.ts";

const PRINTED = ["Ada", "Ben", "Cleo"]
  .map(
    (name, n) => `<li class="reader" id="reply-${n + 1}"><b class="author">${name}</b>
<time datetime="2026-03-0${n + 1}T08:00:00Z">day ${n + 1}</time><div class="text"><p>${name} has walked over the old bridge every morning.</p></div>
<a href="#reply-${n + 1}">Reply</a></li>`,
  )
  .join("");
const MARK = '<div id="disqus_thread"></div><script src="https://harbour.disqus.com/embed.js"></script>';
const located = (html: string, enabled: readonly string[]): string[] => {
  const platforms = [disqus, generic];
  const permissions = permissionsOf(enabled, platforms);
  const page = pageOf("https://news.example/2026/03/bridge/", `<article><h1>Bridge</h1></article>${html}`);
  return locateThreads(page, platforms, (one) => mayRead(one, "news.example", permissions)).map((one) => one.platform);
};
const list = `<section id="comments"><h2>3 comments</h2><ol>${PRINTED}</ol></section>`;

describe("a page with the mark of a platform that is left alone until the user decides", () => {
  it("has that thread, to be told of, and the comments that it prints itself", () => {
    expect(located(MARK + list, [])).toEqual(["disqus", "generic"]);
  });

  it("has that thread alone where it prints nothing", () => {
    expect(located(MARK, [])).toEqual(["disqus"]);
  });

  it("has that thread alone where the user switched the platform on", () => {
    expect(located(MARK + list, ["disqus"])).toEqual(["disqus"]);
    expect(located(MARK + list, ["disqus@news.example"])).toEqual(["disqus"]);
    expect(located(MARK + list, ["disqus@other.example"])).toEqual(["disqus", "generic"]);
  });
});

describe("a platform whose terms forbid reading", () => {
  it("is read for the publisher that is named, whose permission the user has, and for no other", () => {
    const permissions = permissionsOf(["nytimes@nytimes.com"], [nytimes]);
    expect(mayRead(nytimes, "nytimes.com", permissions)).toBe(true);
    expect(mayRead(nytimes, "other.example", permissions)).toBe(false);
    expect(mayRead(nytimes, "nytimes.com", [])).toBe(false);
    expect(whyLeftAlone(nytimes, "nytimes.com")).toMatch(/permission.*--enable-platform nytimes@nytimes\.com/);
  });
});
