// A difference of words on one line: what went in [-brackets-], what came in {+braces+}, and a little around it.
import type { WordRun } from "@belowline/corpus";
import { printable } from "./table.ts";

/** Words on each side of a change. */
const AROUND = 6;

/** Long stretches of common words as an ellipsis; empty where the words are the same. */
export function diffLine(runs: readonly WordRun[]): string {
  if (runs.every(({ kind }) => kind === "same")) return "";
  const parts = runs.map(({ kind, words }, i) => {
    if (kind === "gone") return `[-${words.join(" ")}-]`;
    if (kind === "new") return `{+${words.join(" ")}+}`;
    const head = i === 0 ? [] : words.slice(0, AROUND);
    const tail = i === runs.length - 1 ? [] : words.slice(-AROUND);
    return words.length <= head.length + tail.length ? words.join(" ") : [...head, "…", ...tail].join(" ");
  });
  return printable(parts.join(" "));
}
