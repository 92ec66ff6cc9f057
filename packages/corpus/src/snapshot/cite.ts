// How a snapshot is cited: BibTeX and CSL-JSON.
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

/** What BibTeX and LaTeX would take for commands. */
const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
const latex = (text: string): string => text.replace(/[\\{}$&#_%~^]/g, (sign) => LATEX[sign] ?? `\\${sign}`);

export function citationOf(snapshot: SnapshotRecord, options: CitationOptions = {}): Citation {
  const { authors = [], title = `News articles and their comments: snapshot ${snapshot.name}`, url } = options;
  const { articles, comments, checksum } = snapshot;
  const [year, month, day] = snapshot.madeAt.slice(0, 10).split("-").map(Number) as [number, number, number];
  const version = snapshot.methods.versions.belowline;
  const note = `${articles} articles, ${comments} comments; collected with Belowline ${version}; SHA-256 ${checksum}`;
  const fields = [
    ...(authors.length > 0 ? [["author", authors.map(latex).join(" and ")]] : []),
    ["title", `{${latex(title)}}`],
    ["year", String(year)],
    ["month", String(month)],
    ["version", latex(snapshot.name)],
    ["howpublished", "Data set"],
    ["note", latex(note)],
    ...(url === undefined ? [] : [["url", url.replace(/[{}\\\s]/g, encodeURIComponent)]]),
  ];
  const key = `belowline-${snapshot.name.replace(/[^A-Za-z0-9.-]/g, "-")}`;
  return {
    text: `${authors.length > 0 ? `${authors.join("; ")} (${year}). ` : ""}${title}${authors.length > 0 ? "" : ` (${year})`}. Data set. ${note}.${url === undefined ? "" : ` ${url}`}`,
    bibtex: `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(",\n")}\n}\n`,
    csl: {
      id: key,
      type: "dataset",
      title,
      ...(authors.length > 0 ? { author: authors.map(nameOf) } : {}),
      issued: { "date-parts": [[year, month, day]] },
      version: snapshot.name,
      note,
      ...(url === undefined ? {} : { URL: url }),
    },
  };
}

/** "Sand, Imke" has a family name; anything else is taken as it stands. */
function nameOf(name: string): object {
  const [family, given, ...more] = name.split(",").map((part) => part.trim());
  return family && given && more.length === 0 ? { family, given } : { literal: name };
}
