// Bytes to text as a browser decides it: byte-order mark, then the HTTP header, then <meta>, then what the bytes make sense in.
import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { getEncoding } from "encoding-sniffer";
import { detectEncoding } from "./detect.ts";

const CHARSET = /charset\s*=\s*["']?([^\s"';]+)/i;

/** No encoding at all, hence told apart from any that is stated. */
const NOBODY_SAYS = "x-user-defined";

/**
 * Decodes a body. Never throws: undecodable bytes become U+FFFD, an unknown label is as good as none.
 *
 * @param url where it is from: a country's domain tells what may be written there
 */
export function decodeBody(body: Uint8Array, contentType: string | undefined, url?: string): string {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const label = CHARSET.exec(contentType ?? "")?.[1] ?? lateLabel(buffer);
  const options = label === undefined ? {} : { transportLayerEncodingLabel: label };
  const valid = isUtf8(body);
  const told = getEncoding(buffer, { ...options, defaultEncoding: NOBODY_SAYS });
  const encoding = told === NOBODY_SAYS ? (valid ? "utf-8" : detectEncoding(body, url)) : told;
  // Bytes of another encoding are valid UTF-8 by accident once or twice at most: whoever saved the page forgot to change its label.
  const isMislabelled = valid && MULTIBYTE.has(encoding.toLowerCase()) && sequences(body) >= FEWEST_SEQUENCES;
  return decoder(isMislabelled ? "utf-8" : encoding).decode(body);
}

/** Encodings whose bytes, read as UTF-8 would be, leave no text for `repair` to put right. */
const MULTIBYTE: ReadonlySet<string> = new Set(["gbk", "gb18030", "gb2312", "big5", "shift_jis", "euc-jp", "euc-kr"]);
const FEWEST_SEQUENCES = 8;

function sequences(body: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < body.length && count < FEWEST_SEQUENCES; i++) if (body[i]! >= 0xc2 && body[i]! <= 0xf4) count++;
  return count;
}

/** The `<meta>` that stands too late for a browser: archives write their own scripts before it. */
function lateLabel(buffer: Buffer): string | undefined {
  const head = buffer.subarray(0, EARLY).toString("latin1");
  if (/<meta[^>]{0,200}charset/i.test(head)) return undefined;
  return /<meta[^>]{0,200}charset\s{0,4}=\s{0,4}["']?([\w-]{1,40})/i.exec(
    buffer.subarray(EARLY, LATE).toString("latin1"),
  )?.[1];
}
const EARLY = 1024;
const LATE = 65_536;

function decoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder("utf-8");
  }
}
