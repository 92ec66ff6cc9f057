// Work that may take long, without a count to show: says what it does once it has taken a while.

interface Patience {
  /** Milliseconds. */
  readonly after?: number;
  readonly to?: { write(words: string): unknown };
}

export async function patiently<T>(
  what: string,
  work: () => Promise<T>,
  { after = 2_000, to = process.stderr }: Patience = {},
): Promise<T> {
  const timer = setTimeout(() => to.write(`${what} …\n`), after);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
