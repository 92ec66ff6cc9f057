// Times that markup tells to machines: datetime, itemprop, abbr titles, and the attributes that sites invent.
import { type Instant, readInstant } from "@belowline/schema";
import type { Element } from "domhandler";
import type { DateContext } from "../times.ts";
import { timeContent } from "./standards.ts";

const EPOCH = /^\d{10}(?:\d{3})?$/;
const ATTRIBUTES = [
  "datetime",
  "data-time",
  "data-timestamp",
  "data-date",
  "data-created",
  "data-datetime",
  "data-utime",
  "data-posted",
] as const;

/** The machine's time of an element; undefined where it tells none. */
export function readMachineTime({ name, attribs }: Element, dates: DateContext): Instant | undefined {
  for (const attribute of ATTRIBUTES) {
    const raw = attribs[attribute];
    if (raw === undefined || raw.length > 64) continue;
    const read = readInstant(raw, dates.offset) ?? epoch(raw);
    if (read) return read;
  }
  const stated = timeContent(attribs);
  const title = name === "abbr" || name === "span" || name === "a" || name === "time" ? attribs.title : undefined;
  return readInstant(stated, dates.offset) ?? readInstant(title, dates.offset);
}

/** Seconds or milliseconds since 1970, of the years 1995 to 2050. */
export function epoch(raw: string): Instant | undefined {
  if (!EPOCH.test(raw)) return undefined;
  const isMs = raw.length === 13;
  const at = Number(raw) * (isMs ? 1 : 1000);
  if (at < 788_918_400_000 || at > 2_524_608_000_000) return undefined;
  return { at: new Date(at).toISOString(), offset: "Z", precision: isMs ? "ms" : "s", source: "machine", raw };
}
