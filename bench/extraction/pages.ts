// The pages with gold text that extraction is measured on, and the half of them (by host) each belongs to.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

export const FOLDER = fileURLToPath(new URL("../../../shared/data/extraction/", import.meta.url));
export const SETS = ["dragnet", "trafilatura", "wcxb-art-dev", "wcxb-forum-dev"] as const;
export type SetName = (typeof SETS)[number];
export type Half = "dev" | "held";

export interface SilverComment {
  readonly id: string | null;
  readonly parent: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly text: string;
}

export interface GoldPage {
  readonly set: SetName;
  readonly id: string;
  readonly url: string;
  readonly host: string;
  readonly half: Half;
  readonly html: Buffer;
  /** Undefined where the set has snippets only, or where its body is empty. */
  readonly body: string | undefined;
  /** Text of the comments; "" where the gold says that there are none; undefined where it does not say. */
  readonly comments: string | undefined;
  /** Snippets that must, and must not, stand in the body, and that must stand in the comments. */
  readonly inBody: readonly string[];
  readonly notInBody: readonly string[];
  readonly inComments: readonly string[];
  readonly silver: readonly SilverComment[] | undefined;
}

interface Gold {
  readonly url: string;
  readonly body: string | null;
  readonly comments: string | null;
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly cwith?: readonly string[];
}

export interface Choice {
  readonly half?: Half;
  readonly only?: readonly SetName[];
}

export const present = (): boolean => existsSync(FOLDER);

export function* goldPages({ half, only }: Choice = {}): Generator<GoldPage> {
  for (const set of only ?? SETS) {
    const gold = JSON.parse(readFileSync(`${FOLDER}${set}/gold.json`, "utf8")) as Record<string, Gold>;
    for (const [id, entry] of Object.entries(gold)) {
      const html = gunzipSync(readFileSync(`${FOLDER}${set}/html/${id}.html.gz`));
      const host = hostOf(entry.url, html);
      const mine = halfOf(host);
      if (half !== undefined && half !== mine) continue;
      yield {
        set,
        id,
        url: /^https?:\/\/[^/]/.test(entry.url) ? entry.url : `https://unknown.example/${encodeURIComponent(id)}`,
        host,
        half: mine,
        html,
        body: entry.body?.trim() ? entry.body : undefined,
        comments: entry.comments === null ? undefined : entry.comments.trim(),
        inBody: entry.with ?? [],
        notInBody: entry.without ?? [],
        inComments: entry.cwith ?? [],
        silver: silverOf(set, id),
      };
    }
  }
}

function silverOf(set: SetName, id: string): readonly SilverComment[] | undefined {
  const path = `${FOLDER}${set}/silver_threads/${id}.json`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")).comments as SilverComment[]) : undefined;
}

export const halfOf = (host: string): Half =>
  createHash("sha256").update(host).digest()[0]! % 2 === 0 ? "dev" : "held";

/**
 * The site of a page. Some sets hide it behind example.com and some pages come from an archive: there the page's own canonical
 * link, its og:url, its feed, or at last the host it links to most often tells.
 */
export function hostOf(url: string, html: Buffer): string {
  const archived = /^https?:\/\/web\.archive\.org\/web\/[^/]+\/(https?:.*)$/.exec(url)?.[1];
  const stated = host(archived ?? url);
  if (stated !== undefined && stated !== "example.com" && stated !== "web.archive.org") return stated;
  const text = html.subarray(0, 400_000).toString("latin1");
  const tags = text.match(/<(?:link|meta)\s[^<>]{1,600}>/gi) ?? [];
  for (const mark of [
    /rel=["']?canonical/i,
    /og:url/i,
    /application\/(?:rss|atom)\+xml/i,
    /rel=["']?(?:pingback|EditURI)/i,
  ]) {
    for (const tag of tags.filter((candidate) => mark.test(candidate))) {
      const told = host(/(?:href|content)=["']?(https?:\/\/[^"'\s>]+)/i.exec(tag)?.[1]);
      if (told !== undefined && !/feedburner|feedproxy/.test(told)) return told;
    }
  }
  const counts = new Map<string, number>();
  for (const [, address] of text.matchAll(/<a\s[^<>]{0,400}?href=["']?(https?:\/\/[^"'\s<>]{1,400})/gi)) {
    const name = host(address);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? url;
}

function host(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const name = new URL(address).hostname.replace(/^www\d?\./, "");
  return name === "" ? undefined : name;
}
