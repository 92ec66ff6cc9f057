// The shingle index: texts a second in, looked up in batches and one by one; and the whole search.

import { randomUUID } from "node:crypto";
import { loadavg } from "node:os";
import { join } from "node:path";
import { type Corpus, openCorpus } from "@belowline/corpus";
import { newPrivacyKey, publisherId } from "@belowline/schema";
import { sql } from "kysely";
import { insertWordings } from "../packages/corpus/src/store/duplicates/new-wordings.ts";
import { indexOver } from "../packages/corpus/src/store/duplicates/readings.ts";
import { recount } from "../packages/corpus/src/store/duplicates/recount.ts";
import { onlyByIndex, writeShingles } from "../packages/corpus/src/store/duplicates/shingles.ts";
import { markdownTable, median, writeResult } from "./measure.ts";
import { startPostgres } from "./postgres.ts";

const busy = loadavg()[0]!;
const largest = Number(process.argv[2] ?? 1_000_000);
const searched = Number(process.argv[3] ?? 20_000);

const KEYS = 16;
const BATCH = 500;
const BATCHES = 20;
const SINGLES = 1000;
const PUBLISHERS = 50;
const SEEN = "2026-03-02T08:00:00.000Z";

const server = await startPostgres();
/** A server as one is set up for a corpus of millions: its memory holds the index. */
const roomy = await startPostgres({ shared_buffers: "2GB", max_wal_size: "8GB" });
let made = 0;
interface Engine {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly searched: number;
  place(): Promise<string>;
}
const engines: readonly Engine[] = [
  { name: "PostgreSQL 18", sizes: [100_000, largest], searched, place: server.freshDatabase },
  { name: "the same, 2 GB of shared buffers", sizes: [largest], searched: 0, place: roomy.freshDatabase },
  { name: "PGlite folder", sizes: [100_000], searched, place: async () => join(server.folder, `corpus${made++}`) },
];

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
      select (i::bigint * 2654435761)::bit(32)::int, 'article', (${publishers}::uuid[])[1 + i % ${sql.lit(PUBLISHERS)}], 'd' || i, gen_random_uuid(), ${SEEN}, 1, 250,
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
  const [rowsAlone, inserts, lookUps, singles]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let batch = 0; batch < BATCHES; batch++) {
    const came = Array.from({ length: BATCH }, (_, i) => ({
      number: Math.imul(size + 1 + batch * BATCH + i, 2654435761),
      kind: "article" as const,
      publisherId: publishers[batch]!,
      digest: `${batch} ${i}`,
      apart: null,
      leader: randomUUID(),
      saidAt: new Date(SEEN),
      firstSeenAt: new Date(SEEN),
      times: 1,
      words: 250,
      hashes: hashes().sort((a, b) => a - b),
    }));
    const start = performance.now();
    await corpus.transaction(async (tx) => {
      await onlyByIndex(tx);
      await sql`select set_config('synchronous_commit', 'off', true)`.execute(tx);
      await insertWordings(tx, came);
      const writing = performance.now();
      await writeShingles(tx, came, []);
      rowsAlone.push(performance.now() - writing);
    });
    inserts.push(performance.now() - start);
    const looking = performance.now();
    await corpus.transaction(async (tx) => {
      await onlyByIndex(tx);
      const index = indexOver(tx);
      const asked = came.flatMap((one) => one.hashes);
      await index.look(asked);
      await recount(
        tx,
        index,
        asked.filter((hash) => index.isCommon(hash) || index.steps(hash).size > 0),
      );
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
    rows: a_second(rowsAlone),
    insert: a_second(inserts),
    lookUp: a_second(lookUps),
    p50: order[Math.floor(order.length * 0.5)]!,
    p95: order[Math.floor(order.length * 0.95)]!,
  };
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

async function indexFigures(target: string, size: number): Promise<Figures & { readonly bytes: number }> {
  await using corpus = await openCorpus(target, { key: newPrivacyKey() });
  await preload(corpus, size);
  const figures = await measured(corpus, size);
  const { rows } = await sql<{ bytes: number }>`
    select (pg_total_relation_size('shingle') / (select count(*) from wording))::int as bytes`.execute(corpus.db);
  return { ...figures, bytes: rows[0]!.bytes };
}

const indexRows: (string | number)[][] = [];
const searchRows: (string | number)[][] = [];
for (const { name, sizes, searched, place } of engines) {
  for (const size of sizes) {
    const target = await place();
    const { bytes, ...figures } = await indexFigures(target, size);
    const { rows, insert, lookUp, p50, p95 } = figures;
    const rates = [rows, insert, lookUp].map(Math.round);
    indexRows.push([name, size, ...rates, p50.toFixed(2), p95.toFixed(2), bytes]);
    console.error(indexRows.at(-1)!.join("  "));
  }
  if (searched === 0) continue;
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
await roomy.stop();

await writeResult(
  "dedup-store",
  `The shingle index with ${KEYS} keys a text. Median of ${BATCHES} batches of ${BATCH} texts, one transaction each, without waiting for the disk, as the search commits; ${SINGLES} single look-ups. One text in five shares twelve keys with one that is there. Load of the machine before: ${busy.toFixed(1)} on 2 cores; from 2 on, only ratios between columns mean anything.`,
  `node bench/dedup-store.ts ${largest} ${searched}`,
  markdownTable(
    [
      "engine",
      "texts there",
      "rows alone: texts/s",
      "in, with all: texts/s",
      "look-up: texts/s",
      "single p50 ms",
      "p95 ms",
      "bytes a text",
    ],
    indexRows,
  ),
  '"Rows alone" is the insert into the index, by COPY. It goes to sixteen places of the index for each text: with the usual 128 MB of shared buffers most pages of the index of a million texts are read and written anew for each batch, and after a checkpoint each of them goes whole into the log. A rebuild appends all rows and sorts them once instead. "In, with all" is the whole transaction: the wordings, with their rows. A look-up gives all other holders of a text\'s shingles, their publishers where it matters, and says which shingles became common.',
  `The whole search over ${searched} generated articles of 250 words, one in five a version of another: reading, sketching, indexing, comparing, clustering.`,
  markdownTable(["engine", "articles", "pairs compared", "search: articles/s", "rebuild: articles/s"], searchRows),
);
