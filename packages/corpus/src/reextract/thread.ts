// One thread walked again over its stored answers.
import {
  type AuthorMode,
  type Capture,
  type CaptureId,
  type Gap,
  type Privacy,
  type Reader,
  storableJson,
  type Thread,
} from "@belowline/schema";
import type { ThreadTable } from "@belowline/schema/tables";
import { type Selectable, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { storeComments } from "../store/comments.ts";
import type { Tx } from "../store/rows.ts";
import { storeWalk } from "../store/threads.ts";
import type { Visiting } from "../store/visiting.ts";
import { type Change, changesBetween } from "./change.ts";
import { knownGap, type Stored } from "./stored.ts";

export interface Rewalk {
  readonly thread: Thread;
  readonly captures: readonly CaptureId[];
  /** Questions that today's reader asks and nobody has asked yet: only a crawl can answer them. */
  readonly unasked: number;
  /** Answers whose bytes were dropped. */
  readonly dropped: number;
}

export async function rewalk(
  reader: Reader,
  held: Selectable<ThreadTable>,
  articleUrl: string,
  publisher: string,
  privacy: Privacy,
  stored: Stored,
): Promise<Rewalk | undefined> {
  const captures = new Set<CaptureId>();
  let unasked = 0;
  let dropped = 0;
  const thread = await reader.thread({
    reference: { platform: held.platform, key: held.key, ref: held.ref, announced: held.announced },
    articleUrl,
    publisher,
    privacy,
    async ask(ask): Promise<Capture | Gap> {
      const answer = await stored.answer(ask);
      if (answer && answer.dropped !== null) {
        dropped++;
        return { reason: "unreachable", count: null, detail: `${ask.url}: the answer was dropped` };
      }
      if (answer) {
        captures.add(answer.id);
        return answer;
      }
      const gap = knownGap(ask, held.gaps);
      if (gap) return gap;
      unasked++;
      return { reason: "unreachable", count: null, detail: `${ask.url}: no answer is stored` };
    },
  });
  return thread && { thread, captures: [...captures], unasked, dropped };
}

interface Said {
  readonly id: string;
  readonly nativeId: string;
  readonly text: string;
  readonly parent: string | null;
  readonly parentFrom: string;
  readonly depth: number;
  readonly author: string | null;
  readonly createdAt: Date | null;
  readonly createdPrecision: string | null;
  readonly editedAt: Date | null;
  readonly state: string;
  readonly votes: readonly (number | null)[];
  readonly permalink: string | null;
}

const FIELDS = [
  "text",
  "parent",
  "parentFrom",
  "depth",
  "author",
  "createdAt",
  "createdPrecision",
  "editedAt",
  "state",
  "votes",
  "permalink",
] as const satisfies readonly (keyof Said)[];

export interface ThreadResult {
  readonly changes: readonly Change[];
  /** Comments that are here and that today's reader does not find. They stay: the site has not taken them away. */
  readonly lost: number;
  readonly ledger: boolean;
}

export async function restoreThread(
  visiting: Visiting,
  held: Selectable<ThreadTable>,
  articleUrl: string,
  { thread, captures }: Rewalk,
  authors: AuthorMode,
): Promise<ThreadResult> {
  const before = await saidIn(visiting.tx, held);
  await storeComments(visiting, held, thread, authors);
  const after = await saidIn(visiting.tx, held);
  const changes = [...after.values()].flatMap((now): Change[] => {
    const old = before.get(now.id);
    const url = `${articleUrl}#${now.nativeId}`;
    if (!old) return [{ of: "comment", url, fields: null }];
    const fields = changesBetween(old, now, FIELDS);
    return fields.length === 0 ? [] : [{ of: "comment", url, fields }];
  });
  const read = new Set(thread.comments.map(({ nativeId }) => nativeId));
  const lost = [...before.values()].filter(({ nativeId }) => !read.has(nativeId)).length;
  const ledger = !sameLedger(held, thread);
  if (ledger) {
    await storeWalk(visiting, { ...held, open: thread.open }, thread, captures);
  }
  return { changes, lost, ledger };
}

const sameLedger = (held: Selectable<ThreadTable>, thread: Thread): boolean =>
  held.walkedAt !== null &&
  changesBetween(
    { announced: held.announced, collected: held.collected, complete: held.complete, gaps: held.gaps },
    {
      announced: thread.announced,
      collected: thread.collected,
      complete: thread.complete,
      gaps: storableJson([...thread.gaps]),
    },
    ["announced", "collected", "complete", "gaps"],
  ).length === 0;

async function saidIn(tx: Tx | Database, { id }: Selectable<ThreadTable>): Promise<Map<string, Said>> {
  const { rows } = await sql<Said>`
    select c.id, c.native_id, r.text, c.parent_id as parent, c.parent_from, c.depth, c.commenter_id as author, c.created_at,
      c.created_precision, c.edited_at, c.state, array[c.votes_up, c.votes_down, c.votes_score] as votes, c.permalink
    from comment c join comment_revision r on r.comment_id = c.id and r.number = c.revision
    where c.thread_id = ${id}::uuid and c.gone_at is null`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}
