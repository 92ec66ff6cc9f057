// Every example of a docstring and of the README compiles: what people copy must work.
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { codeOf, isCode, readNotebook } from "../examples/kernel/notebook.ts";
import { type DocExample, docExamples, exportedNames, markdownExamples, moduleOf } from "./support/examples.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const WINGS = ["schema", "scraper", "corpus"];

async function faces(): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const wing of WINGS) {
    const text = await readFile(join(ROOT, `packages/${wing}/src/index.ts`), "utf8");
    for (const name of exportedNames(text)) names.set(name, `@belowline/${wing}`);
  }
  return names;
}

/** Compiler messages by example, none where all is well. They see what the packages of a folder see. */
async function check(examples: readonly DocExample[], home = "test", compilerOptions: object = {}): Promise<string[]> {
  const folder = await mkdtemp(join(ROOT, home, ".examples-"));
  try {
    const known = await faces();
    await Promise.all(
      examples.map((example, i) => writeFile(join(folder, `example${i}.ts`), moduleOf(example, known))),
    );
    const config = {
      extends: join(ROOT, "test/tsconfig.json"),
      compilerOptions: {
        ...compilerOptions,
        incremental: false,
        tsBuildInfoFile: null,
        noUnusedLocals: false,
        verbatimModuleSyntax: false,
        rootDir: ROOT,
      },
      include: ["*.ts"],
      references: [],
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", folder, "--pretty", "false"], {
      cwd: folder,
    }).catch((error: { stdout: string }) => error);
    return stdout
      .split("\n")
      .filter((line) => /error TS/.test(line))
      .map((line) => line.replace(/^.*?example(\d+)\.ts/, (_, i) => relative(ROOT, examples[Number(i)]!.where)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe("examples", () => {
  it("of docstrings, the README and the page on querying compile", async () => {
    const examples = [
      ...docExamples([...WINGS, "cli"].map((wing) => join(ROOT, `packages/${wing}/src`))),
      ...["README.md", "docs/querying.md"].flatMap((file) => markdownExamples(join(ROOT, file))),
    ];
    expect(examples.length).toBeGreaterThan(20);
    expect(await check(examples)).toEqual([]);
  });

  it("in notebooks compile: Deno strips their types without a look", async () => {
    const notebooks = globSync("examples/notebooks/*.ipynb", { cwd: ROOT });
    const examples = await Promise.all(
      notebooks.map(async (name): Promise<DocExample> => {
        const { cells } = await readNotebook(join(ROOT, name));
        const code = cells.filter(isCode).map(codeOf).join(";\n");
        return { where: name, file: join(ROOT, name), code: code.replaceAll('"../', '"../../') };
      }),
    );
    expect(examples).toHaveLength(4);
    // Array.fromAsync, which Deno and Node have and the house's target has not.
    expect(await check(examples, "examples/notebooks", { lib: ["esnext"] })).toEqual([]);
  });

  it("that are wrong are found", async () => {
    const wrong = { where: "here", file: join(ROOT, "README.md"), code: 'const n: number = "one";' };
    expect(await check([wrong])).toEqual([expect.stringMatching(/here.*TS2322/)]);
  });
});
