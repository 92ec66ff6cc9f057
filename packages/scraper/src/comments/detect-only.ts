// Comment sections that are known and not read: the page's mark gives the thread, and the ledger says why it holds nothing.
import { canonicalise, type Gap } from "@belowline/schema";
import type { Page } from "../html/page.ts";
import { type AnyPlatform, type Batch, nothingRead, type Ref } from "./platform.ts";

export interface NotedRef extends Ref {
  readonly url: string;
}

/**
 * The functions of an adapter that only notes a section.
 *
 * @param keyOn the thread's key where the page has the mark; the page's own address where the mark tells none ("")
 */
export function detectOnly(keyOn: (page: Page) => string | undefined) {
  return {
    access: "detect-only",
    locate(page: Page): NotedRef | undefined {
      const key = keyOn(page)?.slice(0, LONGEST_KEY);
      const url = canonicalise(page.$('link[rel="canonical"]').attr("href") || page.url) ?? page.url;
      return key === undefined ? undefined : { key: key || url.replace(/^https?:\/\/(?:www\.)?/, ""), url };
    },
    // Nobody asks: `walk` ends before its first question.
    open: ({ url }: NotedRef) => ({ url }),
    read: (): Batch => nothingRead,
    inPage: (): Batch => nothingRead,
  } as const;
}
const LONGEST_KEY = 500;

/** Why a platform's threads are left alone: it is off, or there is nothing to ask. */
export const leftAlone = ({ access, consent }: AnyPlatform, announced: number | null, why = consent.terms): Gap => ({
  reason: access === "detect-only" && consent.default !== "off" ? "unreachable" : "consent-off",
  count: announced,
  detail: why,
});
