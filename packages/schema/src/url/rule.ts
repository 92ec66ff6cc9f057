// Rule: one habit of addresses with its reason and its examples; a test replays them, and docs/urls.md is written from them.

/** An address, and what becomes of it. Both the same where the rule must leave it alone. */
export type UrlExample = readonly [address: string, becomes: string];

/** Query parameters that say nothing of what the page shows. */
export interface ParameterRule {
  /** In lower case; a trailing `*` stands for any ending. */
  readonly names: readonly string[];
  /** Only on these hosts and those below them; everywhere when absent. */
  readonly hosts?: readonly string[];
  /** Only where the value looks like this. */
  readonly value?: RegExp;
  readonly why: string;
  readonly examples: readonly [UrlExample, ...UrlExample[]];
}

/** Something in an address other than a parameter. */
export interface ShapeRule {
  readonly name: string;
  readonly why: string;
  readonly examples: readonly [UrlExample, ...UrlExample[]];
}

export const VARIANT_KINDS = ["scheme", "www", "slash", "amp", "mobile", "print", "page", "language"] as const;
/** How an address may differ from another that shows the same article. */
export type VariantKind = (typeof VARIANT_KINDS)[number];

/** A habit of naming another form of a page. */
export interface VariantRule {
  readonly kind: VariantKind;
  readonly name: string;
  readonly why: string;
  /** Parts of the address without the mark; undefined where it carries none. */
  readonly strip: (parts: AddressParts) => AddressParts | undefined;
  readonly examples: readonly [UrlExample, ...UrlExample[]];
}

export interface AddressParts {
  readonly scheme: string;
  /** With its port. */
  readonly host: string;
  readonly path: string;
  /** Pieces between `&`. */
  readonly query: readonly string[];
}
