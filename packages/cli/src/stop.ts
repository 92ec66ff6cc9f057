// Ctrl-C: the first asks a crawl or a worker to stop, the second ends the process.
import { EXIT } from "./exit.ts";

/** The first Ctrl-C asks the work to stop; the second stops the process. Nothing acknowledged is lost either way. */
export function stopOnSignal(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write("\nstopping after the page in hand; Ctrl-C again stops at once\n");
    controller.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    done: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal),
  };
}
