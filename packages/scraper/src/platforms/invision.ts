// Invision Community topics and comments in the page, versions 4 and 5; a topic's first post is the first of its comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "invision",
  name: "Invision Community",
  docs: "https://invisioncommunity.com/developers/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `Pages of 2024 to 2026 ([data-commentid], [data-role="commentContent"]).`,
  },
  ...inMarkup({
    signs: ({ ids }) => ids.has("comment-#_wrap"),
    item: '[data-commentid][id$="_wrap"]',
    id: [{ at: "@data-commentid", match: /^(\d+)$/ }],
    parent: "none",
    author: [{ at: "@data-quotedata", match: /"username":"((?:[^"\\]|\\.){1,100})"/ }],
    authorKey: [{ at: "@data-quotedata", match: /"userid":([1-9]\d*)/ }],
    time: [{ at: "@data-quotedata", match: /"timestamp":(\d{10})/ }, "time@datetime"],
    text: ['[data-role="commentContent"]'],
    permalink: [".ipsComment_meta a@href", ".ipsEntry__meta a@href"],
    // Comments below the suite's own articles, files and pictures have the same markup.
    topic: ({ classes }, { $ }) => classes.has("cTopic") || $('[data-commentapp="forums"]').length > 0,
    next: 'link[rel="next"], .ipsPagination_next a',
  }),
  examples: [
    {
      page: "https://board.dock.example/topic/3-cranes/",
      fixture: "version-5",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "801",
          author: { name: "rigger" },
          createdAt: { at: "2024-08-25T15:33:20.000Z", precision: "s", source: "machine" },
          text: "How many are left?",
        },
      },
    },
  ],
});
