// What a re-extraction changed: field by field, with counts and the first examples.
import { isDeepStrictEqual } from "node:util";

/** One field of one article or comment, before and after. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One article or comment that reads differently. */
export interface Change {
  readonly of: "article" | "comment";
  readonly url: string;
  /** Null for one that was not here before. */
  readonly fields: readonly FieldChange[] | null;
}

export interface FieldReport {
  readonly count: number;
  readonly examples: readonly { readonly url: string; readonly before: unknown; readonly after: unknown }[];
}

const MOST_EXAMPLES = 3;

/** The fields whose values differ, as JSON would tell them. */
export function changesBetween<T extends object>(
  before: T,
  after: T,
  fields: readonly (keyof T & string)[],
): FieldChange[] {
  return fields.flatMap((field) => {
    const [old, now] = [plain(before[field]), plain(after[field])];
    return isDeepStrictEqual(old, now) ? [] : [{ field, before: old, after: now }];
  });
}

const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

/** Counts changes by field: `article.headline`, `comment.text`. */
export function tallyOf(): { add(change: Change): void; report(): Record<string, FieldReport> } {
  const fields = new Map<string, { count: number; examples: FieldReport["examples"][number][] }>();
  return {
    add({ of, url, fields: changed }) {
      for (const { field, before, after } of changed ?? []) {
        const name = `${of}.${field}`;
        const held = fields.get(name) ?? { count: 0, examples: [] };
        fields.set(name, held);
        held.count++;
        if (held.examples.length < MOST_EXAMPLES) held.examples.push({ url, before, after });
      }
    },
    report: () => Object.fromEntries([...fields].sort(([, a], [, b]) => b.count - a.count)),
  };
}
