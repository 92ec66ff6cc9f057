// Rules of a language: what the tokeniser does differently in it. Most languages share the root rules of Unicode.

/** How one language is cut and folded. */
export interface Rules {
  /** Stored with each text, so that a text whose language was corrected is cut again. Empty for the root rules. */
  readonly key: string;
  readonly segmenter: Intl.Segmenter;
  /** A colon within a word joins (EU:s): CLDR has said so of all languages and of a few, as versions went by. */
  readonly colonJoins: boolean;
  fold(text: string): string;
  /** Each sign folds by itself, as in most languages. */
  readonly foldsBySign: boolean;
  /** Words that end in an apostrophe and are tokens of their own before a vowel: l'eau is l' + eau. */
  readonly elided: ReadonlySet<string>;
}

/** CLDR has a word break of its own for these (a colon joins: EU:s), and JavaScript a folding of its own for the others. */
const SEGMENTED = ["fi", "sv"];
const FOLDED = ["tr", "az", "lt"];
const ELIDED: Readonly<Record<string, string>> = {
  ca: "d l m n s t",
  fr: "c d j jusqu l lorsqu m n puisqu qu quoiqu s t",
  it: "all c d dall dell gl l m nell quell quest s sull t un v",
};

/** Longer forms are cut, though not within a sign: a term must fit into an index page, and no word of any language is that long. */
export const LONGEST = 200;

const rulesOf = (key: string): Rules => {
  const segmenter = new Intl.Segmenter(SEGMENTED.includes(key) ? key : undefined, { granularity: "word" });
  const lower = FOLDED.includes(key)
    ? (text: string) => text.toLocaleLowerCase(key)
    : (text: string) => text.toLowerCase();
  return {
    key,
    segmenter,
    colonJoins: [...segmenter.segment("a:b")].length === 1,
    foldsBySign: !FOLDED.includes(key),
    fold(text) {
      const folded = lower(text);
      const straight = /[’ʼ＇]/.test(folded) ? folded.replace(/[’ʼ＇]/g, "'") : folded;
      return straight.length > LONGEST ? straight.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, "") : straight;
    },
    elided: new Set((ELIDED[key] ?? "").split(" ").filter((word) => word !== "")),
  };
};

const ROOT = rulesOf("");
const BY_KEY: ReadonlyMap<string, Rules> = new Map(
  [...SEGMENTED, ...FOLDED, ...Object.keys(ELIDED)].map((key) => [key, rulesOf(key)]),
);

/** All there are, the root rules first. */
export const ALL_RULES: readonly Rules[] = [ROOT, ...BY_KEY.values()];

/** The rules for a BCP 47 tag; a page may claim any nonsense, and then the root rules hold. */
export const rulesFor = (language: string | null | undefined): Rules =>
  BY_KEY.get((language ?? "").split("-", 1)[0]!.toLowerCase()) ?? ROOT;

/** Names what counts depend on: another version of ours, or of Unicode, cuts anew. */
export const RULES_MARK = `1, Unicode ${process.versions.unicode ?? "unknown"}`;
