// Marking at a commit: what is new or revised has its turn at the next search for duplicates.
import type { ArticleId, CommentId } from "@belowline/schema";
import { sql } from "kysely";
import { isTelling, readComment } from "../../dedupe/comment.ts";
import { type Columns, insertRows, type Tx } from "../rows.ts";
import { commentRuleOf } from "./comment-rule.ts";

const ROW: Columns = { id: "uuid", kind: "text" };
const AGAIN = sql`on conflict (id) do update set stale = true`;

/** One row, and no comparison: a crawl's transaction stays short. */
export async function markArticle(tx: Tx, id: ArticleId): Promise<void> {
  await insertRows(tx, "wording_of", ROW, [{ id, kind: "article" }], AGAIN);
}

/** Comments that say too little to be copies leave no row; those that once said more are looked at again. */
export async function markComments(
  tx: Tx,
  comments: readonly { readonly id: CommentId; readonly text: string; readonly revised: boolean }[],
): Promise<void> {
  if (comments.length === 0) return;
  const rule = await commentRuleOf(tx);
  const rows = comments
    .filter(({ text, revised }) => revised || isTelling(readComment(text), rule))
    .map(({ id }) => ({ id, kind: "comment" }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  await insertRows(tx, "wording_of", ROW, rows, AGAIN);
}
