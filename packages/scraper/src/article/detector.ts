// The language of a text by its letters: loaded when first asked, because its table costs a tenth of a second.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { eld } from "eld/extrasmall";

type Detector = typeof eld;
let detector: Detector | undefined;

/**
 * `eld` in its smallest table (1 MB; 0.12 s and 29 MB of heap when loaded, 40 µs a text): on 537 articles of 200
 * characters and more it says what the largest one says (4.5 MB; 0.65 s, 135 MB). Extraction is synchronous, so the module is
 * required rather than imported; it has an "import" entry only, hence the way around by its file.
 */
function load(): Detector {
  const file = fileURLToPath(import.meta.resolve("eld/extrasmall"));
  return (createRequire(import.meta.url)(file) as { eld: Detector }).eld;
}

/** Shorter texts are names and numbers. */
const SHORTEST = 120;
/** A page's beginning tells its language. */
const LONGEST = 1500;

/** The language as an ISO 639-1 code; undefined where the text is short or tells none clearly. */
export function detectLanguage(text: string): string | undefined {
  if (text.length < SHORTEST) return undefined;
  detector ??= load();
  const found = detector.detect(text.slice(0, LONGEST));
  return found.language !== "" && found.isReliable() ? found.language : undefined;
}
