// Everything that a corpus holds, as one text: each row of each table of the catalogue, and each body in the clear.
import { sql } from "kysely";
import type { Corpus } from "../../packages/corpus/src/index.ts";

export async function dumpOf(corpus: Corpus): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(corpus.db);
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select x::text as row from ${sql.id(name)} x`.execute(corpus.db);
    parts.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  for (const { id } of await corpus.db.selectFrom("capture").select("id").execute()) {
    parts.push(`body ${new TextDecoder().decode((await corpus.capture(id))!.body)}`);
  }
  return parts.join("\n");
}
