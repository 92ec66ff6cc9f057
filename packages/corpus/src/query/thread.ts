// corpus.thread(): the conversation below one article, as a tree.
import { refuseUnknown, storable } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { commentsOfThread } from "./comments.ts";
import { idOf } from "./filter.ts";
import { threadQuestion } from "./threads.ts";
import { type ThreadTree, treeOf } from "./tree.ts";

export interface ThreadOptions {
  /** Which one, where an article has threads on several platforms. */
  readonly platform?: string;
}

/** Of several threads the largest, as in ArticleRecord.thread. */
export async function threadTree(
  db: Database,
  articleId: string,
  options: ThreadOptions = {},
): Promise<ThreadTree | undefined> {
  refuseUnknown("thread", options, ["platform"]);
  const { platform } = options;
  const { rows } = await sql<{ id: string }>`
    select id from thread
    where article_id = ${idOf(articleId, "thread(articleId)")}::uuid
      and (${platform === undefined}::boolean or platform = ${storable(platform ?? "")}::text)
    order by collected desc, announced desc nulls last, id limit 1`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  const [thread] = await threadQuestion.fetch(db, sql`t.id = ${id}::uuid`, null, 1);
  return thread && treeOf(thread.row, await commentsOfThread(db, id));
}
