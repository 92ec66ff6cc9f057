// The house test: layers, circles, faces and dependencies of every package, and proof that the checker can see each fault.
import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { complaints, importsOf, LAYERS, type Room, unexplained } from "./support/house.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["packages/schema", "migrations", "packages/scraper", "packages/corpus", "packages/cli"];

describe("the house", () => {
  const rooms = FOLDERS.map(readRoom);

  it("is built of the packages that the layers name", () => {
    expect(rooms.map((room) => room.name).sort()).toEqual(Object.keys(LAYERS).sort());
  });

  it("has arrows that point down only, no circle, and no import that a package.json does not tell", () => {
    expect(complaints(rooms)).toEqual([]);
  });

  it("says at the head of each file what the file is for", () => {
    const workshops = ["test", "bench", "examples", "scripts"].map((folder) => sources(folder));
    expect([...rooms.map((room) => room.files), ...workshops].flatMap(unexplained)).toEqual([]);
  });
});

describe("the checker", () => {
  const sound = room("@belowline/schema", { "src/index.ts": `export { a } from "./a.ts";`, "src/a.ts": "" });
  const scraper = (files: Record<string, string>, dependencies: string[] = []): string[] =>
    complaints([sound, room("@belowline/scraper", files, dependencies)]);

  it("finds nothing in a sound house", () => {
    expect(scraper({ "x.ts": `import type { A } from "@belowline/schema";` }, ["@belowline/schema"])).toEqual([]);
  });

  it.each([
    ["a forbidden library", `import { sql } from "kysely";`, ["kysely"], "never imports kysely"],
    ["a type from above", `import type { C } from "belowline";`, ["belowline"], "may not look into belowline"],
    [
      "an inner file of another package",
      `export * from "@belowline/schema/src/a.ts";`,
      ["@belowline/schema"],
      "no face",
    ],
    ["an undeclared dependency", `import "cheerio";`, [], "without depending on it"],
    ["a dependency that nobody imports", "", ["cheerio"], "without importing it"],
    ["a path out of the package", `import { a } from "../../schema/src/a.ts";`, [], "no file of @belowline/scraper"],
    ["a computed import", "await import(name);", [], "computed name"],
  ])("sees %s", (_, source, dependencies, complaint) => {
    const cli = room("belowline", { "packages/cli/i.ts": "" });
    const found = complaints([
      sound,
      cli,
      room("@belowline/scraper", { "packages/scraper/x.ts": source }, dependencies),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(complaint);
  });

  it("sees an inner file that imports a face", () => {
    expect(scraper({ "a.ts": `import { b } from "./index.ts";`, "index.ts": "" })[0]).toContain("imports a face");
  });

  it("sees a circle of types through two packages", () => {
    const below = room("@belowline/schema", { "s/index.ts": `import type { X } from "@belowline/scraper";` });
    const above = room("@belowline/scraper", { "p/index.ts": `import type { Y } from "@belowline/schema";` });
    expect(complaints([below, above])).toContain("circle: s/index.ts -> p/index.ts -> s/index.ts");
  });

  it("sees a circle within a package", () => {
    const files = { "a.ts": `import type { B } from "./b.ts";`, "b.ts": `import {\n  a,\n} from "./a.ts";` };
    expect(scraper(files)).toEqual(["circle: a.ts -> b.ts -> a.ts"]);
  });

  it("reads every form of import, and none in comments and strings", () => {
    const source = [
      `import a, { type B } from "one";`,
      `export type {\n  C,\n} from "two";`,
      `import "three";`,
      `const d: import("four").D = await import("five");`,
      ` * import { e } from "not-in-a-comment";`,
      `  const text = 'import f from "not-in-a-string"';`,
      `export const g = 1;`,
      `const h = { from: "not-a-module" };`,
    ].join("\n");
    expect(importsOf(source)).toEqual(["one", "two", "three", "four", "five"]);
  });

  it("sees a file that does not say what it is for", () => {
    const files = new Map([
      ["good.ts", "// What this file is for, in one sentence.\n"],
      ["face.ts", "/**\n * What this package is for, in a sentence.\n */"],
      ["bin.ts", "#!/usr/bin/env node\n// What this program is for, in one sentence.\n"],
      ["bad.ts", `import "x";\n`],
    ]);
    expect(unexplained(files)).toHaveLength(1);
  });
});

function room(name: string, files: Record<string, string>, dependencies: string[] = importedBy(files)): Room {
  const face = Object.keys(files).find((path) => path.endsWith("index.ts"));
  return { name, dependencies, faces: face ? { [name]: face } : {}, files: new Map(Object.entries(files)) };
}

function importedBy(files: Record<string, string>): string[] {
  return Object.values(files)
    .flatMap(importsOf)
    .filter((name) => !name.startsWith("."));
}

function readRoom(folder: string): Room {
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
  const faces = Object.entries<string>(manifest.exports).map(([face, file]) => [
    join(manifest.name, face),
    join(folder, file),
  ]);
  return {
    name: manifest.name,
    dependencies: Object.keys(manifest.dependencies),
    faces: Object.fromEntries(faces),
    files: sources(`${folder}/src`),
  };
}

function sources(folder: string): Map<string, string> {
  const paths = globSync("**/*.{ts,mjs}", {
    cwd: join(ROOT, folder),
    exclude: ["**/node_modules/**", "**/fixtures/**"],
  });
  return new Map(
    paths.sort().map((path) => {
      const whole = join(ROOT, folder, path);
      return [relative(ROOT, whole), readFileSync(whole, "utf8")];
    }),
  );
}
