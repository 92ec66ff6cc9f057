// corpus.freeze(): the rows of the corpus as they stand, kept under a name for ever.
import { type AuthorMode, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { TODAY } from "../query/standing.ts";
import { checkedName, nameOf } from "../query/subcorpora.ts";
import { again } from "../store/again.ts";
import type { Tx } from "../store/rows.ts";
import { checksumOf } from "./checksum.ts";
import { type Methods, methodsOf } from "./methods.ts";

/** A named, frozen state of the corpus. */
export interface SnapshotRecord {
  readonly name: string;
  readonly madeAt: string;
  readonly articles: number;
  readonly threads: number;
  readonly comments: number;
  /** SHA-256 over ids, revisions, digests of texts, parents, votes and states; the same on every engine. */
  readonly checksum: string;
  /** What was crawled and by which rules, as it stood. */
  readonly methods: Methods;
}

const ARTICLE = sql`id, publisher_id, url, revision, first_seen_at, last_seen_at`;
const THREAD = sql`id, article_id, publisher_id, platform, key, announced, collected, complete, gaps, open, ways, first_seen_at,
  last_seen_at, walked_at`;
const COMMENT = sql`id, thread_id, article_id, publisher_id, native_id, parent_id, parent_from, inferred_parent_id, root_id, depth,
  position, orphan, commenter_id, by_article_author, created_at, created_precision, created_source, created_offset, created_raw,
  edited_at, state, votes_up, votes_down, votes_score, permalink, revision, first_seen_at, last_seen_at, gone_at`;

/** @throws UsageError `usage/conflict` for a name that is taken, `usage/invalid-value` */
export async function freeze(db: Database, given: string, authors: AuthorMode): Promise<SnapshotRecord> {
  const name = checkedName(given, "freeze");
  if (await db.selectFrom("snapshot").select("no").where("name", "=", name).executeTakeFirst()) throw taken(name);
  // One state of all tables, whatever a crawl commits meanwhile.
  const transaction = db.transaction().setIsolationLevel("repeatable read");
  await again(() => transaction.execute((tx) => keep(tx, name, authors))).catch((error: unknown) => {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    throw taken(name);
  });
  return (await snapshotNamed(db, name)).record;
}

/** Somebody else gave the name meanwhile. */
const UNIQUE_VIOLATION = "23505";

const taken = (name: string): UsageError =>
  new UsageError(
    "usage/conflict",
    `freeze: there is a snapshot "${name}" already, and it never changes; take another name`,
    { name },
  );

async function keep(tx: Tx, name: string, authors: AuthorMode): Promise<void> {
  const methods = await methodsOf(tx, authors);
  const { no } = await tx
    .insertInto("snapshot")
    .values({
      name,
      madeAt: methods.madeAt,
      articles: 0,
      threads: 0,
      comments: 0,
      checksum: "",
      methods: JSON.stringify(methods),
    })
    .returning("no")
    .executeTakeFirstOrThrow();
  await sql`insert into snapshot_article (${ARTICLE}, snapshot, representative, urls)
    select ${ARTICLE}, ${no}::integer, ${TODAY.representative.article},
      array(select u.id from article_url u where u.article_id = a.id order by u.first_seen_at, u.id)
    from article a`.execute(tx);
  await sql`insert into snapshot_thread (${THREAD}, snapshot) select ${THREAD}, ${no}::integer from thread`.execute(tx);
  await sql`insert into snapshot_comment (${COMMENT}, snapshot, representative)
    select ${COMMENT}, ${no}::integer, ${TODAY.representative.comment} from comment c`.execute(tx);
  const checksum = await checksumOf(tx, no);
  await sql`update snapshot set checksum = ${checksum},
    articles = (select count(*)::int from snapshot_article where snapshot = ${no}::integer),
    threads = (select count(*)::int from snapshot_thread where snapshot = ${no}::integer),
    comments = (select count(*)::int from snapshot_comment where snapshot = ${no}::integer)
    where no = ${no}::integer`.execute(tx);
}

/** The oldest first. */
export async function snapshotsOf(db: Database): Promise<SnapshotRecord[]> {
  return (await db.selectFrom("snapshot").selectAll().orderBy("no").execute()).map(recordOf);
}

/** @throws UsageError `usage/not-found` */
export async function snapshotNamed(db: Database, name: string): Promise<{ no: number; record: SnapshotRecord }> {
  const row = await db.selectFrom("snapshot").selectAll().where("name", "=", nameOf(name)).executeTakeFirst();
  if (row) return { no: row.no, record: recordOf(row) };
  const names = (await snapshotsOf(db)).map((one) => one.name);
  throw new UsageError(
    "usage/not-found",
    `snapshot "${name}": there is none of this name; there are ${names.join(", ") || "none yet: belowline freeze NAME makes one"}`,
    { name },
  );
}

function recordOf(row: {
  name: string;
  madeAt: Date;
  articles: number;
  threads: number;
  comments: number;
  checksum: string;
  methods: object;
}): SnapshotRecord {
  const { name, articles, threads, comments, checksum } = row;
  return {
    name,
    madeAt: row.madeAt.toISOString(),
    articles,
    threads,
    comments,
    checksum,
    methods: row.methods as Methods,
  };
}
