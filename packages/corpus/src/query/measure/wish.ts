// Wishes: numbers and words in the options of measures, checked before anything runs.
import { UsageError } from "@belowline/schema";

export function wholeNumber(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const upTo = most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`;
  throw new UsageError(
    "usage/invalid-value",
    `${name}: expected a whole number from ${least}${upTo}, found ${String(value)}`,
    { option: name },
  );
}

export function oneOf<Word extends string>(name: string, value: Word, words: readonly Word[]): Word {
  if (words.includes(value)) return value;
  throw new UsageError(
    "usage/invalid-value",
    `${name}: expected one of ${words.join(", ")}, found "${String(value).slice(0, 40)}"`,
    { option: name },
  );
}
