// Members: articles and comments as the questions about duplicates tell of them, and finding one by its address or id.
import { isId, pageId, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import type { RecordKind } from "../../store/duplicates/texts.ts";
import type { Condition } from "../filter.ts";
import { canonical } from "../revisions.ts";

/** An article or comment among its duplicates. */
export interface DuplicateMember {
  readonly id: string;
  /** Of the article; a comment's permalink, or the address of its article. */
  readonly url: string;
  readonly publisher: string;
  /** Of an article; null for comments. */
  readonly headline: string | null;
  /** How its text begins, on one line. */
  readonly opening: string;
  /** Of a comment: its pseudonym, or its name in a raw corpus. Null for articles and where it is not told. */
  readonly author: string | null;
  /** Published or written, as stated. ISO 8601, UTC. */
  readonly saidAt: string | null;
  readonly firstSeenAt: string;
  readonly words: number;
}

interface Row {
  id: string;
  wording: number | null;
  url: string;
  publisher: string;
  headline: string | null;
  author: string | null;
  saidAt: Date | null;
  firstSeenAt: Date;
  text: string;
  words: number;
}

export interface Known {
  readonly member: DuplicateMember;
  readonly text: string;
  /** Null where it was not searched yet, or says too little. */
  readonly wording: number | null;
}

const ARTICLES = sql`select a.id, o.wording, a.url, p.key as publisher, r.headline, null as author, r.published_at as said_at,
    a.first_seen_at, r.text, r.word_count as words
  from article a join article_revision r on r.article_id = a.id and r.number = a.revision
  join publisher p on p.id = a.publisher_id left join wording_of o on o.id = a.id`;
const COMMENTS = sql`select c.id, o.wording, coalesce(c.permalink, a.url) as url, p.key as publisher, null as headline,
    coalesce(w.name, w.pseudonym) as author, c.created_at as said_at, c.first_seen_at, r.text, r.word_count as words
  from comment c join comment_revision r on r.comment_id = c.id and r.number = c.revision
  join article a on a.id = c.article_id join publisher p on p.id = c.publisher_id
  left join commenter w on w.id = c.commenter_id left join wording_of o on o.id = c.id`;

/** Characters of an opening. */
const MOST_SHOWN = 160;

function openingOf(text: string): string {
  const line = text
    .slice(0, 4 * MOST_SHOWN)
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= MOST_SHOWN ? line : `${line.slice(0, MOST_SHOWN).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Those that meet a condition on o (wording_of); earliest first. */
export async function membersWhere(db: Database, kind: RecordKind, condition: Condition): Promise<Known[]> {
  const { rows } = await sql<Row>`
    ${kind === "article" ? ARTICLES : COMMENTS} where ${condition} order by said_at nulls last, first_seen_at, id`.execute(
    db,
  );
  return rows.map(({ wording, text, saidAt, firstSeenAt, ...row }) => ({
    member: {
      id: row.id,
      url: row.url,
      publisher: row.publisher,
      headline: row.headline,
      opening: openingOf(text),
      author: row.author,
      saidAt: saidAt?.toISOString() ?? null,
      firstSeenAt: firstSeenAt.toISOString(),
      words: row.words,
    },
    text,
    wording,
  }));
}

/**
 * The article at an address, or the article or comment with an id.
 *
 * @throws UsageError `usage/not-found`, `usage/invalid-value`
 */
export async function memberAt(db: Database, what: string, place: string): Promise<Known & { kind: RecordKind }> {
  const named = typeof place === "string" && isId(place);
  const id = named
    ? sql`${place}::uuid`
    : sql`(select article_id from article_url where id = ${pageId(canonical(what, place))}::uuid)`;
  const [article] = await membersWhere(db, "article", sql`a.id = ${id}`);
  if (article) return { ...article, kind: "article" };
  const [comment] = named ? await membersWhere(db, "comment", sql`c.id = ${id}`) : [];
  if (comment) return { ...comment, kind: "comment" };
  throw new UsageError(
    "usage/not-found",
    `${what}: nothing at ${place}; expected the address of an article, or the id of an article or comment`,
    { place },
  );
}

/** Both, of one kind and not the same. */
export async function pairAt(
  db: Database,
  what: string,
  a: string,
  b: string,
): Promise<{ kind: RecordKind; a: Known; b: Known }> {
  const [one, other] = [await memberAt(db, what, a), await memberAt(db, what, b)];
  if (one.kind !== other.kind) {
    throw new UsageError(
      "usage/invalid-value",
      `${what}: expected two articles or two comments, found an ${one.kind} and an ${other.kind}`.replace(
        "an c",
        "a c",
      ),
      {},
    );
  }
  if (one.member.id === other.member.id) {
    throw new UsageError("usage/invalid-value", `${what}: both name the ${one.kind} ${one.member.id}`, {});
  }
  return { kind: one.kind, a: one, b: other };
}
