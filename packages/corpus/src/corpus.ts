// Corpus: a record of the questions, bound to one open database.
import { type AuthorMode, privacyOf, type Sink } from "@belowline/schema";
import type { Tables } from "@belowline/schema/tables";
import type { Kysely, Transaction } from "kysely";
import type { Connection } from "./db/connection.ts";
import type { KeyKeeper } from "./db/privacy.ts";
import type { Settings } from "./db/setting.ts";
import { bodyCase } from "./store/body.ts";
import { sinkOf } from "./store/sink.ts";

/** An open corpus. Nothing runs before `await`. */
export interface Corpus extends AsyncDisposable {
  /** Names this corpus; its key file is called after it. */
  readonly id: string;
  readonly authors: AuthorMode;
  /** Where it lies, without a password. */
  readonly where: string;
  /** The tables, typed: for every question that has no method here. */
  readonly db: Kysely<Tables>;
  /**
   * What a crawl writes to. Needs the privacy key.
   *
   * @throws StoreError `store/key-mismatch`
   * @example
   * await crawl({ seeds: ["https://news.example/"], sink: corpus.sink() });
   */
  sink(): Sink;
  /**
   * Runs `work` in one transaction: all of it or nothing. Inside, only the handle given to `work` may be used.
   *
   * @throws StoreError `store/nested-transaction`
   * @example
   * await corpus.transaction((tx) => tx.deleteFrom("event").where("at", "<", new Date("2020-01-01")).execute());
   */
  transaction<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** Ends all work and gives the folder free. May be called twice. */
  close(): Promise<void>;
}

export function corpusOver(connection: Connection, settings: Settings, key: KeyKeeper): Corpus {
  const { db } = connection;
  const bodies = bodyCase(settings.authors, key);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= connection.close());
  return Object.freeze<Corpus>({
    id: settings.corpusId,
    authors: settings.authors,
    where: connection.where,
    db,
    sink: () => sinkOf(connection, privacyOf(settings.authors, key()), bodies),
    transaction: (work) => db.transaction().execute(work),
    close,
    [Symbol.asyncDispose]: close,
  });
}
