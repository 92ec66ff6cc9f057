// WARC files made by hand for the tests: records as crawlers of the world write them, with invented pages.
import { gzipSync } from "node:zlib";

export interface HandMade {
  readonly type?: string;
  readonly url?: string;
  readonly date?: string;
  readonly status?: number;
  readonly fields?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The whole block, in place of an HTTP response. */
  readonly block?: string;
}

export const PAGE = "https://harbour.example/2026/03/wall/";

export const html = (
  headline: string,
  more = "",
): string => `<!doctype html><html lang="en"><head><title>${headline}</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-02T08:00:00Z"></head><body><article><h1>${headline}</h1>
<p>After nine dry weeks it rained in the harbour on Sunday, and the old wall held back the water for a whole night.</p>
<p>The harbour office asks everybody to keep their boats away from the eastern end until the stones have been looked at.</p></article>${more}</body></html>`;

/** Four comments as WordPress themes print them, two of them answers. */
export const THREAD = `<div id="comments"><h2 class="comments-title">3 thoughts</h2><ol class="comment-list">
<li id="comment-11" class="comment depth-1"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Ada</b></div>
<a href="${PAGE}#comment-11"><time datetime="2026-03-02T09:00:00+00:00">9:00</time></a></footer><div class="comment-content"><p>Again the wall.</p></div></article>
<ol class="children"><li id="comment-12" class="comment depth-2"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Bo</b></div>
<a href="${PAGE}#comment-12"><time datetime="2026-03-02T09:30:00+00:00">9:30</time></a></footer><div class="comment-content"><p>As every spring.</p></div></article></li></ol></li>
<li id="comment-13" class="comment depth-1"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Cy</b></div>
<a href="${PAGE}#comment-13"><time datetime="2026-03-02T10:00:00+00:00">10:00</time></a></footer><div class="comment-content"><p>Who pays for it?</p></div></article></li></ol></div>`;

export function record(given: HandMade): Buffer {
  const { type = "response", url = PAGE, date = "2026-03-03T10:00:00Z", status = 200, fields = {}, body = "" } = given;
  const head = { "Content-Type": "text/html; charset=utf-8", ...fields };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  const block =
    given.block === undefined
      ? Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Whatever\r\n${lines.join("")}\r\n`), Buffer.from(body)])
      : Buffer.from(given.block);
  return Buffer.concat([
    Buffer.from(
      `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: ${date}\r\nWARC-Target-URI: ${url}\r\n` +
        `Content-Type: application/http; msgtype=${type}\r\nContent-Length: ${block.length}\r\n\r\n`,
    ),
    block,
    Buffer.from("\r\n\r\n"),
  ]);
}

export const warc = (...records: readonly HandMade[]): Buffer => Buffer.concat(records.map(record));
/** Each record a member of its own, as Common Crawl has them. */
export const warcGz = (...records: readonly HandMade[]): Buffer =>
  Buffer.concat(records.map((one) => gzipSync(record(one))));

export function chunked(bytes: Buffer, size = 100): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    parts.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}
