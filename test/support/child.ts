// A child process that runs one of our scripts and is read line by line.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

export interface Child {
  readonly pid: number;
  /** The next line it prints; undefined when it has ended. */
  line(): Promise<string | undefined>;
  /** One line on its stdin. */
  tell(line?: string): void;
  signal(signal: NodeJS.Signals): void;
  /** Ends its stdin. */
  leave(): void;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  ended(): Promise<void>;
}

/** @param env beside this process's own */
export function startChild(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
  const file = join(import.meta.dirname, script);
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [file, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    pid: child.pid!,
    async line() {
      const { value, done } = await lines.next();
      return done ? undefined : value;
    },
    tell: (line = "go") => void child.stdin.write(`${line}\n`),
    signal: (signal) => void child.kill(signal),
    leave: () => void child.stdin.end(),
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    ended: () => gone,
  };
}
