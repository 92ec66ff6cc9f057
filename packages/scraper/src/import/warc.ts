// WARC files (ISO 28500), gzipped or not: each HTML page that was answered with 200, within the limits of our own fetching.
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isFetchError } from "@belowline/schema";
import { BODY_LIMITS, readBody } from "../fetch/body.ts";
import { type ByteReader, byteReader } from "./bytes.ts";
import { fieldsOf, type HttpMessage, readMessage } from "./http-message.ts";
import { type ImportRecord, pageRecord, skipped } from "./record.ts";

const LONGEST_LINE = 64 * 1024;
const MOST_FIELDS = 1000;
/** A whole response: its head, and a body as long as one that we would fetch, which archives often keep unpacked. */
const LONGEST_BLOCK = BODY_LIMITS.decoded + 256 * 1024;

/** The records of one file in its order. A file that ends too early, or goes bad, gives what it holds and says so. */
export async function* warcRecords(path: string): AsyncGenerator<ImportRecord> {
  const raw = createReadStream(path);
  const stream = (await isGzip(path)) ? raw.pipe(createGunzip()) : raw;
  raw.on("error", (error) => stream.destroy(error));
  try {
    const reader = byteReader(stream);
    for (;;) {
      const head = await headOf(reader);
      if (head === null) return;
      yield await recordOf(reader, head, path);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "Z_BUF_ERROR" || error instanceof Ended) yield skipped("truncated", `${path} ends within a record`);
    else if (code?.startsWith("Z_") || error instanceof RangeError) yield skipped("unreadable", `${path}: ${message}`);
    else throw error;
  } finally {
    raw.destroy();
    stream.destroy();
  }
}

type Fields = Readonly<Record<string, string>>;

/** The file is over, and the record is not. */
class Ended extends Error {}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  } finally {
    await file.close();
  }
}

/** @throws RangeError where no record begins, since then nobody knows where the next one does */
async function headOf(reader: ByteReader): Promise<Fields | null> {
  let first = await reader.line(LONGEST_LINE);
  while (first === "") first = await reader.line(LONGEST_LINE);
  if (first === null) return null;
  if (!/^WARC\/\d/.test(first)) throw new RangeError(`expected a record ("WARC/1.0"), found "${first.slice(0, 40)}"`);
  const lines: string[] = [];
  for (;;) {
    const line = await reader.line(LONGEST_LINE);
    if (line === null) throw new Ended();
    if (line === "") return fieldsOf(lines);
    if (lines.push(line) > MOST_FIELDS) throw new RangeError(`a record with more than ${MOST_FIELDS} fields`);
  }
}

async function recordOf(reader: ByteReader, head: Fields, path: string): Promise<ImportRecord> {
  const length = Number(head["content-length"]);
  if (!/^\d{1,15}$/.test(head["content-length"] ?? "")) throw new RangeError("a record without a Content-Length");
  // Wget put addresses between angle brackets.
  const url = (head["warc-target-uri"] ?? "").replace(/^<(.*)>$/, "$1");
  const type = head["warc-type"] ?? "";
  const passed = async (record: ImportRecord): Promise<ImportRecord> => {
    if ((await reader.skip(length)) < length) throw new Ended();
    return record;
  };
  // `revisit` says that a page was as before, `request` and `metadata` are about one; none holds a page.
  if (type !== "response" && type !== "resource") return await passed(skipped("not-a-response", type));
  if (length > LONGEST_BLOCK) return await passed(skipped("too-large", `${url}: ${length} bytes in ${path}`));
  const block = await reader.read(length);
  if (block.length < length) throw new Ended();
  const message = type === "response" ? readMessage(block) : resourceOf(head, block);
  if (!message) return skipped("not-a-response", `${url}: not HTTP`);
  return await pageOf(url, message, head["warc-date"] ?? "");
}

const resourceOf = (head: Fields, body: Buffer): HttpMessage => ({
  status: 200,
  headers: { "content-type": head["content-type"] ?? "" },
  body,
});

async function pageOf(url: string, { status, headers, body }: HttpMessage, date: string): Promise<ImportRecord> {
  if (status !== 200) return skipped("status", `${url}: ${status}`);
  const type = headers["content-type"] ?? "";
  if (type !== "" && !/html/i.test(type)) return skipped("not-html", `${url}: ${type}`);
  const at = new Date(date);
  if (Number.isNaN(at.getTime())) return skipped("unreadable", `${url}: expected a WARC-Date, found "${date}"`);
  try {
    const limits = { ...BODY_LIMITS, wire: BODY_LIMITS.decoded };
    const decoded = await readBody(Readable.from([body]), codingOf(headers, body), url, limits);
    return pageRecord({ url, status, headers: { ...headers }, body: decoded, fetchedAt: at.toISOString() });
  } catch (error) {
    if (!isFetchError(error)) throw error;
    const reason = error.code === "fetch/too-large" ? "too-large" : "unreadable";
    return skipped(reason, error.message);
  }
}

/** Archivers unpack bodies and leave the field as it was: gzip that does not begin like gzip is none. */
function codingOf(headers: Fields, body: Uint8Array): string | undefined {
  const coding = headers["content-encoding"];
  const packed = body[0] === 0x1f && body[1] === 0x8b;
  return /^\s*(?:x-)?gzip\s*$/i.test(coding ?? "") && !packed ? undefined : coding;
}
