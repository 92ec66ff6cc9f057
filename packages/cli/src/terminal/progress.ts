// Progress of a crawl on stderr: a bar on a terminal, a line now and then elsewhere.
import type { CrawlProgress } from "@belowline/scraper";
import { Presets, SingleBar } from "cli-progress";

export interface ProgressDisplay {
  show(progress: CrawlProgress): void;
  /** A host is waited for: without a word it would look as if nothing went on. */
  rest(host: string, seconds: number): void;
  stop(): void;
}

/** Lines for logs: at most one in so many milliseconds. */
const LINE_EVERY_MS = 5_000;

export function progressOn(stream: NodeJS.WriteStream): ProgressDisplay {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): ProgressDisplay {
  const single = new SingleBar(
    {
      stream,
      format: " {bar} {value}/{total} pages · {articles} articles · {comments} comments in {threads} threads{trouble}",
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    show(progress) {
      const total = progress.visited + progress.waiting;
      const payload = { ...progress, trouble: trouble(progress) };
      if (!started) single.start(total, progress.visited, payload);
      started = true;
      single.setTotal(total);
      single.update(progress.visited, payload);
    },
    rest(host, seconds) {
      const payload = { trouble: ` · ${resting(host, seconds)}` };
      if (started) single.update(payload);
      else single.start(1, 0, { articles: 0, comments: 0, threads: 0, ...payload });
      started = true;
    },
    stop: () => single.stop(),
  };
}

function lines(stream: NodeJS.WriteStream): ProgressDisplay {
  let next = 0;
  return {
    show(progress) {
      if (performance.now() < next) return;
      next = performance.now() + LINE_EVERY_MS;
      const { visited, waiting, articles, comments, threads } = progress;
      stream.write(
        `${visited}/${visited + waiting} pages · ${articles} articles · ${comments} comments in ${threads} threads${trouble(progress)}\n`,
      );
    },
    rest: (host, seconds) => void stream.write(`${resting(host, seconds)}\n`),
    stop() {},
  };
}

const trouble = ({ broken }: CrawlProgress): string => (broken > 0 ? ` · ${broken} broken` : "");

const resting = (host: string, seconds: number): string => `${host} wants to be left alone for ${seconds} s`;
