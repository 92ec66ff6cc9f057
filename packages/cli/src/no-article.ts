// No article at an address: what to try instead, as an error.
import type { Corpus } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";

/** The articles whose addresses nearly are the one that was given; undefined where there are none. */
export const alikeHint = (alike: readonly string[]): string | undefined =>
  alike.length === 0 ? undefined : `there is an article at ${alike.join(" and at ")}`;

/** @param place an address, or the id of an article */
export async function noArticle(corpus: Corpus, command: string, place: string): Promise<UsageError> {
  const { alike } = /^https?:/i.test(place) ? await corpus.why(place) : { alike: [] };
  const hint = alikeHint(alike) ?? `"belowline why ${place}" tells whether it was ever visited`;
  return new UsageError("usage/not-found", `${command}: no article at ${place} in this corpus; ${hint}`);
}
