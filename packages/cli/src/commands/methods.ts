// belowline methods: sentences for the methods section of a paper, with the numbers of this corpus.
import { type CorpusOption, withCorpus } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface MethodsFlags extends CorpusOption {
  readonly json?: true;
}

export async function methodsCommand(flags: MethodsFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const duplicates = await corpus.duplicates.methods();
    await write(flags.json ? `${JSON.stringify({ duplicates }, null, 2)}\n` : `${duplicates}\n`);
  });
}
