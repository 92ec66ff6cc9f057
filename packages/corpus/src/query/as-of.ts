// asOf: the corpus as it stood at a moment.
import { refuseUnknown } from "@belowline/schema";
import { type Moment, momentOf } from "./filter.ts";
import { lookedBack, type Standing, TODAY } from "./standing.ts";

export interface AsOf {
  /**
   * The corpus as it stood at this moment: what had been seen by then, as it read then. What copies what is always told as we know it
   * today; measures and the filter `query`, which count the index of current texts, are refused.
   */
  readonly asOf?: Moment;
}

/** @throws UsageError for an option that is none of these, or no moment */
export function standingOf(what: string, options: AsOf, others: readonly string[] = []): Standing {
  refuseUnknown(what, options, ["asOf", ...others]);
  return options.asOf === undefined ? TODAY : lookedBack(momentOf(options.asOf, `${what}({ asOf })`));
}
