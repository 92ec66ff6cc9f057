// belowline revisions: what an article and its comments said before, with who changed what, word by word.
import type { ArticleRevision, RevisedComment } from "@belowline/corpus";
import { noArticle } from "../no-article.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { diffLine } from "../terminal/diff.ts";
import { clip, printable } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface RevisionsFlags extends CorpusOption {
  readonly json?: true;
}

export async function revisionsCommand(url: string, flags: RevisionsFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const article = await corpus.revisions(url);
    if (article.length === 0) throw await noArticle(corpus, "revisions", url);
    const comments = await corpus.commentRevisions(url);
    if (flags.json) await write(`${JSON.stringify({ article, comments }, null, 2)}\n`);
    else for (const line of [...articleLines(article), ...comments.flatMap(commentLines)]) await write(`${line}\n`);
  });
}

const CAUSES = {
  first: "first seen",
  publisher: "changed by the publisher",
  edit: "edited",
  moderation: "moderated",
  extractor: "read better by us",
} as const;

const minute = (at: string): string => at.slice(0, 16).replace("T", " ");

const articleLines = (revisions: readonly ArticleRevision[]): string[] =>
  revisions.flatMap(({ number, cause, seenAt, headline, changes }) => [
    `${number}  ${minute(seenAt)}  ${CAUSES[cause]}${number === 1 ? `: ${clip(headline, 80)}` : ""}`,
    ...changes.map(({ field, before, after, words }) => {
      const line = words ? diffLine(words) || "only the division into lines" : `${shown(before)} → ${shown(after)}`;
      return `   ${field}: ${line}`;
    }),
  ]);

const commentLines = ({ nativeId, author, state, goneAt, revisions }: RevisedComment): string[] => [
  "",
  `comment ${printable(nativeId)} by ${printable(author ?? "nobody named")}, ${goneAt === null ? state : `vanished ${minute(goneAt)}`}`,
  ...revisions.map(({ number, cause, seenAt, text, words }) => {
    const said = number === 1 ? clip(text, 120) : diffLine(words) || "only the division into lines";
    return `  ${number}  ${minute(seenAt)}  ${CAUSES[cause]}: ${said}`;
  }),
];

const shown = (value: unknown): string => clip(typeof value === "string" ? value : (JSON.stringify(value) ?? "–"), 100);
