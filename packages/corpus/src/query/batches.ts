// inBatches(): rows one by one out of batches, with bounded memory; the next batch is fetched while one is read.

/** A row with the key of its place. */
interface Placed<Row, Key> {
  readonly row: Row;
  readonly key: Key;
}

/** The first batch is small: who looks at a few rows does not wait for thousands. */
const FIRST = 500;
const GROWTH = 4;

/** Written out, and no generator, which would cost as much a row as the row itself. */
export function inBatches<Row, Key>(
  largest: number,
  most: number,
  fetch: (after: Key | null, rows: number) => Promise<readonly Placed<Row, Key>[]>,
): AsyncIterator<Row> {
  let left = most;
  let size = Math.min(FIRST, largest);
  let here: readonly Placed<Row, Key>[] = [];
  let at = 0;
  let coming: Promise<readonly Placed<Row, Key>[]> | null = null;
  const ask = (after: Key | null): void => {
    const wanted = Math.min(size, left);
    left -= wanted;
    size = Math.min(largest, size * GROWTH);
    coming =
      wanted === 0
        ? null
        : fetch(after, wanted).then((rows) => {
            if (rows.length < wanted) left = 0;
            return rows;
          });
    coming?.catch(() => {}); // told where it is awaited
  };
  const turn = async (): Promise<IteratorResult<Row>> => {
    if (!begun) ask(null);
    begun = true;
    if (at === here.length && coming !== null) {
      here = await coming;
      at = 0;
      coming = null;
      const last = here.at(-1);
      if (last !== undefined) ask(last.key);
    }
    return at < here.length ? { done: false, value: here[at++]!.row } : { done: true, value: undefined };
  };
  let begun = false;
  /** Calls that wait for a batch, one behind the other. */
  let queue: Promise<unknown> | null = null;
  return {
    next() {
      if (queue === null && at < here.length) return Promise.resolve({ done: false, value: here[at++]!.row });
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
      here = [];
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
