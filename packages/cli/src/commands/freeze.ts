// belowline freeze and cite: named states of the corpus, whether they are intact, and how they are cited.
import type { CitationOptions, SnapshotRecord } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { type CorpusOption, withCorpus } from "../place.ts";
import { patiently } from "../terminal/patience.ts";
import { table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface FreezeFlags extends CorpusOption {
  readonly verify?: true;
  readonly json?: true;
}

export async function freezeCommand(name: string | undefined, flags: FreezeFlags): Promise<void> {
  if (flags.verify && name === undefined) {
    throw new UsageError("usage/missing-value", 'freeze: --verify takes a name, as in "freeze paper-2026 --verify"');
  }
  await withCorpus(flags, { create: false }, async (corpus) => {
    if (name !== undefined && flags.verify) {
      const verified = await patiently("reading everything again", async () => await (await corpus.at(name)).verify());
      const words = verified.intact
        ? `${name} is intact: ${verified.checksum}`
        : `${name} is not what it was: ${verified.checksum} became ${verified.found}. ${verified.note}`;
      await write(flags.json ? `${JSON.stringify(verified, null, 2)}\n` : `${words}\n`);
      if (!verified.intact) process.exitCode = 1;
      return;
    }
    const records =
      name === undefined ? await corpus.snapshots() : [await patiently("freezing", () => corpus.freeze(name))];
    if (flags.json) await write(`${JSON.stringify(name === undefined ? records : records[0], null, 2)}\n`);
    else if (records.length > 0) await write(`${snapshotTable(records)}\n`);
    else process.stderr.write("No snapshots yet: belowline freeze NAME makes one.\n");
  });
}

const snapshotTable = (records: readonly SnapshotRecord[]): string =>
  table(
    ["snapshot", "frozen", ">articles", ">threads", ">comments", "SHA-256"],
    records.map(({ name, madeAt, articles, threads, comments, checksum }) => [
      name,
      madeAt.slice(0, 16).replace("T", " "),
      articles,
      threads,
      comments,
      checksum,
    ]),
  );

export interface CiteFlags extends CorpusOption {
  readonly format: "bibtex" | "csl" | "text";
  readonly author?: readonly string[];
  readonly title?: string;
  readonly url?: string;
}

export async function citeCommand(name: string, flags: CiteFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const { author, title, url } = flags;
    const options: CitationOptions = {
      ...(author ? { authors: author } : {}),
      ...(title === undefined ? {} : { title }),
      ...(url === undefined ? {} : { url }),
    };
    const { bibtex, csl, text } = (await corpus.at(name)).cite(options);
    await write({ bibtex, csl: `${JSON.stringify([csl], null, 2)}\n`, text: `${text}\n` }[flags.format]);
  });
}
