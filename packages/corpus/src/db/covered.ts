// covered(): Kysely's connection() and startTransaction() under the same guard as its transaction callbacks.
import type { AsyncLocalStorage } from "node:async_hooks";
import type { ConnectionBuilder, ControlledTransactionBuilder, Kysely } from "kysely";
import type { Mark } from "./guard.ts";

/** What gives another handle of the same database. */
const DERIVING = [
  "withPlugin",
  "withoutPlugins",
  "withSchema",
  "withTables",
  "$extendTables",
  "$omitTables",
  "$pickTables",
];

/**
 * Both hold a connection of their own, and on a single one every other query would wait for them for ever. The driver cannot tell a
 * connection that is held from one that serves a query, hence the cover on the handle.
 */
export function covered<DB>(db: Kysely<DB>, inside: AsyncLocalStorage<Mark>): Kysely<DB> {
  const connection = db.connection.bind(db);
  const startTransaction = db.startTransaction.bind(db);
  Object.assign(db, {
    connection: () => coveredConnection(connection(), inside),
    startTransaction: () => coveredStart(startTransaction(), inside),
  });
  for (const name of DERIVING) {
    const derive = Reflect.get(db, name) as ((...args: unknown[]) => Kysely<DB>) | undefined;
    if (derive) Reflect.set(db, name, (...args: unknown[]) => covered(derive.apply(db, args), inside));
  }
  return db;
}

function coveredConnection<DB>(builder: ConnectionBuilder<DB>, inside: AsyncLocalStorage<Mark>): ConnectionBuilder<DB> {
  const execute = builder.execute.bind(builder);
  builder.execute = async (callback, options) => {
    const mark: Mark = { open: true };
    try {
      return await execute((own) => inside.run(mark, () => callback(own)), options);
    } finally {
      mark.open = false;
    }
  };
  return builder;
}

function coveredStart<DB>(
  builder: ControlledTransactionBuilder<DB>,
  inside: AsyncLocalStorage<Mark>,
): ControlledTransactionBuilder<DB> {
  const execute = builder.execute.bind(builder);
  const { setAccessMode, setIsolationLevel } = builder;
  Object.assign(builder, {
    setAccessMode: (...args: Parameters<typeof setAccessMode>) =>
      coveredStart(setAccessMode.apply(builder, args), inside),
    setIsolationLevel: (...args: Parameters<typeof setIsolationLevel>) =>
      coveredStart(setIsolationLevel.apply(builder, args), inside),
    // Not async: what is entered before the first await holds in the caller, which is where the transaction is used.
    execute: () => {
      if (!inside.getStore()?.open) inside.enterWith({ open: false, waiting: true });
      return execute();
    },
  });
  return builder;
}
