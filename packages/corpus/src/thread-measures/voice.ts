// Voice: what the measures of a conversation know of a comment: who, when, in answer to what. Never what was said.
import type { Linked } from "../query/tree.ts";

export interface Voice extends Linked {
  /** Null where the page does not tell. */
  readonly author: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string | null;
  readonly byArticleAuthor: boolean;
}
