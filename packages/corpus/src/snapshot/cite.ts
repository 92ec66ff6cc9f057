// How a snapshot is cited: BibTeX and CSL-JSON.
import { digestOf, refuseUnknown, UsageError } from "@belowline/schema";
import type { SnapshotRecord } from "./freeze.ts";

export interface Citation {
  readonly text: string;
  readonly bibtex: string;
  /** CSL-JSON, one item, as Zotero and pandoc read it. */
  readonly csl: Readonly<Record<string, unknown>>;
}

export interface CitationOptions {
  /** Who made the corpus: "Sand, Imke". */
  readonly authors?: readonly string[];
  readonly title?: string;
  /** Where it can be had. */
  readonly url?: string;
}

/** What BibTeX and LaTeX would take for commands. No brace stands alone: BibTeX counts also those behind a backslash. */
const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
const latex = (text: string): string => text.replace(/[\\{}$&#_%~^]/g, (sign) => LATEX[sign] ?? `\\${sign}`);

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** @throws UsageError `usage/unknown-option`, `usage/invalid-value` */
export function citationOf(snapshot: SnapshotRecord, options: CitationOptions = {}): Citation {
  refuseUnknown("cite", options, ["authors", "title", "url"]);
  const { url } = options;
  if (!Array.isArray(options.authors ?? [])) throw invalid("authors", 'an array of names, such as ["Sand, Imke"]');
  const authors = (options.authors ?? []).map(plain);
  const title = plain(options.title ?? `News articles and their comments: snapshot ${snapshot.name}`);
  if (authors.includes("")) throw invalid("authors", "names that are not empty");
  if (title === "") throw invalid("title", "a title that is not empty");
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    throw invalid("url", "an http:// or https:// address; a DOI is https://doi.org/10...");
  const { articles, comments, checksum } = snapshot;
  const [year, month, day] = snapshot.madeAt.slice(0, 10).split("-").map(Number) as [number, number, number];
  const version = snapshot.methods.versions.belowline;
  const note = `${articles} articles, ${comments} comments; collected with Belowline ${version}; SHA-256 ${checksum}`;
  const fields = [
    ...(authors.length > 0 ? [["author", `{${authors.map(bibtexName).join(" and ")}}`]] : []),
    ["title", `{{${latex(title)}}}`],
    ["year", `{${year}}`],
    ["month", MONTHS[month - 1]],
    ["version", `{${latex(snapshot.name)}}`],
    ["howpublished", "{Data set}"],
    ["note", `{${latex(note)}}`],
    ...(url === undefined ? [] : [["url", `{${url.replace(/[{}\\\s]/g, encodeURIComponent)}}`]]),
  ];
  const key = keyOf(snapshot.name);
  return {
    text: `${authors.length > 0 ? `${authors.join("; ")} (${year}). ` : ""}${title}${authors.length > 0 ? "" : ` (${year})`}. Data set. ${note}.${url === undefined ? "" : ` ${url}`}`,
    bibtex: `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = ${value}`).join(",\n")}\n}\n`,
    csl: {
      id: key,
      type: "dataset",
      title,
      ...(authors.length > 0 ? { author: authors.map(cslName) } : {}),
      issued: { "date-parts": [[year, month, day]] },
      version: snapshot.name,
      note,
      ...(url === undefined ? {} : { URL: url }),
    },
  };
}

const invalid = (option: string, expected: string): UsageError =>
  new UsageError("usage/invalid-value", `cite({ ${option} }): expected ${expected}`, { option });

/** On one line, without control characters. */
const plain = (text: string): string =>
  String(text)
    .replace(/[\s\p{Cc}]+/gu, (found) => (/\s/.test(found) ? " " : ""))
    .trim();

/** BibTeX knows no letters beyond ASCII in a key; two names that would be one there are told apart by a digest. */
function keyOf(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w.-]+/g, "-");
  return `belowline-${ascii}${ascii === name ? "" : `-${digestOf(name).slice(0, 8)}`}`;
}

/** "Sand, Imke" has a family name; anything else is taken as it stands. */
function partsOf(name: string): { readonly family: string; readonly given: string } | undefined {
  const [family, given, ...more] = name.split(",").map((part) => part.trim());
  return family && given && more.length === 0 ? { family, given } : undefined;
}

const cslName = (name: string): object => partsOf(name) ?? { literal: name };

/** Braces keep BibTeX from seeing a given name, or two authors, in "Rock and Roll Archive". */
function bibtexName(name: string): string {
  const parts = partsOf(name);
  if (!parts || / and /i.test(name)) return `{${latex(name)}}`;
  return `${latex(parts.family)}, ${latex(parts.given)}`;
}
