// Texts in legacy encodings, for which the platform has decoders alone.

/** A text in a legacy encoding: the decoder of the platform, turned round. */
export function encoded(text: string, label: string): Uint8Array {
  const bytesOf = tableOf(label);
  return Uint8Array.from([...text].flatMap((sign) => bytesOf.get(sign) ?? [0x3f]));
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

function tableOf(label: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(label);
  if (known) return known;
  const bytesOf = new Map<string, readonly number[]>();
  const learn = (...bytes: number[]): void => {
    const sign = new TextDecoder(label).decode(Uint8Array.from(bytes));
    if ([...sign].length === 1 && !bytesOf.has(sign)) bytesOf.set(sign, bytes);
  };
  for (let one = 0; one < 256; one++) learn(one);
  if (/jis|euc|gb|big5/.test(label)) {
    for (let one = 0x81; one < 0xff; one++) for (let two = 0x40; two < 0xff; two++) learn(one, two);
  }
  tables.set(label, bytesOf);
  return bytesOf;
}
