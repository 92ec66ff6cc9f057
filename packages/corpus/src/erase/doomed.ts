// Doomed: what an erasure is about, resolved to the rows that go, in a table that lives as long as the transaction.
import {
  callsOf,
  canonicalise,
  commenterId,
  isId,
  type PageId,
  type Privacy,
  type PublisherId,
  pageId,
  publisherId,
  refuseUnknown,
  storable,
  UsageError,
  WHOLE,
} from "@belowline/schema";
import { sql } from "kysely";
import { articlesAlike } from "../query/alike.ts";
import type { Tx } from "../store/rows.ts";
import type { Marker } from "./marks.ts";

/** Exactly one of them. */
export type EraseTarget =
  /** A comment: its id or its permalink. */
  | { readonly comment: string }
  /** All comments of a commenter: the pseudonym. */
  | { readonly commenter: string }
  /** The same by the name, or the platform's key of the user, as the site prints it; turned into pseudonyms and not kept. */
  | { readonly name: string }
  /** An article with its threads: any of its addresses. */
  | { readonly url: string }
  /** Everything of a publisher: its key, such as "news.example". */
  | { readonly publisher: string };

const KINDS = ["comment", "commenter", "name", "url", "publisher"] as const;
export type DoomedKind = "publisher" | "article" | "thread" | "comment" | "commenter" | "page";

/** What of it is here, by kind; and fills the table `doomed (kind, id)`. */
export async function doom(tx: Tx, target: EraseTarget, privacy: Privacy): Promise<Record<DoomedKind, number>> {
  const [kind, value] = targetOf(target);
  await openList(tx);
  if (kind === "comment") await doomComment(tx, value);
  else if (kind === "commenter" || kind === "name") await doomCommenter(tx, kind, value, privacy);
  else if (kind === "url") await doomArticle(tx, value);
  else await doomPublisher(tx, publisherId(value));
  const counts = await countList(tx);
  if (Object.values(counts).some((n) => n > 0)) return counts;
  const called = kind === "name" ? await calledSo(tx, value, privacy) : [];
  if (called.length > 0) {
    throw new UsageError(
      "usage/not-found",
      `erase: nobody is known by that name alone, but ${called.join(", ")} had it: their platform tells them by a key, and several may have ` +
        "one name; look at what they wrote, and erase by commenter (--commenter)",
      { by: kind, called },
    );
  }
  const alike = kind === "url" ? await articlesAlike(tx, value) : [];
  const hint = alike.length > 0 ? `there is an article at ${alike.join(" and at ")}` : `expected ${EXPECTED[kind]}`;
  // What was asked for is not repeated: it may be a name.
  throw new UsageError("usage/not-found", `erase: nothing in this corpus goes by the ${kind} that was given; ${hint}`, {
    by: kind,
  });
}

/** Makes the list that an erasure goes by. */
export const openList = async (tx: Tx): Promise<unknown> =>
  await sql`create temporary table doomed (kind text, id uuid, primary key (kind, id)) on commit drop`.execute(tx);

export async function countList(tx: Tx): Promise<Record<DoomedKind, number>> {
  const { rows } = await sql<{ kind: DoomedKind; n: number }>`
    select kind, count(*)::int as n from doomed group by kind`.execute(tx);
  const counts = { publisher: 0, article: 0, thread: 0, comment: 0, commenter: 0, page: 0 };
  for (const row of rows) counts[row.kind] = row.n;
  return counts;
}

/** Ids that are looked at together. */
const AT_ONCE = 20_000;

/** The same for tombstones: whatever is here under one of these marks, with all that hangs on it. */
export async function doomMarked(
  tx: Tx,
  marks: ReadonlySet<string>,
  mark: Marker,
): Promise<Record<DoomedKind, number>> {
  await openList(tx);
  for (const kind of ["publisher", "article", "comment", "commenter", "page"] as const) {
    for (let last = "00000000-0000-0000-0000-000000000000"; ; ) {
      const { rows } = await sql<{ id: string }>`
        select id from ${sql.id(kind)} where id > ${last}::uuid order by id limit ${AT_ONCE}`.execute(tx);
      if (rows.length === 0) break;
      const found = rows.flatMap(({ id }) => (marks.has(mark(kind, id)) ? [id] : []));
      await sql`insert into doomed select ${kind}::text, unnest(${found}::uuid[])`.execute(tx);
      last = rows.at(-1)!.id;
    }
  }
  const { rows } = await sql<{ id: PublisherId }>`select id from doomed where kind = 'publisher'`.execute(tx);
  for (const { id } of rows) await belowPublisher(tx, id);
  await sql`insert into doomed select 'comment', c.id from comment c
    join doomed d on d.kind = 'commenter' and d.id = c.commenter_id on conflict do nothing`.execute(tx);
  await belowArticles(tx);
  await pagesOfThreads(tx);
  return await countList(tx);
}

const EXPECTED = {
  comment: "the id or the permalink of a comment",
  commenter: "a pseudonym such as c_abcdefghijklmnop",
  name: "a name or user key just as the site prints it; case counts",
  url: "an address of an article",
  publisher: 'the key of a publisher, such as "news.example"',
} as const;

function targetOf(target: EraseTarget): [(typeof KINDS)[number], string] {
  refuseUnknown("erase", target, KINDS);
  const given = Object.entries(target).filter(([, value]) => typeof value === "string" && value.trim() !== "");
  if (given.length === 1) return given[0] as [(typeof KINDS)[number], string];
  throw new UsageError(
    "usage/missing-value",
    `erase: expected one of ${KINDS.join(", ")} with a value, found ${given.length}`,
  );
}

async function doomComment(tx: Tx, place: string): Promise<void> {
  const which = isId(place) ? sql`id = ${place}::uuid` : sql`permalink = ${storable(place)}`;
  await sql`insert into doomed select 'comment', id from comment where ${which}`.execute(tx);
}

async function doomCommenter(tx: Tx, kind: "commenter" | "name", value: string, privacy: Privacy): Promise<void> {
  const publishers = await tx.selectFrom("publisher").select("key").execute();
  const ids = publishers.flatMap(({ key }) => {
    const pseudonyms =
      kind === "commenter"
        ? [value]
        : [{ name: value }, { name: null, key: value }].flatMap((stated) => privacy.author(key, stated)?.id ?? []);
    return pseudonyms.map((pseudonym) => commenterId(key, pseudonym));
  });
  await sql`insert into doomed select 'commenter', id from commenter where id = any(${ids}::uuid[])`.execute(tx);
  await sql`insert into doomed select 'comment', c.id from comment c
    join doomed d on d.kind = 'commenter' and d.id = c.commenter_id`.execute(tx);
}

/** The pseudonyms of those whose platform has a key for them: a name does not single one out. */
async function calledSo(tx: Tx, name: string, privacy: Privacy): Promise<string[]> {
  const { whole } = callsOf(name);
  if (whole === null) return [];
  const publishers = await tx.selectFrom("publisher").select(["id", "key"]).execute();
  const found: string[] = [];
  for (const { id, key } of publishers) {
    const { rows } = await sql<{ pseudonym: string }>`
      select pseudonym from commenter where publisher_id = ${id} and called @> array[${WHOLE + privacy.mark(key, whole)}::text]
      order by 1 limit 20`.execute(tx);
    found.push(...rows.map(({ pseudonym }) => pseudonym));
  }
  return found;
}

async function doomArticle(tx: Tx, url: string): Promise<void> {
  const canonical = canonicalise(url);
  const page = canonical === undefined ? null : pageId(canonical);
  await sql`insert into doomed select 'article', article_id from article_url where id = ${page}::uuid`.execute(tx);
  await belowArticles(tx);
  await sql`insert into doomed select 'page', u.id from article_url u
    join doomed d on d.kind = 'article' and d.id = u.article_id`.execute(tx);
  await pagesOfThreads(tx);
  // An address that never became an article may hold a capture of what is to go.
  await sql`insert into doomed select 'page', id from page where id = ${page as PageId | null}::uuid
    on conflict do nothing`.execute(tx);
}

async function doomPublisher(tx: Tx, id: PublisherId): Promise<void> {
  await sql`insert into doomed select 'publisher', id from publisher where id = ${id}`.execute(tx);
  await belowPublisher(tx, id);
  await belowArticles(tx);
  await pagesOfThreads(tx);
}

async function belowPublisher(tx: Tx, id: PublisherId): Promise<void> {
  for (const kind of ["article", "commenter", "page"]) {
    await sql`insert into doomed select ${kind}::text, id from ${sql.id(kind)} where publisher_id = ${id}
      on conflict do nothing`.execute(tx);
  }
}

async function belowArticles(tx: Tx): Promise<void> {
  await sql`insert into doomed select 'thread', t.id from thread t
    join doomed d on d.kind = 'article' and d.id = t.article_id on conflict do nothing`.execute(tx);
  await sql`insert into doomed select 'comment', c.id from comment c
    join doomed d on d.kind = 'thread' and d.id = c.thread_id on conflict do nothing`.execute(tx);
}

const pagesOfThreads = async (tx: Tx): Promise<unknown> =>
  await sql`insert into doomed select 'page', p.id from page p
    join doomed d on d.kind = 'thread' and d.id = p.thread_id on conflict do nothing`.execute(tx);
