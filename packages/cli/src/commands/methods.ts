// belowline methods: sentences for the methods section of a paper, with the facts of this corpus or of a snapshot.
import { type CorpusOption, withCorpus } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface MethodsFlags extends CorpusOption {
  readonly snapshot?: string;
  readonly json?: true;
}

export async function methodsCommand(flags: MethodsFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const methods =
      flags.snapshot === undefined ? await corpus.methods() : (await corpus.at(flags.snapshot)).record.methods;
    await write(flags.json ? `${JSON.stringify(methods, null, 2)}\n` : `${methods.paragraph}\n`);
  });
}
