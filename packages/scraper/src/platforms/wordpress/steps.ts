// Steps through a thread's printed pages: what is known at the first, which page comes next, and what a closed door means.
import type { Gap } from "@belowline/schema";
import type { Closed, PageCarry, WordPressRef } from "./ref.ts";

export const pageCarry = (ref: WordPressRef, closed: Closed | null): PageCarry => ({
  step: "page",
  n: null,
  bare: null,
  pages: ref.pages,
  paging: ref.paging,
  held: 0,
  empty: false,
  announced: ref.announced,
  doubt: false,
  fill: false,
  total: null,
  apart: 0,
  closed,
});

/** The bare address first, then 1 and up, without the page that the bare address showed; null at the end. */
export function nextPage(carry: PageCarry): number | null {
  if (carry.paging === null) return null;
  // Neither the bare address nor the first numbered page printed one: the theme prints none, only a widget links to pages.
  if (carry.n !== null && carry.held === 0) return null;
  // The pingbacks met so far explain the larger number.
  if (carry.total !== null && (carry.announced ?? 0) <= carry.total + carry.apart) return null;
  const n = (carry.n ?? 0) + 1;
  const next = n === carry.bare ? n + 1 : n;
  return next <= carry.pages && (carry.pages > 1 || carry.bare !== 1) ? next : null;
}

export function closedBy(status: number): Closed {
  if (status >= 500) return { reason: "unreachable", detail: `REST answered ${status}` };
  if (status === 200) return { reason: "refused", detail: "REST answered with something else than comments" };
  return { reason: "refused", detail: `REST is closed (${status})` };
}

export function nothingPrinted(closed: Closed | null): Closed {
  const why = closed ?? { reason: "unexplained", detail: "the page states no REST root" };
  return { reason: why.reason, detail: `${why.detail}, and the page prints no comments` };
}

export function pageGap(status: number, n: number | null): Gap {
  const detail = `${n === null ? "the article" : `comment page ${n}`} answered ${status}`;
  if (status === 429) return { reason: "rate-limited", count: null, detail };
  if (status === 401) return { reason: "login", count: null, detail };
  return { reason: status >= 500 ? "unreachable" : "refused", count: null, detail };
}
