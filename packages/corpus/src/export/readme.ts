// What a folder says of itself: whose state it is, what was chosen and left out, how to open it. It goes where nobody can ask.
import type { Corpus } from "../corpus.ts";
import { version } from "../version.ts";
import type { QuoteSafe } from "./quote-safe.ts";
import type { StoryWish } from "./stories.ts";

const COPIES = {
  mark: "Copies are here and marked.",
  keep: "Copies are here, and not marked.",
  representatives: "Of copies only the first of each cluster is here.",
};
const COMMENTERS = {
  pseudonym: "Commenters go by pseudonyms.",
  raw: "Commenters go by the names that they gave.",
  drop: "No commenter is named.",
};
const OPEN = {
  convokit: 'In Python: convokit.Corpus(filename="this folder").',
  vertical: "sh encode.sh makes a corpus for CWB; sketch-engine.conf is for (No)Sketch Engine.",
  tei: "corpus.xml includes a document for each article; xmllint --xinclude corpus.xml shows them in one.",
};

/** Sentences on what was chosen. @param of the corpus or snapshot */
export function chosen(corpus: Corpus, of: string, options: StoryWish & { readonly quoteSafe?: QuoteSafe }): string {
  const { where, duplicates = "mark", mentions, asOf, quoteSafe } = options;
  return [
    `Articles of news sites and the comments below them: ${of}.`,
    asOf === undefined ? "" : `As it stood at ${asOf instanceof Date ? asOf.toISOString() : asOf}.`,
    where === undefined || Object.keys(where).length === 0
      ? "All articles."
      : `Articles where ${JSON.stringify(where)}; their comments came whole.`,
    COPIES[duplicates],
    COMMENTERS[corpus.authors],
    mentions === "pseudonym"
      ? "Names inside comments are pseudonyms where they name those who write in the same thread."
      : "",
    quoteSafe === "no-text" ? "Texts and headlines were left out." : "",
  ]
    .filter((words) => words !== "")
    .join(" ");
}

export const readmeOf = (
  words: string,
  format: keyof typeof OPEN,
  { articles, comments }: { readonly articles: number; readonly comments: number },
  exportedAt: string,
): string => `${words}

${articles} articles, ${comments} comments, exported by Belowline ${version} at ${exportedAt}. A deleted comment may stand among them without a text.

${OPEN[format]}
`;
