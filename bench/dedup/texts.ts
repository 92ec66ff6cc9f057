// Real prose to make copies of: manuals of Debian packages, fetched once with apt, and articles of ../shared/data where present.
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as cheerio from "cheerio";

/** Debian 12. A package that this release does not have is told and left out. */
const PACKAGES = [
  "linux-doc-6.1",
  "python3.11-doc",
  "debian-handbook",
  "debian-policy",
  "perl-doc",
  "developers-reference",
];
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/dedup-texts/", import.meta.url));
const ARTICLES = fileURLToPath(new URL("../../../shared/data/extraction/", import.meta.url));

/** Words of a text: enough to be an article, and cut where a chapter goes on; notes, reports and features in turn. */
const LEAST = 120;
const MOST = [200, 300, 300, 450, 700];

/** Texts as lists of paragraphs, no paragraph twice, in an order that never changes; read once and kept in the cache. */
export function realTexts(): string[][] {
  const kept = `${CACHE}texts.json`;
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));
  mkdirSync(CACHE, { recursive: true });
  const texts = readTexts();
  writeFileSync(kept, JSON.stringify(texts));
  return texts;
}

function readTexts(): string[][] {
  const seen = new Set<string>();
  const fresh = (paragraph: string): boolean => !seen.has(paragraph) && !!seen.add(paragraph);
  return [...articles(), ...manuals()].flatMap((paragraphs) => cut(paragraphs.filter(isProse).filter(fresh)));
}

function articles(): string[][] {
  const files = globSync("*/gold.json", { cwd: ARTICLES }).sort();
  if (files.length === 0) console.error(`no articles at ${ARTICLES}: manuals only`);
  return files.flatMap((file) => {
    const gold = JSON.parse(readFileSync(ARTICLES + file, "utf8")) as Record<string, { body?: string }>;
    return Object.values(gold).map(({ body }) => (body ?? "").split(/\n+/));
  });
}

function manuals(): string[][] {
  const texts: string[][] = [];
  for (const name of PACKAGES) {
    const folder = CACHE + name;
    if (globSync("usr", { cwd: folder }).length === 0) {
      mkdirSync(folder, { recursive: true });
      try {
        execFileSync("apt-get", ["download", name], { cwd: folder, stdio: "ignore" });
        execFileSync("dpkg", ["-x", globSync("*.deb", { cwd: folder })[0]!, "."], { cwd: folder });
      } catch {
        console.error(`apt has no package "${name}": left out`);
        continue;
      }
    }
    const files = globSync("usr/**/*.{html,pod}", { cwd: folder })
      .filter((file) => !/translations|\/html\/(?!en-US)[a-z]{2}(-[A-Z]{2})?\//.test(file))
      .filter((file) => statSync(`${folder}/${file}`).isFile());
    for (const file of files.sort()) {
      const text = readFileSync(`${folder}/${file}`, "utf8");
      texts.push(file.endsWith(".pod") ? podParagraphs(text) : htmlParagraphs(text));
    }
  }
  return texts;
}

function htmlParagraphs(html: string): string[] {
  const $ = cheerio.load(html);
  return $("p")
    .toArray()
    .map((p) => $(p).text().replace(/\s+/g, " ").trim());
}

function podParagraphs(pod: string): string[] {
  return pod
    .split(/\n\s*\n/)
    .filter((block) => !/^[=\s]/.test(block))
    .map((block) =>
      block
        .replace(/[A-Z]<+\s?([^<>]*)\s?>+/g, "$1")
        .replace(/\s+/g, " ")
        .trim(),
    );
}

/** Sentences in letters; lists of names, code and tables would make copies too easy to tell. */
function isProse(paragraph: string): boolean {
  const words = paragraph.split(" ");
  return (
    words.length >= 15 &&
    words.filter((word) => /^["'(]?\p{L}[\p{L}'’-]*[.,;:!?)"']*$/u.test(word)).length >= 0.85 * words.length
  );
}

function cut(paragraphs: readonly string[]): string[][] {
  const texts: string[][] = [];
  let open: string[] = [];
  let words = 0;
  for (const paragraph of paragraphs) {
    const more = paragraph.split(" ").length;
    if (words + more > MOST[texts.length % MOST.length]! && words >= LEAST) {
      texts.push(open);
      [open, words] = [[], 0];
    }
    open.push(paragraph);
    words += more;
  }
  if (words >= LEAST) texts.push(open);
  return texts;
}
