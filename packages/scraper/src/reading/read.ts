// Orders to read: a page, or one answer of a platform, to plain data. What they come to does not depend on the thread that reads.
import {
  type AbsenceReason,
  type Article,
  type Ask,
  type Capture,
  type ErrorCode,
  type FoundPage,
  isBelowlineError,
  type ThreadReference,
} from "@belowline/schema";
import { extractArticle } from "../article/extract.ts";
import { locateThreads } from "../comments/locate.ts";
import type { AnyPlatform, Ref } from "../comments/platform.ts";
import { type Understood, understand } from "../comments/understand.ts";
import { type Answered, fromHtml, readAnswer } from "../discover/listing.ts";
import type { Page } from "../html/page.ts";

export interface PageOrder {
  readonly capture: Answered;
  /** A list is read for its links alone. */
  readonly as: "story" | "list";
  /** How many pages of the same list lie before it. */
  readonly older: number;
  /** Ids of the platforms that may be read. */
  readonly readable: readonly string[];
}

export type PageReading =
  | { readonly kind: "article"; readonly article: Article; readonly threads: readonly ThreadReference[] }
  /** No article; its links, where it may be a list instead. */
  | {
      readonly kind: "absent";
      readonly reason: AbsenceReason;
      readonly detail: string;
      readonly links: readonly FoundPage[];
    }
  | {
      readonly kind: "listing";
      readonly format: "html" | "feed" | "sitemap";
      readonly links: readonly FoundPage[];
    }
  | { readonly kind: "broken"; readonly code: ErrorCode; readonly message: string };

/** Never throws: a page that its reader cannot cope with is broken, and kept, so that a mended reader can be run again. */
export function readPage(order: PageOrder, platforms: readonly AnyPlatform[]): PageReading {
  try {
    const reading = readAnswer(order.capture);
    if (reading.format === "other") return { kind: "absent", reason: "not-html", detail: reading.detail, links: [] };
    if (reading.format !== "html") return { kind: "listing", format: reading.format, links: reading.found };
    return order.as === "story"
      ? readStory(order, reading.page, platforms)
      : { kind: "listing", format: "html", links: fromHtml(reading.page, order.older) };
  } catch (error) {
    // Our own message holds no name; of any other error only its kind is told.
    const why = isBelowlineError(error) ? error.message : `${(error as Error).name} while it was read`;
    const code = isBelowlineError(error) ? error.code : "adapter/unexpected-answer";
    return { kind: "broken", code, message: `${order.capture.url}: ${why}` };
  }
}

function readStory({ older, readable }: PageOrder, page: Page, platforms: readonly AnyPlatform[]): PageReading {
  const reading = extractArticle(page);
  if (reading.kind === "absent") {
    return { ...reading, links: reading.reason === "not-an-article" ? fromHtml(page, older) : [] };
  }
  const threads = locateThreads(page, platforms, ({ id }) => readable.includes(id));
  return { kind: "article", article: reading.article, threads };
}

export interface AnswerOrder {
  readonly platform: string;
  readonly ask: Ask;
  readonly capture: Capture;
  readonly ref: Ref;
}

/** What a reading thread is sent. */
export type Order = { readonly page: PageOrder } | { readonly answer: AnswerOrder };

export function carryOut(order: Order, platforms: readonly AnyPlatform[]): PageReading | Understood {
  if ("page" in order) return readPage(order.page, platforms);
  const { platform, ask, capture, ref } = order.answer;
  return understand(platforms.find(({ id }) => id === platform)!, ask, capture, ref);
}
