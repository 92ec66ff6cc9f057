// Exit codes, and errors in words.
import { isBelowlineError, isUsageError } from "@belowline/schema";

export const EXIT = {
  done: 0,
  /** It was tried and did not work. */
  failed: 1,
  /** It was asked for in a way that cannot be. */
  usage: 2,
  /** Stopped by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;

/** Ctrl-C, where there is no half of the work to tell of. */
export class Interrupted extends Error {
  override readonly message = "stopped; nothing was written";
}

/** Variables of the environment whose values nobody may see. */
const SECRET = /^(?:BELOWLINE_(?:API_KEY_\w+|PROXY_LOGIN)|PGPASSWORD)$/;

/** What is printed of any error: without passwords in addresses, and without what the environment says is a secret. */
export function withoutSecrets(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  let shown = text.replace(/:\/\/([^\s:/@]*):[^\s@/]+@/g, "://$1:(hidden)@");
  for (const [variable, value = ""] of Object.entries(environment)) {
    const secret = value.trim();
    if (SECRET.test(variable) && !variable.endsWith("_FILE") && secret.length >= 4)
      shown = shown.replaceAll(secret, "(hidden)");
  }
  return shown;
}

/** What files, folders and disks say; Node's message names them. */
const NOT_OURS: ReadonlySet<string> = new Set([
  ...["ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "EEXIST", "ENAMETOOLONG"],
  ...["ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE"],
]);

/** Our own errors speak for themselves; anything else is a fault of ours and keeps its stack. */
export function explain(error: unknown): { message: string; code: number } {
  if (error instanceof Interrupted) return { message: error.message, code: EXIT.interrupted };
  if (isUsageError(error)) return { message: error.message, code: EXIT.usage };
  if (isBelowlineError(error)) return { message: error.message, code: EXIT.failed };
  const code = (error as NodeJS.ErrnoException)?.code;
  if (code !== undefined && NOT_OURS.has(code)) {
    return { message: (error as Error).message, code: EXIT.failed };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: `unexpected: ${text}\nThis is a fault of Belowline; please report it.`, code: EXIT.failed };
}
