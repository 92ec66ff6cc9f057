// belowline roles: prints the SQL that makes the roles of a corpus on PostgreSQL.
import { write } from "../terminal/write.ts";

export async function rolesCommand(flags: { readonly schema?: string; readonly prefix?: string }): Promise<void> {
  const { rolesSql } = await import("@belowline/corpus");
  await write(rolesSql(flags));
}
