// Keys out of the environment: the key itself, or a file that holds it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { enabledFrom, keysFrom, proxyFrom } from "../../packages/cli/src/keys.ts";

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

it("adds the platforms of the environment and of a file to those of the command line", () => {
  const file = join(folder, "platforms");
  writeFileSync(file, "# asked on 2026-11-30\ndisqus\ncoral@news.example  # by letter\n\n");
  expect(enabledFrom(undefined, {})).toEqual({});
  expect(enabledFrom(["ghost"], { BELOWLINE_ENABLE_PLATFORMS: " disqus, viafoura@news.example " })).toEqual({
    enablePlatforms: ["ghost", "disqus", "viafoura@news.example"],
  });
  expect(enabledFrom(["disqus"], { BELOWLINE_ENABLE_PLATFORMS_FILE: file })).toEqual({
    enablePlatforms: ["disqus", "coral@news.example"],
  });
  expect(() => enabledFrom([], { BELOWLINE_ENABLE_PLATFORMS_FILE: join(folder, "absent") })).toThrow(
    /^BELOWLINE_ENABLE_PLATFORMS_FILE: .*ENOENT/,
  );
});

it("gives a proxy the login of its variable or file, and takes none from the usual ones", () => {
  const file = join(folder, "login");
  writeFileSync(file, "desk:s3:crét\n");
  const proxy = "http://proxy.example:3128";
  expect(proxyFrom(undefined, { HTTPS_PROXY: proxy, BELOWLINE_PROXY_LOGIN: "desk:x" })).toEqual({});
  expect(proxyFrom(proxy, { HTTP_PROXY: "http://other.example" })).toEqual({ proxy });
  const withLogin = { proxy: "http://desk:s3%3Acr%C3%A9t@proxy.example:3128/" };
  expect(proxyFrom(proxy, { BELOWLINE_PROXY_LOGIN_FILE: file })).toEqual(withLogin);
  expect(proxyFrom(proxy, { BELOWLINE_PROXY_LOGIN: "desk:s3:crét" })).toEqual(withLogin);
  expect(() => proxyFrom(proxy, { BELOWLINE_PROXY_LOGIN: "s3cret" })).toThrow(
    /^BELOWLINE_PROXY_LOGIN: expected user:password$/,
  );
});
