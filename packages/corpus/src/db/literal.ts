// withLiterals(): a statement with its values written into it, for a statement that takes no parameters.
import { createQueryId, PostgresQueryCompiler, type RawBuilder } from "kysely";
import pg from "pg";

/** Compiles as Kysely does, but for values, which it writes as the server would read them from a parameter of unknown type. */
class LiteralCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    this.append(literal(value));
  }
}

/** @throws TypeError for what no statement of ours asks with */
export const withLiterals = (statement: RawBuilder<unknown>): string =>
  new LiteralCompiler().compileQuery(statement.toOperationNode(), createQueryId()).sql;

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return String(value);
  // In quotes, as a parameter: "- -1" would begin a remark.
  if (typeof value === "number" || typeof value === "bigint") return `'${value}'`;
  if (typeof value === "string") return pg.escapeLiteral(value);
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(element).join(",")}}`);
  throw new TypeError(`expected a value that can be written as a literal, found ${typeof value}`);
}

function element(value: unknown): string {
  if (value === null) return "NULL";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  throw new TypeError(`expected an array of texts or numbers, found one of ${typeof value}`);
}
