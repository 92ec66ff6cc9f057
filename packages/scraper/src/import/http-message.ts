// An HTTP response as an archive keeps it: status line, fields, and a body that may still be in chunks.

export interface HttpMessage {
  readonly status: number;
  /** Names in lower case; repeated fields joined by ", ", Set-Cookie left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Undefined for bytes that are no response. */
export function readMessage(bytes: Buffer): HttpMessage | undefined {
  const end = headEnd(bytes);
  const [first = "", ...lines] = bytes.subarray(0, end.at).toString("latin1").split(/\r?\n/);
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(first)?.[1];
  if (status === undefined) return undefined;
  const headers = fieldsOf(lines);
  const body = bytes.subarray(end.after);
  const chunked = /\bchunked\b/i.test(headers["transfer-encoding"] ?? "");
  return { status: Number(status), headers, body: chunked ? (dechunked(body) ?? body) : body };
}

function headEnd(bytes: Buffer): { readonly at: number; readonly after: number } {
  const strict = bytes.indexOf("\r\n\r\n");
  const lax = bytes.indexOf("\n\n");
  if (strict >= 0 && (lax < 0 || strict < lax)) return { at: strict, after: strict + 4 };
  return lax >= 0 ? { at: lax, after: lax + 2 } : { at: bytes.length, after: bytes.length };
}

/** Fields of a WARC or HTTP head. A line that begins with a blank goes on with the one before (obsolete, and still found). */
export function fieldsOf(lines: readonly string[]): Record<string, string> {
  // No prototype: a field may be called "constructor".
  const fields: Record<string, string> = Object.create(null);
  let last: string | undefined;
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) fields[last] = `${fields[last]} ${line.trim()}`;
    } else if (colon > 0) {
      last = line.slice(0, colon).trim().toLowerCase();
      const value = line.slice(colon + 1).trim();
      if (last === "set-cookie") last = undefined;
      else fields[last] = last in fields ? `${fields[last]}, ${value}` : value;
    }
  }
  return fields;
}

/** Undefined where it does not begin with a chunk: many archivers keep the field and drop the chunks. */
function dechunked(body: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf("\r\n", at);
    const size =
      end < 0 ? null : /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(body.toString("latin1", at, Math.min(end, at + 1024)));
    if (!size) return parts.length === 0 ? undefined : Buffer.concat(parts);
    const length = Number.parseInt(size[1]!, 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
