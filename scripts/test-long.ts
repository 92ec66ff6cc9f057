// The long variants of tests that CI runs in short: `pnpm test:kill [100]`, `pnpm test:model [1000]`. Each prints its seed; --seed N does one again.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

const LONG = {
  kill: { file: "journeys/kill.test.ts", many: "BELOWLINE_KILLS", seed: "BELOWLINE_KILL_SEED", usual: 100 },
  model: { file: "journeys/model.test.ts", many: "BELOWLINE_MODEL_RUNS", seed: "BELOWLINE_MODEL_SEED", usual: 1000 },
} as const;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { seed: { type: "string" } } });
const [name, many] = positionals;
const long = LONG[name as keyof typeof LONG];
if (!long) throw new Error(`expected ${Object.keys(LONG).join(" or ")}, found ${name}`);
const test = join(import.meta.dirname, "../test");
const env = {
  ...process.env,
  [long.many]: many ?? String(long.usual),
  ...(values.seed === undefined ? {} : { [long.seed]: values.seed }),
};
const { status } = spawnSync(join(test, "node_modules/.bin/vitest"), ["run", long.file], {
  cwd: test,
  stdio: "inherit",
  env,
  shell: process.platform === "win32",
});
process.exit(status ?? 1);
