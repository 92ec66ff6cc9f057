// belowline thread: the conversation below an article as a tree with its measures, or who answers whom.
import {
  type Conversation,
  conversationOf,
  csvRows,
  networkOf,
  type ThreadTree,
  toEdgeList,
  toGexf,
  toGraphml,
} from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { noArticle } from "../no-article.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { printable } from "../terminal/table.ts";
import { treeLines } from "../terminal/tree.ts";
import { write } from "../terminal/write.ts";

export interface ThreadFlags extends CorpusOption {
  readonly platform?: string;
  readonly inferred?: true;
  readonly network?: "gexf" | "graphml" | "csv";
  readonly snapshot?: string;
  readonly json?: true;
  readonly csv?: true;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NETWORKS = { gexf: toGexf, graphml: toGraphml, csv: toEdgeList } as const;

export async function threadCommand(place: string, flags: ThreadFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const state = flags.snapshot === undefined ? corpus : await corpus.at(flags.snapshot);
    const article = await state
      .articles()
      .where(UUID.test(place) ? { id: place } : { url: place })
      .first();
    const tree =
      article &&
      (await state.thread(article.id, {
        ...(flags.platform === undefined ? {} : { platform: flags.platform }),
        ...(flags.inferred ? { inferred: true } : {}),
      }));
    if (!article) throw await noArticle(corpus, "thread", place);
    if (!tree)
      throw new UsageError(
        "usage/not-found",
        `thread: no thread below ${place} here; "belowline why ${place}" tells more`,
      );
    const measures = conversationOf(tree, article.publishedAt);
    if (flags.network) await write(NETWORKS[flags.network](networkOf([tree])));
    else if (flags.csv) await write(csvRows(tree.comments.map((comment) => ({ ...comment }))));
    else if (flags.json) {
      const { thread, comments } = tree;
      await write(`${JSON.stringify({ thread, measures, comments }, null, 2)}\n`);
    } else await show(tree, article.headline, measures);
  });
}

async function show(tree: ThreadTree, headline: string, measures: Conversation): Promise<void> {
  const { platform, announced, complete } = tree.thread;
  const ledger = `${platform}: ${measures.comments} comments, ${announced ?? "no number"} announced${complete ? "" : ", incomplete"}`;
  await write(`${printable(headline)}\n${ledger}\n${inWords(measures)}\n\n`);
  for (const line of treeLines(tree, process.stdout.columns ?? 120)) await write(`${line}\n`);
}

function inWords(measures: Conversation): string {
  const facts = [
    `depth ${measures.maxDepth}`,
    `${measures.roots} roots`,
    `${measures.commenters} commenters`,
    measures.gini === null ? "" : `Gini ${measures.gini.toFixed(2)}`,
    measures.reciprocity === null ? "" : `reciprocity ${measures.reciprocity.toFixed(2)}`,
    measures.firstReplyMs === null ? "" : `first reply after ${timeOf(measures.firstReplyMs)} (median)`,
    measures.orphans === 0 ? "" : `${measures.orphans} orphans`,
    measures.authorComments === 0 ? "" : `${measures.authorComments} by the article's author`,
  ];
  return facts.filter((fact) => fact !== "").join(" · ");
}

/** Milliseconds as people say them. */
function timeOf(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return minutes < 60 * 48 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} days`;
}
