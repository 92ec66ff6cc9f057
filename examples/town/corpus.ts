// openTown(): the corpus of the notebooks, made on the first call and found on the next.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Corpus, openCorpus } from "belowline";
import { townStories } from "./stories.ts";
import { readTown, TOWN_KEY } from "./visits.ts";

/** A folder beside the notebooks; `$BELOWLINE_TOWN` names another. */
const PLACE = process.env.BELOWLINE_TOWN ?? join(import.meta.dirname, "../notebooks/.town");

/**
 * Three invented papers of a harbour town, 72 stories and their comments, without a network. A corpus of your own is opened by
 * `openCorpus("./corpus")`.
 */
export async function openTown(place = PLACE): Promise<Corpus> {
  const corpus = await openCorpus(place, { key: TOWN_KEY });
  const stories = townStories();
  if ((await corpus.articles().count()) === stories.length) return corpus;
  if ((await corpus.articles().count()) === 0) {
    await fill(corpus);
    return corpus;
  }
  // An older or interrupted town.
  await corpus.close();
  await rm(place, { recursive: true });
  return await openTown(place);
}

/** Into an empty corpus: every reading, then the search for copies and the index of words. */
export async function fill(corpus: Corpus): Promise<void> {
  await readTown(corpus.sink(), townStories());
  await corpus.dedupe();
  await corpus.indexTokens();
}
