// corpus.capture(): one exchange as it came, with its body.
import type { Capture } from "@belowline/schema";
import type { Database } from "../db/connection.ts";
import type { BodyCase } from "../store/body.ts";
import { idOf } from "./filter.ts";

/** A capture as stored, and how often the same answer came. */
export interface StoredCapture extends Capture {
  readonly pageId: string;
  readonly crawlId: string;
  readonly lastSeenAt: string;
  readonly timesSeen: number;
  /** Why `body` is empty though one came: what it printed was erased, or it was kept no longer. Null while it is here. */
  readonly dropped: "erased" | "expired" | null;
}

export async function captureOf(db: Database, id: string, bodies: BodyCase): Promise<StoredCapture | undefined> {
  const row = await db
    .selectFrom("capture")
    .innerJoin("body", "body.digest", "capture.bodyDigest")
    .selectAll("capture")
    .select(["body.digest", "body.encoding", "body.bytes", "body.size"])
    .where("capture.id", "=", idOf(id, "capture(id)") as Capture["id"])
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    pageId: row.pageId,
    crawlId: row.crawlId,
    requestUrl: row.requestUrl,
    url: row.url,
    method: row.method,
    requestHeaders: row.requestHeaders,
    requestBody: row.requestBody,
    redirects: row.redirects,
    status: row.status,
    headers: row.headers,
    body: bodies.unpack(row),
    digest: row.digest as Capture["digest"],
    fetchedAt: row.fetchedAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    timesSeen: row.timesSeen,
    dropped: row.encoding === "erased" || row.encoding === "expired" ? row.encoding : null,
    timing: { firstByte: row.firstByteMs, total: row.totalMs },
  };
}
