// Files that a host keeps for robots (robots.txt, tdmrep.json): asked for once a day, remembered by the store, within limits.
import { type HostFile, type Hosts, isFetchError } from "@belowline/schema";
import type { Client } from "./client.ts";

/** RFC 9309 section 2.4: not used for longer than a day. */
export const FILE_DAY_S = 86_400;
/** After no answer, or one that says "not now": so long until the next try, doubled each time, at most a day. */
export const FILE_RETRY_S = 300;
/** RFC 9309 section 2.5 asks for at least 500 KiB; the rest is not read. */
export const FILE_BYTES = 512 * 1024;
/** RFC 9309 section 2.3.1.2 asks for at least five. */
export const FILE_REDIRECTS = 5;

export interface KnownFile {
  readonly file: HostFile;
  /** When it must be asked for again, by `performance.now()`. */
  readonly until: number;
}

/** The file as the store holds it, or as the host answers now. */
export async function hostFile(client: Client, hosts: Hosts, origin: string, path: string): Promise<KnownFile> {
  const held = await hosts.file(origin, path);
  if (held && held.freshSeconds > 0) return known(held.file, held.freshSeconds);
  const asked = await ask(client, `${origin}${path}`);
  const { unreached, ...answered } = asked;
  const unsettled = asked.status === null || asked.status === 429 || asked.status >= 500;
  const file: HostFile = { ...answered, failures: unsettled ? (held?.file.failures ?? 0) + 1 : 0 };
  const seconds = unsettled ? Math.min(FILE_RETRY_S * 2 ** Math.min(file.failures - 1, 20), FILE_DAY_S) : FILE_DAY_S;
  await hosts.keep(origin, path, file, unreached ? 0 : seconds);
  return known(file, seconds);
}

const known = (file: HostFile, seconds: number): KnownFile => ({ file, until: performance.now() + seconds * 1000 });

/** Nobody was asked: the next run, whose user may have mended what was in the way, need not wait to ask. */
const UNREACHED: ReadonlySet<string> = new Set([
  "fetch/name",
  "fetch/connect",
  "fetch/refused-address",
  "fetch/refused-port",
  "fetch/refused-scheme",
]);

async function ask(
  client: Client,
  url: string,
): Promise<Omit<HostFile, "failures"> & { readonly unreached?: boolean }> {
  let redirects = 0;
  try {
    const answer = await client.fetch({ url }, {}, async () => {
      if (++redirects > FILE_REDIRECTS) throw new Error(`more than ${FILE_REDIRECTS} redirects`);
    });
    const { status } = answer;
    if (status < 200 || status >= 300) return { status, text: null, detail: `answered ${status}` };
    // Not fatal: what a broken character means is for the reader of the file to say. A cut may fall within one.
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(answer.body.subarray(0, FILE_BYTES), {
      stream: answer.body.byteLength > FILE_BYTES,
    });
    return { status, text, detail: null };
  } catch (error) {
    if (isFetchError(error) && (error.code === "fetch/aborted" || error.details.asked === false)) throw error;
    const detail = `could not be read: ${(error as Error).message}`;
    return { status: null, text: null, detail, unreached: isFetchError(error) && UNREACHED.has(error.code) };
  }
}
