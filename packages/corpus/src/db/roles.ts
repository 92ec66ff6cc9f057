// Roles for a PostgreSQL that several people use, as SQL for its administrator: who may change tables, write, read, and see names.
import { UsageError } from "@belowline/schema";

/** Each can be given to any number of logins; none can log in itself. */
export const ROLES = ["migrator", "writer", "reader", "authors"] as const;
export type RoleName = (typeof ROLES)[number];

/** What a reader asks may take so long, and no longer. */
const READER_TIMEOUT = "60s";

/**
 * SQL that makes the roles `belowline_migrator`, `_writer`, `_reader` and `_authors` and gives them their rights in a schema. To be run
 * by the owner of the tables, after every new version as well, because new tables are nobody's; running it again changes nothing else.
 *
 * - migrator: makes and changes tables (opens a corpus with a newer version).
 * - writer: crawls and re-extracts; changes no table, and deletes no text: erasing is the owner's.
 * - reader: reads everything but names; a question may take a minute.
 * - authors: reads names too, where the corpus keeps them.
 *
 * @throws UsageError `usage/invalid-value` for a schema or prefix that is no plain name
 * @example
 * console.log(rolesSql({ prefix: "harbour" }));
 */
export function rolesSql({ schema = "public", prefix = "belowline" } = {}): string {
  for (const name of [schema, prefix]) {
    if (!/^[a-z_][a-z0-9_]{0,40}$/.test(name)) {
      throw new UsageError(
        "usage/invalid-value",
        `roles: expected a plain lower-case name for schema and prefix, found ${JSON.stringify(name.slice(0, 40))}`,
      );
    }
  }
  const role = (name: RoleName): string => `${prefix}_${name}`;
  const all = ROLES.map(role).join(", ");
  return `-- Run as the owner of the tables; again after every new version of Belowline.
do $$ declare name text; begin
  foreach name in array array[${ROLES.map((one) => `'${role(one)}'`).join(", ")}] loop
    if not exists (select from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
  end loop;
end $$;
revoke all on schema ${schema} from public;
revoke all on all tables in schema ${schema} from public, ${all};
revoke all on all functions in schema ${schema} from public;
grant usage on schema ${schema} to ${all};
grant create on schema ${schema} to ${role("migrator")};
grant all on all tables in schema ${schema} to ${role("migrator")};
grant all on all sequences in schema ${schema} to ${role("migrator")};
grant execute on all functions in schema ${schema} to ${role("migrator")}, ${role("writer")};

-- The writer: nothing that was said is ever deleted by a crawl. What it deletes is its own book-keeping.
grant select, insert, update on all tables in schema ${schema} to ${role("writer")};
grant usage, select on all sequences in schema ${schema} to ${role("writer")};
grant delete on ${DELETED_BY_WRITERS.map((table) => `${schema}.${table}`).join(", ")} to ${role("writer")};

-- The reader: every table but those with names and raw pages; commenter without its name.
do $$ declare t record; begin
  for t in select c.relname as name from pg_class c
    where c.relnamespace = '${schema}'::regnamespace and c.relkind in ('r', 'v', 'm')
      and c.relname not in (${UNREAD.map((table) => `'${table}'`).join(", ")}, 'commenter', 'v_comments')
  loop execute format('grant select on ${schema}.%I to ${role("reader")}, ${role("authors")}', t.name); end loop;
end $$;
grant select (id, publisher_id, pseudonym, first_seen_at) on ${schema}.commenter to ${role("reader")};
grant select on ${schema}.commenter, ${schema}.v_comments to ${role("authors")};
alter role ${role("reader")} set default_transaction_read_only = on;
alter role ${role("reader")} set statement_timeout = '${READER_TIMEOUT}';
alter role ${role("authors")} set default_transaction_read_only = on;
alter role ${role("authors")} set statement_timeout = '${READER_TIMEOUT}';
`;
}

/** What commits, sweeps, searches for duplicates and the index take back in their daily work; no article, comment or capture. */
const DELETED_BY_WRITERS = [
  "learned_line",
  "wording",
  "wording_of",
  "shingle",
  "likeness",
  "duplicate_ruling",
  "token_term",
  "token_text",
  "token_segment",
  "token_posting",
  "token_due",
] as const;

/** Raw pages, and by whom the erased cannot be guessed, yet nobody needs to try. */
const UNREAD = ["body", "tombstone", "setting"] as const;
