// Times as WordPress prints them: ISO with the site's offset, site-local without one, RFC 2822, and for people.
import { offsetMinutes } from "@belowline/schema";
import { OFFSET } from "./content.ts";

/** `2026-03-05T18:41:05+01:00`, the value of `time[datetime]`. */
export const withOffset = (at: string): string => `${local(at)}${OFFSET}`;

/** `2026-03-05T18:41:05`: REST's `date`, in the site's zone and without saying so. */
export const local = (at: string): string =>
  new Date(Date.parse(at) + offsetMinutes(OFFSET) * 60_000).toISOString().slice(0, 19);

/** `2026-03-05T17:41:05`: REST's `date_gmt`, in UTC and without saying so. */
export const gmt = (at: string): string => new Date(at).toISOString().slice(0, 19);

/** `2026-03-05T17:41:05Z`, as Atom wants it. */
export const zulu = (at: string): string => `${gmt(at)}Z`;

/** `Thu, 05 Mar 2026 17:41:05 +0000`, as RSS wants it. */
export const rfc2822 = (at: string): string => new Date(at).toUTCString().replace("GMT", "+0000");

/** `March 5, 2026`, local; and the clock, `6:41 pm`. */
export const dayForPeople = (at: string): string => DAY.format(new Date(`${local(at)}Z`));
/** Intl puts a narrow no-break space before "pm"; WordPress does not. */
export const clockForPeople = (at: string): string =>
  CLOCK.format(new Date(`${local(at)}Z`))
    .replace("\u202f", " ")
    .toLowerCase();

const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
