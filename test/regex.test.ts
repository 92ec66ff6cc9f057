// No regular expression of the packages may blow up: exponential ones never, and no quadratic one is added to those known.
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "recheck";
import { expect, it } from "vitest";
import { startChild } from "./support/child.ts";
import { regexesOf } from "./support/regexes.ts";
import { sourcesOf } from "./support/sources.ts";

const ROOT = fileURLToPath(new URL("../packages/", import.meta.url));
const LIST = new URL("./fixtures/regex/quadratic.json", import.meta.url);
/** Milliseconds for one expression; beyond it recheck says "unknown", and we treat it as quadratic. */
const PATIENCE = 4000;

interface Expression {
  readonly name: string;
  readonly source: string;
  readonly flags: string;
}

const literals = ["schema", "scraper", "corpus", "cli"].flatMap((wing) =>
  sourcesOf(`${ROOT}${wing}/src`).flatMap((path): Expression[] => {
    const file = relative(ROOT, path);
    return regexesOf(readFileSync(path, "utf8")).literals.map(({ source, flags }) => ({
      name: `${file}  ${source}`,
      source,
      flags,
    }));
  }),
);
const expressions = [...literals, ...(await madeOfStrings())];

/** Those that `new RegExp` makes of strings: the scraper's sources are loaded while the constructor is watched. */
async function madeOfStrings(): Promise<readonly Expression[]> {
  const watcher = startChild("made-regexes.ts", sourcesOf(`${ROOT}scraper/src`));
  const made = JSON.parse((await watcher.line())!) as readonly { file: string; source: string; flags: string }[];
  return made.map(({ file, source, flags }) => ({ name: `${file}  ${source}`, source, flags }));
}

/**
 * Too large or too new for the checker, or quadratic on what is bounded before (a line, a name, a class of 1000 characters).
 * The list may only shrink; ACCEPT=1 writes it.
 */
const listed: readonly string[] = JSON.parse(readFileSync(LIST, "utf8"));

it("finds the expressions", () => {
  expect(literals.length).toBeGreaterThan(300);
  expect(expressions.slice(literals.length).map(({ name }) => name.slice(0, 50))).toContainEqual(
    expect.stringMatching(/^scraper\/src\/article\/comment-region\.ts/),
  );
  expect(regexesOf("const a = b / c; // not /this/\nconst d = /e+[/]f/giu;").literals).toEqual([
    { source: "e+[/]f", flags: "giu", line: 2 },
  ]);
});

it("takes exponential time nowhere, and quadratic time nowhere new", async () => {
  const slow: string[] = [];
  for (const { name, source, flags } of new Map(expressions.map((one) => [one.name, one])).values()) {
    const first = await check(source, flags, { timeout: PATIENCE, checker: "automaton" });
    // On a busy machine an easy one takes long, too.
    const isLate = first.status === "unknown" && !listed.includes(name);
    const found = isLate ? await check(source, flags, { timeout: 10 * PATIENCE, checker: "automaton" }) : first;
    if (found.status === "vulnerable") expect(found.complexity.type, name).toBe("polynomial");
    if (found.status !== "safe") slow.push(name);
  }
  if (process.env.ACCEPT) writeFileSync(LIST, `${JSON.stringify([...new Set(slow)].sort(), null, 2)}\n`);
  expect(slow.filter((name) => !listed.includes(name))).toEqual([]);
}, 400_000);

it("tells an exponential expression", async () => {
  expect(await check("^(a+)+$", "", { timeout: PATIENCE, checker: "automaton" })).toMatchObject({
    status: "vulnerable",
    complexity: { type: "exponential" },
  });
});
