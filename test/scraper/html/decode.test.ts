// Bytes to text: which of a page's several claims about its encoding a browser would believe.
import { describe, expect, it } from "vitest";
import { decodeBody } from "../../../packages/scraper/src/html/decode.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

describe("decoding a body", () => {
  it.each<[string, Uint8Array, string | undefined, string]>([
    ["UTF-8 by its header", new TextEncoder().encode("Fähre"), "text/html; charset=utf-8", "Fähre"],
    ["UTF-8 that nobody announced", new TextEncoder().encode("Fähre"), "text/html", "Fähre"],
    ["windows-1252 that nobody announced", latin("F\xe4hre \x96 10 \x80"), undefined, "Fähre – 10 €"],
    ["the label iso-8859-1, which means windows-1252", latin("10 \x80"), "text/html; charset=iso-8859-1", "10 €"],
    ["a meta tag alone", latin('<meta charset="koi8-r">\xcd\xc9\xd2'), "text/html", '<meta charset="koi8-r">мир'],
    [
      "a header against a meta tag",
      new TextEncoder().encode('<meta charset="koi8-r">é'),
      "text/html;charset=UTF-8",
      '<meta charset="koi8-r">é',
    ],
    [
      "a byte-order mark against a header",
      Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9),
      "text/html; charset=windows-1252",
      "é",
    ],
    ["UTF-16 by its mark", Uint8Array.of(0xff, 0xfe, 0x41, 0x00, 0xe9, 0x00), "text/html", "Aé"],
    ["an unknown label", new TextEncoder().encode("é"), "text/html; charset=klingon", "é"],
    ["nothing", new Uint8Array(), undefined, ""],
  ])("reads %s", (_, body, contentType, text) => {
    expect(decodeBody(body, contentType)).toBe(text);
  });
});
