// The commands about keeping and forgetting, declared: erase, retain, backup, move, roles.
import { type Command, Option } from "commander";

export function declareKeeping(program: Command, corpus: () => Option, json: () => Option): void {
  program
    .command("erase")
    .description("erase a comment, a commenter, an article with its threads, or a publisher, for good")
    .addOption(new Option("--comment <id or permalink>", "one comment"))
    .addOption(new Option("--commenter <pseudonym>", "everything that one commenter wrote, and will write"))
    .addOption(new Option("--name <name>", "the same by the name the site prints; it is not stored or logged"))
    .addOption(new Option("--url <url>", "an article with its threads; it is not visited again"))
    .addOption(new Option("--publisher <name>", "everything of a publisher; it is not visited again"))
    .option("--dry-run", "count what would go, and change nothing")
    .option("--yes", "do not ask")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline erase --comment https://news.example/harbour/#comment-17 --dry-run
  belowline erase --commenter c_abcdefghijklmnop
  belowline erase --name "Erika Mustermann" --yes
  belowline erase --url https://news.example/2026/03/harbour/

Keyed tombstones keep crawls and re-extractions from bringing it back. Exits with 2 where nothing was found.`,
    )
    .action(async (options) => (await import("../commands/erase.ts")).eraseCommand(options));

  program
    .command("retain")
    .description(
      "how long raw bodies are kept, and comments that their site took away; what was read from bodies stays",
    )
    .addOption(
      new Option("--bodies <span or day>", "90d, 12mo, 2y since they were seen, seen before 2026-01-01, or forever"),
    )
    .addOption(new Option("--gone <span or day>", "the same for comments, since they vanished: they are erased"))
    .option("--dry-run", "count what would go, and change nothing")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline retain --bodies 12mo
  belowline retain --gone 30d --dry-run
  belowline retain

Without a rule those that stand are applied. Every crawl's end applies the one for bodies.`,
    )
    .action(async (options) => (await import("../commands/retain.ts")).retainCommand(options));

  program
    .command("backup")
    .description("copy the corpus into a new folder, which is a corpus itself; compared row for row")
    .argument("<folder>", "a name that nothing has yet")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline backup backups/2026-03-01
  belowline backup backups/harbour --corpus postgres://writer@db.example/harbour

To restore one, name it as --corpus, or move it. Keep the privacy key too: it is in no backup.`,
    )
    .action(async (folder, options) => (await import("../commands/move.ts")).backupCommand(folder, options));

  program
    .command("move")
    .description("copy a whole corpus from a folder to a PostgreSQL, or back; compared row for row")
    .argument("<from>", "a folder or postgres://...")
    .argument("<to>", "a new folder or an empty database")
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline move ./corpus postgres://writer@db.example/harbour
  belowline move postgres://writer@db.example/harbour ./corpus

The old one stays as it is: remove it when the new one serves you.`,
    )
    .action(async (from, to, options) => (await import("../commands/move.ts")).moveCommand(from, to, options));

  program
    .command("roles")
    .description("print SQL for the roles of a shared PostgreSQL: migrator, writer, reader, authors")
    .option("--schema <name>", "where the tables are (default: public)")
    .option("--prefix <name>", "what the roles are called: belowline_writer and so on (default: belowline)")
    .addHelpText("after", "\nExample:\n  belowline roles | psql postgres://owner@db.example/harbour")
    .action(async (options) => (await import("../commands/roles.ts")).rolesCommand(options));
}
