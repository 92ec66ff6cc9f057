// corpus.thread(): the conversation below one article, as a tree.
import { type CommentRecord, refuseUnknown } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { COMMENT_FIELDS, type CommentField } from "./comment-fields.ts";
import { idOf, textsOf } from "./filter.ts";
import { someOf, yesOrNo } from "./measure/wish.ts";
import { fetchRows } from "./selection.ts";
import type { Standing } from "./standing.ts";
import { commentsOfThread } from "./thread-comments.ts";
import { threadQuestion } from "./threads.ts";
import { type Linked, type ThreadTree, treeOf } from "./tree.ts";

export interface ThreadOptions<Field extends CommentField = CommentField> {
  /** Which one, where an article has threads on several platforms. */
  readonly platform?: string;
  /** Also takes parents guessed from the text, where none was stated. */
  readonly inferred?: boolean;
  /**
   * What the tree's comments shall hold, beside id, parentId and position, which make it a tree. All by default; a large thread
   * without texts is there in a fraction of the time.
   */
  readonly fields?: readonly Field[];
}

/** A tree of comments with some of their fields. */
export type TreeWith<Field extends CommentField> = ThreadTree<Pick<CommentRecord, Field | keyof Linked>>;

const LINKS: readonly (keyof Linked)[] = ["id", "parentId", "position"];

/** Of several threads the largest, as in ArticleRecord.thread. */
export async function threadTree<Field extends CommentField = CommentField>(
  db: Database,
  standing: Standing,
  articleId: string,
  options: ThreadOptions<Field> = {},
): Promise<TreeWith<Field> | undefined> {
  refuseUnknown("thread", options, ["platform", "inferred", "fields"]);
  const { platform } = options;
  const inferred = yesOrNo("thread({ inferred })", options.inferred ?? false);
  const platforms = platform === undefined ? null : textsOf(platform, "thread({ platform })");
  const fields = wanted<Field>(options.fields);
  const largest = sql`t.id = (
    select o.id from ${standing.thread} o
    where o.article_id = ${idOf(articleId, "thread(articleId)")}::uuid
      and (${platforms}::text[] is null or o.platform = any(${platforms}::text[]))
    order by o.collected desc, o.announced desc nulls last, o.id limit 1)`;
  const threads = await fetchRows(db, threadQuestion(standing), largest, null, 1);
  if (threads.size === 0) return undefined;
  const thread = threads.row(0);
  const comments = await commentsOfThread(db, standing, thread, fields);
  return treeOf(thread, comments, await guessed(db, standing, thread.id, inferred));
}

/** In the order of the record. @throws UsageError `usage/invalid-value` */
function wanted<Field extends CommentField>(given?: readonly Field[]): readonly (Field | keyof Linked)[] {
  const named: readonly CommentField[] = given ? someOf("thread({ fields })", given, COMMENT_FIELDS) : COMMENT_FIELDS;
  const all: readonly CommentField[] = [...LINKS, ...named];
  return COMMENT_FIELDS.filter((name): name is Field => all.includes(name));
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
