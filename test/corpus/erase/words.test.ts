// A text is known again in a stored answer, in whatever bytes its page was written.
import { expect, it } from "vitest";
import { prints, runsOf } from "../../../packages/corpus/src/erase/words.ts";

/** Bytes of an encoding that Node reads and does not write: each letter by trying all that one or two bytes can say. */
function encoded(text: string, label: string): Uint8Array {
  const decoder = new TextDecoder(label);
  const bytesOf = new Map<string, readonly number[]>();
  const keep = (bytes: readonly number[]): void => {
    const said = decoder.decode(Uint8Array.from(bytes));
    if ([...said].length === 1 && !bytesOf.has(said)) bytesOf.set(said, bytes);
  };
  for (let byte = 0; byte < 256; byte++) keep([byte]);
  for (let lead = 0x81; lead < 256; lead++) for (let trail = 0x40; trail < 256; trail++) keep([lead, trail]);
  return Uint8Array.from([...text].flatMap((letter) => bytesOf.get(letter)!));
}

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
