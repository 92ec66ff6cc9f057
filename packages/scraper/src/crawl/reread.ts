// The reading half of a re-extraction: stored captures through today's extraction and platforms, as a crawl would read them.
import type { Capture, Reader, Reread, Thread, ThreadReading } from "@belowline/schema";
import type { AnyPlatform } from "../comments/platform.ts";
import { walk } from "../comments/walk.ts";
import { platforms as known } from "../platforms/index.gen.ts";
import { REREAD_LIMIT_MS, type Readers, startReaders } from "../reading/readers.ts";

/**
 * Reads stored answers again, without any network. Heavy ones are read on a thread, and may take ten minutes.
 *
 * @param platforms the comment platforms to read threads with; those of this version if not given. With others everything is read on
 *   the calling thread.
 * @example
 * const report = await corpus.reextract(reader(), { dryRun: true });
 */
export function reader(platforms: readonly AnyPlatform[] = known): Reader {
  const readers = startReaders({ platforms, limitMs: REREAD_LIMIT_MS });
  return {
    page: (capture) => pageWith(readers, capture, platforms),
    thread: (reading) => threadWith(readers, reading, platforms),
  };
}

async function pageWith(readers: Readers, capture: Capture, platforms: readonly AnyPlatform[]): Promise<Reread> {
  const readable = platforms.map(({ id }) => id);
  const reading = await readers.page({ capture, as: "story", older: 0, readable });
  if (reading.kind === "broken") return { kind: "broken", message: reading.message };
  if (reading.kind === "listing") return { kind: "absent", reason: "not-html", detail: `a ${reading.format}` };
  if (reading.kind === "article") return reading;
  return { kind: "absent", reason: reading.reason, detail: reading.detail };
}

async function threadWith(
  readers: Readers,
  { reference, ...rest }: ThreadReading,
  platforms: readonly AnyPlatform[],
): Promise<Thread | undefined> {
  const platform = platforms.find(({ id }) => id === reference.platform);
  return platform && (await walk({ platform, reference, read: readers.answer, ...rest }));
}
