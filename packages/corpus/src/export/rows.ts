// Rows: what an export needs of a selection, so that it can be narrowed to some fields or counted on the way.

/** Any selection is one. */
export interface Rows<Row> extends AsyncIterable<Row> {
  /** Names of the record's fields, in their order. */
  readonly fields: readonly (keyof Row & string)[];
}

/** The same rows, with a call after each. */
export const counted = <Row>(rows: Rows<Row>, onRow: () => void): Rows<Row> => ({
  fields: rows.fields,
  async *[Symbol.asyncIterator]() {
    for await (const row of rows) {
      yield row;
      onRow();
    }
  },
});

/** What a file tells of itself, by names. */
export type Metadata = Readonly<Record<string, string>>;
