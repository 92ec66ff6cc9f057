// Whether a page was cut off by its own server: the bytes are as many as it announced, but the document ends in its middle.
import type { Answer } from "./platform.ts";

/** Elements whose end tags no minifier leaves out. */
const CLOSED = /<(\/?)(?:div|section|article|main|ul|ol|dl|table|form)(?=[\s>/])/gi;
/** Behind the end of the document some servers write remarks. */
const TAIL = 20_000;

/**
 * `</html>` and `</body>` are missing, and so is something that goes with them: a minifier that leaves them out leaves out `</head>` too,
 * and no end tag of a box.
 */
export function endsMidway({ text, capture }: Answer): boolean {
  // A script that holds markup is no page.
  const isPage =
    /html/i.test(capture.headers["content-type"] ?? "html") && /<(?:html|body)\b/i.test(text.slice(0, TAIL));
  if (capture.status !== 200 || !isPage) return false;
  if (/<\/(?:html|body)\s{0,9}>/i.test(text.slice(-TAIL))) return false;
  if (/<\/head\s{0,9}>/i.test(text)) return true;
  let open = 0;
  for (const [, end] of text.matchAll(CLOSED)) open += end === "" ? 1 : -1;
  return open > 0;
}
