// Arrow: an IPC file (also called Feather 2), a record batch at a time, so that memory holds one.
import {
  AsyncByteQueue,
  Bool,
  type DataType,
  Field,
  Int32,
  List,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { type Batch, batchesOf, type ColumnType, columnType } from "./columns.ts";
import type { Metadata, Rows } from "./rows.ts";

/**
 * The file in pieces. Its buffers are not compressed: Arrow is for mapping into memory and for readers of every kind, Parquet for
 * small files.
 */
export async function* arrowPieces<Row extends object>(
  rows: Rows<Row>,
  metadata: Metadata = {},
): AsyncGenerator<Uint8Array> {
  const types = rows.fields.map(columnType);
  const fields = rows.fields.map((field, i) => new Field(field, dataType(types[i]!), true));
  const schema = new Schema(fields, new Map(Object.entries(metadata)));
  // The writer's own queue grows as long as nobody reads it; this one is emptied after each batch.
  let held: Uint8Array[] = [];
  const queue = Object.assign(new AsyncByteQueue(), {
    write: (piece: Uint8Array) => {
      held.push(piece);
      return true;
    },
  });
  const taken = (): Uint8Array => {
    const bytes = Buffer.concat(held);
    held = [];
    return bytes;
  };
  const writer = new RecordBatchFileWriter();
  writer.reset(queue as unknown as WritableStream, schema);
  for await (const batch of batchesOf(rows)) {
    writer.write(recordBatch(schema, types, batch));
    yield taken();
  }
  writer.finish();
  yield taken();
}

function recordBatch(schema: Schema, types: readonly ColumnType[], { rows, columns }: Batch): RecordBatch {
  const children = columns.map((values, i) => {
    const type = schema.fields[i]!.type as DataType;
    return vectorFromArray(
      values.map((value) => plain(value, types[i]!)),
      type,
    ).data[0]!;
  });
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children }));
}

function dataType(type: ColumnType): DataType {
  if (type === "list") return new List(new Field("item", new Utf8(), true));
  if (type === "time") return new TimestampMillisecond("UTC");
  if (type === "integer") return new Int32();
  if (type === "boolean") return new Bool();
  if (typeof type === "string") return new Utf8();
  return new Struct(Object.entries(type).map(([part, scalar]) => new Field(part, dataType(scalar), true)));
}

function plain(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (type === "time") return Date.parse(value as string);
  if (type === "json") return JSON.stringify(value);
  if (typeof type === "string") return value;
  const parts = Object.entries(type).map(([part, scalar]) => [
    part,
    plain((value as Record<string, unknown>)[part], scalar),
  ]);
  return Object.fromEntries(parts);
}
