// Next.js flight data: the rows that a page hands to its scripts, in the order and with the references of React's protocol.
// https://github.com/facebook/react/blob/main/packages/react-server/src/ReactFlightServer.js
import type { Json } from "@belowline/schema";
import { type Element, isText } from "domhandler";

const PUSH = /^\s{0,20}\(?(?:self|window|globalThis)\.__next_f\b/;
const CALL = ".push(";
const ROW = /([0-9a-f]{1,8}):/y;
const LARGEST = 8_000_000;
const MOST_ROWS = 20_000;
const MOST_STEPS = 20;

export interface Flight {
  /** By id; "0" is the page. Texts are strings, all else is what the page is made of. */
  readonly rows: ReadonlyMap<string, Json>;
  /** What a string of the data leads to; undefined where it is a text like any other. */
  follow(text: string): Json | undefined;
}

/** Undefined where the page has none. Takes time in proportion to the scripts. */
export function flightOf(scripts: readonly Element[]): Flight | undefined {
  const payload = payloadOf(scripts);
  if (payload === "") return undefined;
  const rows = rowsOf(payload);
  return {
    rows,
    follow(text) {
      const id = rowOf(text);
      let value = id === undefined ? undefined : rows.get(id);
      // "$1a:props:children" leads into the row.
      for (const step of text.split(":").slice(1, MOST_STEPS)) value = inside(value, step);
      return value;
    },
  };
}

/** The row that a reference names: "$1a", "$L1a" for what comes later, "$@1a" for a promise. */
export const rowOf = (text: string): string | undefined => /^\$[L@]?([0-9a-f]{1,8})(?::|$)/.exec(text)?.[1];

function inside(value: Json | undefined, step: string): Json | undefined {
  if (value === null || typeof value !== "object") return undefined;
  if (!Array.isArray(value))
    return Object.hasOwn(value, step) ? (value as { readonly [key: string]: Json | undefined })[step] : undefined;
  // An element is ["$", type, key, props].
  return step === "props" && value[0] === "$" ? value[3] : value[Number(step)];
}

/** The chunks of all pushes as one text: a row may begin in one script and end in the next. */
function payloadOf(scripts: readonly Element[]): string {
  const chunks: string[] = [];
  let length = 0;
  for (const { children } of scripts) {
    const [first] = children;
    if (!first || !isText(first) || !PUSH.test(first.data.slice(0, 80))) continue;
    length += first.data.length;
    if (length > LARGEST) break;
    const pushed = parsed(first.data.slice(first.data.indexOf(CALL) + CALL.length, first.data.lastIndexOf(")")));
    if (Array.isArray(pushed) && pushed[0] === 1 && typeof pushed[1] === "string") chunks.push(pushed[1]);
  }
  return chunks.join("");
}

/** Rows are `id:json` to the end of the line, or `id:Tlength,text`, the length in bytes. Those of other kinds hold no text. */
function rowsOf(payload: string): Map<string, Json> {
  const rows = new Map<string, Json>();
  for (let at = 0; at < payload.length && rows.size < MOST_ROWS; ) {
    ROW.lastIndex = at;
    const head = ROW.exec(payload);
    const line = payload.indexOf("\n", at);
    const end = line < 0 ? payload.length : line;
    if (!head) {
      at = end + 1;
      continue;
    }
    const from = at + head[0].length;
    const size = /^T([0-9a-f]{1,8}),/.exec(payload.slice(from, from + 12));
    if (size) {
      const text = firstBytes(payload, from + size[0].length, Number.parseInt(size[1]!, 16));
      rows.set(head[1]!, text);
      at = from + size[0].length + text.length;
      continue;
    }
    const json = parsed(payload.slice(from, end));
    if (json !== undefined) rows.set(head[1]!, json);
    at = end + 1;
  }
  return rows;
}

function firstBytes(text: string, from: number, size: number): string {
  let at = from;
  for (let bytes = 0; at < text.length && bytes < size; ) {
    const code = text.codePointAt(at)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += code < 0x10000 ? 1 : 2;
  }
  return text.slice(from, at);
}

function parsed(source: string): Json | undefined {
  try {
    return JSON.parse(source, (key, value) =>
      key === "__proto__" || key === "constructor" ? undefined : value,
    ) as Json;
  } catch {
    return undefined; // a row of another kind (modules, hints), or one that was cut off
  }
}
