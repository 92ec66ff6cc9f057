// The quick run: our extractor alone, in this process, one line for each figure and the pages that cost most.
import { figure, worst, written } from "./figures.ts";
import { FIGURES, type FigureName, type Judged, judge } from "./judge.ts";
import { type Choice, goldPages, SETS } from "./pages.ts";
import { tool } from "./tools/belowline.ts";
import type { Returned } from "./tools/tool.ts";

export interface QuickChoice extends Choice {
  readonly worst: number;
  /** Pages of one figure only; all figures where it is missing. */
  readonly figure?: string;
}

export async function quick(choice: QuickChoice): Promise<void> {
  const judged: Judged[] = [];
  const faults: string[] = [];
  const slow: { ms: number; page: string }[] = [];
  const start = process.cpuUsage();
  let scoring = 0;
  for (const page of goldPages(choice)) {
    const began = performance.now();
    let returned: Returned = { body: "", comments: "", thread: [] };
    try {
      returned = await tool.read(page.html, page.url);
    } catch (error) {
      faults.push(`${page.set}/${page.id}: ${(error as Error).message.slice(0, 160)}`);
    }
    slow.push({ ms: performance.now() - began, page: `${page.set}/${page.id}` });
    const read = process.cpuUsage();
    judged.push(judge(page, returned));
    const after = process.cpuUsage(read);
    scoring += after.user + after.system;
  }
  const used = process.cpuUsage(start);
  print(judged, choice);
  for (const fault of faults) console.log(`threw  ${fault}`);
  const cpu = (used.user + used.system - scoring) / 1e6;
  const slowest = slow.sort((a, b) => b.ms - a.ms).slice(0, 3);
  console.log(
    `${judged.length} pages, ${(judged.length / cpu).toFixed(0)} pages per CPU second (unzipping counted, no warm-up), slowest: ${slowest
      .map(({ ms, page }) => `${page} ${ms.toFixed(0)} ms`)
      .join(", ")}`,
  );
}

function print(judged: readonly Judged[], choice: QuickChoice): void {
  const columns: [string, readonly Judged[]][] = [
    ["all", judged],
    ["dev", judged.filter((page) => page.half === "dev")],
    ["held", judged.filter((page) => page.half === "held")],
    ...SETS.map((set): [string, readonly Judged[]] => [set.slice(0, 11), judged.filter((page) => page.set === set)]),
  ];
  const row = (head: string, cells: readonly string[]): string =>
    `${head.padEnd(34)}${cells.map((cell) => cell.padStart(14)).join("")}`;
  console.log(
    row(
      "figure",
      columns.map(([name]) => name),
    ),
  );
  const names = Object.keys(FIGURES) as FigureName[];
  for (const name of names)
    console.log(
      row(
        name,
        columns.map(([, pages]) => written(pages, name)),
      ),
    );
  console.log("");
  for (const name of names) {
    if (choice.figure !== undefined && !name.includes(choice.figure)) continue;
    if (figure(judged, name) === undefined) continue;
    const pages = worst(judged, name, choice.worst);
    if (pages.length > 0) console.log([`worst for ${name}:`, ...pages.map(({ line }) => `  ${line}`), ""].join("\n"));
  }
}
