// Saved pages: HTML files as browsers save them, which say where they come from, or have to be told.
import { readFile, stat } from "node:fs/promises";
import { canonicalise, parseUrl } from "@belowline/schema";
import { loadPage } from "../html/page.ts";
import { type ImportRecord, pageRecord, skipped } from "./record.ts";

/** A page on the disk is never larger than one that we would fetch. */
const MOST_BYTES = 20_000_000;
/** Browsers write where a page was saved from into a comment at its head. */
const HEAD = 4096;

/** `<!-- saved from url=(0031)https://news.example/harbour -->`, of Internet Explorer and Chromium. */
const SAVED_FROM = /<!-- saved from url=\(\d+\)(\S+)/;
/** `Page saved with SingleFile`, then ` url: https://news.example/harbour`. */
const SINGLE_FILE = /^ {0,4}url: (\S+)/m;

/** @param url where it comes from; else the file says so: in a comment of the browser that saved it, or as its canonical address */
export async function savedRecord(path: string, url?: string): Promise<ImportRecord> {
  const { size, mtime } = await stat(path);
  if (size > MOST_BYTES) return skipped("too-large", `${path}: ${size} bytes; expected at most ${MOST_BYTES}`);
  const body = await readFile(path);
  const fetchedAt = mtime.toISOString();
  const address = url ?? addressIn(body, fetchedAt);
  if (address === undefined) {
    return skipped(
      "no-address",
      `${path}: expected a comment "saved from url=", or <link rel="canonical">; give the address with --url`,
    );
  }
  return pageRecord({ url: address, status: 200, headers: { "content-type": "text/html" }, body, fetchedAt });
}

function addressIn(body: Uint8Array, fetchedAt: string): string | undefined {
  const head = Buffer.from(body.subarray(0, HEAD)).toString("utf8");
  const comment = (SAVED_FROM.exec(head) ?? (head.includes("SingleFile") ? SINGLE_FILE.exec(head) : null))?.[1];
  if (comment !== undefined && canonicalise(comment) !== undefined) return comment;
  const page = loadPage({ url: "about:blank", body, fetchedAt });
  for (const { attribs } of page.all("link")) {
    if (!/(?:^|\s)canonical(?:\s|$)/i.test(attribs.rel ?? "")) continue;
    const address = parseUrl(attribs.href ?? "");
    if (address && /^https?:$/.test(address.protocol)) return address.href;
  }
  return undefined;
}
