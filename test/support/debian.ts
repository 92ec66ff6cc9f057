// Debian packages that a test needs: found, or installed by root, or named in an error. Never skipped.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Need {
  /** Who needs them, for the error: "the tests against ...". */
  readonly who: string;
  readonly packages: readonly string[];
  /** Those that do not work yet. */
  readonly missing: () => readonly string[];
}

/** Makes sure that the packages are there. @throws with the command to type, where they are not and we may not install. */
export async function ensureDebian({ who, packages, missing }: Need): Promise<void> {
  const lacking = missing();
  if (lacking.length === 0) return;
  const advice = `${who} need Debian's packages ${lacking.join(", ")}: apt-get install --no-install-recommends ${packages.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(`${advice} (run it as root; this process is not root on Debian, so it cannot do it itself)`);
  }
  try {
    await apt("update");
    await apt("install", "-y", "--no-install-recommends", ...packages);
  } catch (cause) {
    throw new Error(`${advice} (tried, and it failed: ${lastWords(cause)})`, { cause });
  }
  const still = missing();
  if (still.length > 0) throw new Error(`${advice} (installed, but ${still.join(", ")} still does not work)`);
}

/** Test files run side by side, and apt-get does not wait for the lists' lock: flock(1) lets one in at a time. */
async function apt(...words: string[]): Promise<void> {
  await promisify(execFile)(
    "flock",
    [join(tmpdir(), "belowline-packages.lock"), "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", ...words],
    // RUNLEVEL=1 keeps the packages' scripts from starting services.
    {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
}

const lastWords = (cause: unknown): string =>
  String((cause as { stderr?: unknown }).stderr ?? cause)
    .trim()
    .split("\n")
    .slice(-3)
    .join(" / ");
