// A text is known again in a stored answer, in whatever bytes its page was written.
import { expect, it } from "vitest";
import { prints, runsOf } from "../../../packages/corpus/src/erase/words.ts";
import { encoded } from "../../support/encoded.ts";

it.each([
  ["windows-1251", "Вчера вечером в порту опять ждали паром до самой ночи"],
  ["koi8-r", "Вчера вечером в порту опять ждали паром до самой ночи"],
  ["iso-8859-2", "Včera večer čekali v přístavu na loď až do půlnoci zas"],
  ["windows-1253", "Χθες το βράδυ περίμεναν πάλι το πλοίο ως τη νύχτα"],
  ["shift_jis", "昨夜港で船を待っていた人たちがいた"],
  ["gb18030", "昨天晚上人们又在港口等船等到深夜"],
  ["utf-16le", "Late last night they waited again for the ferry at the pier"],
])("in %s", (label, text) => {
  const page = `<p>${text}</p>`;
  const bytes = label === "utf-16le" ? Buffer.from(page, "utf16le") : encoded(page, label);
  const runs = runsOf([text]);
  expect(runs.size).toBeGreaterThan(0);
  expect(prints(bytes, (run) => runs.has(run))).toBe(true);
  expect(prints(bytes, () => false, ["Another text altogether"])).toBe(false);
});
