// Livefyre ended in 2021: its threads are noted where a page still has its mark.
import { detectOnly } from "../comments/detect-only.ts";
import { definePlatform } from "../comments/platform.ts";
import { scriptWith, settingIn } from "../comments/scripts.ts";

export default definePlatform({
  id: "livefyre",
  name: "Livefyre",
  docs: "https://experienceleague.adobe.com/docs/livefyre/using/home.html",
  consent: {
    default: "on",
    terms: "The service ended in 2021; comments that the page itself does not print are lost.",
  },
  checked: {
    on: "2026-11-24",
    what: `Marks of Livefyre's embed code in stored pages and plugins (fyre.conv.load, .livefyre-comments); Adobe ended the
      service at the end of 2021, and its hosts do not answer.`,
  },
  ...detectOnly((page) => {
    const { $ } = page;
    const script = scriptWith(page, "fyre.conv.load");
    if (script === undefined && $("#livefyre-comments, .livefyre-comments, #livefyre_comments").length === 0)
      return undefined;
    return (script && settingIn(script, "articleId")) ?? "";
  }),
  examples: [
    {
      page: "https://tribune.example/2014/hall",
      fixture: "mark",
      expect: { comments: 0, deepest: 0, announced: null, complete: false, ways: [], gaps: ["unreachable"], first: {} },
    },
  ],
});
