// takeLock(): one owner of a corpus folder. PGlite lets two processes open one folder, and then rows are lost silently.
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { StoreError } from "@belowline/schema";
import { isAlive, type ProcessName, thisProcess } from "./process.ts";

interface Owner extends ProcessName {
  /** Drawn for each lock, so that a lock can be told from the next one of the same process. */
  readonly token: string;
  readonly since: string;
}

/** A held lock. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock file at `path` for this process. It is refused while its owner lives; a dead owner's lock is taken over.
 *
 * @throws StoreError `store/locked`, naming the owner's pid
 */
export function takeLock(path: string): FolderLock {
  const owner: Owner = { ...thisProcess(), token: randomUUID(), since: new Date().toISOString() };
  take(path, owner, path);
  return {
    release() {
      if (read(path)?.token === owner.token) unlinkSync(path);
    },
  };
}

/**
 * A lock appears with its whole content (link) or not at all. Taking over from the dead needs a second lock, named after the
 * dead owner's token: its holder alone may replace exactly that lock, and looks again before doing so. Should it die too,
 * its lock is taken over in the same way.
 */
function take(path: string, owner: Owner, corpus: string): void {
  for (;;) {
    if (create(path, owner)) return;
    const holder = read(path);
    if (holder === undefined) continue; // released meanwhile
    if (isAlive(holder)) throw locked(corpus, holder);
    const right = `${path}.${holder.token.slice(0, 8)}`;
    take(right, owner, corpus);
    try {
      if (read(path)?.token !== holder.token) continue;
      renameSync(draft(path, owner), path);
      return;
    } finally {
      unlinkSync(right);
    }
  }
}

function create(path: string, owner: Owner): boolean {
  const mine = draft(path, owner);
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (code === "EPERM" || code === "ENOTSUP" || code === "ENOSYS" || code === "EOPNOTSUPP") {
      return createWithoutLinks(path, owner);
    }
    throw error;
  } finally {
    unlinkSync(mine);
  }
}

/** FAT and some network drives know no links. */
function createWithoutLinks(path: string, owner: Owner): boolean {
  try {
    writeFileSync(path, JSON.stringify(owner), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function draft(path: string, owner: Owner): string {
  const file = `${path}.${process.pid}-${randomUUID().slice(0, 8)}`;
  writeFileSync(file, JSON.stringify(owner), { flag: "wx" });
  return file;
}

function read(path: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const owner: unknown = JSON.parse(text);
    if (isOwner(owner)) return owner;
  } catch {
    // told below
  }
  throw new StoreError(
    "store/locked",
    `${path}: expected the lock of a Belowline process, found something else; if no process uses this corpus, delete the file`,
    { path },
  );
}

const isOwner = (value: unknown): value is Owner =>
  typeof value === "object" &&
  value !== null &&
  Number.isSafeInteger((value as Owner).pid) &&
  (value as Owner).pid > 0 &&
  typeof (value as Owner).host === "string" &&
  typeof (value as Owner).token === "string";

function locked(path: string, holder: Owner): StoreError {
  const me = thisProcess();
  const who =
    holder.host !== me.host
      ? `process ${holder.pid} on host ${holder.host}`
      : holder.pid === me.pid
        ? `this process (pid ${holder.pid})`
        : `process ${holder.pid}`;
  const elsewhere =
    holder.host !== me.host ? `; if that host no longer uses it (a container that is gone), delete ${path}` : "";
  return new StoreError(
    "store/locked",
    `${path}: the corpus is open in ${who} since ${holder.since}, and a folder has one opener at a time; close it there, ` +
      `or use a postgres:// corpus for several processes${elsewhere}`,
    { pid: holder.pid, host: holder.host, since: holder.since, path },
  );
}
