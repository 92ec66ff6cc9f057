// IntenseDebate's widget: its threads are noted where the page prints none of their comments.
import { detectOnly } from "../comments/detect-only.ts";
import { definePlatform } from "../comments/platform.ts";
import { scriptWith, settingIn } from "../comments/scripts.ts";

export default definePlatform({
  id: "intense-debate-widget",
  name: "IntenseDebate widget",
  docs: "https://support.intensedebate.com/",
  consent: {
    default: "off",
    terms:
      "The service answers only its own script, and for few sites still; comments that the page does not print are not read.",
  },
  checked: {
    on: "2026-11-24",
    what: `The embed code in stored templates (idcomments_acct, idcomments_post_id). Its service answers its own script
      with program text, and for few sites still. Comments that a page prints are read by intense-debate.ts.`,
  },
  ...detectOnly((page) => {
    const script = scriptWith(page, "idcomments_acct");
    const account = script && settingIn(script, "idcomments_acct");
    if (script === undefined || account === undefined || page.$(".idc-c").length > 0) return undefined;
    return `${account}/${settingIn(script, "idcomments_post_id") ?? page.url}`;
  }),
  examples: [
    {
      page: "https://sail.example/2012/keel",
      fixture: "mark",
      expect: { comments: 0, deepest: 0, announced: null, complete: false, ways: [], gaps: ["consent-off"], first: {} },
    },
  ],
});
