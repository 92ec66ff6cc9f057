// docs/live.json: a real page of each platform, and what came of the last visit to it.

/** What `pnpm live` found; `on` and `came` are absent where nobody has been there yet. */
export interface LiveVisit {
  readonly page: string;
  /** The day of the visit, as `2026-11-30`. */
  readonly on?: string;
  /** How many comments of how many, or why none. */
  readonly came?: string;
}

/** By platform. */
export type LivePages = Readonly<Record<string, LiveVisit>>;

export const LIVE_FILE = new URL("../docs/live.json", import.meta.url);
