// Who may lead to a host on this machine or network.
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { insideOf } from "../../../packages/scraper/src/fetch/inside.ts";

const PUBLIC = "93.184.215.14";
const NAMES: Readonly<Record<string, string>> = {
  "desk.paper.example": "10.0.0.7",
  "comments.paper.example": "10.0.0.8",
  "www.paper.example": PUBLIC,
  "www.attack.example": PUBLIC,
  "inner.attack.example": "127.0.0.1",
};

describe("a host on this machine or network", () => {
  const { lookup } = dns;
  beforeEach(() => {
    dns.lookup = ((name: string, _: unknown, callback: (error: Error | null, found: unknown) => void) =>
      NAMES[name]
        ? callback(null, [{ address: NAMES[name], family: 4 }])
        : callback(new Error("ENOTFOUND"), [])) as typeof dns.lookup;
    syncBuiltinESMExports();
  });
  afterEach(() => {
    dns.lookup = lookup;
    syncBuiltinESMExports();
  });

  it("is open where it was named, to itself and to others inside", async () => {
    const inside = insideOf(["127.0.0.1", "[::1]"]);
    expect(await inside("127.0.0.1", "127.0.0.1")).toBe(true);
    expect(await inside("[::1]", "127.0.0.1")).toBe(true);
    expect(await inside("127.0.0.1", "desk.paper.example")).toBe(true);
    expect(await inside("desk.paper.example", "127.0.0.1")).toBe(false);
    expect(await inside("10.0.0.7", "10.0.0.7")).toBe(false);
  });

  it("is open with the rest of its site, where a named host of it is inside", async () => {
    const inside = insideOf(["desk.paper.example"]);
    expect(await inside("comments.paper.example", "desk.paper.example")).toBe(true);
    expect(await inside("comments.paper.example", "comments.paper.example")).toBe(true);
    expect(await inside("www.paper.example", "desk.paper.example")).toBe(false); // public, and needs no leave
  });

  it("is closed to a public page, whatever was named", async () => {
    const inside = insideOf(["127.0.0.1", "www.attack.example", "desk.paper.example"]);
    expect(await inside("127.0.0.1", "www.attack.example")).toBe(false);
    expect(await inside("127.0.0.1", PUBLIC)).toBe(false);
    expect(await inside("comments.paper.example", "www.paper.example")).toBe(false);
    // By a redirect, and by a link that is visited as a page of the public site.
    expect(await inside("inner.attack.example", "www.attack.example")).toBe(false);
    expect(await inside("inner.attack.example", "inner.attack.example")).toBe(false);
  });

  it("is closed where nobody knows where it or its page is, where nothing was named, and to clouds' metadata", async () => {
    expect(await insideOf(["nowhere.example"])("nowhere.example", "nowhere.example")).toBe(false);
    expect(await insideOf(["127.0.0.1"])("127.0.0.1", "nowhere.example")).toBe(false);
    expect(await insideOf([])("127.0.0.1", "127.0.0.1")).toBe(false);
    expect(await insideOf(["169.254.169.254"])("169.254.169.254", "169.254.169.254")).toBe(false);
  });
});
