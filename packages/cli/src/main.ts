#!/usr/bin/env node
// The command line: parses arguments, hands over to the wings, and turns what happens into words and an exit code.
import { enableCompileCache } from "node:module";
import { CommanderError } from "commander";
import { EXIT, explain, withoutSecrets } from "./exit.ts";
import { buildProgram } from "./program.ts";

// What a command loads was compiled by the last one.
enableCompileCache();

// A closed pipe (`belowline export ... | head`) is the reader's right, not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
// Whoever closed the words may still read the data.
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.on("uncaughtException", crash).on("unhandledRejection", crash);

try {
  await buildProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has already said what was wrong; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  } else {
    process.exitCode = tell(error);
  }
}

/** What nobody caught: Node would print it as it is. */
function crash(error: unknown): void {
  process.exit(tell(error));
}

/** Says what went wrong, without secrets. @returns the exit code */
function tell(error: unknown): number {
  const { message, code } = explain(error);
  process.stderr.write(`belowline: ${withoutSecrets(message, process.env)}\n`);
  return code;
}
