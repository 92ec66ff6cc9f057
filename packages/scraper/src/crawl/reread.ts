// The reading half of a re-extraction: stored captures through today's extraction and platforms, as a crawl would read them.
import { isBelowlineError, type Reader, type Reread } from "@belowline/schema";
import { extractArticle } from "../article/extract.ts";
import { locateThreads } from "../comments/locate.ts";
import type { AnyPlatform } from "../comments/platform.ts";
import { walk } from "../comments/walk.ts";
import { readAnswer } from "../discover/listing.ts";
import { platforms as known } from "../platforms/index.gen.ts";

/**
 * Reads stored answers again, without any network.
 *
 * @param platforms the comment platforms to read threads with; those of this version if not given
 * @example
 * const report = await corpus.reextract(reader(), { dryRun: true });
 */
export function reader(platforms: readonly AnyPlatform[] = known): Reader {
  return {
    page(capture): Reread {
      try {
        const answer = readAnswer(capture);
        if (answer.format !== "html") {
          const detail = answer.format === "other" ? answer.detail : `a ${answer.format}`;
          return { kind: "absent", reason: "not-html", detail };
        }
        const reading = extractArticle(answer.page);
        return reading.kind === "absent"
          ? reading
          : { kind: "article", article: reading.article, threads: locateThreads(answer.page, platforms) };
      } catch (error) {
        // An adapter's own message holds no name; of any other error only its kind is told.
        const why = isBelowlineError(error) ? error.message : `${(error as Error).name} while it was read`;
        return { kind: "broken", message: `${capture.url}: ${why}` };
      }
    },
    async thread({ reference, ...rest }) {
      const platform = platforms.find(({ id }) => id === reference.platform);
      return platform && (await walk({ platform, reference, ...rest }));
    },
  };
}
