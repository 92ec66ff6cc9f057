// The commands about time, declared: watch, revisions and gone.
import type { Command, Option } from "commander";
import { crawlOptions } from "./crawl-options.ts";

export function declareTime(program: Command, corpus: () => Option, json: () => Option): void {
  crawlOptions(
    program
      .command("watch")
      .description("a crawl that stays: comes back to articles and threads as they age, until Ctrl-C")
      .argument("<url...>", "sites, sections or single articles")
      .addOption(corpus()),
  )
    .addOption(json())
    .option("--quiet", "no progress")
    .addHelpText(
      "after",
      `
Examples:
  belowline watch https://news.example --contact you@university.example
  belowline watch news.example --since 2d --contact you@university.example --json >> rounds.jsonl

A round begins every quarter of an hour; --json prints each round's report as one line. For many publishers, or to go on
after a restart, use "belowline schedule" and "belowline worker".`,
    )
    .action(async (urls, options) => (await import("../commands/crawl.ts")).watchCommand(urls, options));

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
