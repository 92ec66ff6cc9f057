// A notebook file: its cells, what running them gives, and where that differs from what the file holds.
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { type Output, startKernel } from "./kernel.ts";

/** nbformat 4.5. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: object;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly source: readonly string[];
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface TextCell {
  readonly cell_type: "markdown";
  readonly id: string;
  readonly metadata: object;
  readonly source: readonly string[];
}

export type Cell = CodeCell | TextCell;

export const readNotebook = async (path: string): Promise<Notebook> => JSON.parse(await readFile(path, "utf8"));
export const writeNotebook = (path: string, notebook: Notebook): Promise<void> =>
  writeFile(path, `${JSON.stringify(notebook, null, 1)}\n`);

export const isCode = (cell: Cell): cell is CodeCell => cell.cell_type === "code";
export const codeOf = (cell: Cell): string => cell.source.join("");

/** The same notebook with the outputs of a fresh kernel, which runs in the notebook's folder as Jupyter's does. */
export async function runNotebook(path: string, env: NodeJS.ProcessEnv = process.env): Promise<Notebook> {
  const notebook = await readNotebook(path);
  const kernel = await startKernel(dirname(path), env);
  try {
    const cells: Cell[] = [];
    let count = 0;
    for (const cell of notebook.cells) {
      if (!isCode(cell)) {
        cells.push(cell);
        continue;
      }
      count++;
      const outputs = (await kernel.run(codeOf(cell))).map((output) => numbered(output, count));
      const failed = outputs.find(({ output_type }) => output_type === "error");
      if (failed?.output_type === "error") {
        const where = failed.traceback.join("\n");
        throw new Error(`${basename(path)}, cell ${count}: ${failed.ename}: ${failed.evalue}\n${where}`);
      }
      cells.push({ ...cell, execution_count: count, outputs });
    }
    return { ...notebook, cells };
  } finally {
    await kernel.close();
  }
}

const numbered = (output: Output, count: number): Output =>
  output.output_type === "execute_result" ? { ...output, execution_count: count } : output;

/** Cells whose outputs differ, each in a sentence; empty where the file tells what a run gives. */
export function differences(told: Notebook, found: Notebook): string[] {
  return told.cells.flatMap((cell, i) => {
    const other = found.cells[i];
    if (!isCode(cell) || other === undefined || !isCode(other)) return [];
    const [before, now] = [cell, other].map(({ outputs }) => JSON.stringify(outputs));
    if (before === now) return [];
    const from = [...before!].findIndex((sign, at) => sign !== now![at]);
    const near = (text: string): string => text.slice(Math.max(0, from - 60), from + 60);
    return [
      `cell ${other.execution_count} (${cell.id}): the file has …${near(before!)}…, the run gave …${near(now!)}…`,
    ];
  });
}
