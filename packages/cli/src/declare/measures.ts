// The commands that count words: kwic, freq, collocates, keyness, trend, with the options they share.
import { type Command, InvalidArgumentError, Option } from "commander";
import { labelOption } from "./labels.ts";

const MEASURES = ["logDice", "mi", "mi3", "t", "ll", "dice"];
const KEYNESSES = ["ll", "ll4", "logRatio", "diff"];
const PERIODS = ["day", "week", "month", "quarter", "year"];

const QUERY = `
A query is a word, a phrase ("harbour wall"), wildcards in a word ("harbour*", "gr?y"), any word ("the * wall"),
alternatives ("ferry|boat") or an expression on a whole word ("/colou?rs?/").`;

/** Adds them to the program. */
export function declareMeasures(program: Command): void {
  counting(program.command("kwic"), "every occurrence of a word or phrase with its context (a concordance)", 50)
    .argument("<query>", "what to look for")
    .option("--window <n>", "words on each side (default: 8)", number)
    .option("--sort <places>", "sort by words beside the node: R1,R2 or L1 or N,R1", (value) => value.split(","))
    .option("--thread", "with the comment that each comment answers")
    .addHelpText(
      "after",
      `${QUERY}

Examples:
  belowline kwic ferry
  belowline kwic "harbour* wall" --sort R1,R2 --window 5
  belowline kwic "climate change" --in articles --from 2026-01-01 --csv > climate.csv`,
    )
    .action(async (query, options) => (await import("../commands/kwic.ts")).kwicCommand(query, options));

  counting(program.command("freq"), "how often each word occurs, or each row of n words", 50)
    .option("--ngrams <n>", "rows of n words, 2 to 7", number)
    .option("--min <n>", "only what occurs so often", number)
    .addHelpText(
      "after",
      `
Examples:
  belowline freq --limit 100
  belowline freq --ngrams 2 --min 5 --publisher news.example
  belowline freq --in articles --json | jq .types`,
    )
    .action(async (options) => (await import("../commands/freq.ts")).freqCommand(options));

  counting(program.command("collocates"), "what stands near a word more often than chance would put it there", 50)
    .argument("<query>", "the node")
    .option("--span <n>", "words on each side (default: 5)", number)
    .addOption(new Option("--measure <name>", "sort by this one (default: logDice)").choices(MEASURES))
    .option("--min <n>", "only what stands there so often (default: 3)", number)
    .addHelpText(
      "after",
      `${QUERY}

Examples:
  belowline collocates ferry
  belowline collocates "government" --measure ll --span 3 --publisher news.example`,
    )
    .action(async (query, options) => (await import("../commands/collocates.ts")).collocatesCommand(query, options));

  counting(program.command("keyness"), "which words one part of the corpus has more than another", 50)
    .option("--against <what>", "articles, comments, or a publisher (default: articles; with --in articles: comments)")
    .addOption(new Option("--measure <name>", "sort by this one (default: ll)").choices(KEYNESSES))
    .option("--min <n>", "only words that occur so often in both together (default: 5)", number)
    .option("--negative", "words that it has less")
    .addHelpText(
      "after",
      `
--publisher says whose texts; --from and --to hold for both sides.

Examples:
  belowline keyness
  belowline keyness --publisher news.example --against other.example --measure logRatio --min 20
  belowline keyness --in articles --negative`,
    )
    .action(async (options) => (await import("../commands/keyness.ts")).keynessCommand(options));

  counting(program.command("trend"), "how often a word occurs over time, per million words")
    .argument("<query>", "what to look for")
    .addOption(new Option("--by <period>", "periods in UTC").choices(PERIODS).default("month"))
    .addHelpText(
      "after",
      `${QUERY}

Examples:
  belowline trend ferry
  belowline trend "climat*" --by week --from 2026-01-01 --csv`,
    )
    .action(async (query, options) => (await import("../commands/trend.ts")).trendCommand(query, options));
}

function counting(command: Command, what: string, limit?: number): Command {
  command
    .description(what)
    .addOption(new Option("--corpus <place>", "a folder or postgres://...").env("BELOWLINE_CORPUS").default("./corpus"))
    .addOption(new Option("--in <records>", "whose texts").choices(["comments", "articles"]).default("comments"))
    .option("--publisher <name>", "only this publisher")
    .option("--from <date>", "written (articles: published) from this day on")
    .option("--to <date>", "and before this day")
    .addOption(
      new Option(
        "--duplicates <which>",
        "count copies too (mark, keep), or only the first of each cluster (default: mark)",
      ).choices(["mark", "keep", "representatives"]),
    )
    .addOption(labelOption())
    .option("--snapshot <name>", "as the corpus stood in this snapshot")
    .addOption(new Option("--json", "print the whole answer as JSON").conflicts("csv"))
    .option("--csv", "print the rows as CSV");
  return limit === undefined ? command : command.option("--limit <n>", "rows at most", number, limit);
}

function number(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("expected a whole number.");
  return Number(value);
}
