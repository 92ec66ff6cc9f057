// Truth: what WordPress's own database holds, against which a crawl of the same site is measured.

export interface TruthPost {
  readonly id: string;
  readonly type: "post" | "page";
  readonly status: string;
  /** As stored: with HTML entities. */
  readonly title: string;
  readonly permalink: string;
  readonly author: string;
  /** `2025-03-03 06:00:00`, UTC. */
  readonly publishedGmt: string;
  readonly modifiedGmt: string;
  /** As stored, before WordPress renders it. */
  readonly content: string;
  readonly commentStatus: "open" | "closed";
  /** What themes print: approved comments, pingbacks and trackbacks included. */
  readonly commentCount: number;
  readonly password: boolean;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
}

export interface TruthComment {
  readonly id: string;
  readonly post: string;
  /** Null at the top. May name a comment that nobody can read, or none at all. */
  readonly parent: string | null;
  /** As stored: `Tom &amp; Jerry`. */
  readonly author: string;
  readonly user: string | null;
  /** UTC. */
  readonly dateGmt: string;
  /** As stored, before WordPress renders it. */
  readonly content: string;
  readonly approved: "1" | "0" | "spam" | "trash" | "post-trashed";
  readonly type: "comment" | "pingback" | "trackback";
}

export interface Truth {
  readonly posts: readonly TruthPost[];
  readonly comments: readonly TruthComment[];
}
