// Where an export goes, and in words why it cannot go there.
import { StoreError, UsageError } from "@belowline/schema";

const FULL = "there is no room left for it; what was begun is gone again. Make room, or name another disk";
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "the folder it should lie in is not there; make that first",
  ENOTDIR: "a part of that path is a file; name a folder that is one",
  EISDIR: "that is a folder; name a file in it",
  EACCES: "you may not write there; name another place",
  EPERM: "you may not write there; name another place",
  EROFS: "that disk can only be read; name another place",
  ENAMETOOLONG: "that name is too long for this disk; name a shorter one",
  ENOSPC: FULL,
  EDQUOT: FULL,
};
const IS_FULL: readonly string[] = ["ENOSPC", "EDQUOT"];

/** What the system said of a place, as an error that tells what to do; anything else stays what it is. */
export function placeError(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? "";
  const words = WORDS[code];
  if (words === undefined) return cause;
  const message = `export: ${path} cannot be written: ${words} (${code})`;
  return IS_FULL.includes(code)
    ? new StoreError("store/failed", message, { path }, cause)
    : new UsageError(code === "ENOENT" ? "usage/not-found" : "usage/conflict", message, { path }, cause);
}
