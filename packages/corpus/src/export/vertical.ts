// The vertical: one token a line within structures, for CWB/CQPweb and for Sketch Engine (NoSketch Engine).
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ArticleRecord, CommentRecord } from "@belowline/schema";
import { tokenise } from "../tokens/tokenise.ts";
import type { FolderWork } from "./convokit.ts";
import { answersOf } from "./stories.ts";
import type { TextFile } from "./text-file.ts";
import { attributes, escaped } from "./xml.ts";

/** Attributes of `<text>`, in their order; CWB wants lower case. Every text has all: CWB knows no missing value. */
const TEXT = [
  ...["id", "kind", "story", "url", "publisher", "date", "year", "month", "language", "section", "platform"],
  ...["author", "depth", "parent", "state", "duplicateof"],
] as const;
const STORY = ["id", "url", "headline"] as const;

type TextAttributes = Readonly<Record<(typeof TEXT)[number], string | number | null>>;

/**
 * `corpus.vrt` with two columns (the token as written, and as our counts fold it), and how to encode it: `encode.sh` for CWB,
 * `sketch-engine.conf` for Manatee. The tokens are those of all our counts, so punctuation is none, and a headline is an attribute.
 */
export async function writeVertical({ stories, folder, file, corpus }: FolderWork): Promise<void> {
  const vertical = file("corpus.vrt");
  await vertical.write(`<?xml version="1.0" encoding="UTF-8"?>\n<corpus${attributes({ id: corpus.id })}>\n`);
  for await (const { article, threads } of stories) {
    await vertical.write(`<story${valued(STORY, { id: article.id, url: article.url, headline: article.headline })}>\n`);
    await writeText(vertical, ofArticle(article), article.text, article.language);
    for (const { comment, parent } of threads.flatMap(answersOf))
      await writeText(vertical, ofComment(comment, parent, article), comment.text, article.language);
    await vertical.write("</story>\n");
  }
  await vertical.write("</corpus>\n");
  await vertical.end();
  await writeFile(join(folder, "encode.sh"), ENCODE, { mode: 0o755 });
  await writeFile(join(folder, "sketch-engine.conf"), MANATEE);
}

async function writeText(file: TextFile, given: TextAttributes, text: string, language: string | null): Promise<void> {
  const lines: string[] = [`<text${valued(TEXT, given)}>`];
  for (const paragraph of text.split("\n")) {
    const { forms, starts, ends } = tokenise(paragraph, language);
    if (forms.length === 0) continue;
    lines.push("<p>");
    for (const [i, form] of forms.entries())
      lines.push(`${escaped(paragraph.slice(starts[i], ends[i]))}\t${escaped(form)}`);
    lines.push("</p>");
  }
  lines.push("</text>\n");
  await file.write(lines.join("\n"));
}

const ofArticle = (article: ArticleRecord): TextAttributes => ({
  ...shared(article),
  id: article.id,
  kind: "article",
  url: article.url,
  ...dated(article.publishedAt),
  platform: null,
  author: article.byline.join("; "),
  depth: 0,
  parent: null,
  state: null,
  duplicateof: article.clusterId === article.id ? null : article.clusterId,
});

const ofComment = (comment: CommentRecord, parent: CommentRecord | null, article: ArticleRecord): TextAttributes => ({
  ...shared(article),
  id: comment.id,
  kind: "comment",
  url: comment.permalink,
  ...dated(comment.createdAt),
  platform: comment.platform,
  author: comment.author,
  depth: comment.depth,
  parent: parent?.id ?? null,
  state: comment.state,
  duplicateof: comment.duplicateOf,
});

const shared = ({ id, publisher, language, section }: ArticleRecord) => ({ story: id, publisher, language, section });

const dated = (moment: string | null) => ({
  date: moment?.slice(0, 10) ?? null,
  year: moment?.slice(0, 4) ?? null,
  month: moment?.slice(0, 7) ?? null,
});

/** CQP's convention for what is not known. */
const UNKNOWN = "__UNDEF__";

const valued = <Name extends string>(
  names: readonly Name[],
  given: Readonly<Record<Name, string | number | null>>,
): string =>
  attributes(Object.fromEntries(names.map((name) => [name, given[name] === "" ? UNKNOWN : (given[name] ?? UNKNOWN)])));

/** Options: https://cwb.sourceforge.io/files/CWB_Encoding_Tutorial/ */
const ENCODE = `#!/bin/sh
# Makes the CWB corpus BELOWLINE of corpus.vrt: sh encode.sh, then cqp -r registry -D BELOWLINE. Needs CWB 3.4 or newer.
set -e
cd "$(dirname "$0")"
here=$(pwd)
mkdir -p data registry
cwb-encode -d "$here/data" -f corpus.vrt -R "$here/registry/belowline" -xsB -c utf8 -P lc \\
  -S story:0+${STORY.join("+")} -S text:0+${TEXT.join("+")} -S p:0 -0 corpus
cwb-makeall -r "$here/registry" -V BELOWLINE
`;

/** https://www.sketchengine.eu/documentation/corpus-configuration-file-all-features/ */
const MANATEE = `NAME "Belowline"
ENCODING "utf-8"
PATH "./manatee"
VERTICAL "./corpus.vrt"
DOCSTRUCTURE "text"

ATTRIBUTE "word"
ATTRIBUTE "lc"

STRUCTURE "story" {
${STORY.map((name) => `  ATTRIBUTE "${name}"`).join("\n")}
}
STRUCTURE "text" {
${TEXT.map((name) => `  ATTRIBUTE "${name}"`).join("\n")}
}
STRUCTURE "p"
`;
