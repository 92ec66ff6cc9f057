// Story and remark: what the bundled news site prints, as plain data that tests and edits can reach.

/** One piece of an article's body. A string is a paragraph of plain text. */
export type Passage =
  | string
  | { readonly heading: string }
  | { readonly list: readonly string[] }
  | { readonly quote: string; readonly by: string }
  | { readonly post: string; readonly by: string; readonly handle: string; readonly url: string; readonly on: string }
  /** A "Read on..." list of links to other stories, by slug: no part of the text. */
  | { readonly readOn: readonly string[] };

export interface Story {
  /** WordPress post id. */
  readonly id: number;
  readonly slug: string;
  readonly section: string;
  readonly headline: string;
  readonly standfirst: string;
  readonly byline: readonly string[];
  /** ISO 8601 with the site's offset. */
  readonly published: string;
  readonly modified: string;
  readonly tags: readonly string[];
  readonly body: readonly Passage[];
  readonly image: { readonly file: string; readonly alt: string; readonly credit: string } | null;
  readonly commentsOpen: boolean;
  /** The REST interface answers 401 for the comments of this post, as it does for a post the public may not read. */
  readonly restRefused?: boolean;
  /** Comments that the page counts but nobody is shown, in REST either: a plugin hides them. */
  readonly overcount?: number;
  /** Lies under /members/, which robots.txt keeps crawlers out of. */
  readonly members?: boolean;
}

/** A comment, or a pingback, as WordPress stores it. */
export interface Remark {
  /** WordPress comment id. */
  readonly id: number;
  readonly post: number;
  /** Id of the comment it answers; 0 at the top level, as WordPress has it. */
  readonly parent: number;
  readonly author: string;
  /** Id of a registered user; 0 for a guest. */
  readonly user: number;
  /** UTC, ISO 8601 to the second with Z. */
  readonly at: string;
  /** As typed: paragraphs parted by an empty line, a quoted one starting with "> ". */
  readonly text: string;
  readonly kind: "comment" | "pingback";
  readonly approved: boolean;
}
