// Encodings that nobody labelled: invented sentences as their readers would have typed them, long and short, with and without markup.
import { describe, expect, it } from "vitest";
import { decodeBody } from "../../../packages/scraper/src/html/decode.ts";
import { detectEncoding } from "../../../packages/scraper/src/html/detect.ts";
import { encoded } from "../../support/encoded.ts";

const SAID: readonly (readonly [string, string])[] = [
  ["shift_jis", "港のフェリーは今日も出なかった。港長は風のせいだと言っている。"],
  ["euc-jp", "港のフェリーは今日も出なかった。港長は風のせいだと言っている。"],
  ["euc-kr", "오늘도 배는 항구를 떠나지 못했다. 항만장은 바람 탓이라고 말했다."],
  ["gb18030", "渡轮今天没有开航。港务局长说是因为昨夜的大风。"],
  ["big5", "渡輪今天沒有開航。港務局長說是因為昨夜的大風。"],
  ["windows-1251", "Паром сегодня не вышел из гавани. Капитан порта винит ветер – «ветер дул всю ночь»."],
  ["koi8-r", "Паром сегодня не вышел из гавани. Капитан порта винит ветер, который дул всю ночь."],
  ["windows-1253", "Το πλοίο δεν έφυγε σήμερα από το λιμάνι, λέει ο λιμενάρχης."],
  ["windows-1255", "המעבורת לא יצאה היום מהנמל, אומר מנהל הנמל."],
  ["windows-1256", "لم تغادر العبارة الميناء اليوم، يقول مدير الميناء."],
  ["windows-874", "วันนี้เรือข้ามฟากไม่ออกจากท่า นายท่าบอกว่าเป็นเพราะลม"],
];

describe("an encoding that nobody labelled", () => {
  it.each(SAID)("is known to be %s", (label, text) => {
    const page = `<!doctype html><html lang="x"><head><title>${text}</title></head><body class="story"><p>${text}</p></body></html>`;
    for (const said of [page, text, `<p>${text.repeat(3000)}`]) {
      expect(detectEncoding(encoded(said, label))).toBe(label);
      expect(decodeBody(encoded(said, label), "text/html")).toBe(said);
    }
  });

  it.each([
    "Die Fähre blieb im Hafen – „zu viel Wind“, sagt der Hafenmeister. Größe: 5 m³.",
    "L’été dernier, la ferry n’a pas quitté le port à cause du vent : « déjà vu », dit le capitaine.",
    "El año pasado el transbordador no salió del puerto; ¿por qué? ¡Por el viento!",
    "Færeyjaferjan fór ekki úr höfn í dag; það var of hvasst, sögðu þeir.",
    "äöüß",
    "plain",
    "",
  ])("is windows-1252 for Western words: %s", (text) => {
    expect(detectEncoding(encoded(text, "windows-1252"))).toBe("windows-1252");
  });

  it("is windows-1252 for bytes that mean nothing", () => {
    expect(detectEncoding(Uint8Array.from({ length: 4000 }, (_, n) => (n * 7919) % 256))).toBe("windows-1252");
  });

  it("yields to a label that comes late, and to any other", () => {
    const [label, text] = SAID[5]!;
    const late = `<!-- ${"x".repeat(5000)} --><meta charset="${label}"><p>${text}</p>`;
    expect(decodeBody(encoded(late, label), "text/html")).toBe(late);
    expect(decodeBody(encoded(text, label), "text/html; charset=koi8-r")).not.toBe(text);
  });
});
