// Insticator's comments: no interface is documented; a thread of it is noted, not read.
import { detectOnly } from "../comments/detect-only.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "insticator",
  name: "Insticator",
  docs: "https://www.insticator.com/commenting",
  consent: {
    default: "off",
    terms: "Insticator documents no interface for reading, and its embed code answers its own script only.",
  },
  checked: {
    on: "2026-11-24",
    what: `No public reader and no documentation of an interface in any stored repository (found by
      "insticator.com/comment": none). The marks are those of its embed code.`,
  },
  ...detectOnly(({ $ }) =>
    $("#insticator-commenting, .insticator-commenting, [data-insticator-commenting]").length === 0 ? undefined : "",
  ),
  examples: [
    {
      page: "https://scores.example/final",
      fixture: "mark",
      expect: { comments: 0, deepest: 0, announced: null, complete: false, ways: [], gaps: ["consent-off"], first: {} },
    },
  ],
});
