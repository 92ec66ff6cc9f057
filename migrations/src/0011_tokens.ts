// 0011: the token index: terms, the texts as rows of terms, where each term stands, and what is to be indexed again.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await terms(db);
  await texts(db);
  await postings(db);
  await due(db);
}

async function terms(db: Kysely<unknown>): Promise<void> {
  // "C": a prefix is found through the index, and both engines agree on the order.
  await sql`create table token_term (
    id integer generated always as identity primary key,
    form text collate "C" not null unique
  )`.execute(db);
  await describe(db, "table", "token_term", {
    what: "The types of the corpus: every distinct token as it counts",
    columns: { id: "Number of the term in the other token tables", form: "The token, folded to lower case" },
  });
}

async function texts(db: Kysely<unknown>): Promise<void> {
  await sql`create table token_text (
    no integer generated always as identity primary key,
    kind text not null check (kind in ('article', 'comment')),
    id uuid not null,
    revision integer not null,
    rules text not null,
    tokens integer not null,
    terms bytea not null,
    places bytea not null,
    unique (kind, id)
  )`.execute(db);
  await describe(db, "table", "token_text", {
    what: "One row an article or comment whose current text is indexed",
    columns: {
      no: "Number of the text in token_posting.docs; stays when the text changes",
      kind: "article or comment",
      id: "Id of the article or comment",
      revision: "Number of the revision that was indexed",
      rules: "Language whose token rules were applied; empty for those that most languages share",
      tokens: "Number of tokens",
      terms: "token_term.id of each token in order, as LEB128",
      places: "For each token the characters (UTF-16) since the end of the one before and its length, as LEB128",
    },
  });
}

async function postings(db: Kysely<unknown>): Promise<void> {
  await sql`create table token_segment (
    no integer generated always as identity primary key,
    kind text not null,
    texts integer not null,
    tokens integer not null,
    weight integer not null
  )`.execute(db);
  await describe(db, "table", "token_segment", {
    what: "The parts of the token index: each update adds one, and neighbours of like weight are joined",
    columns: {
      no: "Number in token_posting.segment",
      kind: "article or comment",
      texts: "Texts that came minus texts that went",
      tokens: "Tokens that came minus tokens that went",
      weight: "Texts that were read for it",
    },
  });
  await sql`create table token_posting (
    kind text not null,
    term integer not null,
    segment integer not null,
    tokens integer not null,
    texts integer not null,
    docs bytea not null,
    primary key (kind, term, segment)
  )`.execute(db);
  await describe(db, "table", "token_posting", {
    what: "How often each term occurs and in which texts; the sum over segments holds",
    columns: {
      kind: "article or comment",
      term: "token_term.id",
      segment: "token_segment.no",
      tokens: "Occurrences that came minus those that went",
      texts: "Texts that came with the term minus those that went",
      docs: "token_text.no of texts that came, ascending, as differences in LEB128; 0 begins anew. May name texts that have since changed",
    },
  });
}

/**
 * A log without keys: a crawl that writes to it never waits for an indexing that takes from it. Triggers, because the index must be
 * right whoever writes; a visit that changes no text leaves no line. A comment that is deleted takes its revisions along.
 */
async function due(db: Kysely<unknown>): Promise<void> {
  await sql`create table token_due (
    no bigint generated always as identity primary key,
    kind text not null,
    id uuid not null
  )`.execute(db);
  await describe(db, "table", "token_due", {
    what: "Articles and comments whose text came, changed or went since they were last indexed",
    columns: { no: "Order of arrival", kind: "article or comment", id: "Id of the article or comment" },
  });
  for (const kind of ["article", "comment"] as const) {
    const texts = `${kind}_revision`;
    const owner = `${kind}_id`;
    const changed =
      kind === "article" ? "(n.text, n.language) is distinct from (o.text, o.language)" : "n.text <> o.text";
    await onEach(db, "insert", texts, `select '${kind}', ${owner} from new_rows`);
    await onEach(db, "delete", texts, `select '${kind}', ${owner} from old_rows`);
    await onEach(
      db,
      "update",
      texts,
      `select '${kind}', n.${owner} from new_rows n join old_rows o using (${owner}, number) where ${changed}`,
    );
    await onEach(
      db,
      "update",
      kind,
      `select '${kind}', n.id from new_rows n join old_rows o using (id) where n.revision <> o.revision`,
    );
    await sql`insert into token_due (kind, id)
      select ${sql.lit(kind)}, id from ${sql.id(kind)} order by first_seen_at, id`.execute(db);
  }
}

const ROWS = { insert: "new table as new_rows", delete: "old table as old_rows", update: "" } as const;

async function onEach(db: Kysely<unknown>, event: keyof typeof ROWS, table: string, rows: string): Promise<void> {
  const name = `${table}_token_due_${event}`;
  await sql
    .raw(
      `create function ${name}() returns trigger language plpgsql as $$
        begin insert into token_due (kind, id) ${rows}; return null; end $$`,
    )
    .execute(db);
  const seen = ROWS[event] || `${ROWS.delete} ${ROWS.insert}`;
  await sql
    .raw(
      `create trigger ${name} after ${event} on ${table} referencing ${seen}
        for each statement execute function ${name}()`,
    )
    .execute(db);
}

export const tokens: Migration = { up };
