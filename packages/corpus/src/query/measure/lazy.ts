// lazily(): an answer that is worked out when somebody awaits it, once.

/** Runs when awaited. */
export type Lazy<T> = PromiseLike<T>;

export function lazily<T>(run: () => Promise<T>): Lazy<T> {
  let running: Promise<T> | undefined;
  return Object.freeze({
    // biome-ignore lint/suspicious/noThenProperty: awaiting it is the way to run it, as for selections
    then: ((done, failed) => (running ??= run()).then(done, failed)) as PromiseLike<T>["then"],
  });
}
