// Gathers the examples of docstrings and of the README, and makes of each a module that the type checker can judge.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { sourcesOf } from "./sources.ts";

export interface DocExample {
  /** File and line, for the failure message. */
  readonly where: string;
  readonly file: string;
  readonly code: string;
}

/** What examples take for given: things the surrounding text has introduced. */
const GIVEN = `
declare const html: string;
declare const body: Uint8Array;
declare const url: string;
declare const fetchedAt: string;
declare const articleUrl: string;
declare const publisher: string;
declare const page: import("@belowline/scraper").Page;
declare const platform: import("@belowline/scraper").AnyPlatform;
declare const privacy: import("@belowline/schema").Privacy;
declare const reference: import("@belowline/schema").ThreadReference;
declare const ask: (ask: import("@belowline/schema").Ask) => Promise<import("@belowline/schema").Capture>;
declare const corpus: import("@belowline/corpus").Corpus;
declare const capture: import("@belowline/schema").Capture;
declare const stated: readonly import("@belowline/schema").StatedComment[];
declare const article: import("@belowline/schema").ArticleRecord;
declare const id: string;
declare const printed: import("@belowline/schema").Instant;
declare const exact: import("@belowline/schema").Instant;
declare const site: { readonly url: string };
`;

/** All `@example` parts of doc comments below the given folders. */
export function docExamples(folders: readonly string[]): DocExample[] {
  return folders.flatMap(sourcesOf).flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const found: DocExample[] = [];
    for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
      const lines = comment[0]
        .split("\n")
        .map((line) => line.replace(/^\s*(?:\/\*\*|\*\/|\*) ?/, "").replace(/\s*\*\/$/, ""));
      const start = lines.findIndex((line) => line.trim() === "@example");
      if (start < 0) continue;
      const rest = lines.slice(start + 1);
      const end = rest.findIndex((line) => /^@\w/.test(line));
      const line = text.slice(0, comment.index).split("\n").length + start;
      found.push({ where: `${file}:${line}`, file, code: (end < 0 ? rest : rest.slice(0, end)).join("\n").trim() });
    }
    return found;
  });
}

/** The fenced TypeScript of a Markdown file. */
export function markdownExamples(file: string): DocExample[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    where: `${basename(file)}:${text.slice(0, match.index).split("\n").length}`,
    file,
    code: match[1]!,
  }));
}

/** A module: imports to the top, the rest within a function; names that it does not import come from its own file, then from the faces. */
export function moduleOf(example: DocExample, faces: ReadonlyMap<string, string>): string {
  const lines = example.code.split("\n");
  const imports = lines.filter((line) => line.startsWith("import "));
  const rest = lines.filter((line) => !line.startsWith("import "));
  const own = example.file.endsWith(".ts") ? exportedNames(readFileSync(example.file, "utf8")) : [];
  const used = new Set(rest.join("\n").match(/[A-Za-z_$][\w$]*/g) ?? []);
  const imported = new Set(imports.join("\n").match(/[A-Za-z_$][\w$]*/g) ?? []);
  const declared = new Set(
    [...rest.join("\n").matchAll(/\b(?:const|let|function|class) (?:\{([^}]*)\}|\[([^\]]*)\]|(\w+))/g)].flatMap(
      (m) => (m[1] ?? m[2] ?? m[3] ?? "").match(/\w+/g) ?? [],
    ),
  );
  const from = new Map<string, string[]>();
  for (const name of used) {
    if (imported.has(name) || declared.has(name)) continue;
    const place = own.includes(name) ? example.file : faces.get(name);
    if (place) from.set(place, [...(from.get(place) ?? []), name]);
  }
  const given = GIVEN.split("\n").filter((line) => {
    const name = /^declare const (\w+)/.exec(line)?.[1];
    return (
      name !== undefined &&
      used.has(name) &&
      !declared.has(name) &&
      !imported.has(name) &&
      ![...from.values()].flat().includes(name)
    );
  });
  const head = [...from].map(([place, names]) => `import { ${names.join(", ")} } from ${JSON.stringify(place)};`);
  return [...imports, ...head, ...given, "export async function example(): Promise<void> {", ...rest, "}"].join("\n");
}

/** Names that a file exports, values and types. */
export function exportedNames(text: string): string[] {
  const direct = [
    ...text.matchAll(
      /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type) (\w+)/gm,
    ),
  ].map((m) => m[1]!);
  const listed = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap((m) =>
    m[1]!.split(",").map((part) =>
      part
        .trim()
        .replace(/^type /, "")
        .replace(/^.* as /, ""),
    ),
  );
  return [...direct, ...listed.filter((name) => name !== "")];
}
