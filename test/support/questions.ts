// Asks a question of the notebooks twice: by the cell that works out its answer, as it stands there, and by its SQL file.
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { sql } from "kysely";
import { codeOf, isCode, readNotebook } from "../../examples/kernel/notebook.ts";
import { type Corpus, displayed } from "../../packages/corpus/src/index.ts";

export const NOTEBOOK_FOLDER = join(import.meta.dirname, "../../examples/notebooks");
export const QUESTIONS = ["depth", "edits", "keyness", "copies"] as const;

type Row = Readonly<Record<string, unknown>>;

/** The cell of a notebook that works out its answer, as it stands there. */
export async function answerOf(corpus: Corpus, question: string): Promise<readonly Row[]> {
  const { cells } = await readNotebook(join(NOTEBOOK_FOLDER, `${question}.ipynb`));
  const cell = cells.filter(isCode).find(({ metadata }) => metadata.tags?.includes("answer"));
  const code = `${stripTypeScriptTypes(codeOf(cell!))};\nreturn answer;`;
  const Run = (async () => {}).constructor as new (...parts: string[]) => (...given: unknown[]) => Promise<Row[]>;
  return await new Run("corpus", "displayed", code)(corpus, displayed);
}

export const inSql = async (corpus: Corpus, question: string): Promise<readonly Row[]> =>
  (await sql.raw<Row>(readFileSync(join(NOTEBOOK_FOLDER, "sql", `${question}.sql`), "utf8")).execute(corpus.db)).rows;

/** Twelve digits of a number: two programs add up in different orders. */
export const settled = (rows: readonly Row[]): unknown =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === "number" ? Number(value.toPrecision(12)) : value,
      ]),
    ),
  );
