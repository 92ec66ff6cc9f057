// Two texts as one line of words: what went in [-brackets-], what came in {+braces+}, and a little around it.
import { printable } from "./table.ts";

/** Words on each side of a change. */
const AROUND = 6;
/** Beyond so many cells the table of common words would cost seconds; such texts are shown as gone and come. */
const MOST_CELLS = 4_000_000;

/** A word-level difference (longest common subsequence); empty where the words are the same. */
export function wordDiff(before: string, after: string): string {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const middle = steps(old.slice(start, old.length - end), now.slice(start, now.length - end));
  if (middle.length === 0) return "";
  const all: Step[] = [
    ...old.slice(0, start).map((word): Step => ["=", word]),
    ...middle,
    ...old.slice(old.length - end).map((word): Step => ["=", word]),
  ];
  return printable(written(all));
}

type Step = readonly ["=" | "-" | "+", string];

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

function steps(old: readonly string[], now: readonly string[]): Step[] {
  if (old.length * now.length > MOST_CELLS || old.length === 0 || now.length === 0) {
    return [...old.map((word): Step => ["-", word]), ...now.map((word): Step => ["+", word])];
  }
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === now[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const found: Step[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      found.push(["=", old[i++]!]);
      j++;
    } else if (j === now.length || (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      found.push(["-", old[i++]!]);
    } else found.push(["+", now[j++]!]);
  }
  return found;
}

/** Runs of one kind together; long stretches of common words as an ellipsis. */
function written(all: readonly Step[]): string {
  const runs: { kind: Step[0]; words: string[] }[] = [];
  for (const [kind, word] of all) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else runs.push({ kind, words: [word] });
  }
  return runs
    .map(({ kind, words }, i) => {
      if (kind === "-") return `[-${words.join(" ")}-]`;
      if (kind === "+") return `{+${words.join(" ")}+}`;
      const head = i === 0 ? [] : words.slice(0, AROUND);
      const tail = i === runs.length - 1 ? [] : words.slice(-AROUND);
      return words.length <= head.length + tail.length ? words.join(" ") : [...head, "…", ...tail].join(" ");
    })
    .join(" ");
}
