// What a visit came to: found, absent with a reason, or broken.

/** Why a page holds no article, or an article no readable thread. Silence is never an answer. */
export const ABSENCE_REASONS = [
  "not-an-article",
  "paywalled",
  "removed",
  "refused-by-robots",
  "refused-by-tdm",
  "login-required",
  "challenged",
  "soft-404",
  "consent-wall",
  "not-html",
  "out-of-scope",
  "erased",
] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** Why fewer comments were collected than announced, or why nobody can say. */
export const GAP_REASONS = [
  "paging-cap",
  "reply-cap",
  "feed-cap",
  "robots",
  "login",
  "needs-key",
  "consent-off",
  "rate-limited",
  "challenge",
  "refused",
  "unreachable",
  "adapter-broken",
  "pingback",
  "deleted-placeholder",
  "interrupted",
  "changed-during-walk",
  "more-than-announced",
  "erased",
  "unexplained",
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** One explained difference between what was announced and what was collected. */
export interface Gap {
  readonly reason: GapReason;
  /** How many comments are concerned; null where nobody can know. */
  readonly count: number | null;
  /** One sentence for a person, without names. */
  readonly detail: string;
}

/** Gaps that leave nothing missing: what they count was never a comment of this thread, or is left out on request. */
export const HARMLESS_GAPS: ReadonlySet<GapReason> = new Set(["pingback", "more-than-announced", "erased"]);
