// Prints what every platform's adapter makes of every fault of its server, and how many comments were lost in silence: none.
import { writeFile } from "node:fs/promises";
import type { AnyPlatform } from "../packages/scraper/src/comments/platform.ts";
import { platforms } from "../packages/scraper/src/platforms/index.gen.ts";
import { FAULTS, type FaultName } from "../test/support/platform-server/faults.ts";
import { runFault, type Verdict } from "../test/support/platform-server/run.ts";
import { allServers } from "../test/support/platform-server/servers.ts";

const USAGE = `usage: pnpm conformance [--size N] [--seed N] [--comments N] [--out FILE] [PLATFORM...]
  --size      comments of one thread; default 2000
  --seed      which threads; default 1
  --comments  goes on with further threads until so many comments were generated; default one thread for each cell
  --out       writes the table there too, as bench/results/conformance.md has it`;

interface Total {
  generated: number;
  silent: number;
  unsound: number;
  runs: number;
}

// run.mjs imports this file, so that it is not the main module.
if (process.argv[1] === import.meta.filename) {
  const { size, seed, comments, out, only } = wishes(process.argv.slice(2));
  const servers = (await allServers()).filter((server) => only.length === 0 || only.includes(server.platform.id));
  if (servers.length === 0) fail(`no platform server is named ${only.join(" or ")}`);
  const faults = Object.keys(FAULTS) as FaultName[];
  const total: Total = { generated: 0, silent: 0, unsound: 0, runs: 0 };
  const cells = new Map<string, string[]>(servers.map((server) => [server.platform.id, []]));
  let rounds = 0;
  do {
    for (const server of servers) {
      for (const [column, fault] of faults.entries()) {
        const verdict = await runFault(server, fault, { seed: seed + rounds, size });
        count(total, verdict);
        const row = cells.get(server.platform.id)!;
        // The table shows the first thread, and of the others what is not as it should be.
        if (rounds === 0) row.push(verdict.cell);
        else if (!verdict.sound) row[column] = verdict.cell;
      }
      process.stderr.write(`\r${total.generated} comments, ${server.platform.id}`.padEnd(60));
    }
    rounds++;
  } while (total.generated < comments);
  process.stderr.write("\r".padEnd(60).concat("\r"));
  const noted = (platforms as readonly AnyPlatform[]).filter(
    ({ id, access }) => access === "detect-only" && (only.length === 0 || only.includes(id)),
  );
  const rows = [
    ["platform", ...faults],
    ...[...cells].map(([id, row]) => [id, ...row]),
    ...noted.map(({ id, consent }) => [
      id,
      ...faults.map(() => (consent.default === "off" ? "consent-off" : "unreachable")),
    ]),
  ];
  const sum = `${total.runs} runs over ${rounds} ${rounds === 1 ? "thread" : "threads"} of ${size} comments for each cell, ${total.generated} comments generated, ${total.silent} lost in silence, ${total.unsound} verdicts not as they should be.`;
  const table = `${markdown(rows)}\n\n${sum}`;
  console.log(table);
  if (out !== null) await writeFile(out, report(table, faults, { size, seed, comments }));
  if (total.silent > 0 || total.unsound > 0) process.exitCode = 1;
}

function count(total: Total, verdict: Verdict): void {
  if (verdict.generated > 0) total.runs++;
  total.generated += verdict.generated;
  total.silent += verdict.silent;
  if (!verdict.sound) total.unsound++;
}

function report(table: string, faults: readonly FaultName[], run: Readonly<Record<string, number>>): string {
  const wishes = Object.entries(run).flatMap(([name, value]) => (value > 0 ? `--${name} ${value}` : []));
  return `# Conformance: every platform, every fault

\`pnpm conformance ${wishes.join(" ")} --out bench/results/conformance.md\`, Node ${process.versions.node}. Each platform's own interface is served from a generated
thread (deep and wide, deletions, edits, many scripts, several comments in one second), with its true paging, caps and quirks, once whole and
once with each fault. The adapter walks it as a crawl does; what it collected is compared with the truth, field by field, and what is missing with
the ledger.

A cell is \`complete\`, or the gap that the ledger names with the number of comments; \`?\` where no answer told a number, so that nobody can know;
\`n/a\` where the platform cannot have the fault (its server says why). Platforms at the end are noted and not read: their ledger says so.

${table}

${faults.map((fault) => `- \`${fault}\`: ${FAULTS[fault].does}`).join("\n")}
`;
}

function wishes(given: readonly string[]) {
  const numbers = { "--size": 2000, "--seed": 1, "--comments": 0 };
  const only: string[] = [];
  let out: string | null = null;
  for (let i = 0; i < given.length; i++) {
    const name = given[i]!;
    if (name === "--size" || name === "--seed" || name === "--comments") {
      const value = given[++i] ?? "";
      if (!/^[1-9]\d{0,8}$/.test(value)) fail(`${name}: expected a whole number from 1; ${USAGE}`);
      numbers[name] = Number(value);
    } else if (name === "--out") out = given[++i] ?? fail(`--out: expected a file; ${USAGE}`);
    else if (name.startsWith("-")) fail(`unknown option "${name}"; ${USAGE}`);
    else only.push(name);
  }
  return { size: numbers["--size"], seed: numbers["--seed"], comments: numbers["--comments"], out, only };
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
