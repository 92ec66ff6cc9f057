// A process whose wall clock is wrong, and may jump while it runs: libfaketime, from Debian.
import { readdirSync, writeFileSync } from "node:fs";
import { ensureDebian } from "./debian.ts";

const LIBRARY = "libfaketimeMT.so.1";

function library(): string | undefined {
  for (const folder of namesIn("/usr/lib"))
    if (namesIn(`/usr/lib/${folder}/faketime`).includes(LIBRARY)) return `/usr/lib/${folder}/faketime/${LIBRARY}`;
  return undefined;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The environment of a process that reads its offset (`+1d`, `-1d`, `+0`) from a file whenever it asks for the time; its monotonic clock is left alone. */
export async function fakeTime(file: string, offset: string): Promise<NodeJS.ProcessEnv> {
  await ensureDebian({
    who: "the tests with clocks that jump",
    packages: ["faketime"],
    missing: () => (library() === undefined ? ["faketime"] : []),
  });
  setOffset(file, offset);
  return {
    LD_PRELOAD: library(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}

export const setOffset = (file: string, offset: string): void => writeFileSync(file, `${offset}\n`);
