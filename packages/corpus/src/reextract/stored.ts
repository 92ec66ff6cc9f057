// Stored answers, found by their id or by the question they answered.
import { type Ask, type CaptureId, digestOfFields, type Gap } from "@belowline/schema";
import type { Database } from "../db/connection.ts";
import { captureOf, type StoredCapture } from "../query/capture.ts";
import type { BodyCase } from "../store/body.ts";

export interface Stored {
  capture(id: CaptureId): Promise<StoredCapture | undefined>;
  /** The last answer to a question, whatever its status; undefined where it was never asked or never answered. */
  answer(ask: Ask): Promise<StoredCapture | undefined>;
}

export function storedOver(db: Database, bodies: BodyCase): Stored {
  const capture = (id: string): Promise<StoredCapture | undefined> => captureOf(db, id, bodies);
  return {
    capture,
    async answer(ask) {
      const method = ask.method ?? "GET";
      const row = await db
        .selectFrom("capture")
        .select("id")
        .where("requestDigest", "=", digestOfFields([method, ask.url, ask.body ?? null]))
        .orderBy("lastSeenAt", "desc")
        .orderBy("id")
        .limit(1)
        .executeTakeFirst();
      return row && (await capture(row.id));
    },
  };
}

/** Gaps of a live walk that say that a question got no answer. */
const UNANSWERED: ReadonlySet<Gap["reason"]> = new Set(["robots", "rate-limited", "unreachable", "interrupted"]);

/**
 * What the last walk met where no answer is stored, so that the same walk has the same result. Undefined where it met nothing of
 * the kind: then today's reader asks what nobody has asked yet.
 */
export function knownGap(ask: Ask, gaps: readonly Gap[]): Gap | undefined {
  const unanswered = gaps.filter(({ reason }) => UNANSWERED.has(reason));
  const own = unanswered.find(({ detail }) => detail.includes(ask.url)) ?? unanswered[0];
  return own && { ...own, count: null };
}
