// The command about duplicates, declared: dupes.
import type { CommentRule } from "@belowline/corpus";
import { type Command, InvalidArgumentError, Option } from "commander";

/** RELATIONS of @belowline/corpus, which is too large to be loaded for a list of four words. */
const KINDS = ["same", "version", "contains", "shares-passage"];

export function declareDuplicates(program: Command, corpus: () => Option, json: () => Option): void {
  program
    .command("dupes")
    .description(
      "articles and comments that copy each other, with the evidence; two texts side by side; your decisions",
    )
    .argument("[one]", "an article's address, or an article's or comment's id")
    .argument("[other]", "another, to be shown beside it")
    .addOption(new Option("--kind <kind>", "list pairs of this kind, in one cluster or not").choices(KINDS))
    .option("--comments", "list copied comments instead of articles")
    .option("--publisher <name>", "only clusters or pairs with this publisher in them")
    .addOption(new Option("--merge", "these two belong together, whatever the texts say"))
    .addOption(new Option("--split", "these two never belong together"))
    .addOption(new Option("--undo", "take a decision on these two back"))
    .addOption(
      new Option(
        "--comment-rule <rule>",
        "from when on a comment is a copy by its text; kept with the corpus: words=8,distinct=6,near-words=12,near-share=0.6, or default",
      ).argParser(commentRule),
    )
    .option("--rebuild", "forget what was found and search all over again; decisions stay")
    .option(
      "--hand-out <folder>",
      "leave the search to another engine: all texts and shingles as Parquet, and its query",
    )
    .option("--compare", "compare the candidate pairs on stdin, lines of pairs.jsonl; needs no corpus, runs anywhere")
    .option("--take-back <files...>", "the lines that --compare wrote; - is stdin")
    .option(
      "--threads <n>",
      "threads that compare texts (default: with --rebuild and --compare one a core but one, else none)",
      threads,
    )
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline dupes
  belowline dupes --comments --publisher news.example
  belowline dupes --kind shares-passage --json
  belowline dupes https://news.example/harbour/ https://other.example/harbour/
  belowline dupes --comment-rule words=5,distinct=4
  belowline dupes --hand-out shared/out && (cd shared/out && duckdb < candidates.sql)
  belowline dupes --compare < shared/out/pairs.jsonl > found.jsonl && belowline dupes --take-back found.jsonl
  belowline dupes --split https://news.example/weather/1/ https://news.example/weather/2/

Every crawl ends with a search; this command first searches what is new since. Nothing is deleted:
export --duplicates representatives leaves copies out.`,
    )
    .action(async (one, other, options) => (await import("../commands/dupes.ts")).dupesCommand(one, other, options));
}

function threads(value: string): number {
  if (!/^\d{1,3}$/.test(value) || Number(value) > 256)
    throw new InvalidArgumentError("expected a whole number from 0 to 256.");
  return Number(value);
}

const RULE_NAMES: Readonly<Record<string, keyof CommentRule>> = {
  words: "leastWords",
  distinct: "leastDistinct",
  "near-words": "nearWords",
  "near-share": "nearJaccard",
};

/** `words=5,distinct=4`, or "default". What numbers are allowed is the corpus's to say. */
function commentRule(value: string): Partial<CommentRule> | "default" {
  if (value === "default") return value;
  const parts = value.split(",").map((part) => part.split("=").map((side) => side.trim()));
  for (const [name, number] of parts) {
    if (!Object.hasOwn(RULE_NAMES, name ?? "") || !/^\d{0,6}(\.\d{1,6})?$/.test(number ?? "") || !number)
      throw new InvalidArgumentError(
        `expected "default", or numbers for ${Object.keys(RULE_NAMES).join(", ")}, as in words=5,near-share=0.7.`,
      );
  }
  return Object.fromEntries(parts.map(([name, number]) => [RULE_NAMES[name!]!, Number(number)]));
}
