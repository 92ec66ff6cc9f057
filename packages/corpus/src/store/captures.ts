// Captures: each answer stored once; the same answer to the same question only counts up.
import { type Capture, type CaptureId, digestOf, digestOfFields, storable, storableJson } from "@belowline/schema";
import type { Database } from "../db/connection.ts";
import type { BodyCase, BodyRow } from "./body.ts";
import type { Tx } from "./rows.ts";
import type { Visiting } from "./visiting.ts";

/** Has no body and is no answer of its own: it confirms one that we hold. */
const NOT_MODIFIED = 304;

/** Compresses bodies that are not stored yet, before the transaction: it must be short. */
export async function packNew(db: Database, captures: readonly Capture[], bodies: BodyCase): Promise<BodyRow[]> {
  const whole = captures.filter((capture) => capture.status !== NOT_MODIFIED);
  const byDigest = new Map(whole.map((capture) => [digestOf(capture.body) as string, capture.body]));
  if (byDigest.size === 0) return [];
  const known = await db
    .selectFrom("body")
    .select("digest")
    .where("digest", "in", [...byDigest.keys()])
    .where("encoding", "!=", "expired")
    .execute();
  for (const { digest } of known) byDigest.delete(digest);
  return [...byDigest].map(([digest, body]) => bodies.pack(digest, body));
}

/**
 * In the order of digests, so that two workers never wait for each other crosswise. A body that had expired and came again is as
 * new; of captures in `blank` only an empty one is kept.
 */
export async function storeBodies(
  tx: Tx,
  packed: readonly BodyRow[],
  captures: readonly Capture[],
  blank: Blank,
): Promise<void> {
  const whole = new Set(captures.filter(({ id }) => !blank.has(id)).map(({ body }) => digestOf(body) as string));
  const rows = [...packed.filter(({ digest }) => whole.has(digest)), ...blank.values()];
  for (const row of rows.sort((a, b) => (a.digest < b.digest ? -1 : 1))) {
    await tx
      .insertInto("body")
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column("digest")
          .doUpdateSet((eb) => ({
            encoding: eb.ref("excluded.encoding"),
            bytes: eb.ref("excluded.bytes"),
            size: eb.ref("excluded.size"),
            droppedAt: null,
          }))
          .where("body.encoding", "=", "expired"),
      )
      .execute();
  }
}

/** Captures that print what was erased, each with the row that stands for its body. */
export type Blank = ReadonlyMap<CaptureId, BodyRow>;

/** Stores the exchanges of a visit and tells under which id each is kept. */
export async function storeCaptures(
  visiting: Omit<Visiting, "captures">,
  captures: readonly Capture[],
  blank: Blank,
): Promise<Map<CaptureId, CaptureId>> {
  const stored = new Map<CaptureId, CaptureId>();
  for (const capture of captures) {
    const id =
      capture.status === NOT_MODIFIED ? await confirm(visiting, capture) : await store(visiting, capture, blank);
    if (id !== undefined) stored.set(capture.id, id);
  }
  return stored;
}

const requestDigest = (capture: Capture): string =>
  digestOfFields([capture.method, capture.requestUrl, capture.requestBody]);

/** 304 says that the answer we hold still stands (RFC 9110 section 15.4.5): that one was seen again, nothing new came. */
async function confirm({ tx }: Omit<Visiting, "captures">, capture: Capture): Promise<CaptureId | undefined> {
  const held = await tx
    .selectFrom("capture")
    .select("id")
    .where("requestDigest", "=", requestDigest(capture))
    .where("status", "=", 200)
    .orderBy("lastSeenAt", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!held) return undefined;
  await tx
    .updateTable("capture")
    .set((eb) => ({
      lastSeenAt: eb.fn<Date>("greatest", ["lastSeenAt", eb.cast(eb.val(iso(capture.fetchedAt)), "timestamptz")]),
      timesSeen: eb("timesSeen", "+", 1),
    }))
    .where("id", "=", held.id)
    .execute();
  return held.id;
}

async function store(
  { tx, page, crawl }: Omit<Visiting, "captures">,
  capture: Capture,
  blank: Blank,
): Promise<CaptureId> {
  const fetchedAt = iso(capture.fetchedAt);
  const { id } = await tx
    .insertInto("capture")
    .values({
      id: capture.id,
      crawlId: crawl,
      pageId: page.id,
      method: capture.method,
      requestUrl: storable(capture.requestUrl),
      requestHeaders: JSON.stringify(storableJson(capture.requestHeaders)),
      requestBody: capture.requestBody === null ? null : storable(capture.requestBody),
      requestDigest: requestDigest(capture),
      url: storable(capture.url),
      redirects: JSON.stringify(storableJson(capture.redirects)),
      status: capture.status,
      headers: JSON.stringify(storableJson(capture.headers)),
      bodyDigest: blank.get(capture.id)?.digest ?? digestOf(capture.body),
      fetchedAt,
      lastSeenAt: fetchedAt,
      firstByteMs: capture.timing.firstByte,
      totalMs: capture.timing.total,
      signals: JSON.stringify(storableJson(capture.signals ?? [])),
    })
    .onConflict((conflict) =>
      // One exchange may serve two visits of a run (an article and the thread printed on it): that is seen once.
      conflict.columns(["requestDigest", "status", "bodyDigest"]).doUpdateSet((eb) => ({
        lastSeenAt: eb.fn<Date>("greatest", ["capture.lastSeenAt", "excluded.lastSeenAt"]),
        signals: eb.ref("excluded.signals"),
        timesSeen: eb
          .case()
          .when(eb.ref("excluded.lastSeenAt"), ">", eb.ref("capture.lastSeenAt"))
          .then(eb("capture.timesSeen", "+", 1))
          .else(eb.ref("capture.timesSeen"))
          .end(),
      })),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

const iso = (time: string): string => new Date(time).toISOString();
