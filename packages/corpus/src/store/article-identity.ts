// Which article a visit shows: the one read there before, or one that an address names and whose text agrees, or a new one.
import {
  type Article,
  type ArticleId,
  articleId,
  type CanonicalUrl,
  type CaptureId,
  canonicalise,
  type Evidence,
  type PageId,
  type PlainAddress,
  type PlainId,
  pageId,
  plainAddress,
  plainId,
  storable,
  type UrlAliasKind,
} from "@belowline/schema";
import { sql } from "kysely";
import { type Agreement, agreementOf } from "./same-article.ts";
import { storedCapture, type Visiting } from "./visiting.ts";

export interface Alias {
  readonly url: CanonicalUrl;
  readonly kind: UrlAliasKind;
  readonly evidence: string | null;
}

export interface Identified {
  readonly id: ArticleId;
  /** The plainest of the addresses it goes by. */
  readonly url: CanonicalUrl;
  readonly aliases: readonly Alias[];
  /** Whether what stands here may revise the article. An AMP form, or a later page, of one that is read elsewhere may not. */
  readonly revises: boolean;
  readonly isNew: boolean;
  /** What the page claims, and its text does not bear out. */
  readonly refused: readonly string[];
}

/** An article that goes by one of the addresses, or by one of the same plain form. */
interface Candidate {
  readonly id: ArticleId;
  readonly url: CanonicalUrl;
  readonly revision: number;
  /** Where the current revision was read. */
  readonly readAt: CanonicalUrl | undefined;
  /** Which of the visit's addresses name it. */
  readonly named: readonly CanonicalUrl[];
}

/** Kin beyond these are a habit of the site and no forms of one article. */
const MOST_KIN = 8;

export async function identify(visiting: Visiting, article: Article, capture: CaptureId): Promise<Identified> {
  const { tx, page } = visiting;
  const { url: answered } = await tx
    .selectFrom("capture")
    .select("url")
    .where("id", "=", storedCapture(visiting, capture))
    .executeTakeFirstOrThrow();
  const here = canonicalise(answered) ?? article.url;
  const aliases = aliasesOf(visiting, article);
  const refused: string[] = [];
  for (const candidate of await candidatesOf(visiting, here, aliases)) {
    const verdict = await verdictOf(visiting, candidate, article, here);
    if (!verdict.same) {
      refused.push(...candidate.named.filter((url) => url !== here && url !== page.url));
      continue;
    }
    const known = candidate.named.includes(here);
    return {
      id: candidate.id,
      url: plainest(candidate.url, [article.url, here]),
      aliases: aliases.map((alias) =>
        known || alias.url !== here
          ? alias
          : { ...alias, kind: here === article.url ? "variant" : alias.kind, evidence: verdict.evidence },
      ),
      revises: mayRevise(candidate, here, page.url as CanonicalUrl),
      isNew: false,
      refused: [],
    };
  }
  const url = refused.includes(article.url) ? here : article.url;
  return { id: articleId(url), url, aliases, revises: true, isNew: true, refused };
}

/** Every address that names it, the canonical one first; of two kinds for one address the first stays. */
export function aliasesOf({ page }: Visiting, article: Article): Alias[] {
  const byUrl = new Map<CanonicalUrl, UrlAliasKind>([[article.url, "canonical"]]);
  for (const { url, kind } of article.urls) if (!byUrl.has(url)) byUrl.set(url, kind);
  const visited = page.url as CanonicalUrl;
  if (page.kind !== "thread" && !byUrl.has(visited)) byUrl.set(visited, "requested");
  return [...byUrl].map(([url, kind]) => ({ url: storable(url) as CanonicalUrl, kind, evidence: null }));
}

/**
 * Articles by the address that answered, then by those that the page names, then by the plain form. Whoever is at another form of
 * the same article waits here, so that of two first visits one is the second.
 */
async function candidatesOf(
  { tx, publisherId }: Visiting,
  here: CanonicalUrl,
  aliases: readonly Alias[],
): Promise<Candidate[]> {
  const urls = [...new Set([here, ...aliases.map(({ url }) => url)])];
  const plain = [...new Set([here, aliases[0]!.url].map(plainId))].sort();
  for (const key of plain) await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
  const { rows } = await sql<{
    id: PageId;
    plainId: PlainId;
    articleId: ArticleId;
    url: CanonicalUrl;
    revision: number;
    readAt: string | null;
  }>`select u.id, u.plain_id, a.id as article_id, a.url, a.revision, c.url as read_at
    from article_url u join article a on a.id = u.article_id
    left join article_revision r on r.article_id = a.id and r.number = a.revision left join capture c on c.id = r.capture_id
    where a.publisher_id = ${publisherId}
      and (u.id = any(${urls.map(pageId)}::uuid[]) or u.plain_id = any(${plain}::uuid[]))
    order by a.first_seen_at, a.id, u.id`.execute(tx);
  const byId = Map.groupBy(rows, (row) => row.articleId);
  const order = new Map(urls.map((url, i) => [pageId(url), i]));
  const rank = (candidate: Candidate): number =>
    candidate.named.length === 0 ? urls.length : order.get(pageId(candidate.named[0]!))!;
  return [...byId.values()]
    .map((own): Candidate => {
      const { articleId: id, url, revision, readAt } = own[0]!;
      const named = urls.filter((one) => own.some((row) => row.id === pageId(one)));
      return { id, url, revision, readAt: readAt === null ? undefined : canonicalise(readAt), named };
    })
    .sort((a, b) => rank(a) - rank(b))
    .filter((candidate, i) => candidate.named.length > 0 || i < MOST_KIN);
}

async function verdictOf(
  { tx }: Visiting,
  candidate: Candidate,
  article: Article,
  here: CanonicalUrl,
): Promise<Agreement> {
  // What was read here before may say anything today; and an id belongs to its address, whoever claimed it first.
  if (candidate.readAt === here || candidate.url === here || candidate.id === articleId(here)) {
    return { same: true, evidence: "address" };
  }
  const held = await tx
    .selectFrom("articleRevision as r")
    .innerJoin("capture as c", "c.id", "r.captureId")
    .select(["r.headline", "r.text", "c.url"])
    .where("r.articleId", "=", candidate.id)
    .orderBy("r.number", "desc")
    .limit(MOST_REVISIONS)
    .execute();
  const there = plainOf(candidate.readAt ?? candidate.url);
  const mine = plainOf(here);
  const isPage = there.url === mine.url && there.marks.includes("page") !== mine.marks.includes("page");
  // A form may lag behind an edit. What was read here itself, when the claim was all we had, is no witness.
  const verdicts = held
    .filter(({ url }) => canonicalise(url) !== here)
    .map((revision) => agreementOf(revision, article, isPage));
  const { same, evidence } = verdicts.find((verdict) => verdict.same) ??
    verdicts[0] ?? { same: true, evidence: "claim" };
  const marks = there.url === mine.url ? mine.marks.filter((mark) => !there.marks.includes(mark)) : [];
  return { same, evidence: marks.length === 0 ? evidence : `${marks.join(" ")}: ${evidence}` };
}
const MOST_REVISIONS = 10;

/** The form nearest to the plain one is where an article is read; of two as near, its own address, or what that leads to. */
function mayRevise({ url, readAt }: Candidate, here: CanonicalUrl, visited: CanonicalUrl): boolean {
  if (readAt === undefined || readAt === here) return true;
  const [mine, there] = [plainOf(here).marks.length, plainOf(readAt).marks.length];
  if (mine !== there && plainOf(here).url === plainOf(readAt).url) return mine < there;
  return readAt !== url || here === url || visited === url;
}

/** Of an article's addresses with one plain form the one with the fewest marks. */
function plainest(held: CanonicalUrl, others: readonly CanonicalUrl[]): CanonicalUrl {
  let best = held;
  for (const url of others) {
    const [a, b] = [plainOf(best), plainOf(url)];
    if (a.url === b.url && b.marks.length < a.marks.length) best = url;
  }
  return best;
}

const plainOf = (url: CanonicalUrl): PlainAddress => plainAddress(url) ?? { url, marks: [] };

/** The evidence of an article that stays its own though its page claims another's address. */
export const withRefused = (evidence: Article["evidence"], refused: readonly string[]): Article["evidence"] => {
  if (refused.length === 0) return evidence;
  const { rivals } = evidence.url ?? {};
  const url: Evidence = {
    from: "request",
    rivals: { ...rivals, "refused:other-text": refused.join(" ").slice(0, 300) },
  };
  return { ...evidence, url };
};
