// inBatches(): rows one by one out of batches, with bounded memory; the next batch is fetched while one is read.

/** Rows that were fetched together; each is made when it is asked for. */
export interface Batch<Row, Key> {
  readonly size: number;
  row(at: number): Row;
  /** Its place in the order of all rows. */
  key(at: number): Key;
}

/** The first batch is small: who looks at a few rows does not wait for thousands. */
const FIRST = 500;
const GROWTH = 4;

/** Written out, and no generator, which would cost as much a row as the row itself. */
export function inBatches<Row, Key>(
  largest: number,
  most: number,
  fetch: (after: Key | null, rows: number) => Promise<Batch<Row, Key>>,
): AsyncIterator<Row> {
  let left = most;
  let size = Math.min(FIRST, largest);
  let here: Batch<Row, Key> | null = null;
  let at = 0;
  let coming: Promise<Batch<Row, Key>> | null = null;
  const ask = (after: Key | null): void => {
    const wanted = Math.min(size, left);
    left -= wanted;
    size = Math.min(largest, size * GROWTH);
    coming =
      wanted === 0
        ? null
        : fetch(after, wanted).then((batch) => {
            if (batch.size < wanted) left = 0;
            return batch;
          });
    coming?.catch(() => {}); // told where it is awaited
  };
  const turn = async (): Promise<IteratorResult<Row>> => {
    if (!begun) ask(null);
    begun = true;
    if (at === (here?.size ?? 0) && coming !== null) {
      here = await coming;
      at = 0;
      coming = null;
      if (here.size > 0) ask(here.key(here.size - 1));
    }
    return here !== null && at < here.size ? { done: false, value: here.row(at++) } : { done: true, value: undefined };
  };
  let begun = false;
  /** Calls that wait for a batch, one behind the other. */
  let queue: Promise<unknown> | null = null;
  return {
    next() {
      if (queue === null && here !== null && at < here.size) {
        return Promise.resolve({ done: false, value: here.row(at++) });
      }
      const mine: Promise<IteratorResult<Row>> = (queue ?? Promise.resolve()).then(turn);
      const settled = mine.then(
        () => {},
        () => {},
      );
      queue = settled;
      settled.then(() => {
        if (queue === settled) queue = null;
      });
      return mine;
    },
    async return() {
      here = null;
      left = 0;
      await coming?.catch(() => {}); // nothing runs on behind the loop's back
      coming = null;
      return { done: true, value: undefined };
    },
  };
}

/** An iterator that is made when the first row is asked for. */
export function inTime<Row>(make: () => Promise<AsyncIterator<Row>>): AsyncIterator<Row> {
  let made: AsyncIterator<Row> | undefined;
  return {
    async next() {
      made ??= await make();
      return made.next();
    },
    async return() {
      return (await made?.return?.()) ?? { done: true, value: undefined };
    },
  };
}
