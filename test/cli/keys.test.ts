// Keys out of the environment: the key itself, or a file that holds it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { keysFrom } from "../../packages/cli/src/keys.ts";

const folder = mkdtempSync(join(tmpdir(), "belowline-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("reads a platform's key from its variable or from the file that a variable names", () => {
  const file = join(folder, "key");
  writeFileSync(file, "from-a-file\n");
  const environment = { BELOWLINE_API_KEY_DISQUS: " abc ", BELOWLINE_API_KEY_HYVOR_TALK_FILE: file, PATH: "/bin" };
  expect(keysFrom(environment)).toEqual({ disqus: "abc", "hyvor-talk": "from-a-file" });
});

it("takes an empty variable for none, and the key of the pseudonyms for no platform's", () => {
  expect(keysFrom({ BELOWLINE_API_KEY_DISQUS: "", BELOWLINE_KEY_FILE: "/home/key" })).toEqual({});
});

it("names the variable whose file cannot be read, and not what stands in it", () => {
  const environment = { BELOWLINE_API_KEY_DISQUS_FILE: join(folder, "absent") };
  expect(() => keysFrom(environment)).toThrow(/^BELOWLINE_API_KEY_DISQUS_FILE: .*ENOENT/);
});
