// The commands about time, declared: revisions and gone.
import type { Command, Option } from "commander";

export function declareTime(program: Command, corpus: () => Option, json: () => Option): void {
  program
    .command("revisions")
    .description("what an article and its comments said before: who changed what, word by word")
    .argument("<url>")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline revisions https://news.example/2026/03/harbour/
  belowline revisions https://news.example/2026/03/harbour/ --json | jq '.article[].changes'

[-gone-] {+new+}`,
    )
    .action(async (url, options) => (await import("../commands/revisions.ts")).revisionsCommand(url, options));

  program
    .command("gone")
    .description("articles and comments that sites took away, with the last text that was seen of them")
    .requiredOption("--since <when>", "gone since: 14d, 36h, 2026-03-01")
    .option("--publisher <name>", "only this publisher")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline gone --since 7d
  belowline gone --since 2026-03-01 --publisher news.example --json`,
    )
    .action(async (options) => (await import("../commands/gone.ts")).goneCommand(options));
}
