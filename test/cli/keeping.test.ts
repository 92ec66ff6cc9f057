// The commands about keeping and forgetting as processes: erase, retain, backup, move, roles, export without names; and no secret in any word.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { withoutSecrets } from "../../packages/cli/src/exit.ts";
import { openCorpus } from "../../packages/corpus/src/index.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";
import { crawlStories } from "../support/corpus.ts";
import { freshDatabase } from "../support/postgres.ts";

const NAME = "Ottilie Quillhavenne";

let line: CommandLine;
let folder: string;
let database: { url: string; drop(): Promise<void> };
beforeAll(async () => {
  line = await commandLine("folder");
  folder = line.folder;
  database = await freshDatabase();
  vi.stubEnv("XDG_CONFIG_HOME", folder);
  await using corpus = await openCorpus(line.corpus);
  await crawlStories(corpus.sink(), [
    {
      path: "/pier",
      comments: [
        { id: "1", name: NAME, text: "I saw it being unloaded at the eastern pier late on Sunday night." },
        { id: "2", name: "Bo Eng", text: `@${NAME}: nobody unloads on a Sunday.` },
      ],
    },
  ]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  await line.close();
});

const run = (args: readonly string[]) => line.run(args);

describe("belowline", { timeout: 300_000 }, () => {
  it("export puts pseudonyms where comments name each other", async () => {
    const { code, out, err } = await run(["export", "comments", "--mentions", "pseudonym"]);
    expect(code, err).toBe(0);
    expect(out).toMatch(/"text":"@c_[a-z2-7]{16}: nobody unloads/);
    expect(out).not.toContain("Quillhavenne");
    expect(await run(["export", "articles", "--mentions", "pseudonym"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--mentions is for comments and folders/),
    });
  });

  it("backup makes a folder that is a corpus, and never writes over one", async () => {
    const made = await run(["backup", "backups"]);
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+ rows of \d+ tables copied from .*, and compared\.\n$/),
    });
    expect(await run(["backup", "backups"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/never writes over/),
    });
  });

  it("move brings a folder to PostgreSQL, and tells a full place", async () => {
    const moved = await run(["move", "corpus", database.url, "--json"]);
    expect(moved.code, moved.err).toBe(0);
    expect(JSON.parse(moved.out)).toMatchObject({ tables: { comment: 2, article: 1 }, schedules: 0 });
    expect(await run(["move", "corpus", database.url])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/expected an empty database/),
    });
  });

  it("erase counts first, asks where somebody can answer, and does not repeat a name", async () => {
    const named = ["erase", "--name", NAME];
    expect(await run([...named, "--dry-run"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^would go: .* 1 comments, 1 commenters/),
    });
    const unanswered = await run(named);
    expect(unanswered).toMatchObject({ code: 2, err: expect.stringMatching(/expected --yes/) });
    const done = await run([...named, "--yes", "--json"]);
    expect(JSON.parse(done.out)).toMatchObject({ dryRun: false, comments: 1, commenters: 1 });
    expect(unanswered.err + done.err).not.toContain("Quillhavenne");
    // The backup is from before; the ledger lies beside the key.
    expect((await readdir(join(folder, "belowline/keys"))).map((name) => name.split(".").at(-1)).sort()).toEqual([
      "erased",
      "key",
    ]);
    const restored = await run(["export", "comments", "--corpus", "backups"]);
    expect(restored.out).not.toContain("eastern pier");
    expect(restored.out).toContain("nobody unloads");
  });

  it("retain sets a rule and says what it did", async () => {
    expect(await run(["retain", "--bodies", "12mo", "--gone", "30d"])).toMatchObject({
      code: 0,
      out: "Raw bodies are kept for 12mo; 0 dropped, 0.0 MB.\nComments that their site took away are kept for 30d; 0 erased.\n",
    });
  });

  it("roles prints SQL", async () => {
    expect((await run(["roles", "--prefix", "harbour"])).out).toMatch(/create role .*harbour_reader/s);
  });

  it("prints no password of a database that does not answer, and no login of a proxy", async () => {
    const { code, out, err } = await run(["show", "--corpus", "postgres://desk:s3cr3tword@127.0.0.1:9/none"]);
    expect(code).toBe(1);
    expect(out + err).not.toContain("s3cr3tword");
    const asked = ["crawl", "http://127.0.0.1:9/", "--allow-private-network", "--corpus", "memory://", "--json"];
    const inline = await run([...asked, "--proxy", "http://desk:s3cr3tword@127.0.0.1:9"]);
    expect(inline).toMatchObject({ code: 2, err: expect.stringMatching(/BELOWLINE_PROXY_LOGIN/) });
  });
});

it("whatever goes wrong, passwords of addresses and secrets of the environment are hidden", () => {
  const environment = {
    BELOWLINE_API_KEY_DISQUS: "abcd1234",
    PGPASSWORD: "tides",
    HOME: "/home/desk",
    BELOWLINE_API_KEY_X: "",
  };
  const shown = withoutSecrets(
    "at postgres://desk:p%40ss@db/x and http://u:v@h with abcd1234, tides, /home/desk",
    environment,
  );
  expect(shown).toBe("at postgres://desk:(hidden)@db/x and http://u:(hidden)@h with (hidden), (hidden), /home/desk");
});
