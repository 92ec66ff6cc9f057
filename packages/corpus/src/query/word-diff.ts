// wordDiff(): what changed between two texts, word by word, as data.

/** Words in a row that are in both texts, only in the old one, or only in the new one. */
export interface WordRun {
  readonly kind: "same" | "gone" | "new";
  readonly words: readonly string[];
}

/** Beyond so many cells the table of common words would cost seconds; such texts are told as gone and new. */
const MOST_CELLS = 4_000_000;

/**
 * The longest common subsequence of words. Blanks and line ends only part words: a text that is set in other lines is the same.
 *
 * @example
 * wordDiff("The ferry sails.", "The old ferry sails."); // same "The", new "old", same "ferry sails."
 */
export function wordDiff(before: string, after: string): WordRun[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const runs: { kind: WordRun["kind"]; words: string[] }[] = [];
  const add = (kind: WordRun["kind"], word: string): void => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else runs.push({ kind, words: [word] });
  };
  for (const word of old.slice(0, start)) add("same", word);
  align(old.slice(start, old.length - end), now.slice(start, now.length - end), add);
  for (const word of old.slice(old.length - end)) add("same", word);
  return runs;
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

function align(
  old: readonly string[],
  now: readonly string[],
  add: (kind: WordRun["kind"], word: string) => void,
): void {
  if (old.length * now.length > MOST_CELLS) {
    for (const word of old) add("gone", word);
    for (const word of now) add("new", word);
    return;
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
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      add("same", old[i++]!);
      j++;
    } else if (j === now.length || (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      add("gone", old[i++]!);
    } else add("new", now[j++]!);
  }
}
