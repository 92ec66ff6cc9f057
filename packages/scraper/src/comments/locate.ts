// Asks every platform whether a page carries its comment section; two sections are two threads.
import type { ThreadReference } from "@belowline/schema";
import type { Page } from "../html/page.ts";
import type { AnyPlatform } from "./platform.ts";

/**
 * The threads of a page, in the order of the platforms; empty where no platform knows one. The generic reader is asked where
 * no named platform knows one that may be read: what the page itself prints is read all the same.
 *
 * @param mayRead whether a platform may be read; all of them if not given
 * @example
 * locateThreads(loadPage({ url, body, fetchedAt }), platforms); // [{ platform: "wordpress", key: "news.example/?p=4", ... }]
 */
export function locateThreads(
  page: Page,
  platforms: readonly AnyPlatform[],
  mayRead: (platform: AnyPlatform) => boolean = () => true,
): ThreadReference[] {
  const named = locateAmong(
    page,
    platforms.filter((platform) => platform.tier !== "generic"),
  );
  const readable = new Set(platforms.filter(mayRead).map(({ id }) => id));
  if (named.some(({ platform }) => readable.has(platform))) return named;
  return [
    ...named,
    ...locateAmong(
      page,
      platforms.filter((platform) => platform.tier === "generic"),
    ),
  ];
}

function locateAmong(page: Page, platforms: readonly AnyPlatform[]): ThreadReference[] {
  const found: ThreadReference[] = [];
  for (const platform of platforms) {
    const ref = platform.locate(page);
    if (ref === undefined) continue;
    found.push({ platform: platform.id, key: ref.key, ref, announced: ref.announced ?? null });
  }
  return found;
}
