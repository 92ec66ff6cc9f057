// Signal: what a site says, in words for machines, of mining, training on, indexing or archiving what it publishes.

/** What opt-outs from text and data mining mean to a crawl: leave out, or keep under an exception for research. */
export const TDM_MODES = ["respect", "research-exception"] as const;
export type TdmMode = (typeof TDM_MODES)[number];

export interface Signal {
  /** Where it stands: `tdmrep.json`, `robots.txt`, a header or a meta element by its name. */
  readonly from: string;
  /** What it says, verbatim, at most 300 characters. */
  readonly statement: string;
  /** Whether it is an opt-out from what a corpus is for; the others are only recorded. */
  readonly reserves: boolean;
}
