// Inferred replies: how many are right, on generated threads whose parents are known and on threads of real pages.
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readInstant, type StatedComment } from "@belowline/schema";
import { contentOfHtml, contentOfText } from "../packages/scraper/src/comments/content.ts";
import { inferParents } from "../packages/scraper/src/comments/infer.ts";
import { generateThread, randomFrom, type TrueThread } from "../test/support/platform-server/thread.ts";

const DATA = join(import.meta.dirname, "../../shared/data/extraction");
const THREADS = 200;
const SIZE = 150;

interface Score {
  readonly replies: number;
  /** Replies whose words tell what they answer, where that is known. */
  readonly told: number | null;
  /** Of these, replies whose words fit one comment only: a quotation, a number, or the name of someone who had written once. */
  readonly plain: number | null;
  readonly inferred: number;
  readonly right: number;
}

const WORDS = "rain bridge tram harbour council ferry lamp stone winter budget garden street train river market".split(
  " ",
);

/** Forty writers a thread; one in ten bears the name of another, and one in ten gives none. */
const writerOf = (author: TrueThread[number]["author"], seed: number): TrueThread[number]["author"] => {
  if (author === null || (author.key + seed) % 10 === 0) return author && { ...author, name: "Anonymous" };
  return {
    ...author,
    name: `Reader ${WORDS[author.key % WORDS.length]} ${(author.key + seed) % 10 === 1 ? 0 : author.key}`,
  };
};

/** Written as people do: replies that address by name, quote, link or quote with a name, and many that do nothing of the kind; some names are told in vain. */
function generated(): Score {
  const total = { replies: 0, told: 0, plain: 0, inferred: 0, right: 0 };
  for (let seed = 1; seed <= THREADS; seed++) {
    const random = randomFrom(seed);
    const pick = (n: number): number => Math.floor(random() * n);
    const thread: TrueThread = generateThread(seed, SIZE).map((one) => ({
      ...one,
      author: writerOf(one.author, seed),
    }));
    const told = new Set<number>();
    let plain = 0;
    /** Whoever is named had written once before. */
    const wroteOnce = (name: string, before: number): boolean =>
      thread.slice(0, before).filter((other) => other.author?.name === name).length === 1;
    const texts = thread.map(() => Array.from({ length: 8 + pick(30) }, () => WORDS[pick(WORDS.length)]).join(" "));
    const comments = thread.map((one, at): StatedComment => {
      const parent = one.parent === null ? undefined : thread[one.parent - 1]!;
      const sign = random();
      let html = `<p>${texts[at]}</p>`;
      const name = parent?.author?.name;
      if (parent !== undefined && sign < 0.3 && name) {
        html = `<p>@${name.replaceAll("&", "&amp;").replaceAll("<", "&lt;")} ${texts[at]}</p>`;
        told.add(one.id);
        if (wroteOnce(name, at)) plain++;
      } else if (parent !== undefined && sign < 0.45) {
        html = `<blockquote>${texts[parent.id - 1]}</blockquote>${html}`;
        told.add(one.id);
        plain++;
      } else if (parent !== undefined && sign < 0.62 && name) {
        const shown = name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
        const piece = texts[parent.id - 1]!.split(" ").slice(1, 5).join(" ");
        html =
          sign < 0.5
            ? `<p>${shown}: ${texts[at]}</p>`
            : sign < 0.54
              ? `<p><a href="#comment-${parent.id}">${shown}</a> ${texts[at]}</p>`
              : sign < 0.58
                ? `<p>[quote=${shown}]${piece}[/quote] ${texts[at]}</p>`
                : `<p>Zitat von ${shown}:</p><p>${piece}</p><p>${texts[at]}</p>`;
        told.add(one.id);
        if (sign >= 0.5 || wroteOnce(name, at)) plain++;
      } else if (sign > 0.97) html = `<p>@Nobody Here ${texts[at]}</p>`;
      const createdAt = readInstant(new Date(one.createdAt).toISOString())!;
      const author = one.author === null ? null : { name: one.author.name, key: String(one.author.key) };
      return {
        nativeId: String(one.id),
        parent: null,
        parentFrom: "none",
        author,
        createdAt,
        ...contentOfHtml(html),
        state: "visible",
        permalink: null,
      };
    });
    const inferred = inferParents(comments);
    total.replies += thread.filter((one) => one.parent !== null).length;
    total.told += told.size;
    total.plain += plain;
    for (const [id, { parent }] of inferred) {
      total.inferred++;
      if (String(thread[Number(id) - 1]!.parent) === parent) total.right++;
    }
  }
  return total;
}

interface SilverThread {
  readonly comments: readonly {
    readonly id: string | number;
    readonly parent: string | number | null;
    readonly author: string | null;
    readonly date: string | null;
    readonly text: string;
  }[];
}

/** Parents that the page states are hidden and inferred anew; what is inferred where none is stated cannot be judged so. */
function silver(): (Score & { readonly threads: number; readonly unjudged: readonly string[] }) | undefined {
  if (!existsSync(DATA)) return undefined;
  const total = { threads: 0, replies: 0, inferred: 0, right: 0 };
  const unjudged: string[] = [];
  for (const file of globSync("*/silver_threads/*.json", { cwd: DATA })) {
    const { comments } = JSON.parse(readFileSync(join(DATA, file), "utf8")) as SilverThread;
    const known = new Map(comments.map((one) => [String(one.id), one.parent === null ? null : String(one.parent)]));
    const inferred = inferParents(
      comments.map((one) => ({
        nativeId: String(one.id),
        parent: null,
        parentFrom: "none",
        author: one.author ? { name: one.author } : null,
        createdAt: (one.date && readInstant(one.date)) || null,
        ...contentOfText(one.text),
        state: "visible",
        permalink: null,
      })),
    );
    total.threads++;
    total.replies += [...known.values()].filter((parent) => parent !== null).length;
    for (const [id, { parent, from }] of inferred) {
      const stated = known.get(id);
      if (stated == null) unjudged.push(`${file} ${id} -> ${parent} (${from})`);
      else {
        total.inferred++;
        if (stated === parent) total.right++;
      }
    }
  }
  return { ...total, told: null, plain: null, unjudged };
}

const percent = (part: number, whole: number): string => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);
const row = (name: string, { replies, told, plain, inferred, right }: Score): string =>
  `| ${name} | ${replies} | ${told ?? "-"} | ${plain ?? "-"} | ${inferred} | ${right} | ${percent(right, inferred)} | ${told === null ? "-" : percent(right, told)} | ${plain === null ? "-" : percent(right, plain)} |`;

const real = silver();
const lines = [
  "# Inferred replies",
  "",
  "`node bench/inferred-replies.ts`. A reply is inferred from a leading name, a number or link, or a quotation; here every stated parent is hidden first.",
  "*told* are replies whose words tell whom or what they answer; *plain* are those of them whose words fit one comment only: by name alone",
  "nobody can choose between two comments of one writer, and then nothing is inferred.",
  "",
  "| threads | replies | told | plain | inferred | right | right of inferred | right of told | right of plain |",
  "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
  row(`${THREADS} generated, ${SIZE} comments each`, generated()),
  ...(real
    ? [row(`${real.threads} of real pages (stated parents)`, real)]
    : ["", "The threads of real pages are absent (../shared/data); their row is left out."]),
  ...(real
    ? [
        "",
        `Where real pages state no parent, ${real.unjudged.length} replies were inferred (on 2026-11-24: 3, read by hand, all right).`,
      ]
    : []),
];
writeFileSync(join(import.meta.dirname, "results/inferred-replies.md"), `${lines.join("\n")}\n`);
console.log(lines.join("\n"));
for (const one of real?.unjudged ?? []) console.error(one);
