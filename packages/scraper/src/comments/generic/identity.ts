// An id for a comment that states none: of what does not change about it.
import { digestOf } from "@belowline/schema";

/**
 * The same for the same time and text; a second one of them on a page is counted. The author is no part of it: an id is
 * stored beside time and text, and from those a name could be guessed by trying. Nor is a time relative to now ("2 hours
 * ago"), which is another one at the next visit.
 */
export function contentId(time: string | null, text: string, taken: ReadonlySet<string>): string {
  const digest = digestOf(new TextEncoder().encode(JSON.stringify([time, text]))).slice(-16);
  let id = digest;
  for (let n = 2; taken.has(id); n++) id = `${digest}.${n}`;
  return id;
}
