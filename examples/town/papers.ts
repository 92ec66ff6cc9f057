// Three invented papers of one harbour town, and the habits of their readers: what the notebooks have to find out.

export interface Paper {
  /** Its domain, which is what a publisher goes by. */
  readonly publisher: string;
  readonly platform: string;
  /** The share of comments that answer another one. */
  readonly replies: number;
  /** How often an answer goes to the latest comment rather than to any. */
  readonly insistence: number;
  /** Comments below a story, on average. */
  readonly comments: number;
  /** Hours after which a story's comments have become fewer by half. */
  readonly halfLife: number;
  /** The most comments that the site shows, whatever it announces. */
  readonly cap: number;
}

export const PAPERS: readonly Paper[] = [
  {
    publisher: "harbourpost.example",
    platform: "wordpress",
    replies: 0.64,
    insistence: 0.6,
    comments: 22,
    halfLife: 7,
    cap: 1000,
  },
  {
    publisher: "lantern.example",
    platform: "coral",
    replies: 0.42,
    insistence: 0.4,
    comments: 20,
    halfLife: 6,
    cap: 1000,
  },
  {
    publisher: "gull.example",
    platform: "openweb",
    replies: 0.16,
    insistence: 0.1,
    comments: 28,
    halfLife: 4,
    cap: 36,
  },
];
