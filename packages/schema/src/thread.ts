// Thread: the comment section of one article on one platform, and how much of it was collected.

import type { Comment } from "./comment.ts";
import type { CaptureId } from "./id.ts";
import type { JsonObject } from "./json.ts";
import type { Gap } from "./outcome.ts";

/** Where a thread is, in plain JSON: enough to walk it again without the article. */
export interface ThreadReference {
  readonly platform: string;
  /** The platform's own key of the thread, unique with publisher and platform. */
  readonly key: string;
  /** What the adapter needs to open the thread again. */
  readonly ref: JsonObject;
  /** The number of comments that the article page prints; null where it prints none. */
  readonly announced: number | null;
}

/** One walk of a thread: the comments, and the ledger of what is missing. */
export interface Thread extends ThreadReference {
  readonly articleUrl: string;
  readonly comments: readonly Comment[];
  readonly collected: number;
  /** Nothing that was announced is missing, and nothing stopped the walk. */
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  /** Whether new comments can be written: null where the page does not say. */
  readonly open: boolean | null;
  /** The ways that were used, in order: `rest`, `page`, `feed`. */
  readonly ways: readonly string[];
  /** Which capture each comment was read from, by native id. */
  readonly captureOf: Readonly<Record<string, CaptureId>>;
}
