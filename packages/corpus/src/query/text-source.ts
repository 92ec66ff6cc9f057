// TextSource: where a kind of record keeps the text that measures count, told in SQL.
import type { TextKind } from "../tokens/token-index.ts";
import type { Condition } from "./filter.ts";

/** Aliases: `r` is the current revision, `d` (joined by the measures) its row in token_text, which has the text. */
export interface TextSource {
  readonly kind: TextKind;
  /** Number of the snapshot whose texts these are; null for current ones. */
  readonly snapshot: number | null;
  /** What stands for the table of comments. */
  readonly comment: Condition;
  /** A moment looked back at; null for none. The index holds current texts, so that nothing is counted at one. */
  readonly asOf: string | null;
  /** All tables that filters name, after the word `from`. */
  readonly tables: Condition;
  readonly id: Condition;
  /** Id of the article that a text is, or stands below. */
  readonly article: Condition;
  readonly publisher: Condition;
  /** When it was written or published, as the page states it. */
  readonly at: Condition;
  /** `order by`, as rows of a selection come. */
  readonly order: Condition;
}
