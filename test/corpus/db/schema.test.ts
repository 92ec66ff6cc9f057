// The migrated database against the TypeScript tables: same columns, nulls and base types, and every one of them explained.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { migrations } from "@belowline/migrations";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { engines } from "../../support/corpus.ts";
import { TABLES } from "../../support/rows.ts";

interface Column {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  optional: boolean;
}

const columnsOf = async (corpus: Corpus): Promise<Column[]> => {
  const { rows } = await sql<Column>`
    select table_name as table, column_name as column, udt_name as type, is_nullable = 'YES' as nullable,
      is_nullable = 'YES' or column_default is not null or is_identity = 'YES' as optional
    from information_schema.columns
    where table_schema = current_schema() and table_name not like 'kysely%' and table_name not like 'v\\_%'
    order by table_name, column_name`.execute(corpus.db);
  return rows;
};

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const TYPES: Record<string, string> = {
  uuid: "string",
  text: "string",
  int4: "number",
  int8: "number",
  float8: "number",
  bool: "boolean",
  timestamptz: "Date",
  jsonb: "object",
  bytea: "Uint8Array",
  _text: "string[]",
  _uuid: "string[]",
  _int4: "number[]",
  _int8: "number[]",
  _timestamptz: "Date[]",
};

/** A module that compiles only if the tables say exactly what the database says. */
function claim(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, ({ table }) => table);
  const rows = [...tables].map(([table, list]) => {
    const fields = list.map(
      ({ column, type, nullable, optional }) =>
        `    ${camel(column)}: { base: ${TYPES[type]}; nullable: ${nullable}; optional: ${optional} };`,
    );
    return `  ${camel(table)}: {\n${fields.join("\n")}\n  };`;
  });
  return `
import type { Tables } from "@belowline/schema/tables";
import type { Insertable, Selectable } from "kysely";
interface Found {
${rows.join("\n")}
}
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Wide<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T extends Date ? Date
  : T extends Uint8Array ? Uint8Array : T extends readonly string[] ? string[] : T extends readonly number[] ? number[] : T extends readonly Date[] ? Date[] : object;
type Optional<T, K extends keyof T> = {} extends Pick<T, K> ? true : false;
type Column<T extends keyof Found, C extends keyof Found[T]> = Found[T][C] extends { base: infer B; nullable: infer N; optional: infer O }
  ? C extends keyof Selectable<Tables[T]> & keyof Insertable<Tables[T]>
    ? {
        base: Same<Wide<NonNullable<Selectable<Tables[T]>[C]>>, B>;
        nullable: Same<null extends Selectable<Tables[T]>[C] ? true : false, N>;
        optional: Same<Optional<Insertable<Tables[T]>, C>, O>;
      }
    : "missing in tables.ts"
  : never;
export const verdict: { [T in keyof Found]: { [C in keyof Found[T]]: Column<T, C> } } = null as never;
type Right = { base: true; nullable: true; optional: true };
export const right: { [T in keyof Found]: { [C in keyof Found[T]]: Right } } = verdict;
export const tables: Same<keyof Found, keyof Tables> = true;
export const columns: { [T in keyof Tables]: Same<keyof Found[T], keyof Tables[T]> } = {
${[...tables.keys()].map((table) => `  ${camel(table)}: true,`).join("\n")}
};
`;
}

/** What the compiler says about a module that lies in this workspace; empty if nothing. */
async function compiled(source: string): Promise<string> {
  const folder = mkdtempSync(join(import.meta.dirname, "../../node_modules", ".schema-claim-"));
  try {
    writeFileSync(join(folder, "claim.ts"), source);
    const compilerOptions = {
      module: "nodenext",
      moduleResolution: "nodenext",
      target: "es2024",
      strict: true,
      exactOptionalPropertyTypes: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      types: ["node"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["claim.ts"] }));
    const require = createRequire(import.meta.url);
    const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
    return await promisify(execFile)(process.execPath, [tsc, "-p", folder]).then(
      () => "",
      (failure: { stdout: string }) => failure.stdout,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(engines)("the migrated schema on $name", ({ open }) => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await open();
  });
  afterAll(() => corpus.close());

  it("is what tables.ts says, column by column", async () => {
    expect(await compiled(claim(await columnsOf(corpus)))).toBe("");
  });

  it("explains every table, view and column", async () => {
    const { rows } = await sql<{ name: string; comment: string | null }>`
      select c.relname || coalesce('.' || a.attname, '') as name,
        case when a.attnum is null then obj_description(c.oid, 'pg_class') else col_description(c.oid, a.attnum) end as comment
      from pg_class c
      left join lateral (
        select null::name as attname, null::smallint as attnum
        union all select attname, attnum from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
      ) a on true
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v') and c.relname not like 'kysely%'
      order by 1`.execute(corpus.db);
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter(({ comment }) => !comment).map(({ name }) => name)).toEqual([]);
  });

  it("has the views for SQL users, and no more tables than the types know", async () => {
    const names = (await corpus.db.introspection.getTables())
      .filter(({ name }) => !name.startsWith("kysely"))
      .map(({ name, isView }) => `${isView ? "view " : ""}${camel(name)}`);
    expect(names.sort()).toEqual(
      [
        ...TABLES,
        ...["Articles", "Comments", "Duplicates", "ReplyEdges", "Revisions", "ThreadWalks", "Threads", "Words"].map(
          (name) => `view v${name}`,
        ),
      ].sort(),
    );
  });

  it("runs migrations named and listed in order", () => {
    const names = Object.keys(migrations);
    expect(names).toEqual([...names].sort());
    // Branches take their numbers beforehand: one may be missing until its branch arrives, none may stand twice.
    expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length);
  });
});

describe("the comparison itself", () => {
  const bent: [string, (column: Column) => Column | undefined][] = [
    ["a column under another name", (column) => ({ ...column, column: "address" })],
    ["a column too few", () => undefined],
    ["another base type", (column) => ({ ...column, type: "int4" })],
    ["a null that may not be", (column) => ({ ...column, nullable: true })],
    ["a default that is not there", (column) => ({ ...column, optional: true })],
  ];
  it.each(bent)("notices %s", async (_, bend) => {
    await using corpus = await engines[0]!.open();
    const columns = (await columnsOf(corpus)).flatMap((column) =>
      column.table === "page" && column.column === "url" ? (bend(column) ?? []) : column,
    );
    expect(await compiled(claim(columns))).toContain("error TS");
  });
});
