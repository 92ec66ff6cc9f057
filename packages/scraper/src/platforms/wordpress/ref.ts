// What finds a WordPress thread again, and what a question of this adapter carries.
import type { GapReason, JsonObject } from "@belowline/schema";
import type { Ref } from "../../comments/platform.ts";

export interface WordPressRef extends Ref {
  /** The post's permanent address without its scheme (`news.example/?p=4`), or the article's own where no id is printed. */
  readonly key: string;
  /** The article as it was met, without a comment page. */
  readonly url: string;
  readonly post: string | null;
  /** REST root as the site states it, with its final slash: `…/wp-json/` or `…/?rest_route=/`. */
  readonly root: string | null;
  /** REST address of the post itself, where the page states it: it names the post type. */
  readonly route: string | null;
  /** The article's own comment feed (RSS as linked). */
  readonly feed: string | null;
  /** The address of comment page N with `{n}` for N; null where the page links to none. */
  readonly paging: string | null;
  /** The largest comment page that the page mentions; 1 where it mentions none. */
  readonly pages: number;
  /** The theme prints votes, which REST does not tell. */
  readonly votes: boolean;
  readonly open: boolean | null;
  readonly announced: number | null;
}

/** Why REST gave nothing: becomes the gap if no other way gives anything either. */
export interface Closed extends JsonObject {
  readonly reason: GapReason;
  readonly detail: string;
}

/** Step `rest`: a REST page. `users` maps comment to WordPress user for registered commenters met so far. */
export interface RestCarry extends JsonObject {
  readonly step: "rest";
  readonly page: number;
  readonly users: { readonly [comment: string]: number };
}

/** Step `post`: who wrote the article, asked once where registered users commented. */
export interface PostCarry extends JsonObject {
  readonly step: "post";
  readonly users: { readonly [comment: string]: number };
}

/** Step `page`: comment page `n`; null for the bare address, which shows the newest or the oldest page. */
export interface PageCarry extends JsonObject {
  readonly step: "page";
  readonly n: number | null;
  /** The page that the bare address turned out to show. */
  readonly bare: number | null;
  readonly pages: number;
  readonly paging: string | null;
  /** Comments and pingbacks that were printed so far. */
  readonly held: number;
  /** The page says that it is the whole thread, if an empty one. */
  readonly empty: boolean;
  /** What the pages announce. */
  readonly announced: number | null;
  /** Parents or times in doubt were met so far. */
  readonly doubt: boolean;
  /** REST told everything already; only votes are wanted, or why the page prints a larger number. */
  readonly fill: boolean;
  /** REST's total, where the pages are read to find the pingbacks that a larger printed number counts. */
  readonly total: number | null;
  /** Pingbacks and trackbacks printed so far. */
  readonly apart: number;
  readonly closed: Closed | null;
}

/** Step `repair`: Atom, for parents only. Step `feed`: Atom, because nothing else gave comments. */
export interface FeedCarry extends JsonObject {
  readonly step: "repair" | "feed";
  readonly closed: Closed | null;
}

export type Carry = RestCarry | PostCarry | PageCarry | FeedCarry;
