// Stories: articles with the threads below them as trees, some at a time, for exports that need both.
import type { ArticleRecord, CommentRecord, ThreadRecord } from "@belowline/schema";
import type { Corpus } from "../corpus.ts";
import type { AsOf } from "../query/as-of.ts";
import type { DuplicateMode } from "../query/duplicate-choice.ts";
import { type ThreadTree, treeOf } from "../query/tree.ts";
import type { ArticleWhere } from "../query/where.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

export interface Story {
  readonly article: ArticleRecord;
  /** The largest first. */
  readonly threads: readonly ThreadTree[];
}

export interface StoryWish extends AsOf {
  /** Of the articles; their comments come whole. */
  readonly where?: ArticleWhere;
  /** Of articles and comments; default `mark`. */
  readonly duplicates?: DuplicateMode;
  /** `pseudonym` puts pseudonyms where comments name those who write in the same thread; default `keep`. */
  readonly mentions?: MentionMode;
  /** As the corpus stood in the snapshot of this name. */
  readonly snapshot?: string;
}

/** What an export makes of names inside texts. */
export const MENTION_MODES = ["keep", "pseudonym"] as const;
export type MentionMode = (typeof MENTION_MODES)[number];

type Choice = AsOf & { readonly duplicates: DuplicateMode; readonly mentions: MentionMode };

/** Articles whose comments are held at once. */
const AT_ONCE = 50;

export async function* storiesOf(
  corpus: Corpus,
  { where = {}, duplicates = "mark", mentions = "keep", snapshot, ...moment }: StoryWish,
): AsyncGenerator<Story> {
  const state = snapshot === undefined ? corpus : await corpus.at(snapshot);
  const choice: Choice = { duplicates, mentions, ...(moment.asOf === undefined ? {} : { asOf: moment.asOf }) };
  let held: ArticleRecord[] = [];
  const { mentions: _, ...standing } = choice;
  for await (const article of state.articles(standing).where(where)) {
    held.push(article);
    if (held.length < AT_ONCE) continue;
    yield* together(corpus, state, held, choice);
    held = [];
  }
  if (held.length > 0) yield* together(corpus, state, held, choice);
}

async function* together(
  corpus: Corpus,
  state: Corpus | Snapshot,
  articles: readonly ArticleRecord[],
  { duplicates, mentions, ...moment }: Choice,
): AsyncGenerator<Story> {
  const wanted = { articleId: articles.map(({ id }) => id) };
  const threads = await state.threads(moment).where(wanted);
  const said = state.comments({ duplicates, ...moment }).where(wanted);
  const comments: CommentRecord[] = [];
  for await (const comment of mentions === "keep" ? said : corpus.coverMentions(said)) comments.push(comment);
  const threadsOf = Map.groupBy(threads, ({ articleId }) => articleId);
  const commentsOf = Map.groupBy(comments, placeOf);
  for (const article of articles) {
    const [...own] = threadsOf.get(article.id) ?? [];
    own.sort((a, b) => b.collected - a.collected || (a.id < b.id ? -1 : 1));
    // Comments name article and platform; a second thread there on the same platform gives its comments to the first.
    const firsts = own.filter((thread, i) => own.findIndex(({ platform }) => platform === thread.platform) === i);
    yield { article, threads: firsts.map((thread) => treeOf(thread, commentsOf.get(placeOf(thread)) ?? [])) };
  }
}

const placeOf = ({ articleId, platform }: CommentRecord | ThreadRecord): string => `${articleId} ${platform}`;

/** Comments of a tree in reading order, each with the one it answers: one that is here, and never in a circle. */
export function answersOf(
  tree: ThreadTree,
): { readonly comment: CommentRecord; readonly parent: CommentRecord | null }[] {
  const parents = new Map<string, CommentRecord>();
  for (const comment of tree.comments) for (const reply of tree.children(comment.id)) parents.set(reply.id, comment);
  return tree.comments.map((comment) => ({ comment, parent: parents.get(comment.id) ?? null }));
}
