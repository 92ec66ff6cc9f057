// Roles for a PostgreSQL that several people use, as SQL for its administrator: who may change tables, write, read, and see names.
import { UsageError } from "@belowline/schema";

/** Logins, each with a password of its own: what a session may is set with them. */
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
 * - reader: reads everything but raw pages, and but names where the corpus keeps them; a question may take a minute.
 * - authors: reads names too.
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
  return `-- Run as the owner of the tables; again after every new version of Belowline. Then give each role a password.
begin;
do $$ declare name text; begin
  foreach name in array array[${ROLES.map((one) => `'${role(one)}'`).join(", ")}] loop
    if not exists (select from pg_roles where rolname = name) then execute format('create role %I login', name); end if;
  end loop;
end $$;
revoke all on schema ${schema} from public;
revoke all on all tables in schema ${schema} from public, ${all};
revoke all on all functions in schema ${schema} from public;
grant usage on schema ${schema} to ${all};

-- migrator: owns nothing yet, but is what you hand the tables to: "alter table ... owner to ${role("migrator")}".
grant create on schema ${schema} to ${role("migrator")};
grant all on all tables in schema ${schema} to ${role("migrator")};
grant all on all sequences in schema ${schema} to ${role("migrator")};
grant execute on all functions in schema ${schema} to ${role("migrator")}, ${role("writer")};

-- writer: nothing that was said is ever deleted by a crawl. What it deletes is book-keeping of its own.
grant select, insert, update on all tables in schema ${schema} to ${role("writer")};
grant usage, select on all sequences in schema ${schema} to ${role("writer")};
grant delete, truncate on ${DELETED_BY_WRITERS.map((table) => `${schema}.${table}`).join(", ")} to ${role("writer")};

-- reader: everything but raw pages and, in a corpus with names, the names and the views that print them.
do $$ declare t record; raw boolean := (select value = 'raw' from ${schema}.setting where key = 'authors'); begin
  for t in
    select c.relname as name, c.oid = '${schema}.commenter'::regclass or exists (
      select from pg_depend d join pg_rewrite r on r.oid = d.objid
      where r.ev_class = c.oid and d.refobjid = '${schema}.commenter'::regclass) as tells
    from pg_class c where c.relnamespace = '${schema}'::regnamespace and c.relkind in ('r', 'v', 'm')
      and c.relname not in (${UNREAD.map((table) => `'${table}'`).join(", ")})
  loop
    execute format('grant select on ${schema}.%I to ${role("authors")}', t.name);
    if not (t.tells and raw) then execute format('grant select on ${schema}.%I to ${role("reader")}', t.name); end if;
  end loop;
end $$;
grant execute on function ${LOOKING_BACK.map((table) => `${schema}.${table}_at(timestamptz)`).join(", ")}
  to ${role("reader")}, ${role("authors")};
grant select (id, publisher_id, pseudonym, first_seen_at) on ${schema}.commenter to ${role("reader")};
alter role ${role("reader")} set default_transaction_read_only = on;
alter role ${role("reader")} set statement_timeout = '${READER_TIMEOUT}';
alter role ${role("authors")} set default_transaction_read_only = on;
alter role ${role("authors")} set statement_timeout = '${READER_TIMEOUT}';
commit;
`;
}

/** What commits, sweeps, searches for duplicates and the index take back in their daily work; no article, comment or capture. */
const DELETED_BY_WRITERS = [
  "learned_line",
  "wording",
  "wording_due",
  "wording_of",
  "shingle",
  "common_shingle",
  "likeness",
  "duplicate_ruling",
  "token_term",
  "token_text",
  "token_segment",
  "token_posting",
  "token_due",
] as const;

/** Tables that can be read as they stood at a moment. */
const LOOKING_BACK = ["article", "article_url", "thread", "comment"] as const;

/** Raw pages, and what nobody needs to try guesses on. */
const UNREAD = ["body", "tombstone"] as const;
