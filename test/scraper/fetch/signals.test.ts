// What answers say of mining, AI and archives: each way of saying it, and which of them reserve.
import { describe, expect, it } from "vitest";
import { readTdmrep } from "../../../packages/scraper/src/fetch/reservations.ts";
import { signalsOf } from "../../../packages/scraper/src/fetch/signals.ts";

const said = (headers: Record<string, string>, html = "<p>Rain</p>"): string[] =>
  signalsOf({ headers, body: new TextEncoder().encode(html) }).map(
    ({ from, statement, reserves }) => `${from}: ${statement}${reserves ? " !" : ""}`,
  );

describe("a header", () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, []],
    [{ "tdm-reservation": "1" }, ["tdm-reservation header: tdm-reservation: 1 !"]],
    [{ "tdm-reservation": "0" }, ["tdm-reservation header: tdm-reservation: 0"]],
    [{ "content-usage": "train-ai=n, search=y" }, ["content-usage header: train-ai=n, search=y !"]],
    [{ "content-usage": "train-ai=y, search=n" }, ["content-usage header: train-ai=y, search=n"]],
    [{ "content-usage": "bots=n;exceptions" }, ["content-usage header: bots=n;exceptions !"]],
    [{ "x-robots-tag": "noai, noimageai" }, ["x-robots-tag header: noai !", "x-robots-tag header: noimageai"]],
    [{ "x-robots-tag": "otherbot: noai" }, []],
    [
      { "x-robots-tag": "Belowline: NOARCHIVE, max-snippet: 3, noindex" },
      ["x-robots-tag header: noarchive !", "x-robots-tag header: noindex"],
    ],
    [
      {
        link: '<https://a.example/>; rel="next", <https://a.example/l.xml>; rel="license"; type="application/rsl+xml"',
      },
      ["link header: license: https://a.example/l.xml !"],
    ],
    [{ link: '<https://creativecommons.org/by/4.0/>; rel="license"' }, []],
  ])("%j says %j", (headers, expected) => {
    expect(said(headers)).toEqual(expected);
  });
});

describe("a page's head", () => {
  it.each([
    ['<meta name="tdm-reservation" content="1">', ["tdm-reservation meta: tdm-reservation: 1 !"]],
    ['<META NAME="Robots" CONTENT="noai, nofollow">', ["robots meta: noai !"]],
    ['<meta name="googlebot" content="noarchive">', []],
    ['<link rel="license" type="application/rsl+xml" href="/l.xml">', ["link element: license: /l.xml !"]],
    ['<script type="application/rsl+xml"><rsl></rsl></script>', ["script element: license: in the page !"]],
    ['<body><p>&lt;meta name="robots"</p><meta name="robots" content="noai">', []],
  ])("with %s says %j", (html, expected) => {
    expect(said({}, `<!doctype html><html><head>${html}`)).toEqual(expected);
  });

  it("supersedes its header, as TDMRep has it", () => {
    expect(said({ "tdm-reservation": "1" }, '<meta name="tdm-reservation" content="0">')).toEqual([
      "tdm-reservation header: tdm-reservation: 1",
      "tdm-reservation meta: tdm-reservation: 0",
    ]);
  });
});

describe("tdmrep.json", () => {
  it("is a list of places and reservations; anything else has no rules", () => {
    expect(readTdmrep('[{"location":"/open/*","tdm-reservation":0},{"location":"/","tdm-reservation":1}]')).toEqual([
      { pattern: "/open/*", reservation: 0 },
      { pattern: "/", reservation: 1 },
    ]);
    for (const text of [
      "",
      "<html>",
      "{}",
      "[null, 3]",
      '[{"location":"/"}]',
      '[{"location":1,"tdm-reservation":1}]',
    ]) {
      expect(readTdmrep(text)).toEqual([]);
    }
  });
});
