// Whether a returned time can be what a page prints: a judgement on numbers and month names, apart from the extractor's own reading.

/** Languages whose month names the pages print. */
const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da"];
const MONTHS = monthNames();
const DAY_MS = 86_400_000;
const RELATIVE = /\b(?:ago|vor|hace|fa|il y a|geleden|temu|sedan|siden|há)\b/u;

function monthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const month of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, { day: "numeric", month, timeZone: "UTC" });
      for (let i = 0; i < 12; i++) {
        const name = format.formatToParts(Date.UTC(2020, i, 15)).find((part) => part.type === "month")?.value;
        if (name && /\p{L}/u.test(name)) names.set(name.toLowerCase().replace(/\.$/, ""), i);
      }
    }
  }
  // What pages print and CLDR does not: the Austrian January, the English and German short forms of old themes.
  for (const [name, month] of [
    ["jänner", 0],
    ["sept", 8],
    ["mrz", 2],
    ["okt", 9],
    ["dez", 11],
    ["mai", 4],
  ] as const) {
    names.set(name, month);
  }
  return names;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})$/u;

/** A date that tells more than the word between date and time ("at"). */
export const statesTime = (date: string): boolean => /\d/.test(date);

/**
 * A full ISO date with its zone is a moment, and the returned time agrees within its minute. Else the returned time agrees when one reading of the printed date is at most a day away (zones, either order of day and month where
 * both are numbers), and, where a time of day is printed, the minutes are the same up to a zone's quarter hours. A relative date
 * ("2 years ago") agrees with any time: what it counts from is not printed. A printed date without a year leaves the year open.
 */
export function timeAgrees(time: string | null, date: string): boolean {
  const at = time === null ? Number.NaN : Date.parse(time);
  if (Number.isNaN(at)) return false;
  const text = date.normalize("NFKC").toLowerCase();
  if (RELATIVE.test(text)) return true;
  const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(moment)) return Math.abs(at - moment) < 60_000;
  const days = possibleDays(text, at);
  if (days.length === 0) return true;
  if (!days.some((day) => Math.abs(startOfDay(at) - day) <= DAY_MS)) return false;
  const minutes = /\b\d{1,2}[:.h](\d{2})(?!\d|[./]\d)/u.exec(
    text.replace(/\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/u, " "),
  )?.[1];
  return minutes === undefined || (new Date(at).getUTCMinutes() - Number(minutes) + 60) % 15 === 0;
}

const startOfDay = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

function possibleDays(text: string, near: number): number[] {
  const iso = /(\d{4})-(\d{1,2})-(\d{1,2})/u.exec(text);
  if (iso) return [Date.UTC(+iso[1]!, +iso[2]! - 1, +iso[3]!)];
  const numbers = /(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})/u.exec(text);
  if (numbers) {
    const [a, b, c] = [+numbers[1]!, +numbers[2]!, +numbers[3]!];
    const orders =
      a > 31
        ? [[a, b, c]]
        : [
            [full(c), b, a],
            [full(c), a, b],
          ];
    return orders.filter(([, month]) => month! <= 12).map(([year, month, day]) => Date.UTC(year!, month! - 1, day!));
  }
  const month = [...text.matchAll(/\p{L}+/gu)].map(([word]) => MONTHS.get(word)).find((found) => found !== undefined);
  if (month === undefined) return [];
  const loose = [...text.matchAll(/\d+/gu)].map(([digits]) => digits);
  const year = loose.find((digits) => digits.length === 4 && /^(?:19|20)/u.test(digits));
  const day = loose.find((digits) => digits.length <= 2 && +digits >= 1 && +digits <= 31);
  return [Date.UTC(year ? +year : new Date(near).getUTCFullYear(), month, day ? +day : 1)];
}

const full = (year: number): number => (year < 100 ? (year < 70 ? 2000 : 1900) + year : year);
