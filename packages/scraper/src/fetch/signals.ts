// What one answer says of text and data mining, AI and archives: its headers and the head of its page, each statement as it stands.
import type { Capture, Signal } from "@belowline/schema";
import { Parser } from "htmlparser2";

/**
 * Content-Usage categories that a text corpus falls under, or may be put to afterwards: those of draft-ietf-aipref-vocab
 * (https://datatracker.ietf.org/doc/draft-ietf-aipref-vocab/) and of its earlier versions. `search` is only recorded.
 */
const RESERVED_USES = new Set(["train-ai", "ai-use", "ai-output", "train-genai", "genai", "ai", "tdm", "bots", "all"]);

/**
 * Robots directives that concern a corpus: noai and noimageai (DeviantArt, 2022; a convention without a standard:
 * https://datalicenses.pages.dev/initiatives/deviantart-noai), noml, and of the search engines' noarchive and noindex. We keep
 * whole pages, hence noarchive counts; we fetch no images and publish no index.
 */
const DIRECTIVES: Readonly<Record<string, boolean>> = {
  noai: true,
  noml: true,
  noarchive: true,
  noimageai: false,
  noindex: false,
};

const RSL = "application/rsl+xml";
/** Where a head ends that is longer, nobody looks. */
const HEAD_BYTES = 64 * 1024;
const LONGEST_STATEMENT = 300;

export const statement = (from: string, text: string, reserves: boolean): Signal => ({
  from,
  statement: text.replace(/\s+/g, " ").trim().slice(0, LONGEST_STATEMENT),
  reserves,
});

/** Content-Usage, a dictionary of `category=y` and `category=n` (draft-ietf-aipref-attach). */
export function usageSignal(from: string, value: string): Signal {
  const refused = value.split(",").some((entry) => {
    const [key = "", preference = ""] = entry.split(";", 1)[0]!.split("=");
    return preference.trim() === "n" && RESERVED_USES.has(key.trim().toLowerCase());
  });
  return statement(from, value, refused);
}

/** A TDM reservation (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/): 1 is reserved, 0 is not. */
export const tdmSignal = (from: string, value: string | number): Signal =>
  statement(from, `tdm-reservation: ${value}`, String(value).trim() === "1");

/** An RSL licence binds everybody who reads it (https://rslstandard.org/rsl); we conclude none, so its presence is a no. */
export const licenceSignal = (from: string, address: string): Signal => statement(from, `license: ${address}`, true);

/** All statements of an answer, headers first; of several TDM reservations the nearest to the page decides, as TDMRep has it. */
export function signalsOf({ headers, body }: Pick<Capture, "headers" | "body">): readonly Signal[] {
  const found: Signal[] = [];
  const header = (name: string): string | undefined => headers[name];
  const reservation = header("tdm-reservation");
  if (reservation !== undefined) found.push(tdmSignal("tdm-reservation header", reservation));
  const usage = header("content-usage");
  if (usage !== undefined) found.push(usageSignal("content-usage header", usage));
  found.push(...directives("x-robots-tag header", header("x-robots-tag") ?? ""));
  for (const link of (header("link") ?? "").split(",")) {
    const [address = "", ...parameters] = link.split(";").map((part) => part.trim());
    const says = (name: string, value: string): boolean =>
      parameters.some((part) => part.toLowerCase().startsWith(`${name}=`) && part.toLowerCase().includes(value));
    if (address.startsWith("<") && says("type", RSL) && says("rel", "license"))
      found.push(licenceSignal("link header", address.slice(1, -1)));
  }
  found.push(...headSignals(body));
  return nearestReservation(found);
}

/** Keeps every statement, but lets only the last TDM reservation reserve: a page's word supersedes its header's, that one the site's. */
export function nearestReservation(signals: readonly Signal[]): readonly Signal[] {
  const isReservation = (signal: Signal): boolean => signal.statement.startsWith("tdm-reservation:");
  const last = signals.findLastIndex(isReservation);
  return signals.map((signal, at) => (isReservation(signal) && at < last ? { ...signal, reserves: false } : signal));
}

/** `agent: directive, directive`: those for everybody or for us. */
function directives(from: string, value: string): Signal[] {
  let ours = true;
  return value
    .toLowerCase()
    .split(",")
    .flatMap((item) => {
      const colon = item.indexOf(":");
      const agent = colon < 0 ? undefined : item.slice(0, colon).trim();
      if (agent !== undefined && !/^(?:max-|unavailable_after)/.test(agent))
        ours = ["*", "robots", "belowline"].includes(agent);
      const word = item.slice(colon + 1).trim();
      const reserves = DIRECTIVES[word];
      return ours && reserves !== undefined ? [statement(from, word, reserves)] : [];
    });
}

/** The names are all in ASCII, so that the encoding of the page does not matter. */
function headSignals(body: Uint8Array): Signal[] {
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, HEAD_BYTES)).toString("latin1");
  if (!head.trimStart().startsWith("<")) return [];
  const found: Signal[] = [];
  let over = false;
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (over) return;
      if (tag === "body") over = true;
      const { name = "", content = "", rel = "", type = "", href = "" } = attributes;
      const called = name.toLowerCase();
      if (tag === "meta" && called === "tdm-reservation") found.push(tdmSignal("tdm-reservation meta", content));
      if (tag === "meta" && (called === "robots" || called === "belowline"))
        found.push(...directives(`${called} meta`, content));
      if (tag === "link" && type.toLowerCase() === RSL && /license/i.test(rel))
        found.push(licenceSignal("link element", href));
      if (tag === "script" && type.toLowerCase() === RSL) found.push(licenceSignal("script element", "in the page"));
    },
  });
  parser.write(head);
  return found;
}
