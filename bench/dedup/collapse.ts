// Base texts that already share passages by nature are left out, so that the truth of the benchmark is the whole truth.

/** Words in a row that two base texts may share once, and no more. */
const RUN = 6;

/** The texts that share nearly nothing with those kept before them: at most three runs of six words. */
export function collapse(texts: readonly (readonly string[])[]): (readonly string[])[] {
  const seen = new Set<string>();
  return texts.filter((paragraphs) => {
    const words = paragraphs.join(" ").toLowerCase().split(" ");
    const runs = words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, i) => words.slice(i, i + RUN).join(" "));
    let known = 0;
    for (const run of new Set(runs)) if (seen.has(run)) known++;
    if (known > 3) return false;
    for (const run of runs) seen.add(run);
    return true;
  });
}
