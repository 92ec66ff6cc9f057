// A bar on a terminal for work whose end is known: so many of so many.
import { Presets, SingleBar } from "cli-progress";

export interface Counter {
  add(): void;
  /** May be called twice. */
  stop(): void;
}

export function counterOn(stream: NodeJS.WriteStream, what: string, total: number): Counter {
  const bar = new SingleBar(
    { stream, format: ` {bar} {value}/{total} ${what}`, hideCursor: true, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { add: () => bar.increment(), stop: () => bar.stop() };
}
