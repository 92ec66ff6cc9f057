// The shingle index beside COPY into a bare table: texts a second in, looked up in batches and one by one; and the whole search.

import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Corpus, openCorpus } from "@belowline/corpus";
import { newPrivacyKey, publisherId } from "@belowline/schema";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { indexOver } from "../packages/corpus/src/store/duplicates/readings.ts";
import { type Holder, onlyByIndex, writeShingles } from "../packages/corpus/src/store/duplicates/shingles.ts";
import { markdownTable, median, writeResult } from "./measure.ts";
import { startPostgres } from "./postgres.ts";

const largest = Number(process.argv[2] ?? 1_000_000);
const searched = Number(process.argv[3] ?? 20_000);

const KEYS = 16;
const BATCH = 500;
const BATCHES = 20;
const SINGLES = 1000;
const PUBLISHERS = 50;
const SEEN = "2026-03-02T08:00:00.000Z";

const server = await startPostgres();
const engines: readonly { name: string; sizes: readonly number[]; place(): Promise<string> }[] = [
  { name: "PostgreSQL 18", sizes: [100_000, largest], place: server.freshDatabase },
  { name: "PGlite folder", sizes: [100_000], place: async () => join(server.folder, `corpus${n++}`) },
];
let n = 0;

/** The same numbers in every run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) | 0;
  };
}

const publishers = Array.from({ length: PUBLISHERS }, (_, i) => publisherId(`paper${i}.example`));

/** Rows as a corpus of that size has them, without the texts: one text in five shares 12 keys with an earlier one. */
async function preload(corpus: Corpus, size: number): Promise<void> {
  await corpus.transaction(async (tx) => {
    for (const [i, id] of publishers.entries())
      await sql`insert into publisher (id, key, first_seen_at) values (${id}, ${`paper${i}.example`}, ${SEEN})`.execute(
        tx,
      );
    // Documents 1, 6, 11 ... hand on twelve of their keys to the next one.
    await sql`insert into wording (number, kind, publisher_id, digest, leader, first_seen_at, times, words, hashes)
      select hashint4extended(i, 0)::bit(32)::int, 'article', (${publishers}::uuid[])[1 + i % ${sql.lit(PUBLISHERS)}], 'd' || i, gen_random_uuid(), ${SEEN}, 1, 250,
        array(select hashint4extended(case when i % 5 = 2 and k <= 12 then i - 1 else i end, k)::bit(32)::int
          from generate_series(1, ${sql.lit(KEYS)}) k order by 1)
      from generate_series(1, ${sql.lit(size)}) i order by i`.execute(tx);
    await sql`insert into shingle (hash, wording) select distinct h, number from wording, unnest(hashes) h order by 1, 2`.execute(
      tx,
    );
  });
  await sql`vacuum analyze wording`.execute(corpus.db);
  await sql`vacuum analyze shingle`.execute(corpus.db);
}

interface Figures {
  readonly rows: number;
  readonly insert: number;
  readonly lookUp: number;
  readonly p50: number;
  readonly p95: number;
}

async function measured(corpus: Corpus, size: number): Promise<Figures> {
  const next = numbersFrom(size);
  const { rows } = await sql<{ number: number; hashes: number[] }>`
    select number, to_jsonb(hashes) as hashes from wording where number % ${Math.floor(size / 4000)} = 0`.execute(
    corpus.db,
  );
  const hashes = (): number[] => {
    const fresh = Array.from({ length: KEYS }, next);
    const old = rows[(next() >>> 0) % rows.length]!.hashes;
    return (next() >>> 0) % 5 === 0 ? [...fresh.slice(12), ...old.slice(0, 12)] : fresh;
  };
  const [rowsOnly, inserts, lookUps, singles]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let batch = 0; batch < BATCHES; batch++) {
    const came: Holder[] = [];
    const start = performance.now();
    await corpus.transaction(async (tx) => {
      const { rows: made } = await sql<{ number: number }>`
        insert into wording (kind, publisher_id, digest, leader, first_seen_at, times, words, hashes)
        select 'article', ${publishers[batch]!}, ${`${batch} `} || i, gen_random_uuid(), ${SEEN}, 1, 250, '{}'
        from generate_series(1, ${sql.lit(BATCH)}) i returning number`.execute(tx);
      for (const { number } of made) came.push({ number, publisherId: publishers[batch]!, hashes: hashes() });
      await onlyByIndex(tx);
      const writing = performance.now();
      await writeShingles(tx, came, []);
      rowsOnly.push(performance.now() - writing);
    });
    inserts.push(performance.now() - start);
    const looking = performance.now();
    await corpus.transaction(async (tx) => {
      await onlyByIndex(tx);
      await indexOver(tx).look(came.flatMap((one) => [...one.hashes]));
    });
    lookUps.push(performance.now() - looking);
  }
  await corpus.transaction(async (tx) => {
    await onlyByIndex(tx);
    for (let i = 0; i < SINGLES; i++) {
      const asked = hashes();
      const start = performance.now();
      await indexOver(tx).look(asked);
      singles.push(performance.now() - start);
    }
  });
  const a_second = (times: readonly number[]): number => (BATCH * 1000) / median(times);
  const order = singles.sort((a, b) => a - b);
  return {
    rows: a_second(rowsOnly),
    insert: a_second(inserts),
    lookUp: a_second(lookUps),
    p50: order[Math.floor(order.length * 0.5)]!,
    p95: order[Math.floor(order.length * 0.95)]!,
  };
}

/** Texts a second that COPY puts into a bare (hash, document) table with its key, index and all. */
async function copied(engine: string, target: string): Promise<number> {
  const next = numbersFrom(7);
  const lines: string[] = [];
  for (let i = 0; i < BATCH * BATCHES; i++) for (let k = 0; k < KEYS; k++) lines.push(`${next()}\t${i}`);
  const table = "create table bare (hash integer, document integer, primary key (hash, document))";
  const text = lines.join("\n");
  let start: number;
  if (engine.startsWith("PostgreSQL")) {
    const client = new pg.Client({ connectionString: target });
    await client.connect();
    await client.query(table);
    start = performance.now();
    await pipeline(Readable.from([text]), client.query(copyFrom("copy bare from stdin")));
    const took = performance.now() - start;
    await client.end();
    return (BATCH * BATCHES * 1000) / took;
  }
  const db = await PGlite.create(`${target}-bare`);
  await db.exec(table);
  start = performance.now();
  await db.query("copy bare from '/dev/blob'", [], { blob: new Blob([text]) });
  const took = performance.now() - start;
  await db.close();
  return (BATCH * BATCHES * 1000) / took;
}

const WORDS =
  "harbour ferry council tide lamp quay crane herring storm letter pier buoy choir school baker diver skipper winter signal bridge market warden sail rope".split(
    " ",
  );

/** Articles of about 250 words, one in five a version of the one before, put straight into the tables. */
async function articles(corpus: Corpus, size: number): Promise<void> {
  const next = numbersFrom(size);
  const text = (): string =>
    Array.from({ length: 250 }, () => `${WORDS[(next() >>> 0) % WORDS.length]}${(next() >>> 0) % 40}`).join(" ");
  await corpus.transaction(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx); // rows that no crawl brought
    for (const [i, id] of publishers.entries())
      await sql`insert into publisher (id, key, first_seen_at) values (${id}, ${`paper${i}.example`}, ${SEEN})`.execute(
        tx,
      );
    let last = text();
    for (let from = 0; from < size; from += 1000) {
      const texts = Array.from({ length: 1000 }, (_, i) => {
        if (i % 5 === 2) return `New words at the head of it ${i}. ${last.slice(0, -200)}`;
        return (last = text());
      });
      await sql`with given as (
          select gen_random_uuid() as id, (${publishers}::uuid[])[1 + n % ${sql.lit(PUBLISHERS)}] as publisher_id, text
          from unnest(${texts}::text[]) with ordinality t (text, n)
        ), made as (
          insert into article (id, publisher_id, url, revision, first_seen_at, last_seen_at)
          select id, publisher_id, 'https://paper.example/' || id, 1, ${SEEN}, ${SEEN} from given
        ), marked as (insert into wording_of (id, kind) select id, 'article' from given)
        insert into article_revision (article_id, number, digest, cause, capture_id, seen_at, headline, byline, tags, text,
          word_count, blocks, images, paywall, evidence)
        select id, 1, '', 'first', id, ${SEEN}, '', '{}', '{}', text, 250, '[]', '[]', '{}', '{}' from given`.execute(
        tx,
      );
    }
  });
  await sql`vacuum analyze`.execute(corpus.db);
}

const indexRows: (string | number)[][] = [];
const searchRows: (string | number)[][] = [];
for (const { name, sizes, place } of engines) {
  for (const size of sizes) {
    const target = await place();
    await using corpus = await openCorpus(target, { key: newPrivacyKey() });
    await preload(corpus, size);
    const { rows: written, insert, lookUp, p50, p95 } = await measured(corpus, size);
    const bare = await copied(name, target);
    const { rows } = await sql<{ bytes: number }>`
      select (pg_total_relation_size('shingle') / (select count(*) from wording))::int as bytes`.execute(corpus.db);
    indexRows.push([
      name,
      size,
      Math.round(written),
      Math.round(insert),
      Math.round(bare),
      Math.round(lookUp),
      p50.toFixed(2),
      p95.toFixed(2),
      rows[0]!.bytes,
    ]);
    console.error(indexRows.at(-1)!.join("  "));
  }
  await using corpus = await openCorpus(await place(), { key: newPrivacyKey() });
  await articles(corpus, searched);
  const start = performance.now();
  const { read, compared } = await corpus.dedupe();
  const took = (performance.now() - start) / 1000;
  const again = performance.now();
  await corpus.dedupe({ rebuild: true });
  const rebuilt = (performance.now() - again) / 1000;
  searchRows.push([name, read, compared, Math.round(read / took), Math.round(read / rebuilt)]);
  console.error(searchRows.at(-1)!.join("  "));
}
await server.stop();

await writeResult(
  "dedup-store",
  `The shingle index with ${KEYS} keys a text. Median of ${BATCHES} batches of ${BATCH} texts, one transaction each, with fsync at each engine's default; ${SINGLES} single look-ups. One text in five shares twelve keys with one that is there.`,
  `node bench/dedup-store.ts ${largest} ${searched}`,
  markdownTable(
    [
      "engine",
      "texts there",
      "rows alone: texts/s",
      "in, with all: texts/s",
      "COPY, bare table: texts/s",
      "look-up: texts/s",
      "single p50 ms",
      "p95 ms",
      "bytes a text",
    ],
    indexRows,
  ),
  '"Rows alone" is the insert into the index; "in, with all" the whole transaction: the wordings, the rows, and the question which shingles became common by them. COPY fills an empty (hash, document) table of 10,000 texts and asks nothing. A look-up gives all other holders of a text\'s shingles with their publishers.',
  `The whole search over ${searched} generated articles of 250 words, one in five a version of another: reading, sketching, indexing, comparing, clustering.`,
  markdownTable(["engine", "articles", "pairs compared", "search: articles/s", "rebuild: articles/s"], searchRows),
);
