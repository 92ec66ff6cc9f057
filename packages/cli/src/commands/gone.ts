// belowline gone: articles and comments that sites took away, with the last text we saw of them.
import type { Gone } from "@belowline/corpus";
import { type CorpusOption, withCorpus } from "../place.ts";
import { clip, printable } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface GoneFlags extends CorpusOption {
  readonly since: string;
  readonly publisher?: string;
  readonly json?: true;
}

export async function goneCommand({ since, publisher, json, ...place }: GoneFlags): Promise<void> {
  const gone = await withCorpus(place, { create: false }, (corpus) =>
    corpus.gone({ since, ...(publisher === undefined ? {} : { publisher }) }),
  );
  if (json) await write(`${JSON.stringify(gone, null, 2)}\n`);
  else for (const line of linesOf(gone)) await write(`${line}\n`);
}

const minute = (at: string): string => at.slice(0, 16).replace("T", " ");

function linesOf({ articles, comments, events }: Gone): string[] {
  const back = events.filter(({ kind }) => kind.endsWith("-returned")).length;
  return [
    `${articles.length} articles and ${comments.length} comments are gone; ${back} that were gone came back.`,
    ...articles.flatMap((article) => [
      "",
      `${minute(article.goneAt)}  article ${printable(article.url)}, last seen ${minute(article.lastSeenAt)}`,
      `  ${clip(article.headline, 120)}`,
      `  ${clip(article.text, 300)}`,
    ]),
    ...comments.flatMap((comment) => [
      "",
      `${minute(comment.goneAt)}  ${comment.how}: comment ${printable(comment.nativeId)} by ${printable(comment.author ?? "nobody named")} below ${printable(comment.articleUrl)}`,
      `  ${clip(comment.text, 300)}`,
    ]),
  ];
}
