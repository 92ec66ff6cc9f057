// 0006: read-only views for people who come with SQL, Python or R instead of TypeScript.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await articles(db);
  await comments(db);
  await threads(db);
  await replyEdges(db);
}

// A view over several tables takes no INSERT, UPDATE or DELETE: read-only without a further grant.
async function articles(db: Kysely<unknown>): Promise<void> {
  await sql`create view v_articles as
    select a.id as article_id, a.url, p.key as publisher, r.headline, r.standfirst, r.byline, r.published_at,
      r.published_precision, r.modified_at, r.language, r.section, r.tags, r.text, r.word_count,
      r.paywall ->> 'kind' as paywall, r.number as revision, a.first_seen_at, a.last_seen_at,
      t.platform, t.announced, t.collected, t.complete
    from article a
    join publisher p on p.id = a.publisher_id
    join article_revision r on r.article_id = a.id and r.number = a.revision
    left join lateral (
      select platform, announced, collected, complete from thread
      where thread.article_id = a.id
      order by collected desc, announced desc nulls last, id limit 1
    ) t on true`.execute(db);
  await describe(db, "view", "v_articles", {
    what: "One row an article with its current revision and its largest thread's ledger",
    columns: {
      article_id: "Id of the article; joins v_comments and v_threads",
      url: "Canonical address",
      publisher: "Registrable domain, or host and port",
      headline: "Headline",
      standfirst: "Lead or summary below the headline",
      byline: "Authors as printed, in order",
      published_at: "Time of publication as the page states it (UTC)",
      published_precision: "How exact published_at is: ms, s, min, h or d",
      modified_at: "Time of the last change as the page states it (UTC)",
      language: "BCP 47 tag in lower case, as the page claims",
      section: "Section of the site",
      tags: "Tags or keywords",
      text: "Running text, one newline between paragraphs",
      word_count: "Words of text (UAX #29)",
      paywall: "free, metered, paid or unknown",
      revision: "Number of the current revision",
      first_seen_at: "When we first read it (UTC)",
      last_seen_at: "When we last saw it (UTC)",
      platform: "Comment platform of the largest thread; null without a thread",
      announced: "Comments the site announces for it",
      collected: "Comments the last walk read",
      complete: "Nothing announced is missing",
    },
  });
}

async function comments(db: Kysely<unknown>): Promise<void> {
  await sql`create view v_comments as
    select c.id as comment_id, c.article_id, a.url as article_url, p.key as publisher, c.thread_id, t.platform,
      c.native_id, c.parent_id, c.parent_from, c.inferred_parent_id, c.root_id, c.depth, c.position, c.orphan,
      coalesce(w.name, w.pseudonym) as author, c.by_article_author, c.created_at, c.created_precision, c.edited_at,
      r.text, r.word_count, c.votes_up, c.votes_down, c.votes_score, c.state, c.permalink, r.number as revision,
      c.first_seen_at, c.last_seen_at, c.gone_at
    from comment c
    join comment_revision r on r.comment_id = c.id and r.number = c.revision
    join thread t on t.id = c.thread_id
    join article a on a.id = c.article_id
    join publisher p on p.id = c.publisher_id
    left join commenter w on w.id = c.commenter_id`.execute(db);
  await describe(db, "view", "v_comments", {
    what: "One row a comment with its current text; comments that vanished are kept (gone_at)",
    columns: {
      comment_id: "Id of the comment",
      article_id: "Article commented on",
      article_url: "Its canonical address",
      publisher: "Its publisher",
      thread_id: "Thread of the comment",
      platform: "Software that runs the comments",
      native_id: "The platform's own id",
      parent_id: "comment_id of the comment it answers; may name one that is not here",
      parent_from: "Trust in parent_id: id, dom, depth, mention or none",
      inferred_parent_id: "A parent guessed from the text",
      root_id: "comment_id of the top-level comment above it",
      depth: "1 at the top level",
      position: "0-based place in reading order",
      orphan: "The parent was stated but is not here",
      author: "Pseudonym of the writer, or the name in a corpus made with authors raw",
      by_article_author: "Written by an author of the article",
      created_at: "When it was written, as the page states it (UTC)",
      created_precision: "How exact created_at is: ms, s, min, h or d",
      edited_at: "When it was last edited, as the page states it (UTC)",
      text: "Clean text, one newline between paragraphs",
      word_count: "Words of text (UAX #29)",
      votes_up: "Votes in favour",
      votes_down: "Votes against",
      votes_score: "One number made of both",
      state: "visible, edited, deleted, removed, held or unknown",
      permalink: "Address of the comment itself",
      revision: "Number of the current revision",
      first_seen_at: "When we first read it (UTC)",
      last_seen_at: "When we last read it (UTC)",
      gone_at: "When a complete walk first missed it (UTC); null while it is there",
    },
  });
}

async function threads(db: Kysely<unknown>): Promise<void> {
  await sql`create view v_threads as
    select t.id as thread_id, t.article_id, a.url as article_url, p.key as publisher, t.platform, t.announced,
      t.collected, t.complete, t.gaps, t.open, t.ways, t.first_seen_at, t.last_seen_at, t.walked_at
    from thread t
    join article a on a.id = t.article_id
    join publisher p on p.id = t.publisher_id`.execute(db);
  await describe(db, "view", "v_threads", {
    what: "One row a thread with the ledger of its last walk",
    columns: {
      thread_id: "Id of the thread",
      article_id: "Its article",
      article_url: "The article's canonical address",
      publisher: "The article's publisher",
      platform: "Software that runs the comments",
      announced: "Number of comments the site says there are; null where it says nothing",
      collected: "Number of comments the last walk read",
      complete: "Nothing announced is missing",
      gaps: "Why the two numbers differ: [{reason, count, detail}]",
      open: "Whether new comments can be written",
      ways: "Ways used, in order: rest, page, feed",
      first_seen_at: "When the article first pointed to it (UTC)",
      last_seen_at: "When it was last seen (UTC)",
      walked_at: "When it was last walked (UTC)",
    },
  });
}

async function replyEdges(db: Kysely<unknown>): Promise<void> {
  await sql`create view v_reply_edges as
    select c.id as comment_id, c.parent_id, c.parent_from, c.article_id, c.thread_id, p.key as publisher,
      coalesce(w.name, w.pseudonym) as author, coalesce(v.name, v.pseudonym) as parent_author,
      c.created_at, parent.created_at as parent_created_at, c.depth
    from comment c
    join comment parent on parent.id = c.parent_id
    join publisher p on p.id = c.publisher_id
    left join commenter w on w.id = c.commenter_id
    left join commenter v on v.id = parent.commenter_id`.execute(db);
  await describe(db, "view", "v_reply_edges", {
    what: "One row a reply whose parent is here: the edges of the reply network",
    columns: {
      comment_id: "The reply",
      parent_id: "The comment it answers",
      parent_from: "Trust in the link: id, dom, depth or mention",
      article_id: "Article of both",
      thread_id: "Thread of both",
      publisher: "Publisher of the article",
      author: "Who replies (pseudonym, or name in a raw corpus)",
      parent_author: "Who is answered",
      created_at: "When the reply was written (UTC)",
      parent_created_at: "When the answered comment was written (UTC)",
      depth: "Depth of the reply; 1 is the top level",
    },
  });
}

export const views: Migration = { up };
