// belowline as its users meet it: a process in a folder of its own, over a corpus of its own; what it prints, and how it ends.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { emptyFolder, freshCorpusDatabase } from "./postgres.ts";

const MAIN = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));

export interface CommandLine {
  /** Where its commands run, and where they keep their key. */
  readonly folder: string;
  /** The corpus of all commands that name no other one. */
  readonly corpus: string;
  start(args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess;
  /** One command, to its end. */
  run(args: readonly string[], given?: Given): Promise<Ended>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Given {
  readonly stdin?: string | Readable;
  readonly env?: NodeJS.ProcessEnv;
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** `out` before it was read as UTF-8. */
  readonly bytes: Buffer;
}

/**
 * @param engine a database opens in a fraction of the time of a folder; a folder is for what is about folders
 */
export async function commandLine(engine: "server" | "folder" = "server"): Promise<CommandLine> {
  const folder = await mkdtemp(join(tmpdir(), "belowline-commands-"));
  const made = engine === "server" ? await freshCorpusDatabase() : undefined;
  const corpus = made?.url ?? join(folder, "corpus");
  if (!made) await emptyFolder(corpus);
  const start: CommandLine["start"] = (args, env = {}) =>
    spawn(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { ...process.env, XDG_CONFIG_HOME: folder, BELOWLINE_CORPUS: made?.url, ...env },
      stdio: "pipe",
    });
  const close = async (): Promise<void> => {
    await made?.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    folder,
    corpus,
    start,
    async run(args, { stdin = "", env } = {}) {
      const child = start(args, env);
      const exit = once(child, "exit");
      child.stdin!.on("error", () => {}); // it may end before it has read all
      if (typeof stdin === "string") child.stdin!.end(stdin);
      else stdin.pipe(child.stdin!);
      const [bytes, err, [code]] = await Promise.all([buffer(child.stdout!), buffer(child.stderr!), exit]);
      return { code: code as number, out: bytes.toString(), err: err.toString(), bytes };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
