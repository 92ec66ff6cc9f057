// SQL is made of our own words: what comes from outside is a parameter, and text becomes SQL in the places that are listed here.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { sourcesOf } from "./support/sources.ts";

const ROOT = fileURLToPath(new URL("../packages/", import.meta.url));

/** How often a file does it, and with what. (Migrations are texts of ours from end to end.) */
const OURS: Readonly<Record<string, number>> = {
  "corpus/src/db/copy-in.ts": 1, // a table and columns that its callers name
  "corpus/src/db/copy-out.ts": 1, // a statement as Kysely compiles it, with its values quoted by the driver (literal.ts)
  "corpus/src/db/copy.ts": 4, // settings of its own; names and definitions as the catalogue quotes them
  "corpus/src/erase/traces.ts": 1, // one of two statements
  "corpus/src/store/rows.ts": 1, // types of columns, each a literal of its caller
};

it("takes no text for SQL but where everybody can see that it is ours", () => {
  const found: Record<string, number> = {};
  for (const file of sourcesOf(ROOT)) {
    const times = readFileSync(file, "utf8").match(/\.raw\(|\bunsafe\(/g)?.length ?? 0;
    if (times > 0) found[relative(ROOT, file)] = times;
  }
  expect(found).toEqual(OURS);
});
