// Bytes to text as a browser decides it: byte-order mark, then the HTTP header, then <meta>, then UTF-8 or windows-1252.
import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { getEncoding } from "encoding-sniffer";

const CHARSET = /charset\s*=\s*["']?([^\s"';]+)/i;

/** Decodes a body. Never throws: undecodable bytes become U+FFFD, an unknown label is as good as none. */
export function decodeBody(body: Uint8Array, contentType: string | undefined): string {
  const label = CHARSET.exec(contentType ?? "")?.[1];
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const options = label === undefined ? {} : { transportLayerEncodingLabel: label };
  const encoding = getEncoding(buffer, { ...options, defaultEncoding: isUtf8(body) ? "utf-8" : "windows-1252" });
  return decoder(encoding).decode(body);
}

function decoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder("utf-8");
  }
}
