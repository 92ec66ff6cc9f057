// HaloScan ended in 2010: its threads are noted where an archived page still has its mark.
import { detectOnly } from "../comments/detect-only.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "haloscan",
  name: "HaloScan",
  docs: "https://web.archive.org/web/2009/http://www.haloscan.com/",
  consent: {
    default: "on",
    terms: "The service ended in 2010; comments that the page itself does not print are lost.",
  },
  checked: {
    on: "2026-11-24",
    what: `The script of haloscan.com/load/ and links to haloscan.com/comments/ in archived templates of 2004 to 2009;
      JS-Kit took the service over and closed it in 2010.`,
  },
  ...detectOnly(({ $ }) =>
    $('script[src*="haloscan.com/load/"], a[href*="haloscan.com/comments/"]').length === 0 ? undefined : "",
  ),
  examples: [
    {
      page: "https://diary.example/2006/07/heat",
      fixture: "mark",
      expect: { comments: 0, deepest: 0, announced: null, complete: false, ways: [], gaps: ["unreachable"], first: {} },
    },
  ],
});
