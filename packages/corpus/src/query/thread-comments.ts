// The comments of one thread, read column by column: a row of twenty fields costs more to hand over than to find.
import type { CommentRecord } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type Gather, gathered } from "../db/gathered.ts";
import { numbersIn } from "../db/numbers.ts";
import {
  type At,
  type Cells,
  COLUMNS,
  COMMENT_FIELDS,
  type Column,
  type CommentField,
  FIELDS,
  type Kind,
  type Name,
  type Place,
} from "./comment-fields.ts";
import type { Condition } from "./filter.ts";
import { isoOfSeconds } from "./instants.ts";
import type { Representatives, Standing } from "./standing.ts";

/** Stands for a text that is null: none that is stored is this sign alone. */
const NONE = "\u001f";
const UUID = 36;
const NO_UUID = " ".repeat(UUID);
const SPACE = 32;

const numbers: Gather = (of) => sql`array_agg(${of})::text`;
const GATHERED: Record<Exclude<Kind, "text">, Gather> = {
  uuid: (of) => sql`string_agg(coalesce(${of}::text, ${NO_UUID}), '')`,
  number: numbers,
  /** Seconds since 1970: one function call a value, and exact to the microsecond. */
  time: (of) => numbers(sql`date_part('epoch', ${of})`),
};

type Texts = Readonly<Record<Name, readonly string[]>>;
/** Null where no comment has a value. */
type Answer = { readonly size: number } & Readonly<Record<Name, string | null>>;

/** In no order. Only what the fields need is read: a text, an author and a copy are each searched for in another table. */
export async function commentsOfThread<Of extends CommentField>(
  db: Database,
  standing: Standing,
  place: Place,
  fields: readonly Of[],
): Promise<Pick<CommentRecord, Of>[]> {
  const names = [...new Set(fields.flatMap((of) => FIELDS[of].needs))];
  const ask = async (gather: Gather): Promise<Answer> => {
    const { rows } = await sql<Answer>`${statement(standing, place, names, gather)}`.execute(db.withoutPlugins());
    return rows[0]!;
  };
  const ofText = names.filter((name) => COLUMNS[name].kind === "text");
  const { row, texts } = await gathered(ofText, ask, ({ size }) => size);
  return row.size === 0 ? [] : records(place, fields, row, texts);
}

function statement(standing: Standing, place: Place, names: readonly Name[], gather: Gather): Condition {
  const joined = new Set(names.map((name) => (COLUMNS[name] as Column).from));
  const copies: Representatives = joined.has("representative")
    ? standing.representatives("comment", sql`c.id`)
    : { joined: sql``, representative: sql`null::uuid` };
  const gathered = names.map((name) => {
    const { kind, of } = COLUMNS[name];
    const value = kind === "text" ? gather(sql`coalesce(${of}::text, ${NONE})`) : GATHERED[kind](of);
    return sql`, case when count(${of}) > 0 then ${value} end as ${sql.id(name)}`;
  });
  return sql`select count(*)::int as size ${sql.join(gathered, sql` `)} from (
    select c.*, ${joined.has("revision") ? sql`r.text, r.html` : sql`null as text, null as html`},
      ${joined.has("commenter") ? sql`coalesce(w.name, w.pseudonym)` : sql`null`} as author,
      ${copies.representative} as stands_for_it
    from (select * from ${standing.comment} c where c.thread_id = ${place.id}::uuid) c
    ${joined.has("revision") ? REVISION : sql``}
    ${joined.has("commenter") ? sql`left join commenter w on w.id = c.commenter_id` : sql``}
    ${copies.joined}
  ) c`;
}

const REVISION = sql`join lateral (
  select text, html from comment_revision where comment_id = c.id and number = c.revision offset 0) r on true`;

function records<Of extends CommentField>(
  place: Place,
  fields: readonly Of[],
  found: Answer,
  texts: Texts,
): Pick<CommentRecord, Of>[] {
  const cells = cellsOf(found, texts);
  const read = Object.fromEntries(fields.map((name) => [name, FIELDS[name].read(cells, place)])) as object as Readers;
  const made: Pick<CommentRecord, Of>[] = [];
  const build: (i: number) => object = fields.length === COMMENT_FIELDS.length ? whole(read) : partly(read);
  for (let i = 0; i < found.size; i++) made.push(build(i) as Pick<CommentRecord, Of>);
  return made;
}

type Readers = { readonly [Of in CommentField]: (i: number) => CommentRecord[Of] };

/** Written out: setting fields by their names takes twenty times as long as a literal. */
const whole =
  (read: Readers) =>
  (i: number): CommentRecord => ({
    id: read.id(i),
    articleId: read.articleId(i),
    articleUrl: read.articleUrl(i),
    platform: read.platform(i),
    nativeId: read.nativeId(i),
    parentId: read.parentId(i),
    parentFrom: read.parentFrom(i),
    rootId: read.rootId(i),
    depth: read.depth(i),
    position: read.position(i),
    author: read.author(i),
    byArticleAuthor: read.byArticleAuthor(i),
    createdAt: read.createdAt(i),
    createdAtPrecision: read.createdAtPrecision(i),
    editedAt: read.editedAt(i),
    text: read.text(i),
    html: read.html(i),
    votes: read.votes(i),
    state: read.state(i),
    permalink: read.permalink(i),
    firstSeenAt: read.firstSeenAt(i),
    lastSeenAt: read.lastSeenAt(i),
    duplicateOf: read.duplicateOf(i),
  });

function partly(read: Partial<Readers>): (i: number) => object {
  const some = Object.entries(read);
  return (i) => {
    const record: Record<string, unknown> = {};
    for (const [name, of] of some) record[name] = of(i);
    return record;
  };
}

const nothing = (): null => null;

function cellsOf(found: Answer, texts: Texts): Cells {
  const number = (name: Name): At<number> => {
    const array = found[name];
    if (array === null) return nothing;
    const values = numbersIn(array);
    return (i) => values[i]!;
  };
  return {
    uuid(name) {
      const all = found[name];
      if (all === null) return nothing;
      return (i) => (all.charCodeAt(i * UUID) === SPACE ? null : all.slice(i * UUID, (i + 1) * UUID));
    },
    number,
    time(name) {
      const seconds = number(name);
      return (i) => {
        const since = seconds(i);
        return since === null ? null : isoOfSeconds(since);
      };
    },
    text(name) {
      const all = texts[name];
      if (found[name] === null) return nothing;
      return (i) => (all[i] === NONE ? null : all[i]!);
    },
  };
}
