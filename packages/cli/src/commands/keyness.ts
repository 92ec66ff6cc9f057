// belowline keyness: the words that one part of the corpus has more than another.
import type { Keyness, KeyType } from "@belowline/corpus";
import { type CountingFlags, count, figure, given, textsOf, whole } from "../counting.ts";
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
  await count<KeyType>(flags, async (state) => {
    const result = await textsOf(state, flags).keyness(textsOf(state, other), given({ measure, min, limit, negative }));
    return {
      result,
      summary: `Against ${against} (${whole(result.reference.tokens)} tokens); by ${result.measure} (${result.source}).`,
      head: ["type", ">here", ">per million", ">there", ">per million", ">expected", ">LL", ">log ratio", ">%DIFF"],
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
