// All comments of one thread, read column by column: a row of twenty fields costs more to hand over than to find.
import type { CommentRecord, CommentState, ParentFrom, Precision } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { isoOfSeconds } from "./instants.ts";
import type { Standing } from "./standing.ts";

/** What all comments of a thread have in common. */
export interface Place {
  readonly id: string;
  readonly articleId: string;
  readonly articleUrl: string;
  readonly platform: string;
}

/** Stands between two texts; and for a text that is null. Neither can be in a text that is stored, or JSON is asked for instead. */
const BETWEEN = "\u001e";
const NONE = "\u001f";
const UUID = 36;
const NO_UUID = " ".repeat(UUID);

const uuids = (column: RawBuilder<unknown>) => sql`string_agg(coalesce(${column}::text, ${NO_UUID}), '')`;
const numbers = (column: RawBuilder<unknown>) => sql`array_agg(${column})::text`;
/** Seconds since 1970: one function call a value, and exact to the microsecond. */
const times = (column: RawBuilder<unknown>) => numbers(sql`date_part('epoch', ${column})`);

const TEXTS = ["nativeid", "parentfrom", "author", "precision", "text", "html", "state", "permalink"] as const;

type Columns = Record<
  | "ids"
  | "parents"
  | "roots"
  | "copies"
  | "depths"
  | "positions"
  | "ups"
  | "downs"
  | "scores"
  | "byauthor"
  | "created"
  | "edited"
  | "first"
  | "last"
  | (typeof TEXTS)[number],
  string
> & { readonly size: number };

/** In reading order. */
export async function commentsOfThread(db: Database, standing: Standing, place: Place): Promise<CommentRecord[]> {
  const read = async (texts: (column: RawBuilder<unknown>) => RawBuilder<unknown>): Promise<Columns> => {
    const { rows } = await sql<Columns>`
      select count(*)::int as size, ${uuids(sql`c.id`)} as ids, ${uuids(sql`c.parent_id`)} as parents, ${uuids(sql`c.root_id`)} as roots,
        ${uuids(sql`nullif(c.stands_for_it, c.id)`)} as copies, ${numbers(sql`c.depth`)} as depths, ${numbers(sql`c.position`)} as positions,
        ${numbers(sql`c.votes_up`)} as ups, ${numbers(sql`c.votes_down`)} as downs, ${numbers(sql`c.votes_score`)} as scores,
        ${numbers(sql`c.by_article_author::int`)} as byauthor, ${times(sql`c.created_at`)} as created, ${times(sql`c.edited_at`)} as edited,
        ${times(sql`c.first_seen_at`)} as first, ${times(sql`c.last_seen_at`)} as last,
        ${texts(sql`c.native_id`)} as nativeid, ${texts(sql`c.parent_from`)} as parentfrom, ${texts(sql`c.author`)} as author,
        ${texts(sql`c.created_precision`)} as precision, ${texts(sql`c.text`)} as text, ${texts(sql`c.html`)} as html,
        ${texts(sql`c.state`)} as state, ${texts(sql`c.permalink`)} as permalink
      from (
        select c.*, r.text, r.html, coalesce(w.name, w.pseudonym) as author, ${standing.representative.comment} as stands_for_it
        from (select c.* from ${standing.comment} c where c.thread_id = ${place.id}::uuid) c
        join lateral (select text, html from comment_revision where comment_id = c.id and number = c.revision offset 0) r on true
        left join commenter w on w.id = c.commenter_id
        order by c.position, c.id
      ) c`.execute(db.withoutPlugins());
    return rows[0]!;
  };
  const found = await read((column) => sql`string_agg(coalesce(${column}::text, ${NONE}), ${BETWEEN})`);
  if (found.size === 0) return [];
  const cut = TEXTS.map((name) => found[name].split(BETWEEN));
  if (cut.every(({ length }) => length === found.size)) return records(place, found, cut);
  const whole = await read((column) => sql`json_agg(coalesce(${column}::text, ${NONE}))::text`);
  return records(
    place,
    whole,
    TEXTS.map((name) => JSON.parse(whole[name]) as string[]),
  );
}

function records(place: Place, found: Columns, texts: readonly (readonly string[])[]): CommentRecord[] {
  const [nativeIds, parentFroms, authors, precisions, bodies, htmls, states, permalinks] = texts as readonly [
    string[],
    string[],
    string[],
    string[],
    string[],
    string[],
    string[],
    string[],
  ];
  const [depths, positions, ups, downs, scores, byAuthor, created, edited, first, last] = (
    ["depths", "positions", "ups", "downs", "scores", "byauthor", "created", "edited", "first", "last"] as const
  ).map((name) => numbersIn(found[name])) as unknown as readonly [
    number[],
    number[],
    (number | null)[],
    (number | null)[],
    (number | null)[],
    number[],
    (number | null)[],
    (number | null)[],
    number[],
    number[],
  ];
  const uuidAt = (column: string, i: number): string => column.slice(i * UUID, (i + 1) * UUID);
  const told = (value: string): string | null => (value === NONE ? null : value);
  const iso = (since: number | null): string | null => (since === null ? null : isoOfSeconds(since));
  const made: CommentRecord[] = [];
  for (let i = 0; i < found.size; i++) {
    const parent = uuidAt(found.parents, i);
    const copy = uuidAt(found.copies, i);
    const [up, down, score] = [ups[i]!, downs[i]!, scores[i]!];
    made.push({
      id: uuidAt(found.ids, i),
      articleId: place.articleId,
      articleUrl: place.articleUrl,
      platform: place.platform,
      nativeId: nativeIds[i]!,
      parentId: parent === NO_UUID ? null : parent,
      parentFrom: parentFroms[i] as ParentFrom,
      rootId: uuidAt(found.roots, i),
      depth: depths[i]!,
      position: positions[i]!,
      author: told(authors[i]!),
      byArticleAuthor: byAuthor[i] === 1,
      createdAt: iso(created[i]!),
      createdAtPrecision: told(precisions[i]!) as Precision | null,
      editedAt: iso(edited[i]!),
      text: bodies[i]!,
      html: htmls[i]!,
      votes: up === null && down === null && score === null ? null : { up, down, score },
      state: states[i] as CommentState,
      permalink: told(permalinks[i]!),
      firstSeenAt: isoOfSeconds(first[i]!),
      lastSeenAt: isoOfSeconds(last[i]!),
      duplicateOf: copy === NO_UUID ? null : copy,
    });
  }
  return made;
}

/** An array as the database writes it: {1,NULL,3}. */
const numbersIn = (array: string): (number | null)[] =>
  JSON.parse(`[${array.slice(1, -1).replaceAll("NULL", "null")}]`) as (number | null)[];
