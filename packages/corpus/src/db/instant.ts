// instantOf(): a timestamptz as the server writes it. The driver's own reading takes several times as long, and rows have four of them.
import pg from "pg";

const TIMESTAMPTZ = 1184;
const otherwise = pg.types.getTypeParser(TIMESTAMPTZ) as unknown as (text: string) => Date;

const digits = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
};

/** "2026-03-01 09:30:00.123+00"; anything else (infinity, years before 1000, other zones) is left to the driver. */
export function instantOf(text: string): Date {
  const zone = text.length - 3;
  if (zone < 19 || text.startsWith("0") || text.charCodeAt(4) !== 45 || !text.endsWith("+00")) return otherwise(text);
  const fraction = zone === 19 ? 0 : digits(text, 20, zone) / 10 ** (zone - 20);
  const ms = Date.UTC(
    digits(text, 0, 4),
    digits(text, 5, 7) - 1,
    digits(text, 8, 10),
    digits(text, 11, 13),
    digits(text, 14, 16),
    digits(text, 17, 19),
    Math.floor(fraction * 1000 + 1e-6),
  );
  return Number.isNaN(ms) ? otherwise(text) : new Date(ms);
}
