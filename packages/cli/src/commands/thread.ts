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
import { given } from "../counting.ts";
import { findArticle } from "../find-article.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { PAGE, screenWidth } from "../terminal/screen.ts";
import { printable } from "../terminal/table.ts";
import { treeLines } from "../terminal/tree.ts";
import { write } from "../terminal/write.ts";

export interface ThreadFlags extends CorpusOption {
  readonly platform?: string;
  readonly inferred?: true;
  readonly full?: true;
  readonly network?: "gexf" | "graphml" | "csv";
  readonly snapshot?: string;
  readonly json?: true;
  readonly csv?: true;
}

const NETWORKS = { gexf: toGexf, graphml: toGraphml, csv: toEdgeList } as const;

export async function threadCommand(place: string, flags: ThreadFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const { article, platform, state } = await findArticle(corpus, "thread", place, flags.snapshot);
    const tree = await state.thread(
      article.id,
      given({ platform: flags.platform ?? platform ?? undefined, inferred: flags.inferred }),
    );
    if (!tree)
      throw new UsageError(
        "usage/not-found",
        `thread: no thread below ${article.url} here; "belowline why ${article.url}" tells more`,
      );
    const measures = conversationOf(tree, article.publishedAt);
    if (flags.network) await write(NETWORKS[flags.network](networkOf([tree])));
    else if (flags.csv)
      await write(
        csvRows(
          tree.comments.map((comment) => ({ ...comment })),
          state.comments().fields,
        ),
      );
    else if (flags.json) {
      const { thread, comments } = tree;
      await write(`${JSON.stringify({ thread, measures, comments }, null, 2)}\n`);
    } else await show(tree, article.headline, measures, flags);
  });
}

async function show(
  tree: ThreadTree,
  headline: string,
  measures: Conversation,
  { full, snapshot }: ThreadFlags,
): Promise<void> {
  const { platform, announced, complete } = tree.thread;
  const ledger = `${platform}: ${measures.comments} comments, ${announced ?? "no number"} announced${complete ? "" : ", incomplete"}${snapshot === undefined ? "" : `, snapshot ${snapshot}`}`;
  await write(`${printable(headline)}\n${ledger}\n${inWords(measures)}\n\n`);
  for (const line of treeLines(tree, screenWidth() ?? PAGE, { full: full ?? false })) await write(`${line}\n`);
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
