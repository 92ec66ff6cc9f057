// An id for a comment that states none: of what does not change about it.
import { digestOf } from "@belowline/schema";

/** The same for the same author, time and text; a second one of them on a page is counted. */
export function contentId(
  author: string | null,
  time: string | null,
  text: string,
  taken: ReadonlySet<string>,
): string {
  const digest = digestOf(new TextEncoder().encode(JSON.stringify([author, time, text]))).slice(-16);
  let id = digest;
  for (let n = 2; taken.has(id); n++) id = `${digest}.${n}`;
  return id;
}
