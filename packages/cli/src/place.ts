// Where the corpus is, and opening it for one command.
import { resolve } from "node:path";
import type { Corpus } from "@belowline/corpus";
import type { AuthorMode } from "@belowline/schema";

export interface CorpusOption {
  readonly corpus: string;
}

/** Opens, runs, closes; also when it fails. `create: false` where a missing corpus is the user's mistake. */
export async function withCorpus<T>(
  { corpus }: CorpusOption,
  options: { readonly create: boolean; readonly authors?: AuthorMode },
  run: (corpus: Corpus) => Promise<T>,
): Promise<T> {
  const { openCorpus } = await import("@belowline/corpus");
  const place = /^(?:postgres(?:ql)?:|memory:)/.test(corpus) ? corpus : resolve(corpus);
  const opened = await openCorpus(place, options);
  try {
    return await run(opened);
  } finally {
    await opened.close();
  }
}
