// Lines of a hand-out, read one by one and given in batches; blank lines count, and say nothing.
export async function* batchesOfLines<Read>(
  lines: AsyncIterable<string> | Iterable<string>,
  most: number,
  read: (line: string, number: number) => Read,
): AsyncGenerator<Read[]> {
  let batch: Read[] = [];
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    batch.push(read(line, number));
    if (batch.length < most) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
