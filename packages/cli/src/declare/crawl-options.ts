// What a crawl can be told, declared once for crawl and for schedule add; and the readers of option values.
import { AUTHOR_MODES, TDM_MODES } from "@belowline/schema";
import { type Command, InvalidArgumentError, Option } from "commander";

/** Everything but the seeds, and refresh, which belongs to one run. */
export const crawlOptions = (command: Command): Command =>
  command
    .option("--max-articles <n>", "stop after so many articles (their threads are still walked)", wholeNumber)
    .option("--since <when>", "leave out older articles: 14d, 36h, 2026-03-01")
    .addOption(
      new Option(
        "--authors <mode>",
        "commenters' names: a keyed pseudonym, the name itself, or nothing; fixed when a corpus is made (default: pseudonym)",
      ).choices(AUTHOR_MODES),
    )
    .option("--delay <seconds>", "pause between two requests to one host (default: 5; 0 on this machine)", seconds)
    .option("--contact <mail or url>", "where a site's owner can reach you; goes into the User-Agent")
    .addOption(
      new Option(
        "--tdm <mode>",
        "sites that opt out of text and data mining: left out, or kept under the research exception (default: respect)",
      ).choices(TDM_MODES),
    )
    .option("--basis <text>", "why the research exception applies to you; kept with the crawl")
    .option("--ladders <file>", "when to come back, by publisher, as JSON (docs/time.md)")
    .option("--allow-private-network", "reach sites on this machine or network")
    .option(
      "--proxy <url>",
      "go through this HTTP proxy (http://proxy.example:3128; its user:password in $BELOWLINE_PROXY_LOGIN); the environment's are never used",
      proxy,
    )
    .option(
      "--enable-platform <name>",
      "read a comment platform that is not read unbidden: disqus, or disqus@news.example; may be given again",
      (name: string, named: readonly string[] = []) => [...named, name],
    );

/** A password has no place in a shell's history, in the list of processes, or in a schedule. */
function proxy(value: string): string {
  const url = URL.parse(value);
  if (url?.username !== "" || url.password !== "")
    throw new InvalidArgumentError(
      "expected an address such as http://proxy.example:3128; put user:password into BELOWLINE_PROXY_LOGIN.",
    );
  return value;
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError("expected a whole number from 1.");
  return Number(value);
}

function seconds(value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || number < 0)
    throw new InvalidArgumentError("expected seconds, 0 or more.");
  return number;
}
