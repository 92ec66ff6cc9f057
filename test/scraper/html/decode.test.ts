// Bytes to text: which of a page's several claims about its encoding a browser would believe.
import { describe, expect, it } from "vitest";
import { decodeBody } from "../../../packages/scraper/src/html/decode.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const bytes = (hex: string): Uint8Array => Buffer.from(hex, "hex");

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
    ["GBK by its header", bytes("D0C2CEC5"), "text/html; charset=gb2312", "\u65b0\u95fb"],
    ["Big5 by its header", bytes("B773BB44"), "text/html; charset=big5", "\u65b0\u805e"],
    ["Shift_JIS by its header", bytes("905695B7"), "text/html; charset=Shift_JIS", "\u65b0\u805e"],
    ["EUC-JP by its header", bytes("BFB7CAB9"), "text/html; charset=euc-jp", "\u65b0\u805e"],
    ["EUC-KR by its header", bytes("B4BABDBA"), "text/html; charset=ks_c_5601-1987", "\ub274\uc2a4"],
    [
      "windows-1251 by its header",
      bytes("CDEEE2EEF1F2E8"),
      "text/html; charset=windows-1251",
      "\u041d\u043e\u0432\u043e\u0441\u0442\u0438",
    ],
    [
      "KOI8-R by its header",
      bytes("EECFD7CFD3D4C9"),
      "text/html; charset=koi8-r",
      "\u041d\u043e\u0432\u043e\u0441\u0442\u0438",
    ],
    ["ISO-8859-2 by its header", bytes("A3F364BC"), "text/html; charset=iso-8859-2", "\u0141\u00f3d\u017a"],
    ["ISO-8859-15 by its header", bytes("3130A4"), "text/html; charset=iso-8859-15", "10\u20ac"],
    ["the label us-ascii, which means windows-1252", bytes("313080"), "text/html; charset=us-ascii", "10\u20ac"],
    [
      "UTF-8 under the label of the encoding that it was saved from",
      new TextEncoder().encode('<meta charset="gb2312">人工智能迈上新台阶'),
      "text/html",
      '<meta charset="gb2312">人工智能迈上新台阶',
    ],
    [
      "a meta tag below the scripts of an archive",
      Buffer.concat([latin(`<script>${" ".repeat(3000)}</script><meta charset="gb2312">`), bytes("D0C2CEC5")]),
      "text/html",
      `<script>${" ".repeat(3000)}</script><meta charset="gb2312">新闻`,
    ],
    ["nothing", new Uint8Array(), undefined, ""],
  ])("reads %s", (_, body, contentType, text) => {
    expect(decodeBody(body, contentType)).toBe(text);
  });
});
