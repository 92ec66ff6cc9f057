// corpus.gone(): articles and comments that a site took away, with the last text we saw of them, and the events that tell of it.
import { type CommentState, type EventKind, type JsonObject, refuseUnknown } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import {
  allOf,
  among,
  before,
  type Condition,
  conditionsOf,
  type Moment,
  type OneOrMore,
  settled,
  since,
} from "./filter.ts";

export interface GoneWish {
  /** Gone at or after. */
  readonly since: Moment;
  /** And before. */
  readonly to?: Moment;
  readonly publisher?: OneOrMore<string>;
}

export interface GoneArticle {
  readonly id: string;
  readonly url: string;
  readonly publisher: string;
  readonly headline: string;
  readonly text: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly goneAt: string;
}

export interface GoneComment {
  readonly id: string;
  readonly articleUrl: string;
  readonly publisher: string;
  readonly platform: string;
  readonly nativeId: string;
  readonly author: string | null;
  readonly createdAt: string | null;
  /** `vanished`: missed by a complete walk. Else its place is still there, and says deleted, removed or held. */
  readonly how: "vanished" | Extract<CommentState, "deleted" | "removed" | "held">;
  readonly goneAt: string;
  /** When its text was last seen; comments are read again only when something changed. */
  readonly lastSeenAt: string;
  /** The last text before a moderator's note took its place. */
  readonly text: string;
}

export interface CorpusEvent {
  readonly at: string;
  readonly kind: EventKind;
  readonly articleUrl: string;
  readonly platform: string | null;
  readonly commentId: string | null;
  readonly captureId: string | null;
  readonly detail: JsonObject;
}

export interface Gone {
  readonly articles: readonly GoneArticle[];
  readonly comments: readonly GoneComment[];
  /** All that went, came back or was moderated in this time, in order. */
  readonly events: readonly CorpusEvent[];
}

const KINDS: readonly EventKind[] = [
  "article-gone",
  "article-returned",
  "comment-vanished",
  "comment-returned",
  "comment-moderated",
];

/** What is gone now, and went in this time. */
export async function goneFrom(db: Database, wish: GoneWish): Promise<Gone> {
  refuseUnknown("gone", wish, ["since", "to", "publisher"]);
  const at = (column: Condition): Promise<Condition> =>
    settled(db, conditionsOf("gone", { since: since(column), to: before(column), publisher: among(sql`p.key`) }, wish));
  const { rows: articles } = await sql<{ [K in keyof GoneArticle]: K extends `${string}At` ? Date : string }>`
    select a.id, a.url, p.key as publisher, r.headline, r.text, a.first_seen_at, a.last_seen_at, a.gone_at
    from article a join publisher p on p.id = a.publisher_id
    join article_revision r on r.article_id = a.id and r.number = a.revision
    where a.gone_at is not null and ${await at(sql`a.gone_at`)} order by a.gone_at, a.id`.execute(db);
  return {
    articles: articles.map((row) => ({
      ...row,
      firstSeenAt: row.firstSeenAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      goneAt: row.goneAt.toISOString(),
    })),
    comments: await commentsOf(db, await at(sql`g.gone_at`)),
    events: await eventsOf(db, allOf([sql`e.kind = any(${[...KINDS]}::text[])`, await at(sql`e.at`)])),
  };
}

async function commentsOf(db: Database, condition: Condition): Promise<GoneComment[]> {
  const { rows } = await sql<
    Omit<GoneComment, "createdAt" | "goneAt" | "lastSeenAt"> & {
      createdAt: Date | null;
      goneAt: Date;
      lastSeenAt: Date;
    }
  >`
    select c.id, a.url as article_url, p.key as publisher, t.platform, c.native_id, coalesce(w.name, w.pseudonym) as author,
      c.created_at, g.how, g.gone_at, c.last_seen_at,
      coalesce((select r.text from comment_revision r where r.comment_id = c.id and r.cause <> 'moderation'
        order by r.number desc limit 1), '') as text
    from comment c join thread t on t.id = c.thread_id join article a on a.id = c.article_id
    join publisher p on p.id = c.publisher_id left join commenter w on w.id = c.commenter_id
    cross join lateral (
      select 'vanished' as how, c.gone_at where c.gone_at is not null
      union all
      select c.state, (select coalesce(max(e.at), c.first_seen_at) from event e
        where e.comment_id = c.id and e.kind = 'comment-moderated')
      where c.gone_at is null and c.state in ('deleted', 'removed', 'held')
    ) g
    where ${condition} order by g.gone_at, c.id`.execute(db);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt?.toISOString() ?? null,
    goneAt: row.goneAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}

async function eventsOf(db: Database, condition: Condition): Promise<CorpusEvent[]> {
  const { rows } = await sql<Omit<CorpusEvent, "at"> & { at: Date }>`
    select e.at, e.kind, a.url as article_url, t.platform, e.comment_id, e.capture_id, e.detail
    from event e join article a on a.id = e.article_id join publisher p on p.id = e.publisher_id
    left join thread t on t.id = e.thread_id
    where ${condition} order by e.at, e.id`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
