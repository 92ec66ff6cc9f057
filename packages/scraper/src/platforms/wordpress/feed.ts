// The article's own comment feed: newest comments only, but Atom tells true parents.
import { readInstant, type StatedComment } from "@belowline/schema";
import { isTag } from "domhandler";
import { parseAtomFeed, parseRssFeed } from "feedsmith";
import { contentOf, nodesOf, plain } from "../../comments/content.ts";
import type { Answer } from "../../comments/platform.ts";
import { textOf } from "../../html/text.ts";
import { authorOf } from "./names.ts";

/** `posts_per_rss`, as WordPress sets it. A comment feed has no second page. */
export const FEED_SIZE = 10;

/** The Atom form of a comment feed's address. */
export function atomAddress(feed: string): string {
  const url = new URL(feed);
  if (url.searchParams.has("feed")) url.searchParams.set("feed", "atom");
  else url.pathname = url.pathname.replace(/\/feed(?:\/(?:atom|rss2?))?\/?$/, "/feed/atom/");
  return url.href;
}

export interface FeedComments {
  /** Oldest first. */
  readonly comments: readonly StatedComment[];
  readonly apart: readonly string[];
  /** Comments of a post that is protected by a password. */
  readonly locked: number;
  readonly size: number;
}

interface Entry {
  readonly id: string;
  /** Native id, null for the top, undefined where the feed does not tell. */
  readonly parent: string | null | undefined;
  readonly name: string;
  readonly date: string | undefined;
  readonly link: string | undefined;
  readonly html: string;
}

/** Reads Atom, and RSS where a server answers so; undefined where it is neither. */
export function readFeed(answer: Answer): FeedComments | undefined {
  if (answer.capture.status !== 200) return undefined;
  const entries = parse(answer.text);
  if (!entries) return undefined;
  const comments: StatedComment[] = [];
  const apart: string[] = [];
  let locked = 0;
  for (const entry of entries.toReversed()) {
    if (/class=["']post-password-form/.test(entry.html)) locked++;
    else if (isPingback(entry.html)) apart.push(entry.id);
    else comments.push(commentOf(entry));
  }
  return { comments, apart, locked, size: entries.length };
}

function parse(text: string): readonly Entry[] | undefined {
  try {
    const feed = parseAtomFeed(text);
    return (feed.entries ?? []).flatMap((entry) => {
      const id = commentIn(entry.id) ?? commentIn(entry.links?.[0]?.href);
      if (id === undefined) return [];
      const replyTo = entry.thr?.inReplyTos?.[0];
      const parent = replyTo === undefined ? undefined : (commentIn(replyTo.ref) ?? commentIn(replyTo.href) ?? null);
      const link = entry.links?.[0]?.href;
      const date = String(entry.published ?? entry.updated ?? "");
      return [{ id, parent, name: entry.authors?.[0]?.name ?? "", date, link, html: textValue(entry.content) }];
    });
  } catch {
    return parseRss(text);
  }
}

function parseRss(text: string): readonly Entry[] | undefined {
  try {
    const feed = parseRssFeed(text);
    return (feed.items ?? []).flatMap((item) => {
      const id = commentIn(item.guid?.value) ?? commentIn(item.link);
      if (id === undefined) return [];
      const html = item.content?.encoded ?? item.description ?? "";
      const name = item.dc?.creators?.[0] ?? "";
      return [
        {
          id,
          parent: undefined,
          name,
          date: item.pubDate === undefined ? undefined : String(item.pubDate),
          link: item.link,
          html,
        },
      ];
    });
  } catch {
    return undefined; // a theme's error page is no feed
  }
}

/** feedsmith gives an Atom text as a string, or with its type. */
function textValue(content: unknown): string {
  if (typeof content === "string") return content;
  const value = (content as { value?: unknown } | null | undefined)?.value;
  return typeof value === "string" ? value : "";
}

const commentIn = (address: string | undefined): string | undefined =>
  /#comment-([1-9]\d{0,19})$/.exec(address ?? "")?.[1];

function commentOf(entry: Entry): StatedComment {
  const { nodes, answers } = withoutReplyLine(entry.html);
  const parent = entry.parent === undefined ? (answers ?? null) : entry.parent;
  return {
    nativeId: entry.id,
    parent,
    parentFrom: entry.parent === undefined && answers === undefined ? "none" : "id",
    author: authorOf(plain(entry.name)),
    createdAt: readInstant(entry.date) ?? null,
    ...contentOf(nodes),
    state: "visible",
    permalink: entry.link && /^https?:/.test(entry.link) ? entry.link : null,
  };
}

/**
 * In feeds WordPress puts a line "In reply to NAME." with a link to the parent before a reply (`get_comment_text`), in the
 * site's language. Its mark is the link: the only one of a short first paragraph, and to a comment.
 */
function withoutReplyLine(html: string) {
  const nodes = nodesOf(html);
  const at = nodes.findIndex((node) => isTag(node));
  const first = nodes[at];
  if (!first || !isTag(first) || first.name !== "p") return { nodes, answers: undefined };
  const links = first.children.filter((child) => isTag(child));
  const link = links[0];
  const answers = link?.name === "a" ? commentIn(link.attribs.href) : undefined;
  const around = textOf(first, (node) => node === link);
  if (links.length !== 1 || answers === undefined || around.length > 40) return { nodes, answers: undefined };
  return { nodes: nodes.slice(at + 1), answers };
}

/** WordPress writes pingbacks as an excerpt between two bracketed ellipses; a feed marks them by nothing else. */
const isPingback = (html: string): boolean => {
  const text = textOf(nodesOf(html));
  return /^\[(?:…|\.{3})\]/.test(text) && /\[(?:…|\.{3})\]$/.test(text) && text.length > 8;
};
