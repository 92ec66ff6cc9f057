// The notebooks, run cell by cell in a real Deno kernel: they give what their files tell, and nothing in them that a page could run.
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startKernel } from "../../examples/kernel/kernel.ts";
import {
  codeOf,
  differences,
  isCode,
  type Notebook,
  readNotebook,
  runNotebook,
} from "../../examples/kernel/notebook.ts";
import { openTown } from "../../examples/town/corpus.ts";
import { answerOf, NOTEBOOK_FOLDER as FOLDER, inSql, QUESTIONS, settled } from "../support/questions.ts";

const NOTEBOOKS = globSync("*.ipynb", { cwd: FOLDER }).sort();

describe("a notebook", () => {
  let home: string;
  let env: NodeJS.ProcessEnv;
  const answers = new Map<string, readonly [inTypeScript: unknown, inSql: unknown]>();
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "belowline-notebooks-"));
    env = { ...process.env, BELOWLINE_TOWN: join(home, "town") };
    const corpus = await openTown(env.BELOWLINE_TOWN);
    for (const question of QUESTIONS) {
      answers.set(question, [settled(await answerOf(corpus, question)), settled(await inSql(corpus, question))]);
    }
    await corpus.close();
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("is there for each of the four questions, and named in the list that people read", () => {
    expect(NOTEBOOKS).toEqual([...QUESTIONS].sort().map((question) => `${question}.ipynb`));
    const readme = readFileSync(join(FOLDER, "../../README.md"), "utf8");
    for (const name of NOTEBOOKS) expect(readme).toContain(`examples/notebooks/${name}`);
  });

  it.each(QUESTIONS)("has one answer, in TypeScript and in SQL: %s", (question) => {
    const [inTypeScript, told] = answers.get(question)!;
    expect(told).toEqual(inTypeScript);
  });

  it.each(NOTEBOOKS)(
    "gives what its file tells: %s",
    async (name) => {
      const path = join(FOLDER, name);
      const [told, found] = [await readNotebook(path), await runNotebook(path, env)];
      expect(differences(told, found)).toEqual([]);
      expect(found.cells.filter(isCode).flatMap(({ outputs }) => outputs).length).toBeGreaterThan(4);
    },
    180_000,
  );

  it("shows markup that somebody wrote as text", async () => {
    const shown = await Promise.all(NOTEBOOKS.map(async (name) => htmlOf(await readNotebook(join(FOLDER, name)))));
    const all = shown.flat().join("\n");
    expect(all).toContain("&lt;script&gt;document.title");
    expect(all).not.toMatch(
      /<(?:script|img|image|iframe|object|foreignObject|link|form)\b|<[^>]*\son\w+=|javascript:/i,
    );
  });

  it("that would give something else is told where", async () => {
    const told = await readNotebook(join(FOLDER, NOTEBOOKS[0]!));
    const other: Notebook = {
      ...told,
      cells: told.cells.map((cell) =>
        isCode(cell) && codeOf(cell).includes("keywords(corpus") ? { ...cell, outputs: [] } : cell,
      ),
    };
    expect(differences(told, other)).toEqual([expect.stringMatching(/^cell \d+ \(copies-\d+\): the file has/)]);
  });
});

describe("a kernel", () => {
  it("keeps every output, also what comes after it said that it is idle", async () => {
    const kernel = await startKernel(FOLDER);
    try {
      for (let i = 0; i < 40; i++) {
        const printed = i % 2 === 1;
        const outputs = await kernel.run(printed ? `console.log("cell ${i}")` : `"cell ${i}"`);
        expect(outputs).toMatchObject([{ output_type: printed ? "stream" : "execute_result" }]);
        expect(JSON.stringify(outputs)).toContain(`cell ${i}`);
      }
      expect(await kernel.run("null.missing")).toMatchObject([{ output_type: "error", ename: "TypeError" }]);
      expect(await kernel.run("console.log(1); console.error(2); 3")).toMatchObject([
        { name: "stdout", text: "1\n" },
        { name: "stderr", text: "2\n" },
        { data: { "text/plain": "3" } },
      ]);
    } finally {
      await kernel.close();
    }
  }, 120_000);
});

const htmlOf = (notebook: Notebook): string[] =>
  notebook.cells
    .filter(isCode)
    .flatMap(({ outputs }) => outputs)
    .flatMap((output) =>
      "data" in output
        ? [output.data["text/html"], output.data["image/svg+xml"]].map((part) => String(part ?? ""))
        : [],
    );
