// Slashdot's comments in the page: a tree of lists, of which what is below the reader's threshold is folded away.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "slashdot",
  name: "Slashdot",
  docs: "https://slashdot.org/faq",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; they are owned by whoever posted them, and robots.txt decides.",
  },
  checked: {
    on: "2026-11-24",
    what: `Stories of 2012, and public repositories, "comment_otherdetails_". A story prints no year beside its comments,
      so a time is only told where the page states when it came out.`,
  },
  ...inMarkup({
    signs: ({ ids }) => ids.has("tree_#") && ids.has("comment_body_#"),
    item: 'li[id^="tree_"]',
    id: [{ at: "@id", match: /^tree_(\d+)$/ }],
    parent: "nesting",
    author: [{ at: ".by", match: /^by\s(.+?)(?:\s\(\s?\d+\s?\))?(?:\s\*)?(?:\sAlter Relationship)?$/s }],
    authorKey: [{ at: ".by .uid", match: /(\d+)/ }],
    byline: [".otherdetails"],
    text: ['[id^="comment_body_"]'],
    drop: ".quote_byline",
    votes: { score: [{ at: ".score", match: /Score:?\s*(-?\d)/ }] },
    permalink: ['a[id^="comment_link_"]@href'],
    apart: ".pingback",
    announced: ["#commentcount .totalcommentcnt", ".totalcommentcnt"],
  }),
  examples: [
    {
      page: "https://quay.slashdot.example/story/12/07/24/13/ask-about-boats",
      fixture: "story",
      expect: {
        comments: 3,
        deepest: 3,
        announced: 3,
        complete: true,
        ways: ["page"],
        parents: { "40746499": "40746395", "40746513": "40746499" },
        first: {
          nativeId: "40746395",
          author: { name: "tidewater" },
          votes: { up: null, down: null, score: 5 },
          text: "Wood or steel?",
          permalink: "https://quay.slashdot.example/comments.pl?sid=1&cid=40746395",
        },
      },
    },
  ],
});
