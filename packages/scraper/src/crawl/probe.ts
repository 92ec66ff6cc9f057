// The cheapest look at a thread that was walked before: whether another walk could bring anything.
import { type Capture, isFetchError, type LeasedPage, type LeasedThread } from "@belowline/schema";
import { answerOf } from "../comments/answer.ts";
import type { AnyPlatform, Ref } from "../comments/platform.ts";
import type { Courier } from "./courier.ts";
import { type Ladder, stepOf } from "./ladder.ts";
import { validators } from "./validators.ts";

export interface Probe {
  readonly page: LeasedPage;
  readonly thread: LeasedThread;
  readonly platform: AnyPlatform;
  readonly courier: Courier;
  readonly ladder: Ladder;
  /** UTC ISO 8601. */
  readonly now: string;
}

/** Nothing new, and how we know; or a walk is due, perhaps with its first answer at hand. */
export type Probed = { readonly by: "feed" | "count" | "validator" } | { readonly first: Capture | undefined };

/**
 * Neither numbers nor the newest comment tell of edits and votes: a thread is walked whole at least once a day, and whenever the
 * ladder itself waits so long.
 */
const WHOLE_MS = 24 * 3_600_000;

export async function probe(asked: Probe): Promise<Probed> {
  const { page, thread, platform, courier, now } = asked;
  const { read } = page;
  if (!read?.complete || Date.parse(now) - Date.parse(read.at) >= WHOLE_MS) return { first: undefined };
  if (platform.inFeeds && saysTheSame(asked)) return { by: "feed" };
  const question = platform.probe?.(thread.ref as Ref, read.ways);
  if (question && platform.count) {
    const answer = await courier.ask(question);
    if ("reason" in answer) return { first: undefined };
    const read = answerOf(question, answer);
    const same = platform.count(read) === thread.announced && thread.announced !== null;
    return same && !isNews(platform.newest?.(read) ?? null, thread.newest) ? { by: "count" } : { first: undefined };
  }
  // Of a thread in several answers the first may stay as it is while others change.
  const conditions = validators(page);
  if (read.answers !== 1 || Object.keys(conditions).length === 0) return { first: undefined };
  const ask = platform.open(thread.ref as Ref, { url: thread.articleUrl });
  if (ask.method === "POST") return { first: undefined };
  try {
    const first = await courier.get(ask, conditions);
    return first.status === 304 ? { by: "validator" } : { first };
  } catch (error) {
    // The walk asks again and says in its ledger what was in its way.
    if (isFetchError(error)) return { first: undefined };
    throw error;
  }
}

/** The number stays the same where one comment came as another went; their ids grow. */
const isNews = (newest: string | null, known: string | null): boolean =>
  newest !== null && known !== null && BigInt(newest) > BigInt(known);

/**
 * A feed that was read within half a step of the ladder is news enough, but not twice in a row: it gives no more than the number, and
 * whoever came as another went would stay unseen for as long as it stands there.
 */
function saysTheSame({ page, thread, ladder, now }: Probe): boolean {
  const { said, announced, publishedAt } = thread;
  if (!said || said.comments !== announced) return false;
  const step = stepOf(publishedAt, now, ladder) ?? 0;
  const since = (at: string): number => Date.parse(now) - Date.parse(at);
  return since(said.at) <= step / 2 && since(page.read!.askedAt) <= step * 1.5;
}
