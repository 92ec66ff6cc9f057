// Who and when of a comment from one printed line: "Posted by Ada on 3 May 2012 at 10:05", "Ada said:", "5/3/12 | Ada".
import { cleanLine, type Instant } from "@belowline/schema";
import { trimSignsEnd } from "../html/trim.ts";
import { monthOf } from "./months.ts";
import { type DateContext, findPrintedDate } from "./times.ts";

export interface Byline {
  readonly name: string | null;
  readonly time: Instant | null;
}

/** Words before a name, lower case as they are printed; a capital one (`Von Trapp`) is part of the name. */
const BEFORE = new Set(
  "posted submitted written commented comment reply response added by from on at name author geschrieben verfasst kommentiert kommentar von am um par le de del da di por il a à op door av af 发表于 發表於 投稿日".split(
    " ",
  ),
);
/** Words after a name. */
const AFTER = new Set(
  "says said say wrote writes write commented comments comment posted replied on at am um le el il op den sagt sagte schreibt schrieb meint meinte dit écrit dice dijo escribió ha scritto detto schreef zegt disse diz escreveu пишет säger skriver permalink permanent link reply in".split(
    " ",
  ),
);
const WEEKDAYS = new Set(
  "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag segunda-feira terça-feira quarta-feira quinta-feira sexta-feira".split(
    " ",
  ),
);
const MARK = /^[\s|/:;,.#()[\]{}<>«»·•…–—@*!~_=+-]+$/u;
const NUMBER = /^[#(]{0,2}\d{1,5}[.):]{0,2}$/;

/** Longer lines are sentences. */
const LONGEST = 200;
/** Longer names are sentences. */
const LONGEST_NAME = 80;

/**
 * Reads a line that says who wrote a comment and when, in any order; what is not there is null.
 * "Posted by: Ada | May 3, 2012 at 10:05 AM" gives Ada and that minute, "Ada said:" the name only.
 */
export function readByline(text: string, dates: DateContext): Byline {
  const line = cleanLine(text.slice(0, LONGEST * 2));
  if (line === "" || line.length > LONGEST) return { name: null, time: null };
  const date = findPrintedDate(line, dates);
  if (!date) return { name: nameOf(line), time: null };
  const before = line.slice(0, date.from).trim();
  // "Am 2. März um 8:15 von Ada": a capital at the beginning is no name.
  const name = BEFORE.has(before.toLowerCase()) ? null : nameOf(before);
  return { name: name ?? nameOf(line.slice(date.to)), time: date.time };
}

/** A name without the note that Drupal prints after a guest's, in the site's language. */
export const withoutGuestNote = (name: string): string => name.slice(0, 1000).replace(GUEST, "");

const GUEST =
  /\s?\((?:not verified|nicht überprüft|non vérifié|no verificado|non verificato|niet gecontroleerd|não verificado|не проверено)\)$/u;

/** Whether a line ends as a line before somebody's words does: "Ada said:", "Ada schreibt". */
export const endsWithVerb = (line: string): boolean => line.length <= LONGEST_NAME + 20 && VERB.test(line);

const VERB =
  /\s(?:says?|said|wrote|hat gesagt|zei|napisał|napisała|pisze|sade|skrev|sagde|kirjoitti|writes|commented|sagte?|schreibt|schrieb|meinte?|dit|a écrit|dice|dijo|escribió|ha scritto|ha detto|schreef|zegt|disse|diz|escreveu|пишет|säger|skriver)\s?[,:.…]{0,3}$/iu;

function nameOf(part: string): string | null {
  const words = part
    .replace(VERB, "")
    .replace(/[,;]/g, "$& ")
    .replaceAll("|", " | ")
    .split(/\s+/)
    .filter((word) => word.trim() !== "" && !word.includes("://"));
  let from = 0;
  let to = words.length;
  while (from < to && isBefore(words[from]!)) from++;
  while (to > from && isAfter(words[to - 1]!)) to--;
  const joined = words
    .slice(from, to)
    .join(" ")
    .replace(/ (?=[,;:|])/g, "")
    .replace(/[\s,:;|–—(-]{1,20}$/u, "");
  const name = withoutGuestNote(joined).trim();
  if (to - from === 1 && isNoName(name)) return null;
  const month = LOOKS_DATED.exec(name)?.[1];
  if (month !== undefined && monthOf(month.toLowerCase()) !== undefined) return null;
  return name.length > LONGEST_NAME || !/[\p{L}\p{N}]/u.test(name) ? null : name;
}

const bare = (word: string): string => trimSignsEnd(word, ",:;.|…");
/** What is left of a date that names no year is no name: "July 24", "24. Juli 10:34". */
const LOOKS_DATED = /^(?:\d{1,2}\.?\s)?(\p{L}{3,9})\.?\s\d{1,2}(?!\p{L})/u;
const isNoName = (word: string): boolean => {
  const plain = word.toLowerCase();
  return BEFORE.has(plain) || AFTER.has(plain) || WEEKDAYS.has(plain);
};
const isBefore = (word: string): boolean => {
  const plain = bare(word);
  if (MARK.test(word) || NUMBER.test(word) || (WEEKDAYS.has(plain.toLowerCase()) && plain.length > 4)) return true;
  return (
    BEFORE.has(plain) ||
    (/^(?:Posted|Submitted|Written|Comment|Commented|By|From|Name|Author|Geschrieben|Verfasst|Kommentar|Von|On|Reply|Response|Added)$/.test(
      plain,
    ) &&
      (plain !== "Von" || word !== plain))
  );
};
const isAfter = (word: string): boolean => {
  const plain = bare(word).toLowerCase();
  return MARK.test(word) || AFTER.has(plain) || WEEKDAYS.has(plain) || /^#\d*$/.test(word);
};
