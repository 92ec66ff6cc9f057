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
    ["100.100.100.200", "forbidden"],
    ["192.0.0.192", "forbidden"],
    ["168.63.129.16", "forbidden"],
    ["fd00:ec2::254", "forbidden"],
    ["fd20:ce::254", "forbidden"],
    ["fd00:ec2::255", "local"],
    ["fe80::1%eth0", "forbidden"],
    ["::1%lo", "local"],
    ["64:ff9b:1::a00:1", "forbidden"],
    ["::a9fe:a9fe", "forbidden"],
    ["::ffff:0:7f00:1", "forbidden"],
    ["2001:0:7f00:1::", "forbidden"],
    ["2002:808:808::1", "forbidden"],
    ["fec0::1", "forbidden"],
    ["ff02::1", "forbidden"],
    ["2001:db8::1", "forbidden"],
    ["3fff::1", "forbidden"],
    ["240.0.0.1", "forbidden"],
    ["192.88.99.1", "forbidden"],
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

  it.each([
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "0251.254.169.254",
    "169.254.43518",
    "0xa9.0xfe.0xa9.0xfe",
    "169.254.169.254.",
    "169。254。169。254",
    "１６９.254.169.254",
    "%31%36%39.254.169.254",
    "8.8.8.8@169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[0:0:0:0:0:ffff:a9fe:a9fe]",
    "[64:ff9b::169.254.169.254]",
    "[2002:a9fe:a9fe::]",
  ])("http://%s/ is where a cloud's machines find their secrets, however it is written", (host) => {
    const literal = literalOf(parseUrl(`http://${host}/`)!.hostname);
    expect(literal && reachOf(literal)).toBe("forbidden");
  });

  it.each(["[fe80::1%25eth0]", "[::1%25lo]", "0x1.2.3.4.5", "256.1.1.1", "[::1"])(
    "http://%s/ is no address",
    (host) => {
      expect(parseUrl(`http://${host}/`)).toBeUndefined();
    },
  );
});
