// ThreadSelection: a selection of threads, with the measures of their conversations and the network of replies.
import { refuseUnknown, type ThreadRecord } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type Conversation, conversationOf } from "../thread-measures/conversation.ts";
import { networkBuilder, type ReplyNetwork } from "../thread-measures/network.ts";
import type { Voice } from "../thread-measures/voice.ts";
import type { About } from "./about.ts";
import { type Lazy, lazily } from "./measure/lazy.ts";
import { yesOrNo } from "./measure/wish.ts";
import type { SampleOptions } from "./sample.ts";
import { aboutOf, EVERYTHING, limitIn, type Selection, type State, sampleIn, select, whereIn } from "./selection.ts";
import type { Standing } from "./standing.ts";
import { type ThreadColumns, threadQuestion } from "./threads.ts";
import { type ThreadTree, treeOf } from "./tree.ts";
import type { ThreadWhere } from "./where.ts";

export interface ConversationOptions {
  /** Also takes parents guessed from the text, where none was stated; never without being told. */
  readonly inferred?: boolean;
}

/** The measures of one thread, with what it is. */
export interface MeasuredThread extends Conversation {
  readonly id: string;
  readonly articleId: string;
  readonly articleUrl: string;
  readonly publisher: string;
  readonly platform: string;
  /** What is measured is what was collected: with `complete` false, a part of the conversation. */
  readonly complete: boolean;
}

/** Who answers whom in a selection of threads, and what these are. */
export interface NetworkOfThreads extends ReplyNetwork {
  readonly about: About & {
    readonly threads: number;
    /** Threads of which not all comments were collected: what is missing is in no edge. */
    readonly incomplete: number;
    /** Parents guessed from the text were taken too. */
    readonly inferred: boolean;
  };
}

export interface ThreadSelection extends Selection<ThreadRecord, ThreadWhere, ThreadColumns> {
  where(filters: ThreadWhere): ThreadSelection;
  limit(rows: number): ThreadSelection;
  sample(size: number, options: SampleOptions): ThreadSelection;
  /**
   * Depth, branching, latency, participation, reciprocity and the article's author, thread by thread, with bounded memory.
   *
   * @example
   * for await (const { articleUrl, maxDepth, gini, firstReplyMs } of corpus.threads().measures()) {
   *   console.log(articleUrl, maxDepth, gini, firstReplyMs);
   * }
   */
  measures(options?: ConversationOptions): AsyncIterable<MeasuredThread>;
  /**
   * Who answers whom in these threads, as nodes and weighted edges with their times; `toGexf`, `toGraphml` and `toEdgeList` write it.
   *
   * @example
   * const { nodes, edges } = await corpus.threads().where({ publisher: "news.example" }).replyNetwork();
   */
  replyNetwork(options?: ConversationOptions): Lazy<NetworkOfThreads>;
}

/** Comments held at a time, unless one thread has more. */
const TOGETHER = 20_000;

export function selectThreads(db: Database, standing: Standing, state: State = EVERYTHING): ThreadSelection {
  const question = threadQuestion(standing);
  const rows = select(db, question, state);

  async function* trees(inferred: boolean): AsyncGenerator<Dated> {
    let held: ThreadRecord[] = [];
    let comments = 0;
    for await (const thread of rows) {
      held.push(thread);
      comments += thread.collected;
      if (comments < TOGETHER && held.length < 500) continue;
      yield* treesOf(db, standing, held, inferred);
      held = [];
      comments = 0;
    }
    if (held.length > 0) yield* treesOf(db, standing, held, inferred);
  }

  return Object.freeze<ThreadSelection>({
    ...rows,
    where: (filters) => selectThreads(db, standing, whereIn(question, state, filters)),
    limit: (most) => selectThreads(db, standing, limitIn(state, most)),
    sample: (size, options) => selectThreads(db, standing, sampleIn(question, state, size, options)),
    measures(options = {}) {
      refuseUnknown("measures", options, ["inferred"]);
      return measured(trees(yesOrNo("measures({ inferred })", options.inferred ?? false)));
    },
    replyNetwork(options = {}) {
      refuseUnknown("replyNetwork", options, ["inferred"]);
      const inferred = yesOrNo("replyNetwork({ inferred })", options.inferred ?? false);
      return lazily(async () => {
        const network = networkBuilder();
        let [threads, incomplete] = [0, 0];
        for await (const { tree } of trees(inferred)) {
          network.add(tree);
          threads++;
          if (!tree.thread.complete) incomplete++;
        }
        const about = await aboutOf(db, question, state, threads);
        return { ...network.done(), about: { ...about, threads, incomplete, inferred } };
      });
    },
  });
}

interface Dated {
  readonly tree: ThreadTree<Voice>;
  readonly publishedAt: string | null;
}

async function* measured(trees: AsyncIterable<Dated>): AsyncGenerator<MeasuredThread> {
  for await (const { tree, publishedAt } of trees) {
    const { id, articleId, articleUrl, publisher, platform, complete } = tree.thread;
    yield { id, articleId, articleUrl, publisher, platform, complete, ...conversationOf(tree, publishedAt) };
  }
}

interface Row extends Omit<Voice, "createdAt"> {
  threadId: string;
  createdAt: Date | null;
  inferredParentId: string | null;
}

async function* treesOf(
  db: Database,
  standing: Standing,
  threads: readonly ThreadRecord[],
  inferred: boolean,
): AsyncGenerator<Dated> {
  const ids = threads.map(({ id }) => id);
  const { rows } = await sql<Row>`
    select c.thread_id, c.id, c.parent_id, c.inferred_parent_id, c.position, coalesce(w.name, w.pseudonym) as author,
      c.created_at, c.by_article_author
    from ${standing.comment} c left join commenter w on w.id = c.commenter_id
    where c.thread_id = any(${ids}::uuid[])`.execute(db);
  const { rows: dates } = await sql<{ id: string; publishedAt: Date | null }>`
    select t.id, r.published_at from ${standing.threads} where t.id = any(${ids}::uuid[])`.execute(db);
  const publishedAt = new Map(dates.map((row) => [row.id, row.publishedAt?.toISOString() ?? null]));
  const byThread = Map.groupBy(rows, ({ threadId }) => threadId);
  for (const thread of threads) {
    const there = byThread.get(thread.id) ?? [];
    const guessed = new Map(
      there.flatMap(({ id, parentId, inferredParentId }) =>
        inferred && parentId === null && inferredParentId !== null ? [[id, inferredParentId]] : [],
      ),
    );
    const voices = there.map((row): Voice => ({ ...row, createdAt: row.createdAt?.toISOString() ?? null }));
    yield { tree: treeOf(thread, voices, guessed), publishedAt: publishedAt.get(thread.id) ?? null };
  }
}
