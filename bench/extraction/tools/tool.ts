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
  readonly name: string;
  readonly version: string;
  readonly read: (html: Buffer, url: string) => Returned | Promise<Returned>;
}
