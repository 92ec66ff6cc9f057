// Echo, once JS-Kit, ended in 2012: its widget is noted where a page still has it and no comments are printed.
import { detectOnly } from "../comments/detect-only.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "echo",
  name: "Echo (JS-Kit) widget",
  docs: "https://web.archive.org/web/2012/http://wiki.aboutecho.com/",
  consent: {
    default: "on",
    terms: "The service ended in 2012; comments that the page itself does not print are lost.",
  },
  checked: {
    on: "2026-11-24",
    what: `The embed code in stored templates (div.js-kit-comments, script of js-kit.com or cdn.js-kit.com). Comments that
      a page or an archive prints are read by js-kit.ts.`,
  },
  ...detectOnly(({ $ }) => {
    const box = $('.js-kit-comments, script[src*="js-kit.com/comments.js"]').first();
    return box.length === 0 || $(".js-singleComment").length > 0
      ? undefined
      : (box.attr("uniq") ?? box.attr("path") ?? "");
  }),
  examples: [
    {
      page: "https://bells.example/2010/peal",
      fixture: "mark",
      expect: { comments: 0, deepest: 0, announced: null, complete: false, ways: [], gaps: ["unreachable"], first: {} },
    },
  ],
});
