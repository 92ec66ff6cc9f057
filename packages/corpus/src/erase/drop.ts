// Dropping bodies: the bytes go, the capture stays with what it tells of the exchange, and says why nothing else is left.
import type { CaptureId, PublisherId } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import type { BodyCase, BodyRow } from "../store/body.ts";
import type { Tx } from "../store/rows.ts";
import type { Marker } from "./marks.ts";

/** Bodies held in memory at a time. */
const BATCH = 50;

/** The row that stands for bytes that must not be here. The digest of a short answer would give it away: it is keyed. */
export const erasedBody = (mark: Marker, digest: string, at: string): BodyRow => ({
  digest: mark("body", digest),
  encoding: "erased",
  bytes: new Uint8Array(0),
  size: 0,
  droppedAt: at,
});

/** Captures whose body prints it; `seen` are digests that need no second look, and gets those that were looked at. */
export async function capturesPrinting(
  db: Database | Tx,
  among: RawBuilder<unknown>,
  bodies: BodyCase,
  printed: (body: Uint8Array, captures: readonly CaptureId[]) => boolean,
  seen: Set<string>,
): Promise<string[]> {
  const { rows } = await sql<{ digest: string; captures: CaptureId[] }>`
    select c.body_digest as digest, array_agg(c.id) as captures from capture c join body b on b.digest = c.body_digest
    where b.dropped_at is null and c.id in (${among}) group by 1 order by 1`.execute(db);
  const fresh = rows.filter(({ digest }) => !seen.has(digest));
  const found: string[] = [];
  for (let i = 0; i < fresh.length; i += BATCH) {
    const part = fresh.slice(i, i + BATCH);
    const held = await db
      .selectFrom("body")
      .selectAll()
      .where(
        "digest",
        "in",
        part.map(({ digest }) => digest),
      )
      .execute();
    const byDigest = new Map(held.map((row) => [row.digest, row]));
    for (const { digest, captures } of part) {
      const row = byDigest.get(digest);
      if (row && printed(bodies.unpack(row), captures)) found.push(digest);
      seen.add(digest);
    }
  }
  return found;
}

export const capturesOfPublishers = (publishers: readonly PublisherId[]): RawBuilder<unknown> =>
  sql`select x.id from capture x join page p on p.id = x.page_id where p.publisher_id = any(${publishers}::uuid[])`;

export async function dropBodies(tx: Tx, digests: readonly string[], mark: Marker, at: string): Promise<void> {
  for (const digest of digests) {
    const row = erasedBody(mark, digest, at);
    await keepBody(tx, row);
    await sql`update capture c set body_digest = ${row.digest} where c.body_digest = ${digest} and not exists (
      select from capture o where o.request_digest = c.request_digest and o.status = c.status and o.body_digest = ${row.digest})`.execute(
      tx,
    );
    // The same answer came once more after it was erased, and was kept empty: the two stay two.
    const rest = await tx.selectFrom("capture").select("id").where("bodyDigest", "=", digest).execute();
    for (const { id } of rest) {
      const own = erasedBody(mark, id, at);
      await keepBody(tx, own);
      await tx.updateTable("capture").set({ bodyDigest: own.digest }).where("id", "=", id).execute();
    }
    await tx.deleteFrom("body").where("digest", "=", digest).execute();
  }
}

const keepBody = async (tx: Tx, row: BodyRow): Promise<void> =>
  void (await tx
    .insertInto("body")
    .values(row)
    .onConflict((conflict) => conflict.column("digest").doNothing())
    .execute());
