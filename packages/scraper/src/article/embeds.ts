// Embeds: what another site shows within the article (a post, a video), as a typed block with its address.
import { type Block, canonicalise } from "@belowline/schema";
import { type AnyNode, type Element, isTag } from "domhandler";
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

/** The embed that this element is; undefined for anything else. */
export function embedOf(element: Element, base: string): Embed | undefined {
  if (element.name === "iframe") return frameOf(element, base);
  if (element.name !== "blockquote") return undefined;
  const classes = ` ${element.attribs.class ?? ""} `;
  const kind = QUOTES.find(({ word }) => classes.includes(` ${word} `));
  if (!kind) return undefined;
  const stated = kind.attribute ? element.attribs[kind.attribute] : undefined;
  const url = canonicalise(stated ?? lastLink(element) ?? "", base) ?? null;
  return { kind: "embed", provider: kind.provider, url, text: textOf(element.children) || null };
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
