// Parameters that say nothing of the page on the hosts named, and may say anything elsewhere.
import type { ParameterRule } from "./rule.ts";

const on = (hosts: string, names: string, why: string, ...examples: ParameterRule["examples"]): ParameterRule => ({
  hosts: hosts.split(" "),
  names: names.split(" "),
  why,
  examples,
});

export const HOST_PARAMETERS: readonly ParameterRule[] = [
  on(
    "nytimes.com",
    "smid smtyp smvar partner emc nl te campaign_id instance_id segment_id user_id regi_id referringsource action module pgtype ref src mcubz",
    "Where on the site or in which newsletter the link stood",
    ["https://www.nytimes.com/a.html?smid=tw-share&module=x", "https://www.nytimes.com/a.html"],
    ["https://news.example/a?module=x", "https://news.example/a?module=x"],
  ),
  on("washingtonpost.com", "tid itid wpisrc wpmm hpid carta-url s_l", "Internal links and newsletters", [
    "https://www.washingtonpost.com/a/?itid=hp_1",
    "https://www.washingtonpost.com/a/",
  ]),
  on("theguardian.com", "cmp", "Share buttons", [
    "https://www.theguardian.com/a?CMP=share_btn_tw",
    "https://www.theguardian.com/a",
  ]),
  on("bbc.co.uk bbc.com", "ocid intlink_from_url intlink_ts link_location pinned_post_type post_id", "Internal links", [
    "https://www.bbc.co.uk/news/a?ocid=socialflow",
    "https://www.bbc.co.uk/news/a",
  ]),
  on("wsj.com barrons.com marketwatch.com", "mod reflink tesla siteid dist link", "Modules of the front page", [
    "https://www.wsj.com/articles/a-1?mod=hp_lead",
    "https://www.wsj.com/articles/a-1",
  ]),
  on("ft.com", "ftcamp segmentid segmentId sharetype desktop", "Campaigns and share buttons", [
    "https://www.ft.com/content/a?ftcamp=rss",
    "https://www.ft.com/content/a",
  ]),
  on("economist.com", "fsrc spc", "Newsletters", [
    "https://www.economist.com/a?fsrc=rss",
    "https://www.economist.com/a",
  ]),
  on("bloomberg.com", "srnd sref leadsource embedded-checkout", "Sections and partners", [
    "https://www.bloomberg.com/news/a?srnd=premium",
    "https://www.bloomberg.com/news/a",
  ]),
  on("reuters.com", "feedtype feedname rpc virtualbrandchannel il taid sp edition-redirect", "Feeds", [
    "https://www.reuters.com/article/a?feedType=RSS&feedName=top",
    "https://www.reuters.com/article/a",
  ]),
  on("cnn.com", "hpt iref eref", "Places on the front page", [
    "https://edition.cnn.com/a/index.html?hpt=hp_t1",
    "https://edition.cnn.com/a/index.html",
  ]),
  on("npr.org", "ft f t", "Feeds, and the moment a link was made", [
    "https://www.npr.org/2026/03/02/1/a?ft=nprml&f=1001",
    "https://www.npr.org/2026/03/02/1/a",
  ]),
  on("politico.com politico.eu", "cid nname nid nrid nlid", "Newsletters", [
    "https://www.politico.com/a?nlid=1&nname=playbook",
    "https://www.politico.com/a",
  ]),
  on("forbes.com", "sh ss", "Share buttons", [
    "https://www.forbes.com/sites/a/?sh=5c1f",
    "https://www.forbes.com/sites/a/",
  ]),
  on("dailymail.co.uk", "ito", "Feeds and share buttons", [
    "https://www.dailymail.co.uk/news/article-1/a.html?ITO=1490",
    "https://www.dailymail.co.uk/news/article-1/a.html",
  ]),
  on("slate.com", "via wpsrc", "Share buttons", ["https://slate.com/a.html?via=rss", "https://slate.com/a.html"]),
  on("msn.com", "ocid cvid ei pc", "Widgets that show the article", [
    "https://www.msn.com/en-us/news/a?ocid=msedg&cvid=1",
    "https://www.msn.com/en-us/news/a",
  ]),
  on("cbc.ca", "cmp __vfz", "Feeds and share buttons", [
    "https://www.cbc.ca/news/a-1?cmp=rss",
    "https://www.cbc.ca/news/a-1",
  ]),
  on("scmp.com", "module pgtype campaign", "Places on the site", [
    "https://www.scmp.com/news/a?module=top&pgtype=homepage",
    "https://www.scmp.com/news/a",
  ]),
  on("spiegel.de manager-magazin.de", "sara_ecid sara_ref ref d", "Share buttons and newsletters", [
    "https://www.spiegel.de/a?sara_ref=re-xx-cp-sh",
    "https://www.spiegel.de/a",
  ]),
  on("faz.net", "gepc", "Share buttons", ["https://www.faz.net/a-1.html?GEPC=s5", "https://www.faz.net/a-1.html"]),
  on("welt.de bild.de", "cid t_ref", "Campaigns", [
    "https://www.welt.de/article1/a.html?cid=rss",
    "https://www.welt.de/article1/a.html",
  ]),
  on("nzz.ch", "mktcid mktcval kid ga trco", "Newsletters", [
    "https://www.nzz.ch/a-ld.1?mktcid=nled",
    "https://www.nzz.ch/a-ld.1",
  ]),
  on("dw.com", "maca", "Feeds", ["https://www.dw.com/en/a/a-1?maca=en-rss", "https://www.dw.com/en/a/a-1"]),
  on("elpais.com", "ssm prm event_log", "Share buttons", [
    "https://elpais.com/a.html?ssm=TW_CM",
    "https://elpais.com/a.html",
  ]),
  on("repubblica.it lastampa.it", "ref rss", "Places on the site, and feeds", [
    "https://www.repubblica.it/a/?ref=RHHD-L",
    "https://www.repubblica.it/a/",
  ]),
  on("medium.com", "source", "Where on the site the link stood", [
    "https://medium.com/@ada/a-1?source=rss",
    "https://medium.com/@ada/a-1",
  ]),
  on("substack.com", "r s publication_id post_id triedredirect isfreemail triggershare", "Who shared the link", [
    "https://harbour.substack.com/p/a?r=1x&s=w",
    "https://harbour.substack.com/p/a",
  ]),
  on("youtube.com youtu.be", "feature si pp ab_channel", "Share buttons; v, t and list select what is shown", [
    "https://www.youtube.com/watch?v=a1&si=x&feature=shared",
    "https://www.youtube.com/watch?v=a1",
  ]),
  on("x.com twitter.com", "s t cxt", "Share buttons", [
    "https://x.com/harbour/status/1?s=20&t=a",
    "https://x.com/harbour/status/1",
  ]),
  on("linkedin.com", "trk trackingid lipi rcm", "Places on the site", [
    "https://www.linkedin.com/pulse/a?trk=public",
    "https://www.linkedin.com/pulse/a",
  ]),
  on("reddit.com", "share_id rdt ref ref_source correlation_id post_fullname", "Share buttons", [
    "https://www.reddit.com/r/a/comments/1/b/?share_id=x",
    "https://www.reddit.com/r/a/comments/1/b/",
  ]),
];
