// 0012: the past of rows that change, so that the corpus can be asked as it stood; articles that go; what feeds say of threads.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

/** What changes with every visit: told by the times at which a row was seen, or of no interest for what the corpus said. */
const PASSING = ["last_seen_at", "walked_at", "seen_times", "walk_times", "ref"];

/** The tables whose rows change (a commenter's name is kept once, so that one place has to be closed to readers), with the columns that never do (an index on them serves a look back too). */
const CHANGING = {
  article: ["id", "publisher_id", "first_seen_at"],
  article_url: ["id", "url", "first_seen_at"],
  thread: ["id", "article_id", "publisher_id", "first_seen_at"],
  comment: ["id", "thread_id", "article_id", "publisher_id", "native_id", "first_seen_at"],
} as const;
type Changing = keyof typeof CHANGING;

async function up(db: Kysely<unknown>): Promise<void> {
  await columns(db);
  await past(db);
  await sightings(db);
  for (const table of Object.keys(CHANGING) as Changing[]) {
    await keep(db, table);
    await lookBack(db, table);
  }
  await backfill(db);
  await events(db);
}

async function columns(db: Kysely<unknown>): Promise<void> {
  await sql`alter table article add column gone_at timestamptz`.execute(db);
  await sql`alter table article add column seen_times timestamptz[] not null default '{}'`.execute(db);
  await sql`alter table thread add column seen_times timestamptz[] not null default '{}'`.execute(db);
  await sql`alter table thread add column walk_times timestamptz[] not null default '{}'`.execute(db);
  await sql`alter table page add column said_comments integer`.execute(db);
  await sql`alter table page add column said_at timestamptz`.execute(db);
  const meanings = {
    "article.gone_at": "When its page was first answered by 404, 410 or 451 (UTC); null while it is there",
    "article.seen_times": "Every last_seen_at that it had",
    "thread.seen_times": "Every last_seen_at that it had",
    "thread.walk_times": "Every walked_at that it had",
    "page.said_comments": "For kind thread: the number of comments that a feed gave last",
    "page.said_at": "When a feed gave it (UTC)",
  };
  for (const [column, meaning] of Object.entries(meanings)) {
    await sql`comment on column ${sql.raw(column)} is ${sql.lit(meaning)}`.execute(db);
  }
}

async function past(db: Kysely<unknown>): Promise<void> {
  await sql`create table past (
    no bigint generated always as identity primary key,
    row_of text not null,
    id uuid not null,
    until timestamptz not null,
    before jsonb not null
  )`.execute(db);
  await sql`create index past_id on past (id, no)`.execute(db);
  await describe(db, "table", "past", {
    what: "What rows said before they changed: read through article_at(moment), comment_at(moment) and their like",
    columns: {
      no: "Order of the changes",
      row_of: "Table of the row",
      id: "Its id",
      until: "When the visit ended that changed it (UTC)",
      before:
        "Columns that changed, as they were; first_seen_at: null for a row that was not here before, though its answer was",
    },
  });
}

/** 8 bytes a visit, where a row of `past` would take 100. */
async function sightings(db: Kysely<unknown>): Promise<void> {
  const append = (times: string, at: string): string => `
    if new.${at} is not null and new.${at} is distinct from new.${times}[cardinality(new.${times})] then
      new.${times} := new.${times} || new.${at};
    end if;`;
  const note = {
    article: [["seen_times", "last_seen_at"]],
    thread: [
      ["seen_times", "last_seen_at"],
      ["walk_times", "walked_at"],
    ],
  };
  for (const [table, pairs] of Object.entries(note)) {
    await sql
      .raw(
        `create function ${table}_note_times() returns trigger language plpgsql as $$
          begin ${pairs.map(([times, at]) => append(times!, at!)).join("")} return new; end $$`,
      )
      .execute(db);
    await sql
      .raw(
        `create trigger ${table}_note_times before insert or update on ${table} for each row execute function ${table}_note_times()`,
      )
      .execute(db);
    for (const [times, at] of pairs) {
      await sql.raw(`update ${table} set ${times} = array[${at}] where ${at} is not null`).execute(db);
    }
  }
}

async function columnsOf(db: Kysely<unknown>, table: Changing): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} order by ordinal_position`.execute(db);
  return rows.map(({ name }) => name);
}

/** Triggers, because the past must be right whoever writes. The moment is the visit's, which the writer states: clocks differ. */
async function keep(db: Kysely<unknown>, table: Changing): Promise<void> {
  if (table === "article") {
    await sql
      .raw(
        `create function moment_of_change() returns timestamptz language sql stable as $$
          select coalesce(nullif(current_setting('belowline.at', true), '')::timestamptz, now()) $$`,
      )
      .execute(db);
    await sql
      .raw(
        `create function keep_past() returns trigger language plpgsql as $$
          declare
            now_is jsonb := to_jsonb(new);
          begin
            if moment_of_change() > old.first_seen_at then
              insert into past (row_of, id, until, before)
              select tg_table_name, old.id, moment_of_change(), jsonb_object_agg(o.key, o.value)
              from jsonb_each(to_jsonb(old)) o
              where o.value is distinct from now_is -> o.key and o.key <> all ('{${PASSING.join(",")}}'::text[]);
            end if;
            return null;
          end $$`,
      )
      .execute(db);
    await sql
      .raw(
        `create function keep_absence() returns trigger language plpgsql as $$
          begin
            insert into past (row_of, id, until, before)
            values (tg_table_name, new.id, moment_of_change(), '{"first_seen_at": null}');
            return null;
          end $$`,
      )
      .execute(db);
    // Who erases a row erases its past.
    await sql
      .raw(
        `create function drop_past() returns trigger language plpgsql as $$
          begin delete from past where id in (select id from old_rows); return null; end $$`,
      )
      .execute(db);
  }
  const watched = (await columnsOf(db, table)).filter((name) => !PASSING.includes(name));
  const row = (of: string): string => `(${watched.map((name) => `${of}.${name}`).join(", ")})`;
  await sql
    .raw(
      `create trigger ${table}_keep_past after update on ${table} for each row
        when (${row("old")} is distinct from ${row("new")}) execute function keep_past()`,
    )
    .execute(db);
  await sql
    .raw(
      `create trigger ${table}_keep_absence after insert on ${table} for each row
        when (new.first_seen_at < moment_of_change()) execute function keep_absence()`,
    )
    .execute(db);
  await sql
    .raw(
      `create trigger ${table}_drop_past after delete on ${table} referencing old table as old_rows
        for each statement execute function drop_past()`,
    )
    .execute(db);
}

/** What was seen last by a moment. A comment was seen by every walk up to its own last, but for those that `past` tells of. */
const SEEN: Readonly<Record<Changing, string>> = {
  article: `jsonb_build_object('last_seen_at', (select max(s) from unnest(o.seen_times) s where s <= moment))`,
  thread: `jsonb_build_object('last_seen_at', (select max(s) from unnest(o.seen_times) s where s <= moment),
    'walked_at', (select max(s) from unnest(o.walk_times) s where s <= moment))`,
  comment: `case when coalesce((p.before ->> 'last_seen_at')::timestamptz, o.last_seen_at) <= moment then '{}'::jsonb
    else jsonb_build_object('last_seen_at', greatest(o.first_seen_at,
      (select max(s) from thread t, unnest(t.walk_times) s where t.id = o.thread_id and s <= moment))) end`,
  article_url: `'{}'::jsonb`,
};

/**
 * `<table>_at(moment)`: its rows as they stood. One SELECT in SQL, so that the planner takes it into the question that is asked and uses
 * the indexes of the columns that never change.
 */
async function lookBack(db: Kysely<unknown>, table: Changing): Promise<void> {
  const fixed: readonly string[] = CHANGING[table];
  const list = (await columnsOf(db, table)).map((name) => `${fixed.includes(name) ? "o" : "n"}.${name}`);
  await sql
    .raw(
      `create function ${table}_at(moment timestamptz) returns setof ${table} language sql stable as $$
        select ${list.join(", ")} from ${table} o
        left join lateral (
          select jsonb_object_agg(e.key, e.value order by p.no desc) as before
          from past p cross join lateral jsonb_each(p.before) e
          where p.id = o.id and p.row_of = '${table}' and p.until > moment
        ) p on true
        cross join lateral jsonb_populate_record(o, coalesce(p.before, '{}') || ${SEEN[table]}) n
        where o.first_seen_at <= moment and not coalesce(p.before ? 'first_seen_at', false) $$`,
    )
    .execute(db);
  await sql
    .raw(
      `comment on function ${table}_at(timestamptz) is 'The rows of ${table} as they stood at a moment; exact from when this corpus got its migration 0012'`,
    )
    .execute(db);
}

/** What an older corpus can still tell: which revision was current when, and the ledgers of its walks. */
async function backfill(db: Kysely<unknown>): Promise<void> {
  for (const table of ["article", "comment"] as const) {
    await sql`insert into past (row_of, id, until, before)
      select ${table}, ${sql.id(`${table}_id`)}, seen_at, jsonb_build_object('revision', number - 1)
      from ${sql.table(`${table}_revision`)} where number > 1 order by seen_at, number`.execute(db);
  }
  await sql`insert into past (row_of, id, until, before)
    select 'thread', thread_id, walked_at, before from (
      select thread_id, number, walked_at, lag(jsonb_build_object('announced', announced, 'collected', collected, 'complete', complete,
        'gaps', gaps, 'ways', to_jsonb(ways))) over (partition by thread_id order by number) as before
      from thread_walk) w
    where before is not null order by walked_at, number`.execute(db);
}

async function events(db: Kysely<unknown>): Promise<void> {
  const kinds = [
    "article-revised",
    "article-gone",
    "article-returned",
    "comment-revised",
    "comment-moderated",
    "comment-vanished",
    "comment-returned",
    "thread-opened",
    "thread-closed",
    "platform-changed",
  ];
  await sql`alter table event drop constraint event_kind_check`.execute(db);
  await sql
    .raw(
      `alter table event add constraint event_kind_check check (kind in (${kinds.map((kind) => `'${kind}'`).join(", ")}))`,
    )
    .execute(db);
  await sql`comment on column event.kind is ${sql.lit(`${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)}`)}`.execute(
    db,
  );
  await sql`alter table comment_revision drop constraint comment_revision_cause_check`.execute(db);
  await sql`alter table comment_revision add constraint comment_revision_cause_check
    check (cause in ('first', 'edit', 'moderation', 'extractor'))`.execute(db);
}

export const time: Migration = { up };
