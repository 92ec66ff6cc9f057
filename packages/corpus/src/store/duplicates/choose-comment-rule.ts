// Choosing the rule for copied comments: stored with the corpus, and all comments are searched by it at once.
import { refuseUnknown, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { COPIED_COMMENT, type CommentRule } from "../../dedupe/comment.ts";
import { again } from "../again.ts";
import type { Tx } from "../rows.ts";
import { COMMENT_RULE_SETTING, commentRuleOf } from "./comment-rule.ts";
import { dedupe, lockDuplicates } from "./dedupe.ts";
import { dueForMatching } from "./due.ts";

const NAMES = Object.keys(COPIED_COMMENT) as (keyof CommentRule)[];

/**
 * Chooses the rule for this corpus, or with null that of this version again, and searches all comments by it. What is not named
 * stays as it is.
 *
 * @throws UsageError `usage/unknown-option`, `usage/invalid-value`
 */
export async function chooseCommentRule(db: Database, wish: Partial<CommentRule> | null): Promise<CommentRule> {
  if (wish !== null) checkRule(wish);
  const rule = await again(() =>
    db.transaction().execute(async (tx) => {
      await lockDuplicates(tx);
      const before = await commentRuleOf(tx);
      const chosen = wish === null ? COPIED_COMMENT : changed(before, wish);
      if (wish === null) await sql`delete from setting where key = ${COMMENT_RULE_SETTING}`.execute(tx);
      else
        await sql`insert into setting (key, value) values (${COMMENT_RULE_SETTING}, ${JSON.stringify(chosen)})
          on conflict (key) do update set value = excluded.value`.execute(tx);
      if (NAMES.some((name) => before[name] !== chosen[name])) await searchAgain(tx);
      return chosen;
    }),
  );
  await dedupe(db);
  return rule;
}

/** Comments that said too little may say enough now, and the other way round; pairs are judged again. */
async function searchAgain(tx: Tx): Promise<void> {
  await sql`insert into wording_of (id, kind) select id, 'comment' from comment order by id
    on conflict (id) do update set stale = true`.execute(tx);
  await dueForMatching(tx, sql`select number from wording where kind = 'comment'`);
}

/** Of fewer words fewer can be different, unless that is named too. */
function changed(before: CommentRule, wish: Partial<CommentRule>): CommentRule {
  const named = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  const rule: CommentRule = { ...before, ...named };
  if (rule.leastDistinct <= rule.leastWords) return rule;
  if (wish.leastDistinct !== undefined)
    throw invalid("leastDistinct", `at most leastWords, which is ${rule.leastWords}`);
  return { ...rule, leastDistinct: rule.leastWords };
}

function checkRule(wish: Partial<CommentRule>): void {
  refuseUnknown("duplicates.commentRule", wish, NAMES);
  for (const name of NAMES) {
    const value = wish[name];
    if (value === undefined) continue;
    if (name === "nearJaccard") {
      if (!(value > 0 && value <= 1)) throw invalid(name, "a share above 0, at most 1");
    } else if (!(Number.isSafeInteger(value) && value >= 1 && value <= 10_000)) {
      throw invalid(name, "a whole number from 1 to 10000");
    }
  }
}

const invalid = (option: string, expected: string): UsageError =>
  new UsageError("usage/invalid-value", `duplicates.commentRule: expected ${option} to be ${expected}`, { option });
