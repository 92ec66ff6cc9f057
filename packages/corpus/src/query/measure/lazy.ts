// lazily(): an answer that is worked out when somebody awaits it, once.
import { displayed } from "../../display/display.ts";

/** Runs when awaited. */
export type Lazy<T> = PromiseLike<T>;

export function lazily<T extends object>(run: () => Promise<T>): Lazy<T> {
  let running: Promise<T> | undefined;
  return Object.freeze({
    // biome-ignore lint/suspicious/noThenProperty: awaiting it is the way to run it, as for selections
    then: ((done, failed) => (running ??= run().then(displayed)).then(done, failed)) as PromiseLike<T>["then"],
  });
}
