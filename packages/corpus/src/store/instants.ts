// A stated time as its five columns.
import { type Instant, type InstantSource, type Precision, storable } from "@belowline/schema";

type Suffix = "At" | "Precision" | "Source" | "Offset" | "Raw";
type Stated<Prefix extends string> = {
  [S in Suffix as `${Prefix}${S}`]: S extends "Precision"
    ? Precision | null
    : S extends "Source"
      ? InstantSource | null
      : string | null;
};

/** `createdAt`, `createdPrecision`, ... of an instant, or five nulls. */
export function columnsOf<Prefix extends string>(prefix: Prefix, instant: Instant | null): Stated<Prefix> {
  return {
    [`${prefix}At`]: instant?.at ?? null,
    [`${prefix}Precision`]: instant?.precision ?? null,
    [`${prefix}Source`]: instant?.source ?? null,
    [`${prefix}Offset`]: instant?.offset ?? null,
    [`${prefix}Raw`]: instant ? storable(instant.raw) : null,
  } as Stated<Prefix>;
}
