// ConvoKit's folder: each article a conversation, the article its first utterance, comments the replies.
import { answersOf, type Story } from "./stories.ts";
import type { TextFile } from "./text-file.ts";

/** What a folder is made of, and who wants to know how far it is. */
export interface FolderWork {
  readonly stories: AsyncIterable<Story>;
  readonly folder: string;
  /** A file of the folder, closed also when the work fails. */
  readonly file: (name: string) => TextFile;
  /** No word of a publisher or commenter. */
  readonly withoutText: boolean;
  readonly corpus: { readonly id: string; readonly words: string; readonly exportedAt: string };
}

/** Types of metadata as Python names them. */
const [TEXT, NUMBER, FLAG, LIST] = ["str", "int", "bool", "list"].map((name) => [`<class '${name}'>`]);
const INDEX = {
  "utterances-index": {
    kind: TEXT,
    url: TEXT,
    parentFrom: TEXT,
    depth: NUMBER,
    position: NUMBER,
    votes: NUMBER,
    state: TEXT,
    byArticleAuthor: FLAG,
    edited: FLAG,
    platform: TEXT,
    missingParent: TEXT,
    duplicateOf: TEXT,
    timestampFrom: TEXT,
  },
  "speakers-index": { kind: TEXT, utterances: NUMBER },
  "conversations-index": {
    url: TEXT,
    publisher: TEXT,
    headline: TEXT,
    language: TEXT,
    section: TEXT,
    tags: LIST,
    byline: LIST,
    platforms: LIST,
    announced: NUMBER,
    collected: NUMBER,
    complete: FLAG,
    clusterId: TEXT,
  },
  "overall-index": { name: TEXT, corpus: TEXT, about: TEXT, exportedAt: TEXT },
  version: 1,
  vectors: [],
};

/** Comments whose author the page does not tell; ConvoKit wants a speaker for each. */
const NOBODY = "[unknown]";

/**
 * The five files that `convokit.Corpus(filename=...)` loads (https://convokit.cornell.edu/documentation/data_format.html). Every
 * conversation has one root: top-level comments, and those whose parent is not here, answer the article.
 */
export async function writeConvokit({ stories, file, withoutText, corpus }: FolderWork): Promise<void> {
  const utterances = file("utterances.jsonl");
  const conversations = file("conversations.json");
  const speakers = new Map<string, { kind: string; utterances: number }>();
  const said = (name: string, kind: string): string => {
    const speaker = speakers.get(name);
    if (speaker) speaker.utterances++;
    else speakers.set(name, { kind, utterances: 1 });
    return name;
  };
  const text = (words: string): string => (withoutText ? "" : words);

  let first = true;
  await conversations.write("{");
  for await (const { article, threads } of stories) {
    const ledger = { announced: article.thread?.announced ?? null, collected: article.thread?.collected ?? 0 };
    const meta = {
      url: article.url,
      publisher: article.publisher,
      headline: text(article.headline),
      language: article.language,
      section: article.section,
      tags: article.tags,
      byline: article.byline,
      platforms: threads.map(({ thread }) => thread.platform),
      ...ledger,
      complete: article.thread?.complete ?? null,
      clusterId: article.clusterId,
    };
    await conversations.write(
      `${first ? "" : ","}\n${JSON.stringify(article.id)}: ${JSON.stringify({ meta, vectors: [] })}`,
    );
    first = false;
    const utterance = (given: object): Promise<void> =>
      utterances.write(`${JSON.stringify({ conversation_id: article.id, vectors: [], ...given })}\n`);
    await utterance({
      id: article.id,
      text: text([article.headline, article.text].filter((part) => part !== "").join("\n")),
      speaker: said(`publisher:${article.publisher}`, "publisher"),
      meta: { kind: "article", url: article.url, timestampFrom: fromOf(article.publishedAt) },
      "reply-to": null,
      timestamp: seconds(article.publishedAt ?? article.firstSeenAt),
    });
    for (const { comment, parent } of threads.flatMap(answersOf)) {
      const orphan = parent === null && comment.parentId !== null;
      await utterance({
        id: comment.id,
        text: text(comment.text),
        speaker: comment.author === null ? said(NOBODY, "unknown") : said(comment.author, "commenter"),
        meta: {
          kind: "comment",
          url: comment.permalink,
          parentFrom: comment.parentFrom,
          depth: comment.depth,
          position: comment.position,
          votes: comment.votes?.score ?? comment.votes?.up ?? null,
          state: comment.state,
          byArticleAuthor: comment.byArticleAuthor,
          edited: comment.editedAt !== null,
          platform: comment.platform,
          missingParent: orphan ? comment.parentId : null,
          duplicateOf: comment.duplicateOf,
          timestampFrom: fromOf(comment.createdAt),
        },
        "reply-to": parent?.id ?? article.id,
        timestamp: seconds(comment.createdAt ?? comment.firstSeenAt),
      });
    }
  }
  await conversations.write("\n}\n");
  await Promise.all([utterances.end(), conversations.end()]);

  const people = file("speakers.json");
  await people.write("{");
  let before = "\n";
  for (const [name, meta] of speakers) {
    await people.write(`${before}${JSON.stringify(name)}: ${JSON.stringify({ meta, vectors: [] })}`);
    before = ",\n";
  }
  await people.write("\n}\n");
  await people.end();
  const overall = { name: "Belowline", corpus: corpus.id, about: corpus.words, exportedAt: corpus.exportedAt };
  for (const [name, content] of Object.entries({ "corpus.json": overall, "index.json": INDEX })) {
    const small = file(name);
    await small.write(`${JSON.stringify(content)}\n`);
    await small.end();
  }
}

/** Seconds since 1970, as ConvoKit's own corpora have them. It sorts answers by them, and fails where one has none. */
const seconds = (moment: string): number => Math.floor(Date.parse(moment) / 1000);
const fromOf = (stated: string | null): "stated" | "seen" => (stated === null ? "seen" : "stated");
