// The data that a script assigns to a name, as JSON text: object literals and JSON.parse("..."), read without running anything.

/** `window.X = `, `var x = `, `X["y"] = ` at the beginning of a statement. */
const ASSIGNED =
  /(?:^|[;{}\n])\s{0,40}(?:(?:var|let|const)\s{1,4})?[\w$][\w.$[\]"']{0,80}\s{0,4}=\s{0,4}(?=[[{]|JSON\.parse\()/g;
const MOST_ASSIGNED = 50;
/** What a literal may hold between its strings and its signs. */
const WORD = /[\w$.+-]+/y;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  0: "\0",
  "\n": "",
};

/**
 * The literals that a script assigns, each as JSON text, in order. Code behind them does not matter; a literal that holds
 * code is left out. Takes time in proportion to the script.
 *
 * @example
 * [...assignedJson('window.STATE = {a: undefined}; start();')]; // ['{"a":null}']
 */
export function* assignedJson(script: string): Generator<string> {
  let end = 0;
  let found = 0;
  for (const match of script.matchAll(ASSIGNED)) {
    const start = match.index + match[0].length;
    // An assignment within a literal that was read is part of its text.
    if (start < end) continue;
    if (++found > MOST_ASSIGNED) return;
    const read = script.startsWith("JSON.parse(", start) ? readParsed(script, start + 11) : readLiteral(script, start);
    // What was looked at is not looked at again, so that the whole costs its length.
    end = read.end;
    if (read.json !== undefined) yield read.json;
  }
}

interface Read {
  /** Undefined where the literal holds code, or does not end. */
  readonly json: string | undefined;
  readonly end: number;
}

/** The string within `JSON.parse(...)`. */
function readParsed(script: string, from: number): Read {
  const at = from + /^\s{0,40}/.exec(script.slice(from, from + 40))![0].length;
  const read = isQuote(script[at]) ? readString(script, at) : undefined;
  return read ? { json: read.text, end: read.end } : { json: undefined, end: at + 1 };
}

const isQuote = (sign: string | undefined): boolean => sign === '"' || sign === "'" || sign === "`";

function readString(script: string, from: number): { readonly text: string; readonly end: number } | undefined {
  const quote = script[from]!;
  const parts: string[] = [];
  let start = from + 1;
  for (let at = start; at < script.length; at++) {
    const sign = script[at]!;
    if (sign === quote) return { text: parts.join("") + script.slice(start, at), end: at + 1 };
    // A template's inset is code.
    if (quote === "`" ? sign === "$" && script[at + 1] === "{" : sign === "\n") return undefined;
    if (sign !== "\\") continue;
    const escaped = script[at + 1] ?? "";
    const length = escaped === "u" ? 4 : escaped === "x" ? 2 : 0;
    const code = script.slice(at + 2, at + 2 + length);
    if (length > 0 && !/^[\da-f]+$/i.test(code)) return undefined;
    parts.push(
      script.slice(start, at),
      length > 0 ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[escaped] ?? escaped),
    );
    at += 1 + length;
    start = at + 1;
  }
  return undefined;
}

/** A literal of objects, arrays, strings, numbers and words. */
function readLiteral(script: string, from: number): Read {
  const json: string[] = [];
  let depth = 0;
  for (let at = from; at < script.length; ) {
    const sign = script[at]!;
    if (isQuote(sign)) {
      const read = readString(script, at);
      if (!read) return { json: undefined, end: at + 1 };
      json.push(JSON.stringify(read.text));
      at = read.end;
    } else if (sign === "{" || sign === "[") {
      depth++;
      json.push(sign);
      at++;
    } else if (sign === "}" || sign === "]") {
      // A comma before the end is allowed in code only.
      if (json.at(-1) === ",") json.pop();
      json.push(sign);
      at++;
      if (--depth === 0) return { json: json.join(""), end: at };
    } else if (sign === "," || sign === ":") {
      json.push(sign);
      at++;
    } else if (sign <= " ") at++;
    else if (sign === "!" && /[01]/.test(script[at + 1] ?? "")) {
      json.push(script[at + 1] === "0" ? "true" : "false");
      at += 2;
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(script)?.[0];
      if (word === undefined) return { json: undefined, end: at };
      at += word.length;
      const isVoid = word === "void" && script.startsWith(" 0", at);
      if (isVoid) at += 2;
      // A key without quotes stands before a colon.
      if (/^\s{0,20}:/.test(script.slice(at, at + 21))) json.push(JSON.stringify(word));
      else if (isVoid || word === "undefined" || word === "NaN") json.push("null");
      else if (/^(?:true|false|null)$/.test(word) || NUMBER.test(word)) json.push(word);
      else return { json: undefined, end: at };
    }
  }
  return { json: undefined, end: script.length };
}
