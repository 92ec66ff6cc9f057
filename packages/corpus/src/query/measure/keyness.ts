// keyness(): the types that one selection has more, or less, than another.
import { refuseUnknown } from "@belowline/schema";
import { expectedInTarget, KEYNESSES, type Keyness } from "../../measure/keyness.ts";
import { formsOf, inOrder, perMillion, termCounts, termsThere } from "./freq.ts";
import { type Lazy, lazily } from "./lazy.ts";
import { type Counted, counted, type Scope } from "./scope.ts";
import { oneOf, wholeNumber, yesOrNo } from "./wish.ts";

export interface KeynessOptions {
  /** What rows are sorted by, the highest first; ll (log-likelihood) unless told. Every row has all of them. */
  readonly measure?: Keyness;
  /** Only types that occur so often in both together; 5 unless told. */
  readonly min?: number;
  /** Rows at most; 100 unless told. */
  readonly limit?: number;
  /** True lists what the target has less of, the most lacking first. */
  readonly negative?: boolean;
}

export interface KeyType {
  readonly form: string;
  readonly target: number;
  readonly reference: number;
  /** In the target, were both alike. */
  readonly expected: number;
  readonly targetPerMillion: number;
  readonly referencePerMillion: number;
  readonly scores: Readonly<Record<Keyness, number>>;
}

export interface KeynessList {
  readonly counted: Counted;
  readonly reference: Counted;
  readonly measure: Keyness;
  /** The paper of `measure`. */
  readonly source: string;
  /** N of the scores: tokens of both selections. */
  readonly n: number;
  /** Types that were compared; so many tests were made. */
  readonly compared: number;
  readonly truncated: boolean;
  readonly rows: readonly KeyType[];
}

export const KEYNESS_NAMES = Object.keys(KEYNESSES) as Keyness[];

export function keyness(target: Scope, reference: Scope, options: KeynessOptions = {}): Lazy<KeynessList> {
  refuseUnknown("keyness", options, ["measure", "min", "limit", "negative"]);
  const measure = oneOf("keyness({ measure })", options.measure ?? "ll", KEYNESS_NAMES);
  const min = wholeNumber("keyness({ min })", options.min ?? 5, 1);
  const limit = wholeNumber("keyness({ limit })", options.limit ?? 100, 1);
  const sign = yesOrNo("keyness({ negative })", options.negative ?? false) ? -1 : 1;
  return lazily(async () => {
    const [ours, theirs] = [await counted(target), await counted(reference)];
    const base = { counted: ours, reference: theirs, measure, source: KEYNESSES[measure].source };
    const n = ours.tokens + theirs.tokens;
    if (ours.tokens === 0 || theirs.tokens === 0) return { ...base, n, compared: 0, truncated: false, rows: [] };
    const size = await termsThere(target.db);
    const [a, b] = [(await termCounts(target)).tokens, (await termCounts(reference)).tokens];
    const found: { term: number; score: number }[] = [];
    let compared = 0;
    const of = (term: number) => ({
      target: a[term] ?? 0,
      reference: b[term] ?? 0,
      targetTokens: ours.tokens,
      referenceTokens: theirs.tokens,
    });
    for (let term = 1; term < size; term++) {
      const both = of(term);
      if (both.target + both.reference < min) continue;
      compared++;
      const score = KEYNESSES[measure].score(both) * sign;
      if (score > 0) found.push({ term, score });
    }
    const top = found.sort((x, y) => y.score - x.score || x.term - y.term).slice(0, limit);
    const forms = await formsOf(
      target.db,
      top.map(({ term }) => term),
    );
    const rows = top.map(({ term }): KeyType => {
      const both = of(term);
      return {
        form: forms.get(term)!,
        target: both.target,
        reference: both.reference,
        expected: expectedInTarget(both),
        targetPerMillion: perMillion(both.target, ours.tokens),
        referencePerMillion: perMillion(both.reference, theirs.tokens),
        scores: Object.fromEntries(KEYNESS_NAMES.map((name) => [name, KEYNESSES[name].score(both)])) as Record<
          Keyness,
          number
        >,
      };
    });
    return {
      ...base,
      n,
      compared,
      truncated: found.length > top.length,
      rows: inOrder(rows, ({ scores }) => scores[measure] * sign),
    };
  });
}
