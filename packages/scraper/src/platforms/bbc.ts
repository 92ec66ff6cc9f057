// The BBC's own comments: their interface wants the key of the page's own program; a thread of it is noted, not read.
import { detectOnly } from "../comments/detect-only.ts";
import { definePlatform } from "../comments/platform.ts";
import { scriptWith } from "../comments/scripts.ts";

export default definePlatform({
  id: "bbc",
  name: "BBC",
  docs: "https://www.bbc.co.uk/usingthebbc/terms/what-are-the-rules-for-commenting/",
  consent: {
    default: "off",
    terms: "The BBC's interface is addressed with the key of its own program, which is not ours to use.",
  },
  checked: {
    on: "2026-11-24",
    what: `In the one public reader there is (found by "bbc-morph-comments-data", of 2020): the forum is __CPS__ and the
      article's number, and every address holds a key that is the BBC's and a version that changes with each release.`,
  },
  ...detectOnly((page) => {
    if (!/(?:^|\.)bbc\.(?:co\.uk|com)$/.test(new URL(page.url).hostname)) return undefined;
    const script = scriptWith(page, "__CPS__", 3_000_000);
    return script === undefined ? undefined : /^__CPS__[\w-]{1,60}/.exec(script)?.[0];
  }),
  examples: [
    {
      page: "https://www.bbc.co.uk/news/uk-60000001",
      fixture: "mark",
      expect: { comments: 0, deepest: 0, announced: null, complete: false, ways: [], gaps: ["consent-off"], first: {} },
    },
  ],
});
