// The commands that hand the corpus to other tools and readers, declared: export and report.
import { Argument, type Command, Option } from "commander";
import { labelOption } from "./labels.ts";

/** EXPORT_FORMATS, FOLDER_FORMATS, QUOTE_SAFE and MENTION_MODES of @belowline/corpus, which is too large to be loaded for a list of words. */
const FORMATS = ["jsonl", "csv", "parquet", "arrow", "gexf", "graphml"];
const RECORDS = ["articles", "comments", "threads", "network"];
const FOLDERS = ["convokit", "vertical", "tei"];

export function declareExport(program: Command, corpus: () => Option): void {
  program
    .command("export")
    .description("write the corpus for other tools: records to a file, or articles with their comments to a folder")
    .addArgument(
      new Argument(
        "<what>",
        "records (articles, comments, threads), who answers whom (network), or a folder (convokit, vertical, tei)",
      ).choices([...RECORDS, ...FOLDERS]),
    )
    .argument("[folder]", "of convokit, vertical and tei: a folder that is not there yet")
    .addOption(corpus())
    .addOption(
      new Option(
        "--format <format>",
        "of records (default: jsonl); of a network gexf, graphml or csv (default: gexf)",
      ).choices(FORMATS),
    )
    .option("--out <file>", "of records: written whole, and over an older one; default: stdout")
    .option("--publisher <name>", "only this publisher")
    .option("--from <date>", "published (comments: written) from this day on")
    .option("--to <date>", "and before this day")
    .addOption(labelOption())
    .addOption(new Option("--snapshot <name>", "as the corpus stood in this snapshot").conflicts("asOf"))
    .option("--as-of <when>", "the corpus as it stood then: 2026-03-02, 2026-03-02T12:00Z, or 14d back")
    .addOption(
      new Option(
        "--duplicates <which>",
        "of articles and comments: mark copies, keep them unmarked, or only the first of each cluster (default: mark)",
      ).choices(["mark", "keep", "representatives"]),
    )
    .addOption(
      new Option("--quote-safe <what>", "to pass on: ids and addresses alone, or all but verbatim text").choices([
        "ids",
        "no-text",
      ]),
    )
    .addOption(
      new Option(
        "--mentions <what>",
        "of comments and folders: keep names inside texts, or put the pseudonyms of those who write in the same thread (default: keep)",
      ).choices(["keep", "pseudonym"]),
    )
    .addHelpText(
      "after",
      `
Examples:
  belowline export comments > comments.jsonl
  belowline export articles --format csv --out articles.csv --publisher news.example
  belowline export comments --format parquet --out comments.parquet
  belowline export comments --quote-safe ids --out ids.jsonl
  belowline export comments --mentions pseudonym --out comments.jsonl
  belowline export network --out replies.gexf --publisher news.example
  belowline export articles --snapshot paper-2026 --format parquet --out articles.parquet
  belowline export convokit ./harbour --from 2026-03-01 --to 2026-04-01
  belowline export vertical ./cwb --publisher news.example

In a folder, dates choose articles; their comments come whole. docs/exports.md says what each format holds.`,
    )
    .action(async (what, folder, options) =>
      (await import("../commands/export.ts")).exportCommand(what, folder, options),
    );

  program
    .command("report")
    .description(
      "one HTML page with plots: coverage, growth, depth and latency; no script, nothing loaded from elsewhere",
    )
    .addOption(corpus())
    .option("--out <file>", "default: stdout")
    .option("--snapshot <name>", "as the corpus stood in this snapshot")
    .addHelpText(
      "after",
      "\nExamples:\n  belowline report --out report.html\n  belowline report --snapshot paper-2026 --out paper-2026.html",
    )
    .action(async (options) => (await import("../commands/report.ts")).reportCommand(options));
}
