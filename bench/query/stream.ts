// Stream: all comments one by one, beside the same records from one query; for run.ts, which gives it a corpus that is there.
import { openCorpus } from "@belowline/corpus";
import { median } from "../measure.ts";

const [place, size] = [process.argv[2]!, Number(process.argv[3])];
const ROUNDS = 3;
const corpus = await openCorpus(place, { create: false });
await corpus.comments().first();
const start = process.memoryUsage().rss;
/** As of the first 20,000 rows: by then the engine's room for what is new has its full size. */
let warm = start;
let most = start;

async function timed(read: () => Promise<number>): Promise<number> {
  const before = performance.now();
  const rows = await read();
  if (rows !== size) throw new Error(`${rows} rows, but ${size} were loaded`);
  return performance.now() - before;
}

/** Streams come first: what one query needs would be counted as theirs. */
const streams: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  streams.push(
    await timed(async () => {
      let rows = 0;
      for await (const { id } of corpus.comments()) {
        if (id === "" || ++rows % 1000 !== 0) continue;
        most = Math.max(most, process.memoryUsage().rss);
        if (round === 0 && rows <= 20_000) warm = most;
      }
      return rows;
    }),
  );
}
/** What the stream holds, without what the collector has left lying about: once more, swept every 20,000 rows. */
let held = 0;
globalThis.gc?.();
const before = process.memoryUsage();
let rowsSwept = 0;
for await (const { id } of corpus.comments()) {
  if (id === "" || ++rowsSwept % 20_000 !== 0) continue;
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  held = Math.max(held, heapUsed + external - before.heapUsed - before.external);
}
const queries: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  queries.push(
    await timed(async () => {
      const rows = await corpus.comments().kysely((all) => all.selectAll());
      return rows.map((row) => ({
        ...row,
        createdAt: row.createdAt?.toISOString() ?? null,
        editedAt: row.editedAt?.toISOString() ?? null,
        firstSeenAt: row.firstSeenAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
      })).length;
    }),
  );
}
console.log(
  JSON.stringify({
    stream: median(streams),
    once: median(queries),
    megabytes: (most - start) / 1e6,
    later: (most - warm) / 1e6,
    held: held / 1e6,
  }),
);
await corpus.close();
process.exit(0);
