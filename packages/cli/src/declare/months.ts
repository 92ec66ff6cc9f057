// The commands of a crawl that runs for months, declared: schedule, worker, tick, install-timer, status, check.
import { type Command, InvalidArgumentError, type Option } from "commander";
import type { MetricsAddress } from "../metrics.ts";
import { crawlOptions } from "./crawl-options.ts";

export function declareMonths(program: Command, corpus: () => Option, json: () => Option): void {
  const schedule = program.command("schedule").description("crawls that come back by themselves: add, list, remove");
  crawlOptions(
    schedule
      .command("add")
      .description("crawl a publisher again and again; replaces its earlier schedule")
      .argument("<publisher or url>", "news.example, or the address that each run starts from")
      .option("--every <span>", "15m, 6h, 1d, 2w from now on; the first run is due at once (default: 1h)")
      .option("--cron <fields>", "five fields as in a crontab, instead of --every")
      .option("--time-zone <name>", "whose clock --cron means, summer time included (default: UTC)"),
  )
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline schedule add news.example --every 30m --contact you@university.example
  belowline schedule add https://news.example/politics/ --cron "0 6,18 * * *" --time-zone Europe/Berlin --contact you@university.example

A schedule runs while "belowline worker" does, or each time "belowline tick" is called.`,
    )
    .action(async (target, options) => (await import("../commands/schedule.ts")).scheduleAdd(target, options));
  schedule
    .command("list")
    .description("every schedule and its next run")
    .addOption(corpus())
    .addOption(json())
    .addHelpText("after", "\nExample:\n  belowline schedule list")
    .action(async (options) => (await import("../commands/schedule.ts")).scheduleList(options));
  schedule
    .command("remove")
    .description("end a publisher's schedule; a run under way is finished, and what was collected stays")
    .argument("<publisher or url>")
    .addOption(corpus())
    .addHelpText("after", "\nExample:\n  belowline schedule remove news.example")
    .action(async (target, options) => (await import("../commands/schedule.ts")).scheduleRemove(target, options));

  program
    .command("worker")
    .description("do scheduled runs until stopped; over one PostgreSQL as many workers as you like")
    .option(
      "--metrics <port>",
      "serve Prometheus metrics there, on this machine only unless given as HOST:PORT",
      address,
    )
    .addOption(corpus())
    .addHelpText(
      "after",
      `
Examples:
  belowline worker
  belowline worker --corpus postgres://localhost/news --metrics 9464

Ctrl-C finishes the pages in hand and gives the runs back; a worker that is killed is replaced within a minute.
A folder has one worker, which holds it: other commands wait outside meanwhile, so use tick or PostgreSQL to look in between.`,
    )
    .action(async (options) => (await import("../commands/worker.ts")).workerCommand(options));

  program
    .command("tick")
    .description("do once what is due now, also what was missed; for cron and systemd timers")
    .addOption(corpus())
    .addHelpText(
      "after",
      "\nExamples:\n  belowline tick\n  */15 * * * * belowline tick --corpus /srv/news   (in a crontab)",
    )
    .action(async (options) => (await import("../commands/worker.ts")).tickCommand(options));

  program
    .command("install-timer")
    .description("print a systemd service and timer that call tick; writes nothing")
    .option("--every <span>", "how often: 5m, 15m, 1h", minutes, 5)
    .addOption(corpus())
    .addHelpText("after", "\nExample:\n  belowline install-timer --every 15m --corpus /srv/news")
    .action(async (options) => (await import("../commands/install-timer.ts")).installTimerCommand(options));

  program
    .command("status")
    .description("of each publisher: pages due, done and failing, its next run, how late comments are seen")
    .addOption(corpus())
    .addOption(json())
    .addHelpText("after", "\nExamples:\n  belowline status\n  belowline status --json | jq '.[] | select(.dead)'")
    .action(async (options) => (await import("../commands/status.ts")).statusCommand(options));

  program
    .command("check")
    .description("whether what comes in still looks like what came in; names the field that broke and its first page")
    .option("--publisher <name>", "only this publisher")
    .option("--pin <url>", "this article reads right: from now on its stored page must read the same")
    .option("--unpin <url>", "no longer")
    .addOption(corpus())
    .addOption(json())
    .addHelpText(
      "after",
      `
Examples:
  belowline check
  belowline check --pin https://news.example/2026/03/harbour/
  belowline check --json | jq '.publishers[].alarms'

Holds the newest 20 pages of each publisher against its own past. Exits with 1 when something broke.`,
    )
    .action(async (options) => (await import("../commands/check.ts")).checkCommand(options));
}

function address(value: string): MetricsAddress {
  const parts = /^(?:(.+):)?(\d{1,5})$/.exec(value);
  const port = Number(parts?.[2]);
  if (!parts || port > 65_535) throw new InvalidArgumentError("expected a port, or HOST:PORT.");
  return { host: parts[1]?.replace(/^\[|\]$/g, "") ?? "127.0.0.1", port };
}

function minutes(value: string): number {
  const span = /^([1-9]\d{0,3})([mh])$/.exec(value);
  if (!span) throw new InvalidArgumentError("expected minutes or hours, such as 15m or 1h.");
  return Number(span[1]) * (span[2] === "h" ? 60 : 1);
}
