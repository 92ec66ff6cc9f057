// Roles on a real PostgreSQL: each tries everything, and is refused (42501) just what is not its own.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCorpus, ROLES, type RoleName, rolesSql } from "../../../packages/corpus/src/index.ts";
import { crawlStories, TEST_KEY } from "../../support/corpus.ts";
import { freshDatabase } from "../../support/postgres.ts";

const PREFIX = `t${process.pid}`;
const stories = [{ path: "/a", comments: [{ id: "1", name: "Quillhavenne", text: "Hello." }] }];

const run = async (url: string, statements: readonly string[]): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
    return "ok";
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.end();
  }
};

let database: { url: string; drop(): Promise<void> };
const as = (role: RoleName): string => {
  const url = new URL(database.url);
  url.username = `${PREFIX}_${role}`;
  url.password = "pass";
  return url.href;
};

beforeAll(async () => {
  database = await freshDatabase();
  await using corpus = await openCorpus(database.url, { key: TEST_KEY, authors: "raw" });
  await crawlStories(corpus.sink(), stories);
  await corpus.indexTokens(); // the first index, and one by other rules, is its owner's to make
  const passwords = ROLES.map((role) => `alter role ${PREFIX}_${role} password 'pass'`);
  for (let twice = 0; twice < 2; twice++) expect(await run(database.url, [rolesSql({ prefix: PREFIX })])).toBe("ok");
  expect(await run(database.url, passwords)).toBe("ok");
});
afterAll(async () => {
  const drop = ROLES.map((role) => `drop owned by ${PREFIX}_${role}; drop role ${PREFIX}_${role}`);
  await run(database.url, drop);
  await database.drop();
});

const NO = "42501";
/** What each may: migrator, writer, reader, authors. */
const MATRIX: readonly (readonly [string, string, string, string, string, string])[] = [
  ["read articles", "select * from v_articles", "ok", "ok", "ok", "ok"],
  ["read what articles said before", "select * from v_revisions", "ok", "ok", "ok", "ok"],
  ["read counts of words", "select * from v_words", "ok", "ok", "ok", "ok"],
  ["read texts of comments", "select text from comment_revision", "ok", "ok", "ok", "ok"],
  ["read pseudonyms", "select pseudonym from commenter", "ok", "ok", "ok", "ok"],
  ["read names", "select name from commenter", "ok", "ok", NO, "ok"],
  ["read names through a view", "select author from v_comments", "ok", "ok", NO, "ok"],
  ["read raw pages", "select bytes from body", "ok", "ok", NO, NO],
  ["read tombstones", "select mark from tombstone", "ok", "ok", NO, NO],
  ["add a row", "insert into host (key) values ('x') on conflict do nothing", "ok", "ok", NO, NO],
  ["change a text", "update comment_revision set text = text", "ok", "ok", NO, NO],
  ["delete a comment", "delete from comment_revision where false", "ok", NO, NO, NO],
  ["delete an article", "delete from article where false", "ok", NO, NO, NO],
  ["delete a capture", "delete from capture where false", "ok", NO, NO, NO],
  ["delete a tombstone", "delete from tombstone where false", "ok", NO, NO, NO],
  ["empty the index", "delete from token_posting where false", "ok", "ok", NO, NO],
  ["make a table", "create table own_one (x integer)", "ok", NO, NO, NO],
  ["drop a table", "drop table comment cascade", NO, NO, NO, NO],
  ["switch off a trigger", "alter table comment disable trigger all", NO, NO, NO, NO],
  ["make a role", "create role own_role", NO, NO, NO, NO],
];

describe.each(ROLES.map((role, i) => [role, i] as const))("the role %s", (role, i) => {
  it.each(MATRIX)("is answered as it should be when it wants to %s", async (_what, statement, ...expected) => {
    const rights = ["begin", "set transaction read write", statement, "rollback"];
    expect(await run(as(role), rights)).toBe(expected[i]);
  });
});

/** What commits and sweeps take back; everything else stays until its owner erases it. */
const WRITERS_OWN =
  "common_shingle duplicate_ruling learned_line likeness shingle token_due token_posting token_segment token_term token_text wording wording_due wording_of";

it("gives each role the same rights in every table and view, and no more", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ name: string; role: RoleName; rights: string }>(
    `select c.relname as name, r.role, concat_ws(' ', ${[
      "select",
      "insert",
      "update",
      "delete",
      "truncate",
      "references",
      "trigger",
    ]
      .map((right) => `case when has_table_privilege($1 || '_' || r.role, c.oid, '${right}') then '${right}' end`)
      .join(", ")}) as rights
    from pg_class c, unnest($2::text[]) r (role)
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') order by 1, 2`,
    [PREFIX, ROLES],
  );
  await client.end();
  expect(new Set(rows.map(({ name }) => name)).size).toBeGreaterThan(40);
  const all = "select insert update delete truncate references trigger";
  for (const { name, role, rights } of rows) {
    const hidden = name === "body" || name === "tombstone";
    const tells = /^(?:commenter|v_comments|v_reply_edges)$/.test(name);
    const expected = {
      migrator: all,
      writer: WRITERS_OWN.split(" ").includes(name) ? "select insert update delete truncate" : "select insert update",
      reader: hidden || tells ? "" : "select",
      authors: hidden ? "" : "select",
    };
    expect(`${role} ${name}: ${rights}`).toBe(`${role} ${name}: ${expected[role]}`);
  }
});

it("lets a writer crawl, and a reader ask for a minute without writing", async () => {
  {
    await using corpus = await openCorpus(as("writer"), { key: TEST_KEY });
    await crawlStories(corpus.sink(), [{ path: "/b", comments: [{ id: "1", text: "New." }] }]);
    await corpus.indexTokens();
    expect(await corpus.articles().count()).toBe(2);
    await expect(corpus.erase({ publisher: "harbour.example" })).rejects.toMatchObject({ code: NO });
    expect(await corpus.articles().count()).toBe(2);
  }
  for (const role of ["reader", "authors"] as const) {
    const client = new pg.Client({ connectionString: as(role) });
    await client.connect();
    const { rows } = await client.query("select current_setting('statement_timeout') as t");
    expect(rows).toEqual([{ t: "1min" }]);
    await expect(client.query("insert into host (key) values ('y')")).rejects.toMatchObject({ code: "25006" });
    await client.end();
  }
});

it("takes only plain names into its SQL", () => {
  for (const bad of ["a b", "x; drop table y", 'a"b', "", "É"]) {
    expect(() => rolesSql({ prefix: bad })).toThrow(/plain lower-case name/);
    expect(() => rolesSql({ schema: bad })).toThrow(/plain lower-case name/);
  }
});
