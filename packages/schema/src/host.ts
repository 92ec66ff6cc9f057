// Hosts: what all who crawl into one store must know of a host together: whose turn it is, how long it rests, what it asks of robots.

/** The right to send one request to a host now, or how long it is to that. */
export type HostTurn =
  | {
      readonly granted: true;
      /** Fencing token: grows with every turn. */
      readonly turn: number;
      /** How many answers in a row asked us to slow down (429 or 503). */
      readonly throttled: number;
    }
  | {
      readonly granted: false;
      /** Milliseconds until it is worth asking again. */
      readonly waitMs: number;
      /** Of these, milliseconds that the host itself wants to be left alone. */
      readonly restMs: number;
    };

/** A file that a host keeps for robots, such as robots.txt, as it answered last. */
export interface HostFile {
  /** Null where no answer came. */
  readonly status: number | null;
  /** Its text, cut to what may be read of it; null where there is none that can be read. */
  readonly text: string | null;
  /** Why there is no text, as a sentence; null where there is one. */
  readonly detail: string | null;
  /** Tries in a row that brought neither the file nor the answer that there is none. */
  readonly failures: number;
}

/** Shared by every worker of a store, in the store's own time, and kept over restarts. A host is a name with its port. */
export interface Hosts {
  /**
   * Takes the host's one turn, if nobody has it, the last request started at least `gapSeconds` ago, and the host does not rest.
   * A turn that is never ended is over after `holdSeconds`.
   */
  take(host: string, gapSeconds: number, holdSeconds: number): Promise<HostTurn>;
  /**
   * Gives the turn back; an old turn is ignored.
   *
   * @param startedMsAgo when the host surely had its request, so that the gap is counted from there
   * @param restSeconds how long the host is to be left alone after a 429 or 503; null after any other answer
   */
  end(host: string, turn: number, startedMsAgo: number, restSeconds: number | null): Promise<void>;
  /** The file as last kept, and for how many seconds it still counts (0 or less: it is stale); null if never kept. */
  file(origin: string, path: string): Promise<{ readonly file: HostFile; readonly freshSeconds: number } | null>;
  keep(origin: string, path: string, file: HostFile, seconds: number): Promise<void>;
}
