// guarded(): the one place for Kysely's traps with a single connection: a nested use throws at once instead of waiting for ever.
import { AsyncLocalStorage } from "node:async_hooks";
import { StoreError } from "@belowline/schema";
import type { DatabaseConnection, Dialect, Driver, TransactionSettings } from "kysely";

/** Marks everything that runs inside one transaction or on one connection. */
export interface Mark {
  open: boolean;
  /** Set before the transaction has its connection: the next one that begins in this context is this. */
  waiting?: boolean;
}

export interface Guard {
  readonly dialect: Dialect;
  readonly inside: AsyncLocalStorage<Mark>;
}

/**
 * Wraps a dialect so that the outer handle refuses to work inside a transaction callback, on every engine alike. With one
 * connection (PGlite) such a query would wait for the transaction, which waits for the callback, which waits for the query.
 * With a pool it would silently run outside the transaction, which is no better.
 *
 * Kysely's own lock for single connections is taken before the driver is asked, too early to look; so the adapter claims
 * several connections and the lock stands here.
 */
export function guarded(dialect: Dialect, connections: "one" | "many"): Guard {
  const inside = new AsyncLocalStorage<Mark>();
  const wrapped: Dialect = {
    createAdapter() {
      const adapter = dialect.createAdapter();
      if (connections === "one") Object.defineProperty(adapter, "supportsMultipleConnections", { get: () => true });
      return adapter;
    },
    createDriver: () => guardedDriver(dialect.createDriver(), connections === "one", inside),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
  return { dialect: wrapped, inside };
}

function guardedDriver(inner: Driver, single: boolean, inside: AsyncLocalStorage<Mark>): Driver {
  const marks = new WeakMap<DatabaseConnection, Mark>();
  const queue = single ? turns() : undefined;

  const close = (connection: DatabaseConnection): void => {
    const mark = marks.get(connection);
    if (mark) mark.open = false;
  };

  const driver: Driver = {
    init: (options) => inner.init(options),
    async acquireConnection(options) {
      if (inside.getStore()?.open) throw nested();
      await queue?.enter();
      try {
        return await inner.acquireConnection(options);
      } catch (error) {
        queue?.leave();
        throw error;
      }
    },
    async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
      // Kysely awaits this in the same async function that then calls the callback: what is entered here, before the first
      // await, holds there and nowhere else.
      const waiting = inside.getStore();
      const mark: Mark = waiting?.waiting ? waiting : { open: true };
      mark.open = true;
      mark.waiting = false;
      inside.enterWith(mark);
      marks.set(connection, mark);
      try {
        await inner.beginTransaction(connection, settings);
      } catch (error) {
        mark.open = false;
        throw error;
      }
    },
    commitTransaction: (connection) => inner.commitTransaction(connection).finally(() => close(connection)),
    rollbackTransaction: (connection) => inner.rollbackTransaction(connection).finally(() => close(connection)),
    releaseConnection: (connection, options) =>
      inner.releaseConnection(connection, options).finally(() => queue?.leave()),
    destroy: (options) => inner.destroy(options),
  };
  if (inner.savepoint) driver.savepoint = inner.savepoint.bind(inner);
  if (inner.rollbackToSavepoint) driver.rollbackToSavepoint = inner.rollbackToSavepoint.bind(inner);
  if (inner.releaseSavepoint) driver.releaseSavepoint = inner.releaseSavepoint.bind(inner);
  return driver;
}

const nested = (): StoreError =>
  new StoreError(
    "store/nested-transaction",
    "corpus: inside a transaction callback only the handle given to the callback may be used, not corpus.db, another " +
      "transaction or a query of the corpus; pass that handle on, or move the call before or after the transaction",
  );

/** One at a time, in order of arrival. */
function turns(): { enter(): Promise<void>; leave(): void } {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    async enter() {
      if (taken) await new Promise<void>((resolve) => waiting.push(resolve));
      taken = true;
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
  };
}
