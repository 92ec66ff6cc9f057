// Ctrl-C: the first asks a crawl, a worker or an export to stop, the second ends the process.
import { EXIT, Interrupted } from "./exit.ts";

/** The first Ctrl-C asks the work to stop; the second stops the process. Nothing acknowledged is lost either way. */
export function stopOnSignal(words = "stopping after the page in hand"): {
  readonly signal: AbortSignal;
  done(): void;
} {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write(`\n${words}; Ctrl-C again stops at once\n`);
    controller.abort(new Interrupted());
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    done: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal),
  };
}
