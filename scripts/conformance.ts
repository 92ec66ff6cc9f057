// Prints what every platform's adapter makes of every fault of its server, and how many comments were lost in silence: none.
import { FAULTS, type FaultName } from "../test/support/platform-server/faults.ts";
import { runFault, type Verdict } from "../test/support/platform-server/run.ts";
import { allServers } from "../test/support/platform-server/servers.ts";

const USAGE =
  "usage: pnpm conformance [--size N] [--seed N] [PLATFORM...]   (N comments a thread; default 2000, seed 1)";

// run.mjs imports this file, so that it is not the main module.
if (process.argv[1] === import.meta.filename) {
  const { size, seed, only } = wishes(process.argv.slice(2));
  const servers = (await allServers()).filter((server) => only.length === 0 || only.includes(server.platform.id));
  if (servers.length === 0) fail(`no platform server is named ${only.join(" or ")}`);
  const faults = Object.keys(FAULTS) as FaultName[];
  const rows: string[][] = [["fault", ...servers.map((server) => server.platform.id)]];
  const total = { generated: 0, silent: 0, unsound: 0, runs: 0 };
  for (const fault of faults) {
    const row: string[] = [fault];
    for (const server of servers) {
      const verdict = await runFault(server, fault, { seed, size });
      count(total, verdict);
      row.push(verdict.cell);
    }
    rows.push(row);
  }
  console.log(markdown(rows));
  console.log(
    `\n${total.runs} runs, ${total.generated} comments generated, ${total.silent} lost in silence, ${total.unsound} verdicts not as they should be.`,
  );
  if (total.silent > 0 || total.unsound > 0) process.exitCode = 1;
}

function count(total: { generated: number; silent: number; unsound: number; runs: number }, verdict: Verdict): void {
  if (verdict.generated > 0) total.runs++;
  total.generated += verdict.generated;
  total.silent += verdict.silent;
  if (!verdict.sound) total.unsound++;
}

function wishes(given: readonly string[]): { size: number; seed: number; only: readonly string[] } {
  const numbers = { "--size": 2000, "--seed": 1 };
  const only: string[] = [];
  for (let i = 0; i < given.length; i++) {
    const name = given[i]!;
    if (name === "--size" || name === "--seed") {
      const value = given[++i] ?? "";
      if (!/^[1-9]\d{0,6}$/.test(value)) fail(`${name}: expected a whole number from 1; ${USAGE}`);
      numbers[name] = Number(value);
    } else if (name.startsWith("-")) fail(`unknown option "${name}"; ${USAGE}`);
    else only.push(name);
  }
  return { size: numbers["--size"], seed: numbers["--seed"], only };
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join("\n");
}

function fail(message: string): never {
  console.error(`conformance: ${message}`);
  process.exit(1);
}
