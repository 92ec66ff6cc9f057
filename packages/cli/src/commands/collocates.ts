// belowline collocates: what stands near a word, by the measure asked for.
import type { Association, Collocate } from "@belowline/corpus";
import { type CountingFlags, count, figure, given, textsOf, whole } from "../counting.ts";
import { clip } from "../terminal/table.ts";

export interface CollocateFlags extends CountingFlags {
  readonly span?: number;
  readonly measure?: Association;
  readonly min?: number;
}

const FIELDS = [
  ...["form", "observed", "expected", "tokens", "logDice", "mi", "mi3", "t", "ll", "dice"],
  ...["window", "hits", "n"],
];

export async function collocatesCommand(query: string, flags: CollocateFlags): Promise<void> {
  const { span, measure, min, limit } = flags;
  await count<Collocate>(flags, async (state) => {
    const result = await textsOf(state, flags).collocates(query, given({ span, measure, min, limit }));
    return {
      result,
      summary: `${whole(result.hits)} occurrences; by ${result.measure} (${result.source}).`,
      head: ["~collocate", ">observed", ">expected", ">tokens", ">logDice", ">MI", ">MI3", ">t", ">LL", ">Dice"],
      cells: ({ form, observed, expected, tokens, scores }) => [
        clip(form, 40),
        whole(observed),
        figure(expected),
        whole(tokens),
        ...[scores.logDice, scores.mi, scores.mi3, scores.t, scores.ll].map(figure),
        scores.dice.toFixed(4),
      ],
      titles: FIELDS,
      flat: ({ scores, ...row }) => ({ ...row, ...scores, window: result.window, hits: result.hits, n: result.n }),
    };
  });
}
