// The shapes in which the test WordPress is crawled, and how much each shape tells.
import type { Variant } from "./start.ts";

export interface Site {
  readonly name: string;
  readonly variant: Partial<Variant>;
  /** REST tells every parent; a page tells it down to the level at which its theme stops nesting. */
  readonly parents: "exact" | "as far as the page tells";
  /** The old theme prints its articles' dates without a clock. */
  readonly articleTimes: "exact" | "day";
  /** The old theme prints minutes; only REST and the feed tell the second. */
  readonly commentTimes: "exact" | "minute";
  /** The bare theme prints no tags. */
  readonly tags: boolean;
}

const ALL: Omit<Site, "name" | "variant"> = {
  parents: "exact",
  articleTimes: "exact",
  commentTimes: "exact",
  tags: true,
};
const CLOSED: typeof ALL = { ...ALL, parents: "as far as the page tells" };

export const SITES: readonly Site[] = [
  { name: "a classic theme", variant: {}, ...ALL },
  { name: "a classic theme, REST refused with 401", variant: { rest: "closed-401" }, ...CLOSED },
  { name: "a classic theme, REST routes gone with 404", variant: { rest: "closed-404" }, ...CLOSED },
  { name: "a classic theme without pretty permalinks", variant: { permalinks: "plain" }, ...ALL },
  { name: "a block theme", variant: { theme: "twentytwentythree" }, ...ALL },
  { name: "a block theme, REST refused", variant: { theme: "twentytwentythree", rest: "closed-401" }, ...CLOSED },
  { name: "a theme from before HTML5", variant: { theme: "belowline-legacy" }, ...ALL, articleTimes: "day" },
  {
    name: "a theme from before HTML5, REST refused",
    variant: { theme: "belowline-legacy", rest: "closed-401" },
    ...CLOSED,
    articleTimes: "day",
    commentTimes: "minute",
  },
  {
    name: "a bare theme that prints no comments",
    variant: { theme: "belowline-bare", printComments: false },
    ...ALL,
    tags: false,
  },
];
