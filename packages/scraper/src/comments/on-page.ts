// What a page itself holds of its threads, for extraction without a network.
import { type Ask, type Comment, type Privacy, publisherOf } from "@belowline/schema";
import type { Page } from "../html/page.ts";
import { assemble } from "./assemble.ts";
import type { AnyPlatform, Ref } from "./platform.ts";

export interface ThreadOnPage {
  readonly platform: string;
  /** The platform's own key of the thread. */
  readonly key: string;
  /** The number of comments that the page says the thread has. */
  readonly announced: number | null;
  readonly comments: readonly Comment[];
  /** The first question to ask where the page does not hold everything. */
  readonly ask?: Ask;
}

/**
 * The threads of one page as far as the page goes, in the order of the platforms.
 *
 * @example
 * threadsOnPage(page, platforms, privacy)[0]?.comments.length;
 */
export function threadsOnPage(page: Page, platforms: readonly AnyPlatform[], privacy: Privacy): ThreadOnPage[] {
  const named = readAmong(
    page,
    platforms.filter((platform) => platform.tier !== "generic"),
    privacy,
  );
  if (named.some((thread) => thread.comments.length > 0)) return named;
  // A named thread that the page does not hold may still be printed, in markup that its adapter does not know.
  return [
    ...named,
    ...readAmong(
      page,
      platforms.filter((platform) => platform.tier === "generic"),
      privacy,
    ),
  ];
}

function readAmong(page: Page, platforms: readonly AnyPlatform[], privacy: Privacy): ThreadOnPage[] {
  const publisher = publisherOf(page.url);
  const found: ThreadOnPage[] = [];
  for (const platform of platforms) {
    const ref: Ref | undefined = platform.locate(page);
    if (ref === undefined) continue;
    const batch = platform.inPage?.(page, ref);
    const comments = assemble(batch?.comments ?? [], (author) => privacy.author(publisher, author));
    const more = batch === undefined || batch.next.length > 0;
    found.push({
      platform: platform.id,
      key: ref.key,
      announced: batch?.announced ?? ref.announced ?? null,
      comments,
      ...(more && { ask: platform.open(ref, { url: page.url }) }),
    });
  }
  return found;
}
