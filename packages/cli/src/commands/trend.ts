// belowline trend: how often a word occurs over time, with a bar for each period.
import type { Period, TrendPoint } from "@belowline/corpus";
import { type CountingFlags, count, figure, textsOf, whole } from "../counting.ts";
import { PAGE, screenWidth } from "../terminal/screen.ts";

export interface TrendFlags extends CountingFlags {
  readonly by: Period;
}

/** Signs of the longest bar, where the terminal has room for them beside the numbers. */
const WIDEST = 40;
const NUMBERS = 52;

export async function trendCommand(query: string, flags: TrendFlags): Promise<void> {
  await count<TrendPoint>(flags, async (state) => {
    const result = await textsOf(state, flags).trend(query, { by: flags.by });
    const most = result.rows.reduce((max, { perMillion }) => Math.max(max, perMillion ?? 0), 0);
    const widest = Math.max(0, Math.min(WIDEST, (screenWidth() ?? PAGE) - NUMBERS));
    const undated = result.undated.texts === 0 ? "" : ` ${whole(result.undated.texts)} texts have no date.`;
    return {
      result,
      summary: `${whole(result.hits)} occurrences.${undated}`,
      head: [`${flags.by} from`, ">hits", ">tokens", ">per million", ""],
      cells: ({ from, hits, tokens, perMillion }) => [
        from,
        whole(hits),
        whole(tokens),
        perMillion === null ? "gap" : figure(perMillion),
        "▇".repeat(most === 0 ? 0 : Math.round(((perMillion ?? 0) / most) * widest)),
      ],
      titles: ["from", "hits", "texts", "tokens", "perMillion"],
      flat: (row) => ({ ...row }),
    };
  });
}
