// What makes a page heavy: known from its bytes, before anything is read.

/** A tag costs up to ten microseconds, text and scripts next to nothing: a page below both bounds is read in a few tenths of a second. */
export const HEAVY = { bytes: 1_000_000, tags: 20_000, packed: 50_000 } as const;

const TAG = 0x3c;

export function isHeavy(body: Uint8Array): boolean {
  if (body.length > HEAVY.bytes) return true;
  // gzip within gzip, as sitemaps come: it unpacks to twenty times as much.
  if (body[0] === 0x1f && body[1] === 0x8b) return body.length > HEAVY.packed;
  // The shortest tag has three bytes.
  if (body.length < HEAVY.tags * 3) return false;
  let tags = 0;
  for (let at = body.indexOf(TAG); at >= 0; at = body.indexOf(TAG, at + 1)) if (++tags > HEAVY.tags) return true;
  return false;
}
