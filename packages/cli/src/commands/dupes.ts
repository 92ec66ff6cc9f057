// belowline dupes: clusters of duplicates with their evidence, two texts side by side, and a researcher's decisions.
import { createReadStream } from "node:fs";
import { availableParallelism } from "node:os";
import type {
  CommentRule,
  Corpus,
  DuplicateCluster,
  DuplicateRuling,
  PairExplanation,
  RelationKind,
} from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { linesOf } from "../batch/lines.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { clusterLines, explanationLines, pairsTable, percent } from "../terminal/duplicates.ts";
import { PAGE, screenWidth } from "../terminal/screen.ts";
import { sideBySide } from "../terminal/side-by-side.ts";
import { write } from "../terminal/write.ts";

export interface DupesFlags extends CorpusOption {
  readonly kind?: RelationKind;
  readonly comments?: true;
  readonly publisher?: string;
  readonly merge?: true;
  readonly split?: true;
  readonly undo?: true;
  readonly commentRule?: Partial<CommentRule> | "default";
  readonly rebuild?: true;
  readonly threads?: number;
  readonly handOut?: string;
  readonly compare?: true;
  readonly takeBack?: readonly string[];
  readonly json?: true;
}

export async function dupesCommand(
  one: string | undefined,
  other: string | undefined,
  flags: DupesFlags,
): Promise<void> {
  const ruling = rulingOf(one, other, flags);
  if (flags.handOut ?? flags.compare ?? flags.takeBack) return await elsewhere(one, flags);
  await withCorpus(flags, { create: false }, async (corpus) => {
    const { rebuild = false, threads = rebuild ? availableParallelism() - 1 : 0 } = flags;
    const { read, compared } = await corpus.dedupe({ rebuild, threads });
    if (read > 0) process.stderr.write(`${read} texts searched for duplicates, ${compared} pairs compared\n`);
    if (flags.commentRule) await chooseRule(corpus, flags.commentRule === "default" ? null : flags.commentRule);
    if (ruling && one && other) await corpus.duplicates.rule(one, other, ruling);
    if (one && other) await showPair(await corpus.duplicates.pair(one, other), flags);
    else if (one) await showOne(corpus, one, flags);
    else if (flags.kind) await showPairs(corpus, flags.kind, flags);
    else await showClusters(corpus, flags);
  });
}

/** The search by another engine: out, compared, and back. */
async function elsewhere(one: string | undefined, flags: DupesFlags): Promise<void> {
  const { handOut, compare, takeBack, threads = availableParallelism() - 1 } = flags;
  if (one !== undefined || [handOut, compare, takeBack].filter((way) => way !== undefined).length > 1) {
    throw new UsageError(
      "usage/conflict",
      "dupes: --hand-out, --compare and --take-back stand alone, without addresses",
    );
  }
  if (compare) {
    const { comparePairs } = await import("@belowline/corpus");
    for await (const line of comparePairs(linesOf(process.stdin), { threads })) await write(line);
    return;
  }
  await withCorpus(flags, { create: false }, async (corpus) => {
    const report = handOut
      ? await corpus.duplicates.handOut(handOut)
      : await corpus.duplicates.takeBack(linesOfAll(takeBack!));
    if (flags.json) await write(`${JSON.stringify(report)}\n`);
    else if ("taken" in report)
      process.stderr.write(
        `${report.taken} of ${report.given} pairs taken back; ${report.wordings} texts are searched\n`,
      );
    else
      process.stderr.write(
        `${report.wordings} texts and ${report.shingles} shingles handed out to ${handOut}; candidates.sql there finds the pairs\n`,
      );
  });
}

async function* linesOfAll(files: readonly string[]): AsyncGenerator<string> {
  for (const file of files) {
    const bytes = file === "-" ? process.stdin : createReadStream(file);
    try {
      yield* linesOf(bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "EISDIR" && code !== "EACCES") throw error;
      throw new UsageError("usage/not-found", `dupes: ${file} cannot be read (${code})`);
    }
  }
}

function rulingOf(one: string | undefined, other: string | undefined, flags: DupesFlags): DuplicateRuling | undefined {
  const given = (["merge", "split", "undo"] as const).filter((name) => flags[name]);
  if (given.length > 1) {
    throw new UsageError("usage/conflict", `dupes: expected one of --merge, --split and --undo, found ${given.length}`);
  }
  const [ruling] = given;
  if (ruling && !(one && other)) {
    throw new UsageError(
      "usage/missing-value",
      `dupes: --${ruling} takes two addresses or ids, as in "dupes --${ruling} A B"`,
    );
  }
  if (one && (flags.kind || flags.comments || flags.publisher)) {
    throw new UsageError(
      "usage/conflict",
      "dupes: --kind, --comments and --publisher are for the list; leave the addresses out",
    );
  }
  return ruling;
}

async function chooseRule(corpus: Corpus, wish: Partial<CommentRule> | null): Promise<void> {
  const { leastWords, leastDistinct, nearWords, nearJaccard } = await corpus.duplicates.chooseCommentRule(wish);
  process.stderr.write(
    `comments are copies from ${leastWords} words on, ${leastDistinct} of them different; near ones from ${nearWords} words on, with ${percent(nearJaccard)} in common\n`,
  );
}

/** Of the terminal; files and pipes have room for addresses. */
const width = (): number => screenWidth() ?? Number.POSITIVE_INFINITY;

const wishOf = ({ comments, publisher }: DupesFlags) => ({
  of: comments ? ("comments" as const) : ("articles" as const),
  ...(publisher === undefined ? {} : { publisher }),
});

async function showClusters(corpus: Corpus, flags: DupesFlags): Promise<void> {
  await showEach(corpus.duplicates.clusters(wishOf(flags)), flags);
}

async function showEach(clusters: AsyncIterable<DuplicateCluster>, { json }: DupesFlags): Promise<void> {
  let [shown, texts] = [0, 0];
  for await (const cluster of clusters) {
    texts += cluster.members.length;
    if (json) await write(`${shown === 0 ? "[" : ","}\n${JSON.stringify(cluster)}`);
    else await write(`${clusterLines(cluster, width()).join("\n")}\n\n`);
    shown++;
  }
  if (json) await write(shown === 0 ? "[]\n" : "\n]\n");
  else process.stderr.write(shown === 0 ? "no duplicates\n" : `${shown} clusters of ${texts} texts\n`);
}

async function showPairs(corpus: Corpus, kind: RelationKind, flags: DupesFlags): Promise<void> {
  const pairs = await corpus.duplicates.pairs({ ...wishOf(flags), kind });
  if (flags.json) await write(`${JSON.stringify(pairs, null, 2)}\n`);
  else if (pairs.length > 0) await write(`${pairsTable(pairs)}\n`);
  else process.stderr.write(`no pairs of the kind ${kind}\n`);
}

/** Its cluster, and the text beside the one that stands for it. */
async function showOne(corpus: Corpus, place: string, flags: DupesFlags): Promise<void> {
  const cluster = await corpus.duplicates.clusterOf(place);
  if (flags.json) {
    await write(`${JSON.stringify(cluster ?? null)}\n`);
    return;
  }
  if (!cluster) {
    process.stderr.write(`no duplicates of ${place}\n`);
    return;
  }
  await write(`${clusterLines(cluster, width()).join("\n")}\n\n`);
  const other = cluster.members.find(({ id }) => id !== cluster.self)!;
  const beside = cluster.self === cluster.id ? other.id : cluster.id;
  await showPair(await corpus.duplicates.pair(cluster.self, beside), flags);
}

async function showPair(pair: PairExplanation, { json }: DupesFlags): Promise<void> {
  if (json) {
    await write(`${JSON.stringify(pair, null, 2)}\n`);
    return;
  }
  await write(`${explanationLines(pair).join("\n")}\n\n`);
  const side = (which: "a" | "b") => ({
    text: pair[which].text,
    passages: pair.passages.map((passage) => passage[which]),
  });
  for (const line of sideBySide(side("a"), side("b"), screenWidth() ?? PAGE)) await write(`${line}\n`);
}
