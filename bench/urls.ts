// canonicalise() beside normalize-url and tidy-url: addresses a second, tracking names dropped, content names kept.
import { canonicalise } from "@belowline/schema";
import normalizeUrl from "normalize-url";
import { TidyCleaner } from "tidy-url";
import { markdownTable, median, writeResult } from "./measure.ts";

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Names that say where a reader came from, unweighted, gathered from senders' documentation; ambiguous ones (ref, source, cid) are left out. */
const TRACKING = words(`
  utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_name fbclid gclid gclsrc dclid gbraid wbraid gad_source msclkid yclid
  ysclid _openstat twclid ttclid igshid igsh li_fat_id epik sccid rdt_cid mc_cid mc_eid _hsenc _hsmi __hssc __hstc hsCtaTracking mkt_tok
  elqTrackId elqTrack vero_id oly_anon_id oly_enc_id ml_subscriber bsft_clkid _bta_tid trk_contact sfmc_id dm_i pk_campaign mtm_source
  matomo_campaign piwik_kwd xtor xtref at_medium at_campaign at_custom1 wt_mc wt_zmc WT.mc_id ns_campaign ns_mchannel ns_source sr_share
  soc_src guccounter guce_referrer ncid cmpid icid intcid INTCMP int_cmp s_cid s_kwcid ef_id itm_source ref_src ref_url fb_action_ids fb_ref
  action_object_map tblci dicbo irclickid wickedid _branch_match_id _ga _gl srsltid ga_source spm scm zanpid mkevt trkid`);
const CONTENT = words(`
  id p page article SerialNo uid aid nid sid story storyid newsid docid item cid tid post post_id pid v q s cat tag date lang type action
  view section topic slug ref source feed format num`);

const tidy = new TidyCleaner();
tidy.config.setMany({ silent: true, allowAMP: true, allowCustomHandlers: false, allowRedirects: false });

const tools: readonly { readonly name: string; readonly clean: (url: string) => string | undefined }[] = [
  { name: "URL alone (WHATWG)", clean: (url) => new URL(url).href },
  { name: "canonicalise", clean: (url) => canonicalise(url) },
  { name: "normalize-url", clean: (url) => normalizeUrl(url) },
  { name: "tidy-url", clean: (url) => muted(() => tidy.clean(url).url) },
];

/** tidy-url prints each step, silent or not: without this the terminal would be measured. */
function muted<T>(work: () => T): T {
  const { log } = console;
  console.log = () => {};
  try {
    return work();
  } finally {
    console.log = log;
  }
}

/** Addresses as feeds and pages have them: half with a query, a third of those tracked. */
const sample = Array.from({ length: 20_000 }, (_, i) => {
  const path = `https://www.news${i % 50}.example/2026/03/${(i % 28) + 1}/the-ferry-stays-in-port-${i}`;
  if (i % 2 === 0) return `${path}/`;
  const name = i % 3 === 0 ? TRACKING[i % TRACKING.length] : CONTENT[i % CONTENT.length];
  return `${path}?page=${i % 7}&${name}=${i}${i % 5 === 0 ? "#comments" : ""}`;
});

function perSecond(clean: (url: string) => string | undefined, urls: readonly string[]): number {
  const start = performance.now();
  let length = 0;
  for (const url of urls) length += clean(url)?.length ?? 0;
  if (length === 0) throw new Error("nothing came back");
  return (urls.length / (performance.now() - start)) * 1000;
}

const dropped = (clean: (url: string) => string | undefined, name: string): boolean =>
  !(clean(`https://www.news.example/a?${name}=x1`) ?? "").toLowerCase().includes(name.toLowerCase());

const ROUNDS = 5;
const rates = tools.map(() => [] as number[]);
for (let round = 0; round <= ROUNDS; round++) {
  for (const [i, { clean }] of tools.entries()) {
    const rate = perSecond(clean, i < 2 ? sample : sample.slice(0, 2000));
    if (round > 0) rates[i]!.push(rate); // the first warms up
  }
}
const base = median(rates[0]!);
const rows = tools.map(({ name, clean }, i) => [
  name,
  `${Math.round(median(rates[i]!) / 1000)} k`,
  (median(rates[i]!) / base).toFixed(2),
  `${TRACKING.filter((one) => dropped(clean, one)).length} / ${TRACKING.length}`,
  `${CONTENT.filter((one) => !dropped(clean, one)).length} / ${CONTENT.length}`,
]);
await writeResult(
  "urls",
  `Median of ${ROUNDS} rounds, tools by turns. The names are unweighted, and ours were chosen by the author of the rules: read the column as relative.`,
  "node bench/urls.ts",
  markdownTable(["tool", "addresses/s", "of URL alone", "tracking names dropped", "content names kept"], rows),
);
