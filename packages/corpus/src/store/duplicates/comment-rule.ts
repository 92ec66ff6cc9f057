// The rule for copied comments as this corpus has it: stored with it, and asked wherever comments are compared.
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { COPIED_COMMENT, type CommentRule } from "../../dedupe/comment.ts";
import type { Tx } from "../rows.ts";

export const COMMENT_RULE_SETTING = "comment_rule";

/** What was chosen for this corpus; where nothing was, the rule of this version. */
export async function commentRuleOf(db: Database | Tx): Promise<CommentRule> {
  const { rows } = await sql<{ value: string }>`
    select value from setting where key = ${COMMENT_RULE_SETTING}`.execute(db);
  return rows[0] ? { ...COPIED_COMMENT, ...(JSON.parse(rows[0].value) as Partial<CommentRule>) } : COPIED_COMMENT;
}
