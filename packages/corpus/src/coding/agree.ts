// How far the coders of a scheme agree: alpha of all, kappa of each two, and in words where there is none.
import { refuseUnknown, UsageError } from "@belowline/schema";
import { type Code, cohenKappa, krippendorffAlpha, type Level } from "./agreement.ts";
import { type Label, wordOf } from "./label.ts";

export interface AgreementOptions {
  /** nominal unless told. */
  readonly level?: Level;
  /** Whose codes are compared; everybody's unless told, a classifier's too. */
  readonly coders?: readonly string[];
}

export interface Agreement {
  readonly scheme: string;
  readonly level: Level;
  readonly coders: readonly string[];
  /** How often each code was given: "For" beside "for" is a slip that counts as disagreement. */
  readonly codes: readonly { readonly code: string; readonly times: number }[];
  /** Units with codes of two coders or more; nothing else tells of agreement. */
  readonly units: number;
  /** Krippendorff's alpha; null where it is not defined. */
  readonly alpha: number | null;
  /** Of each two coders. */
  readonly kappas: readonly {
    readonly coders: readonly [string, string];
    readonly units: number;
    /** The share of units with the same code from both; null without a unit. */
    readonly observed: number | null;
    /** Cohen's kappa, unweighted at every level; null where it is not defined. */
    readonly kappa: number | null;
  }[];
  /** In words, why there is no alpha; null where there is one. */
  readonly note: string | null;
}

/**
 * @param given all labels of the scheme
 * @throws UsageError `usage/not-found` for a coder who gave none
 */
export function agreementOf(scheme: string, given: readonly Label[], options: AgreementOptions): Agreement {
  refuseUnknown("labels.agreement", options, ["level", "coders"]);
  const { level = "nominal" } = options;
  const wanted = options.coders?.map(wordOf);
  const labels = given.filter(({ coder }) => wanted?.includes(coder) ?? true);
  const coders = namesOf(labels);
  const stranger = wanted?.find((coder) => !coders.includes(coder));
  if (stranger !== undefined) {
    throw new UsageError(
      "usage/not-found",
      `labels: nobody named "${stranger}" coded "${scheme}"; there are ${namesOf(given).join(", ")}`,
      { coder: stranger },
    );
  }
  const place = new Map(coders.map((coder, i) => [coder, i]));
  const byUnit = new Map<string, Code[]>();
  for (const { id, coder, code } of labels) {
    const codes = byUnit.get(id) ?? coders.map(() => null);
    codes[place.get(coder)!] = code;
    byUnit.set(id, codes);
  }
  const units = [...byUnit.values()];
  const kappas = coders.flatMap((one, i) =>
    coders.slice(i + 1).map((other, j) => {
      const both = units.flatMap((codes) => {
        const [a, b] = [codes[i]!, codes[i + 1 + j]!];
        return a === null || b === null ? [] : [[a, b] as const];
      });
      const same = both.filter(([a, b]) => a === b).length;
      const observed = both.length === 0 ? null : same / both.length;
      return { coders: [one, other] as const, units: both.length, observed, kappa: cohenKappa(both) };
    }),
  );
  const shared = units.filter((codes) => codes.filter((code) => code !== null).length > 1);
  const alpha = krippendorffAlpha(units, level);
  return {
    scheme,
    level,
    coders,
    codes: timesOf(labels.map(({ code }) => code)),
    units: shared.length,
    alpha,
    kappas,
    note: alpha === null ? whyNone(shared, coders) : null,
  };
}

const namesOf = (labels: readonly Label[]): string[] => [...new Set(labels.map(({ coder }) => coder))];

/** The most frequent first. */
const timesOf = (codes: readonly string[]): Agreement["codes"] =>
  [...Map.groupBy(codes, (code) => code)]
    .map(([code, given]) => ({ code, times: given.length }))
    .sort((a, b) => b.times - a.times || (a.code < b.code ? -1 : 1));

const whyNone = (shared: readonly (readonly Code[])[], coders: readonly string[]): string =>
  shared.length === 0
    ? `No unit was coded by two coders (${coders.join(", ")}), so nothing tells how far they agree.`
    : `Of the units that two coders or more coded, only the code "${shared[0]!.find((code) => code !== null)}" was given: where nothing differs, agreement is not defined.`;
