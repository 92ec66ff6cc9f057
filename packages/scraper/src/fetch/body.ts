// Bodies: read to the end, decoded, within limits; a body that ends too early is a failure, never a page.
import { Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { FetchError } from "@belowline/schema";

export interface BodyLimits {
  /** Bytes on the wire. */
  readonly wire: number;
  /** Bytes after decompression. */
  readonly decoded: number;
  /** Decoded to wire; checked once the body is larger than a page. */
  readonly ratio: number;
}

export const BODY_LIMITS: BodyLimits = { wire: 10_000_000, decoded: 20_000_000, ratio: 100 };

/** Below this size a high ratio is normal: an empty table compresses well. */
const RATIO_FROM = 1_000_000;

/** What we ask for, best first. Not deflate, of which servers send two kinds (RFC 9110 section 8.4.1.2). */
export const ACCEPT_ENCODING = "zstd, br, gzip";

/** RFC 9659: a zstd frame of the web needs no window beyond 8 MB, so a server cannot make us hold more. */
const ZSTD_WINDOW_LOG = 23;

/**
 * Reads a body whole.
 *
 * @throws FetchError `truncated` when it ends too early, `too-large` beyond a limit, `bad-encoding` for a coding that we did not ask for
 */
export async function readBody(
  source: Readable,
  encoding: string | undefined,
  url: string,
  limits: BodyLimits,
): Promise<Uint8Array> {
  let wire = 0;
  let decoded = 0;
  const tooLarge = (what: string): FetchError =>
    new FetchError("too-large", `${url}: the body is larger than ${what}`, { url, wire, decoded });
  const counted = async function* () {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      wire += chunk.byteLength;
      if (wire > limits.wire) throw tooLarge(`${limits.wire} bytes on the wire`);
      yield chunk;
    }
  };
  const decoder = decoderOf(encoding, url);
  const stream = decoder
    ? Readable.from(counted())
        .on("error", (error) => decoder.destroy(error))
        .pipe(decoder)
    : counted();
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      decoded += chunk.byteLength;
      if (decoded > limits.decoded) throw tooLarge(`${limits.decoded} bytes`);
      if (decoded > RATIO_FROM && decoded > wire * limits.ratio)
        throw tooLarge(`${limits.ratio} times its compressed size`);
      chunks.push(chunk);
    }
  } catch (error) {
    source.destroy();
    // A 304 or an empty answer may name a coding all the same.
    if (wire === 0 && decoder && isDamage(error)) return new Uint8Array();
    if (error instanceof FetchError) throw error;
    if (decoder && isDamage(error)) {
      throw new FetchError(
        "truncated",
        `${url}: the ${encoding} body is damaged or ends too early`,
        { url, wire },
        error,
      );
    }
    throw error;
  }
  return Buffer.concat(chunks);
}

/** zlib says Z_BUF_ERROR at an early end; brotli and zstd have codes of their own for damage. */
const isDamage = (error: unknown): boolean =>
  /^(?:Z_|ERR_BROTLI|ERR__ERROR|ERR_ZSTD|ZSTD_)/.test((error as NodeJS.ErrnoException).code ?? "");

function decoderOf(encoding: string | undefined, url: string) {
  switch (encoding?.trim().toLowerCase() || "identity") {
    case "identity":
      return undefined;
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    case "zstd":
      return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } });
    default:
      throw new FetchError(
        "bad-encoding",
        `${url}: expected one of ${ACCEPT_ENCODING}, got Content-Encoding ${encoding}`,
        {
          url,
          encoding,
        },
      );
  }
}
