// Parameters that say nothing of the page, wherever they stand: campaign marks, click ids, sessions, forms. Others are never dropped.
import type { ParameterRule } from "./rule.ts";

const words = (text: string): readonly string[] => text.split(" ");

/** Marks that tell a publisher where a reader came from. Each name is documented by its sender or belongs to one tool alone. */
export const TRACKING: readonly ParameterRule[] = [
  {
    names: ["utm_*"],
    why: "Urchin and Google Analytics campaigns; the habit of the whole trade",
    examples: [
      ["https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"],
      ["https://news.example/a?utmost=1", "https://news.example/a?utmost=1"],
    ],
  },
  {
    names: words(
      "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl _gac ga_source ga_medium ga_campaign ga_content ga_term ga_place",
    ),
    why: "Google Ads, Merchant Center and Analytics click ids, and what links between domains carry for them",
    examples: [
      ["https://news.example/a?gclid=Cj0K&p=12", "https://news.example/a?p=12"],
      ["https://news.example/a?_gl=1*x", "https://news.example/a"],
    ],
  },
  {
    names: ["itm_*"],
    why: "Campaigns within one site, named after utm_",
    examples: [["https://news.example/a?itm_source=home", "https://news.example/a"]],
  },
  {
    names: words(
      "fbclid fb_action_ids fb_action_types fb_ref fb_source action_object_map action_type_map action_ref_map mibextid __cft__* __tn__ __xts__*",
    ),
    why: "Facebook's click ids and the places of its links",
    examples: [["https://news.example/a?fbclid=IwAR1", "https://news.example/a"]],
  },
  {
    names: words("igshid igsh twclid __twitter_impression ref_src ref_url ttclid epik sccid rdt_cid li_fat_id"),
    why: "Click ids of Instagram, X, TikTok, Pinterest, Snapchat, Reddit and LinkedIn",
    examples: [
      ["https://news.example/a?ref_src=twsrc%5Etfw&id=3", "https://news.example/a?id=3"],
      ["https://news.example/a?ref=7", "https://news.example/a?ref=7"],
    ],
  },
  {
    names: words("msclkid yclid ysclid ymclid _openstat"),
    why: "Click ids of Microsoft Advertising and Yandex",
    examples: [["https://news.example/a?yclid=51&SerialNo=7", "https://news.example/a?SerialNo=7"]],
  },
  {
    names: words(
      "tblci dicbo obclid irclickid irgwc cjevent wickedid rb_clickid ef_id s_kwcid s_cid _branch_match_id _branch_referrer gdfms gdftrk gdffi",
    ),
    why: "Click ids of advertising networks: Taboola, Outbrain, Impact, CJ, Wicked, Rockerbox, Adobe, Branch, GDF",
    examples: [["https://news.example/a?dicbo=v2-1", "https://news.example/a"]],
  },
  {
    names: words("mc_cid mc_eid mc_tc ml_subscriber ml_subscriber_hash ck_subscriber_id _ke"),
    why: "Mailchimp, MailerLite, ConvertKit and Klaviyo: which newsletter, and which reader of it",
    examples: [["https://news.example/a?mc_cid=1&mc_eid=2", "https://news.example/a"]],
  },
  {
    names: words("_hsenc _hsmi __hssc __hstc __hsfp hsctatracking hss_channel"),
    why: "HubSpot",
    examples: [["https://news.example/a?hsCtaTracking=1%7C2", "https://news.example/a"]],
  },
  {
    names: words(
      "mkt_tok elqtrackid elqtrack elqaid elqat elqcampaignid vero_id vero_conv oly_anon_id oly_enc_id bsft_* _bta_tid _bta_c trk_contact trk_msg trk_module trk_sid sfmc_* emci emdi dm_i mkwid pcrid",
    ),
    why: "Mailing and campaign software: Marketo, Eloqua, Vero, Omeda, Blueshift, Bronto, Listrak, Salesforce, EveryAction, dotdigital, Marin",
    examples: [["https://news.example/a?oly_enc_id=8&uid=2", "https://news.example/a?uid=2"]],
  },
  {
    names: words("pk_* mtm_* matomo_* piwik_*"),
    why: "Matomo, once Piwik",
    examples: [["https://news.example/a?pk_campaign=rss&mtm_kwd=x", "https://news.example/a"]],
  },
  {
    names: words(
      "xtor xtref xtcr xtmc xtnp at_medium at_campaign at_campaign_type at_format at_link_id at_link_origin at_link_type at_bbc_team at_ptr_name at_creation at_variant at_network at_platform at_term at_custom1 at_custom2 at_custom3 at_custom4",
    ),
    why: "AT Internet, now Piano Analytics",
    examples: [
      ["https://news.example/a?xtor=RSS-3208", "https://news.example/a"],
      ["https://news.example/a?at_id=3", "https://news.example/a?at_id=3"],
    ],
  },
  {
    names: words("wt_mc wt_zmc wt_mc_o wt_ga wt_kw wt.mc_id wt.mc_ev wt.srch wt.tsrc wt.nav"),
    why: "Webtrekk, now Mapp, and Webtrends media codes",
    examples: [["https://news.example/a?wt_mc=nl.red&WT.mc_id=2", "https://news.example/a"]],
  },
  {
    names: words("ns_campaign ns_mchannel ns_source ns_linkname ns_fee sr_share soc_src soc_trk"),
    why: "comScore, SimpleReach and Yahoo: where a link was shared",
    examples: [["https://news.example/a?ns_mchannel=rss", "https://news.example/a"]],
  },
  {
    names: words("guccounter guce_referrer guce_referrer_sig"),
    why: "The way back from Yahoo's consent page",
    examples: [["https://news.example/a?guccounter=1", "https://news.example/a"]],
  },
  {
    names: words("ncid cmpid icid intcid intcmp int_cmp icmp"),
    why: "Campaign ids of Adobe Analytics as newspapers name them; a page is never selected by one",
    examples: [
      ["https://news.example/a?INTCMP=nav", "https://news.example/a"],
      ["https://news.example/a?cid=12", "https://news.example/a?cid=12"],
    ],
  },
  {
    names: words("hmb_campaign hmb_medium hmb_source wprov feature_src lmd_* een seen ftag"),
    why: "Humble, Wikimedia, Le Monde, Le Figaro and CBS: where a link stood",
    examples: [["https://news.example/a?lmd_medium=al", "https://news.example/a"]],
  },
];

/** A visit of one reader in the address: the same page under a new one each time. */
export const SESSIONS: readonly ParameterRule[] = [
  {
    names: words("jsessionid phpsessid aspsessionid* cfid cftoken oscsid zenid"),
    why: "Session ids of Java, PHP, ASP, ColdFusion and shops, for readers without cookies",
    examples: [["https://news.example/a?PHPSESSID=ab12&id=3", "https://news.example/a?id=3"]],
  },
  {
    names: words("sid s session sessionid session_id"),
    value: /^[0-9a-f]{32}$/i,
    why: "Session ids of phpBB, vBulletin and others: 32 hexadecimal digits; any other value may select something",
    examples: [
      ["https://news.example/t?sid=0123456789abcdef0123456789abcdef&t=4", "https://news.example/t?t=4"],
      ["https://news.example/?s=harbour", "https://news.example/?s=harbour"],
      ["https://news.example/?sid=42", "https://news.example/?sid=42"],
    ],
  },
];

/** Parameters that open a form or act: a crawler that follows them never ends. They are dropped, and `isTrap` knows them. */
export const TRAPS: readonly ParameterRule[] = [
  {
    names: words("replytocom like_comment _wpnonce unapproved moderation-hash"),
    why: "WordPress: the same page with a form open, or an act",
    examples: [["https://news.example/a/?replytocom=4", "https://news.example/a/"]],
  },
  {
    names: ["share"],
    value:
      /^(?:facebook|twitter|x|x-twitter|linkedin|email|print|reddit|tumblr|pinterest|pocket|telegram|jetpack-whatsapp|whatsapp|skype|mastodon|bluesky|threads|nextdoor|press-this|custom-\w{1,20})$/i,
    why: "Jetpack's share links; any other value may be a document that somebody shared",
    examples: [
      ["https://news.example/a/?share=facebook", "https://news.example/a/"],
      ["https://news.example/doc?share=k7Qx", "https://news.example/doc?share=k7Qx"],
    ],
  },
];
