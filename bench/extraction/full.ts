// The full run: every tool over the same pages, and bench/results/extraction.md.
import { markdownTable, writeResult } from "../measure.ts";
import { CONTENDERS, type Run, run } from "./contender.ts";
import { written } from "./figures.ts";
import { FIGURES, type FigureName, type Judged } from "./judge.ts";
import { type Choice, goldPages, type Half, SETS } from "./pages.ts";

export async function full(choice: Choice): Promise<void> {
  const runs = new Map<string, Run>();
  const absent: string[] = [];
  for (const contender of CONTENDERS) {
    const result = await run(contender, () => goldPages(choice));
    if (result) runs.set(contender.name, result);
    else absent.push(contender.name);
    console.error(`${contender.name}: ${result ? `${result.judged.length} pages` : "absent"}`);
  }
  const partial = choice.half !== undefined || choice.only !== undefined;
  const flags = [
    ...(choice.half ? [`--half ${choice.half}`] : []),
    ...(choice.only ?? []).map((set) => `--only ${set}`),
  ];
  await writeResult(
    partial ? "extraction-part" : "extraction",
    "Extraction on real pages with gold text: articles, and the comments below them.",
    ["node bench/extraction/run.ts", ...flags].join(" "),
    "How each figure is made stands in `bench/extraction/score.ts` (texts), `threads.ts` and `stated-time.ts` (threads). Means are over " +
      "pages; shares and percentages are pooled over snippets, lines, pages or comments. The halves split the pages by the hash of " +
      "their host: rules are tuned on `dev` alone, `held` shows whether they hold elsewhere. A dash: the tool does not give it, or the " +
      "data does not judge it.",
    ...(absent.length > 0 ? [`Absent on this machine, and therefore not measured: ${absent.join(", ")}.`] : []),
    "## Speed and memory",
    "Pages a second of CPU time (helper threads counted, so this is one core), after all pages have been read once, and that first time beside it, when a tool is also being compiled; each tool in a process of its own; " +
      "what a tool returns is in its time (for belowline comments and fields, too), reading files and scoring are not.",
    speed(runs),
    ...groups(runs).flatMap(([title, pick]) => [`## ${title}`, table(runs, pick)]),
    "## Pages without an answer",
    faults(runs),
  );
}

type Pick = (page: Judged) => boolean;

function groups(runs: ReadonlyMap<string, Run>): [string, Pick][] {
  const judged = [...runs.values()][0]?.judged ?? [];
  const inHalf =
    (half: Half): Pick =>
    (page) =>
      page.half === half;
  const all: [string, Pick][] = [["All pages", () => true]];
  for (const half of ["dev", "held"] as const) all.push([`All pages, ${half} half`, inHalf(half)]);
  for (const set of SETS) {
    all.push([set, (page) => page.set === set]);
    for (const half of ["dev", "held"] as const) {
      all.push([`${set}, ${half} half`, (page) => page.set === set && page.half === half]);
    }
  }
  return all
    .map(([title, pick]): [string, Pick, number] => [title, pick, judged.filter(pick).length])
    .filter(([, , count]) => count > 0)
    .map(([title, pick, count]) => [`${title} (${count})`, pick]);
}

function table(runs: ReadonlyMap<string, Run>, pick: Pick): string {
  const names = (Object.keys(FIGURES) as FigureName[]).filter((name) =>
    [...runs.values()].some(({ judged }) => judged.some((page) => pick(page) && page.marks[name])),
  );
  const rows = names.map((name) => [
    name,
    ...[...runs.values()].map(({ judged }) => written(judged.filter(pick), name)),
  ]);
  return markdownTable(["figure", ...runs.keys()], rows);
}

function speed(runs: ReadonlyMap<string, Run>): string {
  const base = runs.get("@mozilla/readability");
  const times = (mine: number, its: number | undefined): string => (its ? (mine / its).toFixed(2) : "-");
  return markdownTable(
    ["tool", "pages/s", "times Readability", "first time, pages/s", "times Readability", "peak memory, MB"],
    [...runs].map(([name, { pagesPerSecond, firstPagesPerSecond, peakMb }]) => [
      name,
      pagesPerSecond.toFixed(1),
      times(pagesPerSecond, base?.pagesPerSecond),
      firstPagesPerSecond.toFixed(1),
      times(firstPagesPerSecond, base?.firstPagesPerSecond),
      peakMb.toFixed(0),
    ]),
  );
}

function faults(runs: ReadonlyMap<string, Run>): string {
  const lines = [...runs].flatMap(([name, run]) => run.faults.map((fault) => `- ${name}: ${fault}`));
  return lines.length > 0 ? lines.join("\n") : "None.";
}
