// The commands for a study, declared: thread, sample, label, agreement, freeze, cite, methods.
import { type Command, InvalidArgumentError, Option } from "commander";
import { labelOption } from "./labels.ts";

/** SAMPLE_METHODS, STRATA and LEVELS of @belowline/corpus, which is too large to be loaded for lists of words. */
const METHODS = ["random", "systematic", "thread"];
const STRATA = ["publisher", "platform", "language", "section", "month", "year", "depth", "state", "article", "thread"];
const LEVELS = ["nominal", "ordinal", "interval", "ratio"];

/** Adds them to the program. */
export function declareResearch(program: Command, corpus: () => Option, json: () => Option): void {
  const csv = () => new Option("--csv", "print rows as CSV").conflicts("json");
  const snapshot = () => new Option("--snapshot <name>", "as it stood in this snapshot");

  program
    .command("thread")
    .description("the conversation below an article as a tree, with its measures; or its network of replies")
    .argument("<url>", "the address or id of an article, or of one of its comments")
    .option("--full", "whole texts, instead of their beginnings on a line")
    .option("--platform <name>", "which thread, where an article has several")
    .option("--inferred", "also follow parents guessed from the text")
    .addOption(
      new Option("--network <format>", "print who answers whom instead")
        .choices(["gexf", "graphml", "csv"])
        .conflicts(["json", "csv"]),
    )
    .addOption(snapshot())
    .addOption(corpus())
    .addOption(json())
    .addOption(csv())
    .addHelpText(
      "after",
      `
Examples:
  belowline thread https://news.example/2026/03/harbour/
  belowline thread "https://news.example/2026/03/harbour/#comment-7" --full | less
  belowline thread https://news.example/2026/03/harbour/ --json | jq .measures
  belowline thread https://news.example/2026/03/harbour/ --network gexf > harbour.gexf`,
    )
    .action(async (url, options) => (await import("../commands/thread.ts")).threadCommand(url, options));

  program
    .command("sample")
    .description("draw records by a seed, the same on every machine; with --coders as annotation sheets")
    .argument("<size>", "how many; with --method thread, how many threads", number)
    .requiredOption("--seed <seed>", "a number or word that decides on the draw")
    .addOption(
      new Option("--in <records>", "of which").choices(["comments", "articles", "threads"]).default("comments"),
    )
    .addOption(new Option("--method <name>", "random, every so many-th, or whole threads").choices(METHODS))
    .option("--strata <names>", `random within each of: ${STRATA.join(", ")}`, list)
    .addOption(
      new Option("--allocation <how>", "to each stratum its share, or equally many").choices(["proportional", "equal"]),
    )
    .option("--publisher <name>", "only this publisher")
    .option("--from <date>", "written (articles: published) from this day on")
    .option("--to <date>", "and before this day")
    .addOption(
      new Option(
        "--duplicates <which>",
        "draw from copies too (mark, keep), or only from the first of each cluster (default: mark)",
      ).choices(["mark", "keep", "representatives"]),
    )
    .addOption(labelOption())
    .option("--coders <names>", "write a sheet for each: anna,ben", list)
    .option("--schemes <names>", "columns of the sheets: stance,topic", list)
    .option("--overlap <share>", "of the units that every coder gets, 0 to 1 (default: 1)", share)
    .option("--out <folder>", "where sheets go (default: .)")
    .addOption(snapshot().conflicts("asOf"))
    .option("--as-of <when>", "the corpus as it stood then: 2026-03-02, 2026-03-02T12:00Z, or 14d back")
    .addOption(corpus())
    .addOption(json())
    .addOption(csv())
    .addHelpText(
      "after",
      `
Examples:
  belowline sample 200 --seed 2026 --csv > sample.csv
  belowline sample 300 --seed 2026 --strata publisher,month --json
  belowline sample 20 --seed 2026 --method thread
  belowline sample 200 --seed 2026 --coders anna,ben --schemes stance --overlap 0.2 --out sheets`,
    )
    .action(async (size, options) => (await import("../commands/sample.ts")).sampleCommand(size, options));

  program
    .command("label")
    .description("store the codes of an annotation sheet that came back; without a file, tell which codes are stored")
    .argument("[file]", "CSV with the column id and one column for each scheme, as any spreadsheet saves it")
    .option("--coder <name>", "who filled it in; without a file, only this coder's codes")
    .option("--schemes <names>", "only these columns: stance,topic (default: all beside those of a sheet)", list)
    .option("--remove", "without a file: take away the codes of --coder, of --schemes, or of both")
    .addOption(corpus())
    .addOption(json())
    .addOption(csv())
    .addHelpText(
      "after",
      `
Examples:
  belowline label sheets/anna.csv --coder anna
  belowline label sheets/ben.csv --coder ben --schemes stance
  belowline label
  belowline label --csv > codes.csv
  belowline label --remove --coder ana

A sheet that comes back again replaces the coder's earlier codes; where a cell is empty now, the earlier code stays.`,
    )
    .action(async (file, options) => (await import("../commands/label.ts")).labelCommand(file, options));

  program
    .command("agreement")
    .description("how far coders agree: Krippendorff's alpha, and Cohen's kappa of each two")
    .argument("<scheme>", "what was coded: stance")
    .addOption(new Option("--level <level>", "of measurement (default: nominal)").choices(LEVELS))
    .option("--coders <names>", "only these: anna,ben (default: all, classifiers too)", list)
    .addOption(corpus())
    .addOption(json())
    .addOption(csv())
    .addHelpText(
      "after",
      `
Examples:
  belowline agreement stance
  belowline agreement civility --level ordinal --json
  belowline agreement stance --coders anna,ben`,
    )
    .action(async (scheme, options) => (await import("../commands/agreement.ts")).agreementCommand(scheme, options));

  program
    .command("freeze")
    .description("keep the corpus as it stands under a name, with a checksum; without a name, list what is kept")
    .argument("[name]")
    .option("--verify", "do not freeze: read a snapshot again and compare its checksum")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline freeze paper-2026
  belowline freeze
  belowline freeze paper-2026 --verify`,
    )
    .action(async (name, options) => (await import("../commands/freeze.ts")).freezeCommand(name, options));

  program
    .command("cite")
    .description("a snapshot as a reference: BibTeX, CSL-JSON or plain text")
    .argument("<name>", "of a snapshot")
    .addOption(new Option("--format <format>", "").choices(["bibtex", "csl", "text"]).default("bibtex"))
    .option("--author <name...>", 'who made the corpus: "Sand, Imke"')
    .option("--title <title>")
    .option("--url <url>", "where it can be had")
    .addOption(corpus())
    .addHelpText(
      "after",
      `
Examples:
  belowline cite paper-2026 --author "Sand, Imke" --author "Berg, Ole" >> references.bib
  belowline cite paper-2026 --format csl`,
    )
    .action(async (name, options) => (await import("../commands/freeze.ts")).citeCommand(name, options));

  program
    .command("methods")
    .description("a paragraph for the methods section: what was crawled, gaps, duplicates, versions, ethics settings")
    .addOption(snapshot())
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      "\nExamples:\n  belowline methods >> methods.txt\n  belowline methods --snapshot paper-2026 --json | jq .ethics",
    )
    .action(async (options) => (await import("../commands/methods.ts")).methodsCommand(options));
}

const list = (value: string): string[] => value.split(",").map((one) => one.trim());

function number(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError("expected a whole number from 1.");
  return Number(value);
}

function share(value: string): number {
  const part = Number(value);
  if (value.trim() === "" || !(part >= 0 && part <= 1)) throw new InvalidArgumentError("expected a share from 0 to 1.");
  return part;
}
