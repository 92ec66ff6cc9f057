// The command that takes in what others fetched, declared.
import { AUTHOR_MODES } from "@belowline/schema";
import { type Command, Option } from "commander";

export function declareImport(program: Command, corpus: () => Option, json: () => Option): void {
  program
    .command("import")
    .description("take in WARC files (.warc, .warc.gz, Common Crawl's CC-NEWS) and saved HTML; no site is asked")
    .argument("<path...>", "files, or folders with such files")
    .option("--url <url>", "of one HTML file: where it comes from, if the file does not say")
    .addOption(
      new Option("--authors <mode>", "commenters' names; fixed when a corpus is made (default: pseudonym)").choices(
        AUTHOR_MODES,
      ),
    )
    .addOption(corpus())
    .addOption(json())
    .option("--quiet", "no progress")
    .addHelpText(
      "after",
      `
Examples:
  belowline import CC-NEWS-20260301000000-00001.warc.gz
  belowline import ./saved-pages
  belowline import story.html --url https://news.example/2026/03/harbour/

Comments come as far as the page holds them; a crawl of the publisher fetches the rest. What the corpus saw at that time or
later is left out, so the same command goes on where it was stopped.`,
    )
    .action(async (paths, options) => (await import("../commands/import.ts")).importCommand(paths, options));
}
