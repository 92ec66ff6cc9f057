// What threads give `belowline extract --jsonl`: pages a second beside a loop in one thread, and memory as the input grows.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { extract } from "@belowline/scraper";
import { linesOf } from "../packages/cli/src/batch/lines.ts";
import { goldPages, present } from "./extraction/pages.ts";
import { markdownTable, median, writeResult } from "./measure.ts";

const rounds = Number(process.argv[2] ?? 3);
const MAIN = fileURLToPath(new URL("../packages/cli/src/main.ts", import.meta.url));
/** Tells the peak of the whole process, threads included, when its main thread ends. */
const TELL_PEAK = `data:text/javascript,import{isMainThread}from"node:worker_threads";isMainThread&&process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS+"\\n"))`;
/** What a user's own script does. */
async function loop(): Promise<void> {
  for await (const line of linesOf(process.stdin)) {
    const { id, url, html } = JSON.parse(line) as { id: string; url: string; html: string };
    if (!process.stdout.write(`${JSON.stringify({ id, ...extract(html, { url }) })}\n`))
      await once(process.stdout, "drain");
  }
}

interface Reading {
  readonly seconds: number;
  readonly peakMb: number;
}

function* lines(times: number): Generator<string> {
  for (let i = 0; i < times; i++) {
    for (const { id, url, html } of goldPages()) yield `${JSON.stringify({ id, url, html: html.toString("utf8") })}\n`;
  }
}

async function reading(args: readonly string[], times: number): Promise<Reading> {
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", TELL_PEAK, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => (told = (told + chunk).slice(-1000)));
  child.stdout.resume();
  const [[code]] = await Promise.all([once(child, "close"), pipeline(Readable.from(lines(times)), child.stdin)]);
  if (code !== 0) throw new Error(`${args.join(" ")}: ended with ${code}: ${told}`);
  return { seconds: (performance.now() - start) / 1000, peakMb: Number(/peak (\d+)/.exec(told)?.[1]) / 1024 };
}

if (process.argv[2] === "loop") {
  await loop();
} else if (!present()) {
  console.log("The development data is absent (see bench/extraction/pages.ts). Nothing was measured.");
} else {
  const pages = [...goldPages()].length;
  const rows: (string | number)[][] = [];
  for (const [name, args, times] of [
    ["a loop around extract(), one thread", [fileURLToPath(import.meta.url), "loop"], 2],
    ["belowline extract --jsonl", [MAIN, "extract", "--jsonl"], 2],
    ["belowline extract --jsonl, four times the lines", [MAIN, "extract", "--jsonl"], 8],
  ] as const) {
    const readings: Reading[] = [];
    for (let i = 0; i < rounds; i++) readings.push(await reading(args, times));
    const seconds = median(readings.map((one) => one.seconds));
    const peak = Math.max(...readings.map((one) => one.peakMb));
    rows.push([name, pages * times, ((pages * times) / seconds).toFixed(0), peak.toFixed(0)]);
  }
  await writeResult(
    "extract-batch",
    `Pages a second of wall time, process start included, on ${availableParallelism()} cores; median of ${rounds} rounds.`,
    `node bench/extract-batch.ts ${rounds}`,
    markdownTable(["way", "pages", "pages/s", "peak memory, MB"], rows),
    "Unzipping and writing the lines takes a share of one core in each row. The lines in hand are bounded by number and by length, so " +
      "that memory follows the number of threads and not the length of the input.",
  );
}
