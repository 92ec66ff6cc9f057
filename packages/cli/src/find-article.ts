// Which article is meant: by an address or id of its own, or of one of its comments.
import type { Corpus, Snapshot } from "@belowline/corpus";
import { type ArticleRecord, UsageError } from "@belowline/schema";
import { noArticle } from "./no-article.ts";

export interface Meant {
  readonly article: ArticleRecord;
  /** The platform of the comment that was named; null where the article was. */
  readonly platform: string | null;
}

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `news.example/2026/03/harbour`, as it stands in a browser's address bar. */
const BARE = /^[^\s/:]+\.[^\s/:]+(?::\d+)?\/\S*$/;

/**
 * @param command for messages
 * @throws UsageError `usage/not-found`, `usage/invalid-value`
 */
export async function findArticle(
  corpus: Corpus,
  state: Pick<Corpus | Snapshot, "articles" | "comments">,
  command: string,
  place: string,
): Promise<Meant> {
  const isId = UUID.test(place);
  const addresses = /^https?:/i.test(place) ? [place] : BARE.test(place) ? [`https://${place}`, `http://${place}`] : [];
  if (!isId && addresses.length === 0) {
    throw new UsageError(
      "usage/invalid-value",
      `${command}: expected the address or id of an article or comment, found "${place}"`,
    );
  }
  const article = await state
    .articles()
    .where(isId ? { id: place } : { url: addresses })
    .first();
  if (article) return { article, platform: null };
  const comments = state.comments();
  const pages = addresses.map((address) => address.replace(/#.*$/s, ""));
  const [found] = await comments.kysely((rows) => {
    const named = rows.select(["articleId", "platform"]).limit(1);
    return isId
      ? named.where("id", "=", place.toLowerCase())
      : named.where(
          (where) => where.fn<string>("split_part", ["permalink", where.val("#"), where.val(1)]),
          "in",
          pages,
        );
  });
  const above = found && (await state.articles().where({ id: found.articleId }).first());
  if (found && above) return { article: above, platform: found.platform };
  if (isId) throw new UsageError("usage/not-found", `${command}: no article or comment of the id ${place} here`);
  throw await noArticle(corpus, command, addresses[0]!);
}
