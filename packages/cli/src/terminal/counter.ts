// A bar on a terminal for work whose end is known: so many of so many.
import { Presets, SingleBar } from "cli-progress";

export interface Counter {
  add(count?: number): void;
  /** May be called twice. */
  stop(): void;
}

export function counterOn(stream: NodeJS.WriteStream, what: string, total: number): Counter {
  const bar = new SingleBar(
    { stream, format: ` {bar} {value}/{total} ${what}`, hideCursor: true, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { add: (count = 1) => bar.increment(count), stop: () => bar.stop() };
}
