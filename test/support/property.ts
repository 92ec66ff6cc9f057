// fast-check as all tests use it: the same cases in every run, so that a red run tells of the change; other cases on request.
import fc from "fast-check";

/** `BELOWLINE_CASES=1000` looks for rare ones: from a seed of its own, so many a property. */
const cases = Number(process.env.BELOWLINE_CASES ?? 0);
fc.configureGlobal(cases > 0 ? { numRuns: cases } : { seed: 20_261_130 });

export default fc;
