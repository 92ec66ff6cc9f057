// The command about duplicates, declared: dupes.
import { type Command, Option } from "commander";

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
    .option("--rebuild", "forget what was found and search all over again; decisions stay")
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
  belowline dupes --split https://news.example/weather/1/ https://news.example/weather/2/

Every crawl ends with a search; this command first searches what is new since. Nothing is deleted:
export --duplicates representatives leaves copies out.`,
    )
    .action(async (one, other, options) => (await import("../commands/dupes.ts")).dupesCommand(one, other, options));
}
