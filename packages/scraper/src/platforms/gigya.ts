// Gigya's comments ended: their widget is noted where a page still has it.
import { detectOnly } from "../comments/detect-only.ts";
import { definePlatform } from "../comments/platform.ts";
import { scriptWith, settingIn } from "../comments/scripts.ts";

export default definePlatform({
  id: "gigya",
  name: "Gigya comments",
  docs: "https://help.sap.com/docs/SAP_CUSTOMER_DATA_CLOUD",
  consent: {
    default: "on",
    terms: "The service ended; comments that the page itself does not print are lost.",
  },
  checked: {
    on: "2026-11-24",
    what: `gigya.comments.showCommentsUI({ categoryID, streamID }) in stored pages and plugins of 2011 to 2019; SAP, who
      took Gigya over, closed the comments.`,
  },
  ...detectOnly((page) => {
    const script = scriptWith(page, "showCommentsUI");
    const category = script && settingIn(script, "categoryID");
    return script === undefined || category === undefined
      ? undefined
      : `${category}/${settingIn(script, "streamID") ?? ""}`;
  }),
  examples: [
    {
      page: "https://radio.example/morning",
      fixture: "mark",
      expect: { comments: 0, deepest: 0, announced: null, complete: false, ways: [], gaps: ["unreachable"], first: {} },
    },
  ],
});
