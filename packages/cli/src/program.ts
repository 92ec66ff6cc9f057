// The commands with their options, help and examples. What they do lies in commands/, loaded only when one is run.
import { readFileSync } from "node:fs";
import { AUTHOR_MODES } from "@belowline/schema";
import { Command, Option } from "commander";
import { crawlOptions } from "./declare/crawl-options.ts";
import { declareDuplicates } from "./declare/duplicates.ts";
import { declareExport } from "./declare/export.ts";
import { declareImport } from "./declare/import.ts";
import { declareKeeping } from "./declare/keeping.ts";
import { declareMeasures } from "./declare/measures.ts";
import { declareMonths } from "./declare/months.ts";
import { declareResearch } from "./declare/research.ts";
import { declareTime } from "./declare/time.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** Builds the program; nothing runs until it is given arguments. */
export function buildProgram(): Command {
  const program = new Command("belowline")
    .description("News articles and the conversation below them, as a research corpus in Postgres.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(belowline --help shows commands and examples)")
    .addHelpText(
      "after",
      `
Examples:
  belowline crawl https://news.example --contact you@university.example
  belowline show https://news.example/2026/03/harbour/
  belowline export comments --format csv --out comments.csv

The corpus is --corpus, else $BELOWLINE_CORPUS, else ./corpus: a folder, or postgres://...`,
    );

  const corpus = () =>
    new Option("--corpus <place>", "a folder or postgres://...").env("BELOWLINE_CORPUS").default("./corpus");
  const json = () => new Option("--json", "print data to stdout as JSON");

  crawlOptions(
    program
      .command("crawl")
      .description("collect articles and their comment sections; goes on where an earlier crawl stopped")
      .argument("<url...>", "sites, sections or single articles")
      .addOption(corpus()),
  )
    .option("--refresh", "visit every known page again now, and walk every thread whole")
    .addOption(json())
    .option("--quiet", "no progress")
    .addHelpText(
      "after",
      `
Examples:
  belowline crawl https://news.example --contact you@university.example --since 14d
  belowline crawl news.example other.example --max-articles 500 --contact you@university.example
  belowline crawl http://localhost:8080 --allow-private-network --json

Ctrl-C finishes the page in hand; the same command goes on from there.`,
    )
    .action(async (urls, options) => (await import("./commands/crawl.ts")).crawlCommand(urls, options));

  program
    .command("extract")
    .description("one HTML page to records, without network or corpus")
    .argument("[file]", "an HTML file, or - for stdin", "-")
    .option("--url <url>", "where the page came from")
    .option(
      "--jsonl",
      'read lines {"id","url","html"} from stdin, write lines {"id","article","thread"} in the same order',
    )
    .addOption(new Option("--authors <mode>", "commenters' names in the output").choices(AUTHOR_MODES).default("raw"))
    .addHelpText(
      "after",
      `
Examples:
  belowline extract page.html --url https://news.example/2026/03/harbour/
  curl -s https://news.example/a | belowline extract --url https://news.example/a
  belowline extract --jsonl < pages.jsonl > records.jsonl

Nothing is stored, so names are printed as the page has them; --authors pseudonym hides them.`,
    )
    .action(async (file, options) => (await import("./commands/extract.ts")).extractCommand(file, options));

  declareExport(program, corpus);

  declareImport(program, corpus, json);

  program
    .command("why")
    .description(
      "what is known of an address: when it was fetched, from which bytes, by which rule, and what is missing",
    )
    .argument("<url>")
    .argument("[other]", "another article: why the two are duplicates, or are not")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline why https://news.example/2026/03/harbour/
  belowline why https://news.example/2026/03/harbour/ https://other.example/harbour-story/`,
    )
    .action(async (url, other, options) => (await import("./commands/why.ts")).whyCommand(url, other, options));

  program
    .command("show")
    .description("an article with its thread as a tree; without an address, what the corpus holds")
    .argument("[what]", "the address or id of an article or of one of its comments, or a publisher")
    .option("--boilerplate", "of a publisher: the lines it prints again and again, which are kept out of the texts")
    .option("--keep <line>", "with --boilerplate: this line, by its id or text, belongs to the articles")
    .option("--drop <line>", "with --boilerplate: this line belongs to no article")
    .option("--learn <line>", "with --boilerplate: leave this line to the counts again")
    .addOption(new Option("--snapshot <name>", "as it stood in this snapshot").conflicts("boilerplate"))
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline show
  belowline show news.example
  belowline show news.example --boilerplate
  belowline show news.example --boilerplate --drop "Our app brings you the news of the harbour."
  belowline show https://news.example/2026/03/harbour/ --snapshot paper-2026`,
    )
    .action(async (what, options) => (await import("./commands/show.ts")).showCommand(what, options));

  program
    .command("reextract")
    .description("read everything that is stored again with this version's extraction; offline, no site is asked")
    .option("--publisher <name>", "only this publisher")
    .option("--dry-run", "show what would change, word by word, and change nothing")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline reextract --dry-run
  belowline reextract --publisher news.example
  belowline reextract --dry-run --json | jq .fields

What differs becomes a revision with the cause "extractor": an edit by the publisher stays one.`,
    )
    .action(async (options) => (await import("./commands/reextract.ts")).reextractCommand(options));

  declareDuplicates(program, corpus, json);
  declareResearch(program, corpus, json);
  declareKeeping(program, corpus, json);
  declareMeasures(program);
  declareMonths(program, corpus, json);
  declareTime(program, corpus, json);

  // Subcommands inherit neither from the program.
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().showHelpAfterError("(add --help for options and examples)");
  return program;
}
