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

/** Text such as "no" would count as true. */
export function yesOrNo(name: string, value: boolean): boolean {
  if (typeof value === "boolean") return value;
  throw new UsageError(
    "usage/invalid-value",
    `${name}: expected true or false, found "${String(value).slice(0, 40)}"`,
    {
      option: name,
    },
  );
}

export function someOf<Word extends string>(
  name: string,
  values: readonly Word[],
  words: readonly Word[],
): readonly Word[] {
  const isList = Array.isArray(values);
  if (isList && values.every((value) => words.includes(value))) return values;
  const stranger = isList ? values.find((value) => !words.includes(value)) : values;
  throw new UsageError(
    "usage/invalid-value",
    `${name}: expected ${isList ? "some" : "an array with some"} of ${words.join(", ")}, found "${String(stranger).slice(0, 40)}"`,
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
