// Distances from now as sites print them ("vor 2 Stunden", "3時間前"), in many languages, as data; and what may be a date at all.
import type { Instant, Precision } from "@belowline/schema";

/** Seconds of a unit, and the words that stand for it. Months and years tell no day: their 0 says so. */
const UNITS: readonly (readonly [number, Precision, string])[] = [
  [
    1,
    "min",
    "s sec secs seconds? sek sekunden? secondes? segundos? secondi seconden sekunder sekund сек секунд[уыа]? секунди? saniye 秒 秒鐘 초 ثانية",
  ],
  [
    60,
    "min",
    "m min mins minutes? minuten? minutos? minuti minuut minuter minutter minuuttia minut[ęyaě]? minutami мин минут[уыа]? хвилин[аиу]? dakika dk 分 分钟 分鐘 분 دقيقة دقائق دقیقه",
  ],
  [
    3600,
    "h",
    "h hr hrs hours? std stunden? heures? horas? or[ae] uur uren timm?ar timer? time tuntia godz godzin[ęyami]{0,3} hodin[ouyami]{0,3} час(?:а|ов)? годин[ауи]? saat 時間 小时 小時 시간 ساعة ساعات ساعت",
  ],
  [
    86400,
    "d",
    "d days? tage?n? jours? d[ií]as? giorn[oi] dag(?:e|en|ar)? päivää dni dzień dn[yůemí]+ den день дн(?:я|ей|і|ів) gün 日 天 일 يوم أيام روز",
  ],
  [
    604800,
    "d",
    "w weeks? wochen? semaines? semanas? settiman[ae] wek(?:en)? week veck(?:a|or) uker? viikkoa tydzień tygodnie týdn[yeů]? недел[юьи] тиж(?:день|ні|нів) hafta 週間 周 星期 주 أسبوع هفته",
  ],
  [
    0,
    "d",
    "mo mos months? monat(?:e[ns]?|s)? mois mes(?:es)? m[êe]s(?:es)? mes[ei] maand(?:en)? månad(?:er)? måned(?:er)? kuukautta miesi[ąę]c(?:[ey]|ami)? měsíc[eiů]? месяц(?:а|ев)? місяц(?:ь|і|ів) ay ヶ月 か月 个月 個月 개월 أشهر شهر y yrs? years? jahr(?:e[ns]?)? ans? années? años? anos? ann[oi] jaar år vuotta rok(?:iem)? lata? roky let лет год(?:а|ов)? рок(?:и|ів|у)? yıl 年 년 سنوات سنة سال",
  ],
];
const BEFORE = "vor|hace|il y a|há|ha|för|for|před|il y a environ|vor etwa|vor ca\\.|hace unos|qabl|قبل|منذ|пр[еи]ди?";
const AFTER = "ago|her|fa|geleden|atrás|sedan|siden|sitten|temu|назад|тому|önce|前|之前|以前|전|قبل|پیش|earlier|old";
const ONE = "an?|one|einer?m?|einem|un[ae]?|um[a]?|één|een|en|ett|et|yksi|jedn[aą]|один|одну|bir|about an?";

const unitWords = UNITS.map(([, , words]) => words.split(" ").join("|"));
const ANY_UNIT = unitWords.join("|");
const DISTANCE = new RegExp(
  `(?:(?<![\\p{L}])(${BEFORE})\\s{1,3})?(?<![\\p{L}\\d:.,/])(\\d{1,4}|${ONE})\\s{0,3}(${ANY_UNIT})(?!(?![前전之以])\\p{L})\\.?(?:\\s{0,2}(?:,|and|und|et|y|e)?\\s{0,2}\\d{1,2}\\s{0,2}(?:${ANY_UNIT})(?!(?![前전之以])\\p{L})\\.?)?(?:\\s{0,3}(${AFTER})(?![\\p{L}]))?`,
  "iu",
);
const EXACT = unitWords.map((words) => new RegExp(`^(?:${words})$`, "iu"));
const NOW =
  /^\W{0,3}(?:just now|right now|now|moments? ago|a moment ago|gerade eben|soeben|à l'instant|ahora mismo|agora mesmo|proprio ora|zojuist|nyss|przed chwilą|только что|щойно|az önce|たった今|刚刚|방금)\W{0,3}$/iu;
const DAY_WORDS: readonly (readonly [number, RegExp])[] = [
  [
    0,
    /(?<!\p{L})(?:today|heute|aujourd['’]hui|hoy|hoje|oggi|vandaag|idag|i dag|tänään|dzisiaj|dziś|dnes|сегодня|сьогодні|bugün|今日|今天|오늘)(?!\p{L})/iu,
  ],
  [
    1,
    /(?<!\p{L})(?:yesterday|gestern|hier|ayer|ontem|ieri|gisteren|igår|i går|eilen|wczoraj|včera|вчера|вчора|dün|昨日|昨天|어제)(?!\p{L})/iu,
  ],
  [
    2,
    /(?<!\p{L})(?:vorgestern|avant-hier|anteayer|anteontem|eergisteren|przedwczoraj|позавчера|一昨日|前天|그저께)(?!\p{L})/iu,
  ],
];
const CLOCK = /(?<![\d:.])([01]?\d|2[0-3])[:h.]([0-5]\d)(?![\d.])/;
const LONGEST = 80;

/**
 * Reads a distance from now or a day's name; null where the line is none. Never finer than what is said.
 *
 * @param offset minutes east of UTC of the site, for the days' names
 * @example
 * readRelativeDate("vor 2 Stunden", new Date("2026-03-02T12:00:00Z"), 0)?.at; // "2026-03-02T10:00:00.000Z"
 */
export function readRelativeDate(line: string, now: Date, offset: number): Instant | null {
  const raw = line.trim();
  if (raw === "" || raw.length > LONGEST) return null;
  if (NOW.test(raw)) return instant(now.getTime(), "min", raw);
  const text = latinDigits(raw);
  const m = DISTANCE.exec(text);
  if (m && (m[1] !== undefined || m[4] !== undefined) && m[0].length * 2 >= text.length) {
    const number = /^\d/.test(m[2]!) ? Number(m[2]) : 1;
    const unit = EXACT.findIndex((words) => words.test(m[3]!));
    const [seconds, precision] = UNITS[unit] ?? [0, "d" as const];
    return seconds === 0 ? null : instant(now.getTime() - number * seconds * 1000, precision, raw);
  }
  for (const [days, words] of DAY_WORDS) {
    const word = words.exec(text);
    if (!word || word[0].length * 4 < text.length) continue;
    const local = now.getTime() + offset * 60_000 - days * 86_400_000;
    const midnight = local - (((local % 86_400_000) + 86_400_000) % 86_400_000);
    const clock = CLOCK.exec(text);
    if (!clock) return instant(midnight, "d", raw);
    const minutes = Number(clock[1]) * 60 + Number(clock[2]) - offset;
    return instant(midnight + minutes * 60_000, "min", raw);
  }
  return null;
}

const instant = (at: number, precision: Precision, raw: string): Instant => {
  const day = at - (((at % 86_400_000) + 86_400_000) % 86_400_000);
  return { at: new Date(precision === "d" ? day : at).toISOString(), offset: null, precision, source: "relative", raw };
};

/** Arabic-Indic, Persian and full-width digits as Latin ones. */
export const latinDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

const YEAR = /(?<!\d)(?:19[89]|20[0-4])\d(?!\d)|(?<!\d)[\u0660-\u0669\u06F0-\u06F9]{4}(?![\u0660-\u0669\u06F0-\u06F9])/;
const SHORT_DATE = /(?<![\d.])\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}/;
const A_CLOCK = /(?<![\d:])\d{1,2}:[0-5]\d(?!\d)/;
const MONTH_DAY =
  /(?<!\p{L})(?:jan|feb|m[aä]r|apr|ma[iyj]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\p{L}{0,7}\.? \d{1,2}(?!\d)|(?<!\d)\d{1,2}\.? (?:jan|feb|m[aä]r|apr|ma[iyj]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\p{L}{0,7}(?!\p{L})/iu;

/** Whether a short text may hold a date, told cheaply: a year beside something else, a date of numbers, a clock, a distance. */
export function looksDated(text: string): boolean {
  if (!/[\d\u0660-\u0669\u06F0-\u06F9]/.test(text)) {
    return text.length <= 40 && (NOW.test(text) || DAY_WORDS.some(([, w]) => w.test(text)) || isDistance(text));
  }
  if (SHORT_DATE.test(text) || A_CLOCK.test(text)) return true;
  if (YEAR.test(text) && text.length > 6) return true;
  return text.length <= 60 && (MONTH_DAY.test(text) || isDistance(text));
}

/** Whether a text is a distance and next to nothing else, be it of months or years, that tell no time. */
export function isAge(text: string): boolean {
  const m = text.length <= LONGEST ? DISTANCE.exec(latinDigits(text)) : null;
  return m !== null && (m[1] !== undefined || m[4] !== undefined) && m[0].length + 4 >= text.trim().length;
}

function isDistance(text: string): boolean {
  const m = DISTANCE.exec(latinDigits(text));
  return m !== null && (m[1] !== undefined || m[4] !== undefined);
}
