// Bytes to lines, no faster than they are taken: node:readline reads a thousand lines ahead, and one line here is a whole page.

/**
 * Lines end at \n or \r\n only: JSON may hold U+2028 and a bare \r as they stand, which readline takes for line ends.
 * A last line needs no end; a byte order mark before the first is dropped.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // Parts of a line that is not over: joined once, so that a line of many chunks costs its length, not its square.
  let parts: string[] = [];
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      parts.push(text.slice(start, end));
      yield withoutReturn(parts.join(""));
      parts = [];
      start = end + 1;
    }
    if (start < text.length) parts.push(text.slice(start));
  }
  parts.push(decoder.decode());
  const last = parts.join("");
  if (last !== "") yield withoutReturn(last);
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);
