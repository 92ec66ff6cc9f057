// 0002: captures, every HTTP exchange kept verbatim, and their bodies, each stored once.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table body (
    digest text primary key,
    encoding text not null check (encoding in ('zstd', 'zstd+aes-256-gcm')),
    bytes bytea not null,
    size integer not null
  )`.execute(db);
  // The bytes are compressed already: Postgres must not try again.
  await sql`alter table body alter column bytes set storage external`.execute(db);
  await describe(db, "table", "body", {
    what: "Response bodies, each distinct one stored once",
    columns: {
      digest: "SHA-256 of the raw body, hex",
      encoding:
        "zstd, or zstd+aes-256-gcm where commenters' names must not be readable (12-byte nonce, ciphertext, 16-byte tag)",
      bytes: "The body in that encoding",
      size: "Length of the raw body in bytes",
    },
  });

  await sql`create table capture (
    id uuid primary key,
    crawl_id uuid not null references crawl (id),
    page_id uuid not null references page (id),
    method text not null check (method in ('GET', 'POST')),
    request_url text not null,
    request_headers jsonb not null,
    request_body text,
    request_digest text not null,
    url text not null,
    redirects jsonb not null,
    status integer not null,
    headers jsonb not null,
    body_digest text not null references body (digest),
    fetched_at timestamptz not null,
    last_seen_at timestamptz not null,
    times_seen integer not null default 1,
    first_byte_ms double precision not null,
    total_ms double precision not null,
    unique (request_digest, status, body_digest)
  )`.execute(db);
  await sql`create index capture_body on capture (body_digest)`.execute(db);
  await sql`alter table page add constraint page_capture foreign key (capture_id) references capture (id)`.execute(db);
  await describe(db, "table", "capture", {
    what: "HTTP exchanges kept verbatim; the same answer to the same question is one row, seen several times",
    columns: {
      id: "Drawn at random at the fetch",
      crawl_id: "The run that first fetched it",
      page_id: "The page whose visit asked",
      method: "GET or POST",
      request_url: "The address asked for",
      request_headers: "Request headers, names in lower case",
      request_body: "Request body; null for GET",
      request_digest: "SHA-256 over method, address and body, hex",
      url: "The address that answered, after redirects",
      redirects: "Redirects on the way: [{url, status}]",
      status: "HTTP status",
      headers: "Response headers, names in lower case, without Set-Cookie",
      body_digest: "The body that came (see table body)",
      fetched_at: "When the request first started (UTC)",
      last_seen_at: "When the same answer last came (UTC)",
      times_seen: "How often the same answer came",
      first_byte_ms: "Milliseconds to the first byte",
      total_ms: "Milliseconds to the last byte",
    },
  });
}

export const captures: Migration = { up };
