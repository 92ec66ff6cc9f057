// belowline show: an article with its thread as a tree, or what the corpus holds, or what a publisher prints again and again.
import type { Corpus, Coverage } from "@belowline/corpus";
import { type ArticleRecord, UsageError } from "@belowline/schema";
import { findArticle, isOfArticle } from "../find-article.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { coverageLines } from "../terminal/coverage.ts";
import { PAGE, screenWidth } from "../terminal/screen.ts";
import { clip, printable, table } from "../terminal/table.ts";
import { treeLines } from "../terminal/tree.ts";
import { write } from "../terminal/write.ts";
import { type RulingFlags, rule, rulingOf, showBoilerplate } from "./boilerplate.ts";

export interface ShowFlags extends CorpusOption, RulingFlags {
  readonly snapshot?: string;
  readonly json?: true;
}

/** The newest articles of an overview. */
const NEWEST = 10;

export async function showCommand(what: string | undefined, flags: ShowFlags): Promise<void> {
  const isPublisher = what !== undefined && !isOfArticle(what);
  if (flags.boilerplate && !isPublisher) {
    throw new UsageError(
      "usage/missing-value",
      'show: --boilerplate is of one publisher; name it by its key, as in "belowline show news.example --boilerplate"',
    );
  }
  if (isPublisher && flags.snapshot !== undefined)
    throw new UsageError("usage/conflict", "show: --snapshot is of all publishers, or of one article");
  const ruled = rulingOf(flags);
  await withCorpus(flags, { create: false }, async (corpus) => {
    if (flags.boilerplate && what !== undefined) {
      if (ruled) await rule(corpus, what, ruled);
      await showBoilerplate(corpus, what, flags);
    } else if (what !== undefined && isOfArticle(what)) await showArticle(corpus, what, flags);
    else await showOverview(corpus, what, flags);
  });
}

async function showArticle(corpus: Corpus, what: string, { json, snapshot }: ShowFlags): Promise<void> {
  const { article, state } = await findArticle(corpus, "show", what, snapshot);
  const thread = await state.thread(article.id);
  if (json) {
    await write(`${JSON.stringify({ article, comments: thread?.comments ?? [] }, null, 2)}\n`);
    return;
  }
  const width = screenWidth() ?? PAGE;
  await write(`${headOf(article).join("\n")}\n\n${printable(article.text)}\n\n`);
  if (article.thread === null) await write("No comment section that Belowline knows.\n");
  else await write(`${ledgerOf(article.thread)}\n`);
  if (thread) for (const line of treeLines(thread, width)) await write(`${line}\n`);
}

function headOf(article: ArticleRecord): string[] {
  const facts = [
    article.byline.join(", "),
    article.publishedAt?.slice(0, 16).replace("T", " "),
    article.section,
    article.language,
    `${article.wordCount} words`,
  ];
  return [
    printable(article.headline),
    ...(article.standfirst ? [printable(article.standfirst)] : []),
    printable(facts.filter(Boolean).join(" · ")),
    article.url,
    ...(article.revision > 1 ? [`revision ${article.revision}`] : []),
  ];
}

function ledgerOf({ platform, announced, collected, complete, gaps }: NonNullable<ArticleRecord["thread"]>): string {
  const state = complete ? "complete" : "incomplete";
  const why = gaps.map(
    (gap) => `\n  ${gap.reason}${gap.count === null ? "" : ` (${gap.count})`}: ${printable(gap.detail)}`,
  );
  return `${platform}: ${collected} comments collected, ${announced ?? "no number"} announced, ${state}${why.join("")}`;
}

async function showOverview(
  corpus: Corpus,
  publisher: string | undefined,
  { json, snapshot }: ShowFlags,
): Promise<void> {
  const where = publisher === undefined ? {} : { publisher };
  const state = snapshot === undefined ? undefined : await corpus.at(snapshot);
  const coverage: Coverage = await (state?.coverage() ?? corpus.coverage(where));
  const articles = await (state ?? corpus).articles().where(where).limit(NEWEST);
  if (publisher !== undefined && coverage.articles === 0) {
    throw new UsageError(
      "usage/not-found",
      `show: nothing of the publisher ${publisher} in this corpus; "belowline show" tells what there is`,
    );
  }
  if (json) {
    await write(`${JSON.stringify({ coverage, articles }, null, 2)}\n`);
    return;
  }
  await write(`${coverageLines(coverage).join("\n")}\n`);
  if (articles.length === 0) {
    await write("\nThe corpus is empty. Next: belowline crawl https://news.example --contact you@university.example\n");
    return;
  }
  const rows = articles.map((article) => [
    article.publishedAt?.slice(0, 10) ?? null,
    clip(article.headline, 60),
    article.thread?.collected ?? null,
    clip(article.url, 80),
  ]);
  await write(`\n${table(["published", "~article", ">comments", "address"], rows)}\n`);
  if (coverage.articles > articles.length)
    await write(`… and ${coverage.articles - articles.length} more: belowline export articles\n`);
}
