// Runs one tool over pages, in a process of its own; a page that takes too long or ends the process costs that page alone.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Answer } from "./child.ts";
import { type Judged, judge } from "./judge.ts";
import type { GoldPage } from "./pages.ts";
import type { Returned } from "./tools/tool.ts";

export interface Contender {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** What an unanswered page counts as. */
  readonly nothing: Returned;
}

export interface Run {
  readonly judged: readonly Judged[];
  readonly faults: readonly string[];
  /** When all pages have been read before, so that no tool is measured while it is compiled. */
  readonly pagesPerSecond: number;
  /** Of the first time, compiling and all: what a run over a few hundred pages sees. */
  readonly firstPagesPerSecond: number;
  readonly peakMb: number;
}

const LIMIT_MS = 60_000;

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const node = (tool: string): [string, ...string[]] => [process.execPath, here("child.ts"), tool];

export const CONTENDERS: readonly Contender[] = [
  { name: "belowline", command: node("belowline"), nothing: { body: "", comments: "", thread: [] } },
  { name: "@mozilla/readability", command: node("readability"), nothing: { body: "" } },
  { name: "defuddle", command: node("defuddle"), nothing: { body: "" } },
  { name: "@extractus/article-extractor", command: node("article-extractor"), nothing: { body: "" } },
  {
    name: "trafilatura",
    command: [process.env.PYTHON ?? "python3", here("tools/trafilatura.py")],
    nothing: { body: "", comments: "" },
  },
];

/** Undefined where the tool cannot be started: it is absent on this machine. */
export async function run(contender: Contender, pages: () => Iterable<GoldPage>): Promise<Run | undefined> {
  let voice = await start(contender.command);
  if (voice === undefined) return undefined;
  const judged: Judged[] = [];
  const faults: string[] = [];
  let peakKb = 0;
  /** Reads all pages; a tool whose process ended is started again. */
  const readAll = async (visit: (page: GoldPage, answer: Answer | undefined) => void): Promise<number> => {
    let cpuMs = 0;
    let read = 0;
    for (const page of pages()) {
      if (voice === undefined || voice.process.killed) voice = await start(contender.command);
      const answer = voice && (await ask(voice, page));
      cpuMs += answer?.cpuMs ?? LIMIT_MS;
      peakKb = Math.max(peakKb, answer?.peakKb ?? 0);
      read++;
      visit(page, answer);
    }
    return (1000 * read) / cpuMs;
  };
  const firstPagesPerSecond = await readAll((page, answer) => {
    if (answer === undefined || answer.fault !== null)
      faults.push(`${page.set}/${page.id}: ${answer?.fault?.slice(0, 120) ?? `no answer within ${LIMIT_MS / 1000} s`}`);
    judged.push(judge(page, answer && answer.fault === null ? answer.returned : contender.nothing));
  });
  const pagesPerSecond = await readAll(() => {});
  voice?.process.kill("SIGKILL");
  return { judged, faults, pagesPerSecond, firstPagesPerSecond, peakMb: peakKb / 1024 };
}

interface Voice {
  readonly process: ChildProcess;
  readonly lines: Interface;
}

async function start([program, ...args]: Contender["command"]): Promise<Voice | undefined> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.on("error", () => {});
  const voice = { process: child, lines: createInterface({ input: child.stdout }) };
  return (await line(voice)) === undefined ? undefined : voice;
}

async function ask(voice: Voice, page: GoldPage): Promise<Answer | undefined> {
  voice.process.stdin!.write(`${JSON.stringify({ url: page.url, html: page.html.toString("base64") })}\n`);
  const text = await line(voice);
  if (text === undefined) voice.process.kill("SIGKILL");
  return text === undefined ? undefined : (JSON.parse(text) as Answer);
}

/** The next line, or undefined when the process ends or stays silent. */
function line({ process: child, lines }: Voice): Promise<string | undefined> {
  return new Promise((resolve) => {
    const settle = (text?: string): void => {
      clearTimeout(timer);
      lines.off("line", settle).off("close", none);
      child.off("error", none);
      resolve(text);
    };
    const none = (): void => settle();
    const timer = setTimeout(none, LIMIT_MS);
    lines.on("line", settle).on("close", none);
    child.on("error", none);
  });
}
