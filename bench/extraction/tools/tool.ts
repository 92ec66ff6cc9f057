// What the benchmark asks of a tool: a body and, where it can, the comments of one page.
import type { ReturnedComment } from "../threads.ts";

export interface Returned {
  readonly body: string;
  /** Undefined where the tool does not know comments as such. */
  readonly comments?: string;
  /** Undefined where the tool gives comments as one text or not at all. */
  readonly thread?: readonly ReturnedComment[];
}

export interface Tool {
  readonly read: (html: Buffer, url: string) => Returned | Promise<Returned>;
  /** The body is HTML, to be turned into text after the clock has stopped. */
  readonly bodyIsHtml?: true;
}

/** For tools that want text: as UTF-8 where it is valid, else as the page's own meta tag says, else as Windows-1252. */
export function decoded(html: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(html);
  } catch {
    const label = /charset=["']?\s*([\w-]+)/i.exec(html.subarray(0, 4096).toString("latin1"))?.[1] ?? "windows-1252";
    try {
      return new TextDecoder(label).decode(html);
    } catch {
      return new TextDecoder("windows-1252").decode(html);
    }
  }
}
