// The demo as the README promises it: it shows every part, checks itself, ends by itself and leaves nothing running.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";

const run = promisify(execFile);
const DEMO = join(import.meta.dirname, "../../examples/demo.ts");
const folder = mkdtempSync(join(tmpdir(), "belowline-demo-"));
const env = { ...process.env, BELOWLINE_DEMO_FOLDER: join(folder, "demo"), BELOWLINE_KEY_FILE: join(folder, "key") };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("shows coverage, a thread, a query and two revisions, and says what to type next", async () => {
  const { stdout, stderr } = await run(process.execPath, [DEMO], { env, timeout: 60_000 });
  expect(stderr).toBe("");
  for (const part of [
    "unexplained (4)",
    "My father signed the first petition",
    'search: "ferry"',
    "What to type next",
  ]) {
    expect(stdout).toContain(part);
  }
  expect(stdout).toMatch(/ {2}2 {2}modified .* Ferry keeps its early crossing after all/);
  expect(stdout).not.toMatch(/quayside|Per Lund/); // commenters' names
  expect(existsSync(join(folder, "demo/corpus"))).toBe(true);
}, 90_000);

it("refuses a real site without a contact, in words and with an exit code", async () => {
  const refused = run(process.execPath, [DEMO, "https://news.example"], { env });
  await expect(refused).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("--contact") });
}, 60_000);
