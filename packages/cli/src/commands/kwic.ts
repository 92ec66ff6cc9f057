// belowline kwic: a concordance with the node in one column.
import type { KwicLine, SortPlace } from "@belowline/corpus";
import { type CountingFlags, count, given, textsOf, whole } from "../counting.ts";
import { PAGE, screenWidth } from "../terminal/screen.ts";
import { clip, widest } from "../terminal/table.ts";

export interface KwicFlags extends CountingFlags {
  readonly window?: number;
  readonly sort?: readonly SortPlace[];
  readonly thread?: true;
}

/** Columns at most. */
const NODE = 30;
const ANSWERED = 40;

const FIELDS = ["id", "articleId", "at", "left", "node", "right", "start"];

export async function kwicCommand(query: string, flags: KwicFlags): Promise<void> {
  const { window, sort, limit, thread } = flags;
  await count<KwicLine>(flags, async (state) => {
    const { lines, ...found } = await textsOf(state, flags).kwic(query, given({ window, sort, limit, thread }));
    const nodes = Math.min(NODE, widest(["node", ...lines.map(({ node }) => node)]));
    // Two sides, node, date and the blanks between; with --thread the answered comment too.
    const taken = nodes + 16 + (thread ? ANSWERED + 2 : 0);
    const side = Math.max(8, Math.floor(((screenWidth() ?? PAGE) - taken) / 2));
    return {
      result: { ...found, rows: lines },
      summary: found.hits === null ? "More occurrences than are shown." : `${whole(found.hits)} occurrences.`,
      head: [">left", "node", "right", "when", ...(thread ? ["answers"] : [])],
      cells: ({ left, node, right, at, parent }) => [
        [...clip(reversed(left), side)].reverse().join(""),
        clip(node, NODE),
        clip(right, side),
        at?.slice(0, 10) ?? null,
        ...(thread ? [parent ? clip(parent.text, ANSWERED) : null] : []),
      ],
      titles: [...FIELDS, ...(thread ? ["parentId", "parent"] : [])],
      flat: ({ parent, ...line }) => ({ ...line, ...(thread ? { parentId: parent?.id, parent: parent?.text } : {}) }),
    };
  });
}

/** The left side is cut at its far end. */
const reversed = (text: string): string => [...text].reverse().join("");
