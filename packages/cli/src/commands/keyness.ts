// belowline keyness: the words that one part of the corpus has more than another.
import type { Keyness, KeyType } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { type CountingFlags, count, figure, given, textsOf, whole } from "../counting.ts";
import { strangerOf } from "../nothing.ts";
import { clip } from "../terminal/table.ts";

export interface KeynessFlags extends CountingFlags {
  readonly against?: string;
  readonly measure?: Keyness;
  readonly min?: number;
  readonly negative?: true;
}

const FIELDS = [
  ...["form", "target", "reference", "expected", "targetPerMillion", "referencePerMillion"],
  ...["ll", "ll4", "logRatio", "diff", "n"],
];

export async function keynessCommand(flags: KeynessFlags): Promise<void> {
  const { measure, min, limit, negative } = flags;
  const against = flags.against ?? (flags.in === "articles" ? "comments" : "articles");
  const { publisher, ...rest } = flags;
  const other =
    against === "articles" || against === "comments"
      ? { ...rest, ...(publisher ? { publisher } : {}), in: against as "articles" | "comments" }
      : { ...rest, publisher: against };
  if (other.in === flags.in && other.publisher === flags.publisher)
    throw new UsageError(
      "usage/conflict",
      `keyness: the ${flags.in} would be compared with themselves; name others with --against`,
    );
  await count<KeyType>(flags, async (state) => {
    const result = await textsOf(state, flags).keyness(textsOf(state, other), given({ measure, min, limit, negative }));
    return {
      result,
      summary: `Against ${against} (${whole(result.reference.tokens)} tokens); by ${result.measure} (${result.source}).`,
      ...(result.reference.texts > 0
        ? {}
        : {
            missing: async (corpus) =>
              `Nothing to compare with${other.publisher === undefined ? "" : why(await strangerOf(corpus, other.publisher))}.`,
          }),
      head: ["~type", ">here", ">per million", ">there", ">per million", ">expected", ">LL", ">log ratio", ">%DIFF"],
      cells: ({ form, scores, ...row }) => [
        clip(form, 40),
        whole(row.target),
        figure(row.targetPerMillion),
        whole(row.reference),
        figure(row.referencePerMillion),
        figure(row.expected),
        ...[scores.ll, scores.logRatio, scores.diff].map(figure),
      ],
      titles: FIELDS,
      flat: ({ scores, ...row }) => ({ ...row, ...scores, n: result.n }),
    };
  });
}

const why = (stranger: string | undefined): string => (stranger === undefined ? "" : `: ${stranger}`);
