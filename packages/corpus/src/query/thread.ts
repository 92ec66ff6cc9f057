// corpus.thread(): the conversation below one article, as a tree.
import { refuseUnknown, storable } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { idOf } from "./filter.ts";
import { fetchRows } from "./selection.ts";
import type { Standing } from "./standing.ts";
import { commentsOfThread } from "./thread-comments.ts";
import { threadQuestion } from "./threads.ts";
import { type ThreadTree, treeOf } from "./tree.ts";

export interface ThreadOptions {
  /** Which one, where an article has threads on several platforms. */
  readonly platform?: string;
  /** Also takes parents guessed from the text, where none was stated. */
  readonly inferred?: boolean;
}

/** Of several threads the largest, as in ArticleRecord.thread. */
export async function threadTree(
  db: Database,
  standing: Standing,
  articleId: string,
  options: ThreadOptions = {},
): Promise<ThreadTree | undefined> {
  refuseUnknown("thread", options, ["platform", "inferred"]);
  const { platform, inferred = false } = options;
  const { rows } = await sql<{ id: string }>`
    select t.id from ${standing.thread} t
    where t.article_id = ${idOf(articleId, "thread(articleId)")}::uuid
      and (${platform === undefined}::boolean or t.platform = ${storable(platform ?? "")}::text)
    order by t.collected desc, t.announced desc nulls last, t.id limit 1`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  const [thread] = await fetchRows(db, threadQuestion(standing), sql`t.id = ${id}::uuid`, null, 1);
  if (thread === undefined) return undefined;
  const comments = await commentsOfThread(db, standing, thread.row);
  return treeOf(thread.row, comments, await guessed(db, standing, id, inferred));
}

async function guessed(
  db: Database,
  standing: Standing,
  thread: string,
  inferred: boolean,
): Promise<ReadonlyMap<string, string>> {
  if (!inferred) return new Map();
  const { rows } = await sql<{ id: string; parent: string }>`
    select c.id, c.inferred_parent_id as parent from ${standing.comment} c
    where c.thread_id = ${thread}::uuid and c.parent_id is null and c.inferred_parent_id is not null`.execute(db);
  return new Map(rows.map(({ id, parent }) => [id, parent]));
}
