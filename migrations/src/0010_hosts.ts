// 0010: hosts, with whose turn it is and how long they rest; the files they keep for robots; and what captures say of reuse.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table host (
    key text primary key,
    turn integer not null default 0,
    turn_until timestamptz,
    started_at timestamptz,
    rest_until timestamptz,
    throttled integer not null default 0
  )`.execute(db);
  await describe(db, "table", "host", {
    what: "Servers that are asked, so that all workers together keep one request and a delay for each",
    columns: {
      key: "Name, with the port where it is not the usual one",
      turn: "Fencing token: grows with every request; an older one ends nothing",
      turn_until: "Until when a worker may have a request open there (UTC); null if none has",
      started_at: "When the last request started (UTC): the delay counts from here",
      rest_until: "Until when the host wants no request (Retry-After, or our back-off; UTC)",
      throttled: "How many answers in a row were 429 or 503",
    },
  });

  await sql`create table host_file (
    origin text not null,
    path text not null,
    status integer,
    text text,
    detail text,
    failures integer not null,
    fetched_at timestamptz not null,
    fresh_until timestamptz not null,
    primary key (origin, path)
  )`.execute(db);
  await describe(db, "table", "host_file", {
    what: "Files that a host keeps for robots, as it answered last: robots.txt, tdmrep.json",
    columns: {
      origin: "Scheme, name and port",
      path: "Path of the file, such as /robots.txt",
      status: "HTTP status; null where no answer came",
      text: "Its text, cut to 512 KiB; null where there is none",
      detail: "Why there is no text",
      failures: "Tries in a row that brought neither the file nor the answer that there is none",
      fetched_at: "When it was asked for (UTC)",
      fresh_until: "When it must be asked for again (UTC)",
    },
  });

  await sql`alter table capture add column signals jsonb not null default '[]'`.execute(db);
  await sql`comment on column capture.signals is ${sql.lit(
    "What the site says of text and data mining, AI and archives with this answer: [{from, statement, reserves}]",
  )}`.execute(db);
}

export const hosts: Migration = { up };
