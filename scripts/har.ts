// What a browser saw of a page's comments: the JSON answers of a HAR file (HTTP Archive 1.2), as a recording holds them.
import { readFileSync } from "node:fs";
import { UsageError } from "../packages/schema/src/index.ts";

/** One answer of test/fixtures/platforms/ID/NAME/captures.json. */
export interface Recorded {
  readonly url: string;
  /** A piece of the question's body, where one address answers several questions. */
  readonly asked?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string;
  readonly gap?: string;
}

interface HarEntry {
  readonly request: { readonly url: string; readonly method: string; readonly postData?: { readonly text?: string } };
  readonly response: {
    readonly status: number;
    readonly content: { readonly text?: string; readonly encoding?: string };
  };
}

/** What an answer about comments is about. */
const ABOUT = /comment|repl(?:y|ies)|thread|conversation|discussion|post/i;
/** Longer ones are no answer about one thread. */
const LONGEST = 5_000_000;

/**
 * The answers that are JSON and speak of comments, but for the page itself; the browser's cookies and keys stay in its file.
 *
 * @throws UsageError where the file is none
 */
export function recordedIn(path: string, page: string): readonly Recorded[] {
  let entries: readonly HarEntry[];
  try {
    entries = (JSON.parse(readFileSync(path, "utf8")) as { log: { entries: HarEntry[] } }).log.entries;
  } catch (error) {
    throw new UsageError(
      "usage/invalid-value",
      `--har: expected a HAR file, as browsers save it: ${(error as Error).message}`,
    );
  }
  return entries.flatMap(({ request, response }) => {
    const { text, encoding } = response.content;
    const body = text === undefined ? "" : encoding === "base64" ? Buffer.from(text, "base64").toString("utf8") : text;
    if (request.url === page || body === "" || body.length > LONGEST || !ABOUT.test(request.url + body.slice(0, 5000)))
      return [];
    try {
      const json = JSON.parse(body) as unknown;
      const asked = request.postData?.text?.slice(0, 2000);
      return [
        {
          url: request.url,
          ...(request.method === "POST" && asked && { asked }),
          ...(response.status !== 200 && { status: response.status }),
          json,
        },
      ];
    } catch {
      return []; // a script, a picture, a page
    }
  });
}
