// A corpus of an earlier version: opening it brings its tables to date, and fills what our rules compute today.
import { migrations } from "@belowline/migrations";
import { articleId, pageId, plainId, textDigest } from "@belowline/schema";
import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import { describe, expect, it } from "vitest";
import type { Connection } from "../../../packages/corpus/src/db/connection.ts";
import { migrate } from "../../../packages/corpus/src/db/migrate.ts";
import { openMemory } from "../../../packages/corpus/src/db/pglite.ts";
import { openServer } from "../../../packages/corpus/src/db/postgres.ts";
import { freshDatabase } from "../../support/postgres.ts";

const OLD = "https://harbour.example/ferry?xtor=RSS-1";
const TEXT = "The ferry stays in port.\nThe harbour master – “an old hand” – blames the wind.";

const connections: readonly {
  readonly name: string;
  open(): Promise<{ connection: Connection; drop(): Promise<void> }>;
}[] = [
  { name: "PGlite", open: async () => ({ connection: await openMemory(), drop: async () => {} }) },
  {
    name: "PostgreSQL",
    async open() {
      const { url, drop } = await freshDatabase();
      return { connection: await openServer(url), drop };
    },
  },
];

describe.each(connections)("a corpus of 0007 on $name", ({ open }) => {
  it("is filled when it is opened, and a second time changes nothing", async () => {
    const { connection, drop } = await open();
    const { db } = connection;
    try {
      const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < "0008"));
      expect(
        (await new Migrator({ db, provider: { getMigrations: async () => before } }).migrateToLatest()).error,
      ).toBeUndefined();
      const id = articleId(OLD);
      const now = "2026-03-03T08:00:00Z";
      await sql`insert into publisher (id, key, first_seen_at) values (${id}, 'harbour.example', ${now})`.execute(db);
      await sql`insert into crawl (id, started_at, state, seeds, user_agent, settings) values (${id}, ${now}, 'finished', '{}', 'x', '{}')`.execute(
        db,
      );
      await sql`insert into page (id, publisher_id, url, kind, via, priority, first_seen_at) values (${pageId(OLD)}, ${id}, ${OLD}, 'article', 'link', 1, ${now})`.execute(
        db,
      );
      await sql`insert into body (digest, encoding, bytes, size) values ('d', 'zstd', '', 0)`.execute(db);
      await sql`insert into capture (id, crawl_id, page_id, method, request_url, request_headers, request_digest, url, redirects, status, headers, body_digest, fetched_at, last_seen_at, first_byte_ms, total_ms)
        values (${id}, ${id}, ${pageId(OLD)}, 'GET', ${OLD}, '{}', 'r', ${OLD}, '[]', 200, '{}', 'd', ${now}, ${now}, 1, 1)`.execute(
        db,
      );
      await sql`insert into article (id, publisher_id, url, revision, first_seen_at, last_seen_at) values (${id}, ${id}, ${OLD}, 1, ${now}, ${now})`.execute(
        db,
      );
      await sql`insert into article_url (id, article_id, url, kind, first_seen_at) values (${pageId(OLD)}, ${id}, ${OLD}, 'canonical', ${now})`.execute(
        db,
      );
      await sql`insert into article_revision (article_id, number, digest, cause, capture_id, seen_at, headline, byline, tags, text, word_count, blocks, images, paywall, evidence)
        values (${id}, 1, 'x', 'first', ${id}, ${now}, 'Ferry', '{}', '{}', ${TEXT}, 12, '[]', '[]', '{"kind":"free","evidence":null}', '{}')`.execute(
        db,
      );

      for (let times = 0; times < 2; times++) {
        await migrate(connection);
        expect(await db.selectFrom("articleRevision").select(["textDigest", "agencies"]).execute()).toEqual([
          { textDigest: textDigest(TEXT), agencies: [] },
        ]);
        expect(
          await db.selectFrom("articleUrl").select(["id", "articleId", "plainId"]).orderBy("url").execute(),
        ).toEqual(
          ["https://harbour.example/ferry", OLD].map((url) => ({
            id: pageId(url),
            articleId: id,
            plainId: plainId(OLD),
          })),
        );
      }
    } finally {
      await connection.close();
      await drop();
    }
  });
});
