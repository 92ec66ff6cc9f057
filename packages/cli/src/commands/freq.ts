// belowline freq: the frequency list of words, or of rows of n words.
import type { Frequency, TypeFrequency } from "@belowline/corpus";
import { type CountingFlags, count, figure, given, textsOf, whole } from "../counting.ts";
import { clip } from "../terminal/table.ts";

export interface FreqFlags extends CountingFlags {
  readonly ngrams?: number;
  readonly min?: number;
}

const TYPE_FIELDS = ["form", "tokens", "texts", "perMillion"];
const GRAM_FIELDS = ["form", "tokens", "perMillion"];

export async function freqCommand(flags: FreqFlags): Promise<void> {
  const { limit, min, ngrams: n } = flags;
  await count<Frequency | TypeFrequency>(flags, async (state) => {
    const texts = textsOf(state, flags);
    if (n !== undefined) {
      const result = await texts.ngrams(n, given({ limit, min }));
      return {
        result,
        summary: `${whole(result.total)} rows of ${n} tokens.`,
        head: [`~${n} tokens`, ">times", ">per million"],
        cells: ({ form, tokens, perMillion }) => [clip(form, 80), whole(tokens), figure(perMillion)],
        titles: GRAM_FIELDS,
        flat: (row) => ({ ...row }),
      };
    }
    const result = await texts.freq(given({ limit, min }));
    return {
      result,
      summary: `${whole(result.types)} types, ${whole(result.hapaxes)} of them once.`,
      head: ["~type", ">tokens", ">per million", ">texts"],
      cells: (row) => [
        clip(row.form, 60),
        whole(row.tokens),
        figure(row.perMillion),
        "texts" in row ? whole(row.texts) : null,
      ],
      titles: TYPE_FIELDS,
      flat: (row) => ({ ...row }),
    };
  });
}
