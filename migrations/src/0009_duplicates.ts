// 0009: duplicates: distinct wordings, who says them, the shingles by which they find each other, what pairs are, and rulings.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await wordings(db);
  await shingles(db);
  await likenesses(db);
  await rulings(db);
  await view(db);
  // What is here already has its turn at the next search for duplicates.
  await sql`insert into wording_of (id, kind) select id, 'article' from article`.execute(db);
  await sql`insert into wording_of (id, kind) select id, 'comment' from comment`.execute(db);
}

async function wordings(db: Kysely<unknown>): Promise<void> {
  await sql`create table wording (
    number integer primary key,
    kind text not null check (kind in ('article', 'comment')),
    publisher_id uuid not null references publisher (id),
    digest text not null,
    apart uuid,
    leader uuid not null,
    said_at timestamptz,
    first_seen_at timestamptz not null,
    times integer not null,
    words integer not null,
    hashes integer[] not null,
    representative uuid,
    due text check (due in ('match', 'group')),
    unique nulls not distinct (digest, kind, publisher_id, apart)
  )`.execute(db);
  await sql`create index wording_due on wording (due, number) where due is not null`.execute(db);
  await sql`create index wording_representative on wording (representative) where representative is not null`.execute(
    db,
  );
  await describe(db, "table", "wording", {
    what: "Distinct texts of articles and of comments, each within one publisher, as the search for duplicates knows them",
    columns: {
      number: "Compact number: a hash of its words, kind and publisher, the next free one where that is taken",
      kind: "article or comment: the two are never compared with each other",
      publisher_id: "Whose articles, or comments below whose articles, say it",
      digest: "Hash of its words in order, without case, punctuation and spacing",
      apart:
        "The one article or comment it is of, where a researcher split it from others of the same wording; else null",
      leader: "The article or comment that says it and was published first, then seen first",
      said_at: "When the leader was published or written, as stated (UTC)",
      first_seen_at: "When we first read the leader (UTC)",
      times: "How many articles or comments say it",
      words: "Its length in words",
      hashes: "Its sampled shingles, ascending",
      representative: "The article or comment that stands for its cluster; null while it is alone",
      due: "What is still to be done: match (look for similar ones) or group (cluster again); null when nothing is",
    },
  });

  // No foreign key: id is an article's or a comment's.
  await sql`create table wording_of (
    id uuid primary key,
    kind text not null check (kind in ('article', 'comment')),
    wording integer references wording (number),
    stale boolean not null default true
  )`.execute(db);
  await sql`create index wording_of_wording on wording_of (wording) where wording is not null`.execute(db);
  await sql`create index wording_of_stale on wording_of (id) where stale`.execute(db);
  await describe(db, "table", "wording_of", {
    what: "Which wording an article or comment has; comments that say too little to be copies are not here",
    columns: {
      id: "Id of the article or comment",
      kind: "article or comment",
      wording: "Its wording; null before the first search, and for a text that says too little",
      stale: "It is new or was revised since the last search for duplicates",
    },
  });
}

/**
 * Nothing but the key, and the hash comes first: rows can be spread over machines by hash, each look-up then asks one place a
 * hash. 16 rows a text, 58 bytes a row with its index.
 */
async function shingles(db: Kysely<unknown>): Promise<void> {
  await sql`create table shingle (
    hash integer not null,
    wording integer not null,
    primary key (hash, wording)
  )`.execute(db);
  await describe(db, "table", "shingle", {
    what: "Which sampled shingle (three words in a row) stands in which wording",
    columns: {
      hash: "32-bit hash of the shingle; of comments another one than of articles",
      wording: "A wording that holds it",
    },
  });

  await sql`create table common_shingle (
    hash integer primary key,
    last integer,
    steps jsonb not null
  )`.execute(db);
  await describe(db, "table", "common_shingle", {
    what: "Sampled shingles that many wordings hold, as they were when their holders were last compared",
    columns: {
      hash: "32-bit hash of the shingle",
      last: "Where more than 100 wordings hold it, the last of the few that it still finds; else null",
      steps: "About how many wordings of a publisher hold it, in steps, by publisher_id; ordinary numbers left out",
    },
  });
}

async function likenesses(db: Kysely<unknown>): Promise<void> {
  await sql`create table likeness (
    a integer not null references wording (number),
    b integer not null references wording (number),
    kind text not null check (kind in ('same', 'version', 'contains', 'shares-passage')),
    score double precision not null,
    jaccard double precision not null,
    of_a double precision not null,
    of_b double precision not null,
    shared double precision not null,
    longest integer not null,
    spans jsonb not null,
    primary key (a, b)
  )`.execute(db);
  await sql`create index likeness_b on likeness (b)`.execute(db);
  await describe(db, "table", "likeness", {
    what: "Pairs of wordings that share text, compared word by word",
    columns: {
      a: "The wording whose leader has the smaller id",
      b: "The other",
      kind: "same, version, contains (one stands in the other, which is much longer) or shares-passage",
      score: "The share that decided on the kind, 0 to 1",
      jaccard: "Shared shingles over all shingles of both, boilerplate counting less, 0 to 1",
      of_a: "How much of a stands in b, 0 to 1",
      of_b: "How much of b stands in a, 0 to 1",
      shared: "Shared shingles, boilerplate counting less",
      longest: "Words of the longest passage in both",
      spans:
        "Passages in both: [[from, to in a's leader's text, from, to in b's], ...], in UTF-16 code units, end exclusive",
    },
  });
}

async function rulings(db: Kysely<unknown>): Promise<void> {
  await sql`create table duplicate_ruling (
    a uuid not null,
    b uuid not null,
    kind text not null check (kind in ('article', 'comment')),
    ruling text not null check (ruling in ('merge', 'split')),
    ruled_at timestamptz not null,
    primary key (a, b),
    check (a < b)
  )`.execute(db);
  await sql`create index duplicate_ruling_b on duplicate_ruling (b)`.execute(db);
  await describe(db, "table", "duplicate_ruling", {
    what: "What a researcher decided on two articles or two comments; it holds whatever the texts say",
    columns: {
      a: "The one with the smaller id",
      b: "The other",
      kind: "article or comment",
      ruling: "merge (they belong to one cluster) or split (they never do)",
      ruled_at: "When it was decided (UTC)",
    },
  });
}

async function view(db: Kysely<unknown>): Promise<void> {
  await sql`create view v_duplicates as
    select o.id, o.kind, w.representative as cluster_id, o.id = w.representative as is_representative
    from wording_of o join wording w on w.number = o.wording
    where w.representative is not null`.execute(db);
  await describe(db, "view", "v_duplicates", {
    what: "One row an article or comment that has near-duplicates; joins v_articles and v_comments",
    columns: {
      id: "Id of the article or comment",
      kind: "article or comment",
      cluster_id: "Id of the one that stands for all of them: the earliest published, then the first seen",
      is_representative: "Whether it is that one",
    },
  });
}

export const duplicates: Migration = { up };
