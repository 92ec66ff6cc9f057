// Facebook's comments plugin: its frame answers to people who are logged in; a thread of it is noted, not read.
import { detectOnly } from "../comments/detect-only.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "facebook-comments",
  name: "Facebook comments plugin",
  docs: "https://developers.facebook.com/docs/plugins/comments",
  consent: {
    default: "off",
    terms: "Facebook's terms forbid automated collection without its written permission, and its frame wants a login.",
  },
  checked: {
    on: "2026-11-24",
    what: `In the plugin's documentation (developers.facebook.com/docs/plugins/comments: .fb-comments with data-href) and
      in public readers of plugins/feedback.php of 2014 to 2020, which today meet a login wall.`,
  },
  ...detectOnly(({ $ }) => {
    const box = $(".fb-comments, fb\\:comments").first();
    return box.length === 0 ? undefined : (box.attr("data-href") ?? box.attr("href") ?? "");
  }),
  examples: [
    {
      page: "https://weekly.example/fair",
      fixture: "mark",
      expect: { comments: 0, deepest: 0, announced: null, complete: false, ways: [], gaps: ["consent-off"], first: {} },
    },
  ],
});
