// Which addresses a crawler may reach, in every notation that leads there.
import { parseUrl } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { literalOf, reachOf } from "../../../packages/scraper/src/fetch/address.ts";

describe("reachOf", () => {
  it.each([
    ["93.184.216.34", "public"],
    ["2606:2800:220:1:248:1893:25c8:1946", "public"],
    ["127.0.0.1", "local"],
    ["127.8.9.10", "local"],
    ["::1", "local"],
    ["::ffff:127.0.0.1", "local"],
    ["10.0.0.1", "local"],
    ["172.16.5.4", "local"],
    ["192.168.1.1", "local"],
    ["fd00::1", "local"],
    ["169.254.169.254", "forbidden"],
    ["::ffff:169.254.169.254", "forbidden"],
    ["fe80::1", "forbidden"],
    ["0.0.0.0", "forbidden"],
    ["::", "forbidden"],
    ["100.64.0.1", "forbidden"],
    ["224.0.0.1", "forbidden"],
    ["255.255.255.255", "forbidden"],
    ["64:ff9b::7f00:1", "forbidden"],
    ["2002:7f00:1::", "forbidden"],
    ["198.18.0.1", "forbidden"],
    ["news.example", "forbidden"],
  ])("%s is %s", (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });

  it.each([
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::ffff:7f00:1]/",
    "http://①②⑦.0.0.1/",
  ])("%s is this machine, however it is written", (url) => {
    const literal = literalOf(parseUrl(url)!.hostname);
    expect(literal && reachOf(literal)).toBe("local");
  });
});
