// Measuring and writing down: CPU and wall time of a piece of work, medians, and a result file that says how it was made.
import { writeFile } from "node:fs/promises";
import { cpus, release } from "node:os";

export interface Reading {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** CPU time of this process (user and system) and wall time, in milliseconds. */
export async function measure<T>(work: () => Promise<T>): Promise<Reading & { value: T }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const used = process.cpuUsage(cpu);
  return { value, cpuMs: (used.user + used.system) / 1000, wallMs: performance.now() - start };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

/** Prints the result and keeps it as bench/results/<name>.md. */
export async function writeResult(name: string, what: string, command: string, ...parts: string[]): Promise<void> {
  const machine = `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), Linux ${release()}`;
  const text = [`# ${name}`, what, `Command: \`${command}\``, machine, ...parts].join("\n\n");
  await writeFile(new URL(`./results/${name}.md`, import.meta.url), `${text}\n`);
  console.log(text);
}
