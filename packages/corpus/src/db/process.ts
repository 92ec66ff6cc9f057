// Which process holds something: pid, host and start time, so that a pid given out again is not taken for the old owner.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** A process, named so that no later one is mistaken for it. */
export interface ProcessName {
  readonly pid: number;
  readonly host: string;
  /** Boot and start time as the system tells them; null where it does not. */
  readonly started: string | null;
}

export const thisProcess = (): ProcessName => ({
  pid: process.pid,
  host: hostname(),
  started: startOf(process.pid) ?? null,
});

/** A process of another host counts as alive: nobody here can know. */
export function isAlive(name: ProcessName): boolean {
  if (name.host !== hostname()) return true;
  try {
    process.kill(name.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const started = startOf(name.pid);
  if (started === undefined || name.started === null) return true;
  return started === name.started;
}

/** Undefined where the system does not tell. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === "linux") return linuxStart(pid);
    if (process.platform === "win32") return undefined;
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

/**
 * Field 22 of /proc/<pid>/stat (proc_pid_stat(5)), in clock ticks since boot, hence with the boot's id. A zombie (state Z)
 * is dead already. The second field is the program's name in brackets and may hold anything, so we count from its end.
 */
function linuxStart(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return fields[0] === "Z" ? "dead" : `${boot}/${fields[19]}`;
}
