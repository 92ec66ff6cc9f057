// Which article is meant: by an address or id of its own, or of one of its comments.
import type { Corpus, Snapshot } from "@belowline/corpus";
import { type ArticleRecord, isId, UsageError } from "@belowline/schema";
import { noArticle } from "./no-article.ts";

export interface Meant {
  readonly article: ArticleRecord;
  /** The platform of the comment that was named; null where the article was. */
  readonly platform: string | null;
  /** The corpus as it is, or the snapshot. */
  readonly state: Corpus | Snapshot;
}

/** `news.example/2026/03/harbour`, as it stands in a browser's address bar. */
const BARE = /^[^\s/:.]+(?:\.[^\s/:.]+)+(?::\d+)?\/\S*$/;

/** An address or an id, and no publisher. */
export const isOfArticle = (place: string): boolean => isId(place) || /^https?:/i.test(place) || BARE.test(place);

/**
 * @param command for messages
 * @throws UsageError `usage/not-found`, `usage/invalid-value`
 */
export async function findArticle(corpus: Corpus, command: string, place: string, snapshot?: string): Promise<Meant> {
  const state = snapshot === undefined ? corpus : await corpus.at(snapshot);
  const byId = isId(place);
  const addresses = /^https?:/i.test(place) ? [place] : BARE.test(place) ? [`https://${place}`, `http://${place}`] : [];
  if (!byId && addresses.length === 0) {
    throw new UsageError(
      "usage/invalid-value",
      `${command}: expected the address or id of an article or comment, found "${place}"`,
    );
  }
  const article = await state
    .articles()
    .where(byId ? { id: place } : { url: addresses })
    .first();
  if (article) return { article, platform: null, state };
  const comments = state.comments();
  const pages = addresses.map((address) => address.replace(/#.*$/s, ""));
  const [found] = await comments.kysely((rows) => {
    const named = rows.select(["articleId", "platform"]).limit(1);
    return byId
      ? named.where("id", "=", place.toLowerCase())
      : named.where(
          (where) => where.fn<string>("split_part", ["permalink", where.val("#"), where.val(1)]),
          "in",
          pages,
        );
  });
  const above = found && (await state.articles().where({ id: found.articleId }).first());
  if (found && above) return { article: above, platform: found.platform, state };
  if (byId)
    throw new UsageError(
      "usage/not-found",
      `${command}: no article or comment of the id ${place} ${snapshot === undefined ? "here" : `in the snapshot ${snapshot}`}`,
    );
  if (snapshot !== undefined)
    throw new UsageError("usage/not-found", `${command}: no article at ${addresses[0]} in the snapshot ${snapshot}`);
  throw await noArticle(corpus, command, addresses[0]!);
}
