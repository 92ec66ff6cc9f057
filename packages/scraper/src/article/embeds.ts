// Embeds: what another site shows within the article (a post, a video), as a typed block with its address.
import { type Block, canonicalise } from "@belowline/schema";
import { type AnyNode, type Element, isTag, isText } from "domhandler";
import { textOf } from "../html/text.ts";

type Embed = Extract<Block, { kind: "embed" }>;

/** Blockquotes that the platforms' embed codes leave in the page for readers without scripts. */
const QUOTES: readonly { readonly word: string; readonly provider: string; readonly attribute?: string }[] = [
  { word: "twitter-tweet", provider: "x" },
  { word: "twitter-video", provider: "x" },
  { word: "instagram-media", provider: "instagram", attribute: "data-instgrm-permalink" },
  { word: "tiktok-embed", provider: "tiktok", attribute: "cite" },
  { word: "bluesky-embed", provider: "bluesky" },
  { word: "mastodon-embed", provider: "mastodon" },
  { word: "reddit-embed-bq", provider: "reddit" },
  { word: "reddit-card", provider: "reddit" },
  { word: "text-post-media", provider: "threads", attribute: "data-text-post-permalink" },
  { word: "imgur-embed-pub", provider: "imgur" },
  { word: "wp-embedded-content", provider: "wordpress" },
];

/** Hosts whose frames show content; a frame from anywhere else is an advertisement as likely as not. */
const FRAMES: readonly { readonly host: RegExp; readonly provider: string }[] = [
  { host: /(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be)$/, provider: "youtube" },
  { host: /(?:^|\.)vimeo\.com$/, provider: "vimeo" },
  { host: /(?:^|\.)dailymotion\.com$/, provider: "dailymotion" },
  { host: /(?:^|\.)(?:twitter|x)\.com$/, provider: "x" },
  { host: /(?:^|\.)facebook\.com$/, provider: "facebook" },
  { host: /(?:^|\.)instagram\.com$/, provider: "instagram" },
  { host: /(?:^|\.)tiktok\.com$/, provider: "tiktok" },
  { host: /(?:^|\.)soundcloud\.com$/, provider: "soundcloud" },
  { host: /(?:^|\.)spotify\.com$/, provider: "spotify" },
  { host: /(?:^|\.)datawrapper\.de$|(?:^|\.)dwcdn\.net$/, provider: "datawrapper" },
  { host: /(?:^|\.)flourish\.studio$/, provider: "flourish" },
  { host: /(?:^|\.)documentcloud\.org$/, provider: "documentcloud" },
  { host: /(?:^|\.)scribd\.com$/, provider: "scribd" },
  { host: /(?:^|\.)rumble\.com$/, provider: "rumble" },
  { host: /(?:^|\.)odysee\.com$/, provider: "odysee" },
  { host: /(?:^|\.)podbean\.com$|(?:^|\.)podcasts\.apple\.com$|(?:^|\.)libsyn\.com$/, provider: "podcast" },
];
/** Facebook's and X's frames are mostly buttons. */
const BUTTON = /\/plugins\/(?:like|share|page|follow|comments)|\/widgets\/(?:tweet_button|follow_button)/;

/** Elements of their own name that load a post or video later (AMP, lite-youtube-embed), and where its key stands. */
const ELEMENTS: Readonly<Record<string, readonly [provider: string, attribute: string, address: string]>> = {
  "lite-youtube": ["youtube", "videoid", "https://www.youtube.com/watch?v="],
  "amp-youtube": ["youtube", "data-videoid", "https://www.youtube.com/watch?v="],
  "amp-vimeo": ["vimeo", "data-videoid", "https://vimeo.com/"],
  "amp-twitter": ["x", "data-tweetid", "https://x.com/i/status/"],
  "amp-instagram": ["instagram", "data-shortcode", "https://www.instagram.com/p/"],
  "amp-tiktok": ["tiktok", "data-src", ""],
  "amp-facebook": ["facebook", "data-href", ""],
};
/** Facebook's own markup, and the wrapper in which WordPress leaves the bare address of what it could not load. */
const FACEBOOK = /(?:^|\s)fb-(?:post|video)(?:\s|$)/;
const WORDPRESS = /(?:^|\s)wp-block-embed__wrapper(?:\s|$)/;
const LONGEST_KEY = 200;

/** The embed that this element is; undefined for anything else. */
export function embedOf(element: Element, base: string): Embed | undefined {
  if (element.name === "iframe") return frameOf(element, base);
  if (element.name === "video") return videoOf(element, base);
  if (Object.hasOwn(ELEMENTS, element.name)) {
    const [provider, attribute, address] = ELEMENTS[element.name]!;
    const key = element.attribs[attribute];
    const url = key !== undefined && key.length <= LONGEST_KEY ? canonicalise(`${address}${key}`, base) : undefined;
    return { kind: "embed", provider, url: url ?? null, text: element.attribs.title?.trim() || null };
  }
  if (element.name === "div") return boxOf(element, base);
  if (element.name !== "blockquote") return undefined;
  const classes = ` ${element.attribs.class ?? ""} `;
  const kind = QUOTES.find(({ word }) => classes.includes(` ${word} `));
  if (!kind) return undefined;
  const stated = kind.attribute ? element.attribs[kind.attribute] : undefined;
  const url = canonicalise(stated ?? lastLink(element) ?? "", base) ?? null;
  return { kind: "embed", provider: kind.provider, url, text: textOf(element.children) || null };
}

function boxOf({ attribs, children }: Element, base: string): Embed | undefined {
  const classes = attribs.class;
  if (classes === undefined) return undefined;
  if (FACEBOOK.test(classes) && attribs["data-href"]) {
    return { kind: "embed", provider: "facebook", url: canonicalise(attribs["data-href"], base) ?? null, text: null };
  }
  if (!WORDPRESS.test(classes) || children.some(isTag)) return undefined;
  const bare = children.map((child) => (isText(child) ? child.data : "")).join("");
  const url = /^\s*https?:\/\/\S+\s*$/.test(bare) ? canonicalise(bare.trim(), base) : undefined;
  const frame = url === undefined ? undefined : FRAMES.find(({ host }) => host.test(new URL(url).hostname));
  return frame && url ? { kind: "embed", provider: frame.provider, url, text: null } : undefined;
}

/** The site's own video; those without an address are decoration or wait for a script. */
function videoOf({ attribs, children }: Element, base: string): Embed | undefined {
  const sources = children.filter(isTag).filter(({ name }) => name === "source");
  for (const address of [attribs.src, attribs["data-src"], ...sources.map((source) => source.attribs.src)]) {
    const url = address === undefined || address.startsWith("blob:") ? undefined : canonicalise(address, base);
    if (url && attribs.loop === undefined)
      return { kind: "embed", provider: "video", url, text: attribs.title?.trim() || null };
  }
  return undefined;
}

function frameOf({ attribs }: Element, base: string): Embed | undefined {
  // Lazy loaders and consent tools keep the address elsewhere until a reader agrees.
  const stated = [attribs.src, attribs["data-src"], attribs["data-lazy-src"], attribs["data-cmp-src"]];
  for (const address of stated) {
    const url = address === undefined ? undefined : canonicalise(address, base);
    if (!url || BUTTON.test(url)) continue;
    const host = new URL(url).hostname;
    const frame = FRAMES.find((it) => it.host.test(host));
    if (frame) return { kind: "embed", provider: frame.provider, url, text: attribs.title?.trim() || null };
  }
  return undefined;
}

/** The post's own address is the last link of the embed code (after the author's and those in its text). */
function lastLink(root: Element): string | undefined {
  let last: string | undefined;
  const stack: AnyNode[] = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (isTag(node) && node.name === "a" && node.attribs.href) last = node.attribs.href;
    if ("children" in node) for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
  }
  return last;
}
