// Reader: the second seam between the wings. The one that finds reads stored answers again; the one that keeps hands them over.
import type { Article } from "./article.ts";
import type { Ask, Capture } from "./capture.ts";
import type { AbsenceReason, Gap } from "./outcome.ts";
import type { PageKind } from "./page.ts";
import type { Privacy } from "./pseudonym.ts";
import type { Thread, ThreadReference } from "./thread.ts";

/** What a stored page says to today's extraction. */
export type Reread =
  | { readonly kind: "article"; readonly article: Article; readonly threads: readonly ThreadReference[] }
  | { readonly kind: "absent"; readonly reason: AbsenceReason; readonly detail: string }
  | { readonly kind: "broken"; readonly message: string };

export interface ThreadReading {
  readonly reference: ThreadReference;
  readonly articleUrl: string;
  readonly publisher: string;
  readonly privacy: Privacy;
  /** Looks a stored answer up; a Gap where none is stored. */
  readonly ask: (ask: Ask) => Promise<Capture | Gap>;
}

/** Reads stored answers as a crawl would read them now. Never asks a server. */
export interface Reader {
  page(capture: Capture, kind: PageKind): Reread | Promise<Reread>;
  /** Undefined where no platform of this name is known any more. */
  thread(reading: ThreadReading): Promise<Thread | undefined>;
}
