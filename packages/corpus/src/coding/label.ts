// A label: what one coder said of one record.
import { storable } from "@belowline/schema";

/** One code that one coder gave. */
export interface Label {
  /** Of the article or comment. */
  readonly id: string;
  /** What was asked: "stance". */
  readonly scheme: string;
  readonly coder: string;
  readonly code: string;
}

/** A scheme, coder or code as it is stored and compared: two keyboards write "für" in two ways. */
export const wordOf = (text: string): string => storable(text).trim().normalize("NFC");
