// Sections that are known and not read: noted beside what the page prints, with the reason in the ledger.
import { expect, it } from "vitest";
import { leftAlone } from "../../../packages/scraper/src/comments/detect-only.ts";
import { locateThreads } from "../../../packages/scraper/src/comments/locate.ts";
import { mayRead, permissionsOf } from "../../../packages/scraper/src/crawl/consent.ts";
import facebook from "../../../packages/scraper/src/platforms/facebook-comments.ts";
import { platforms } from "../../../packages/scraper/src/platforms/index.gen.ts";
import livefyre from "../../../packages/scraper/src/platforms/livefyre.ts";
import wordpress from "../../../packages/scraper/src/platforms/wordpress.ts";
import { pageOf } from "../../support/replay.ts";

const URL = "https://weekly.example/fair";
const PLUGIN = `<div class="fb-comments" data-href="${URL}"></div>`;

it("notes a plugin's section and still finds the comments that the page prints", () => {
  const page = pageOf(
    URL,
    `<link rel="https://api.w.org/" href="/wp-json/"><body class="postid-7">${PLUGIN}<ol class="comment-list"><li id="comment-1" class="comment"><div class="comment-content"><p>It rains.</p></div></li></ol></body>`,
  );
  const found = locateThreads(page, [facebook, wordpress], (platform) => mayRead(platform, "weekly.example", []));
  expect(found.map(({ platform }) => platform)).toEqual(["facebook-comments", "wordpress"]);
});

it("never keeps the generic reader from a page", () => {
  const page = pageOf(URL, PLUGIN);
  const asked: string[] = [];
  const generic = {
    ...wordpress,
    id: "any",
    tier: "generic" as const,
    locate: () => {
      asked.push("any");
      return undefined;
    },
  };
  locateThreads(page, [livefyre, facebook, generic], (platform) => mayRead(platform, "weekly.example", []));
  expect(asked).toEqual(["any"]);
});

it("says in the ledger whether a section is not ours to read or no longer there", () => {
  expect(leftAlone(facebook, 12)).toMatchObject({ reason: "consent-off", count: 12 });
  expect(leftAlone(livefyre, null)).toMatchObject({ reason: "unreachable", count: null });
});

it("cannot be switched on", () => {
  expect(() => permissionsOf(["livefyre"], platforms)).toThrow("livefyre cannot be read");
});
