// ConvoKit's loader as far as it concerns the files: which are there, and what it reads from each (convokit/model/corpus_helpers.py).
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Utterance {
  readonly id: string;
  readonly conversation_id: string;
  readonly speaker: string;
  readonly text: string;
  readonly "reply-to": string | null;
  readonly timestamp: number;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly vectors: readonly string[];
}

type Meta = Readonly<Record<string, unknown>>;

/** Throws where the loader would, and where it would only warn. */
export function loadConvokit(folder: string) {
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const index = json("index.json");
  for (const part of ["utterances-index", "speakers-index", "conversations-index", "overall-index"]) {
    for (const [field, types] of Object.entries(index[part]))
      if (!Array.isArray(types) || !types.every((type) => /^<class '\w+'>$/.test(type)))
        throw new Error(`index.json: ${part}.${field}`);
  }
  if (typeof index.version !== "number") throw new Error("index.json: version");
  const indexed = (meta: Meta, part: string): Meta => {
    for (const field of Object.keys(meta)) if (!(field in index[part])) throw new Error(`${field} is not in ${part}`);
    return meta;
  };
  const metas = (name: string, part: string): Map<string, Meta> =>
    new Map(
      Object.entries<{ meta: Meta; vectors: unknown[] }>(json(name)).map(([id, { meta }]) => [id, indexed(meta, part)]),
    );
  indexed(json("corpus.json"), "overall-index");
  const utterances = new Map<string, Utterance>();
  for (const line of readFileSync(join(folder, "utterances.jsonl"), "utf8").trimEnd().split("\n")) {
    const one = JSON.parse(line) as Utterance;
    indexed(one.meta, "utterances-index");
    // UtteranceNode.set_children sorts answers by it.
    if (!Number.isInteger(one.timestamp)) throw new Error(`no timestamp: ${one.id}`);
    if (utterances.has(one.id)) throw new Error(`twice: ${one.id}`);
    utterances.set(one.id, one);
  }
  return {
    utterances,
    speakers: metas("speakers.json", "speakers-index"),
    conversations: metas("conversations.json", "conversations-index"),
  };
}
