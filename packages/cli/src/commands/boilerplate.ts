// belowline show PUBLISHER --boilerplate: what a publisher prints again and again, and a researcher's decisions on its lines.
import type { Corpus, LineRuling } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { clip, table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface RulingFlags {
  readonly boilerplate?: true;
  readonly keep?: string;
  readonly drop?: string;
  readonly learn?: string;
}

/** A decision, and the line it is on: its id in the list, or its text. */
export interface Ruling {
  readonly ruling: LineRuling;
  readonly line: string;
}

/** The decision among the flags, where there is one. */
export function rulingOf(flags: RulingFlags): Ruling | undefined {
  const given = (["keep", "drop", "learn"] as const).flatMap((ruling): Ruling[] => {
    const line = flags[ruling];
    return line === undefined ? [] : [{ ruling, line }];
  });
  if (given.length > 1) {
    throw new UsageError("usage/conflict", `show: expected one of --keep, --drop and --learn, found ${given.length}`);
  }
  const [ruled] = given;
  if (ruled && !flags.boilerplate) {
    throw new UsageError(
      "usage/missing-value",
      `show: --${ruled.ruling} is about a line of a publisher, as in "belowline show news.example --boilerplate --${ruled.ruling} LINE"`,
    );
  }
  return ruled;
}

/** Decides on a line with all its small changes, and says on stderr what came of it. */
export async function rule(corpus: Corpus, publisher: string, { ruling, line }: Ruling): Promise<void> {
  const listed = (await corpus.boilerplate(publisher)).find(
    ({ id, examples }) => id === line || examples.includes(line),
  );
  let changed = 0;
  for (const text of listed?.examples ?? [line]) changed += await corpus.ruleLine(publisher, text, ruling);
  const said = { keep: "Kept", drop: "Dropped", learn: "Left to the counts" }[ruling];
  process.stderr.write(`${said}: ${clip(listed?.text ?? line, 90)}\n${changed} articles put together again\n`);
}

export async function showBoilerplate(corpus: Corpus, publisher: string, { json }: { json?: true }): Promise<void> {
  const lines = await corpus.boilerplate(publisher);
  if (json) {
    await write(`${JSON.stringify({ publisher, lines }, null, 2)}\n`);
    return;
  }
  if (lines.length === 0) {
    await write(`Nothing that ${publisher} prints again and again is known yet; two articles may be enough.\n`);
    return;
  }
  const rows = lines.flatMap((line) => [
    [line.id, line.articles, line.of, line.place, line.as, line.ruled ?? "learned", clip(line.text, 90)],
    ...line.examples.slice(1).map((example) => ["", "", "", "", "", "also", clip(example, 90)]),
  ]);
  await write(`${table(["line", ">articles", ">of", "where", "as", "why", "text"], rows)}\n`);
}
