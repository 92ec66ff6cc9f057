// The regular expressions of a source file: every literal, and every call that would make one from a string.

export interface FoundRegex {
  readonly source: string;
  readonly flags: string;
  readonly line: number;
}

export interface Found {
  readonly literals: readonly FoundRegex[];
  /** `RegExp(...)` calls by the text of their first line. */
  readonly made: readonly { readonly text: string; readonly line: number }[];
}

/** Words after which a slash begins a regular expression and does not divide. */
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/;

/** Reads TypeScript as far as needed to know strings, templates, comments and regular expressions apart. */
export function regexesOf(source: string): Found {
  const literals: FoundRegex[] = [];
  const made: { text: string; line: number }[] = [];
  const lineAt = (index: number): number => source.slice(0, index).split("\n").length;
  /** Depth of braces in each template substitution that is open. */
  const templates: number[] = [];
  let code = "";
  let i = source.startsWith("#!") ? lineEnd(source, 0) : 0;
  const skipTo = (end: number): void => {
    i = end;
    code += "0";
  };
  while (i < source.length) {
    const char = source[i]!;
    if (source.startsWith("//", i)) i = lineEnd(source, i);
    else if (source.startsWith("/*", i)) i = source.indexOf("*/", i + 2) + 2;
    else if (char === '"' || char === "'") skipTo(stringEnd(source, i, char));
    else if (char === "`" || (char === "}" && templates.at(-1) === 0)) {
      if (char === "}") templates.pop();
      const end = templateEnd(source, i + 1);
      if (source[end - 1] === "{") templates.push(0);
      skipTo(end);
      // Within a substitution an expression begins.
      if (source[end - 1] === "{") code += "(";
    } else if (char === "/" && beginsRegex(code)) {
      const end = regexEnd(source, i);
      const flags = /^[a-z]*/.exec(source.slice(end))![0];
      literals.push({ source: source.slice(i + 1, end - 1), flags, line: lineAt(i) });
      skipTo(end + flags.length);
    } else {
      if (templates.length > 0 && char === "{") templates[templates.length - 1]!++;
      if (templates.length > 0 && char === "}") templates[templates.length - 1]!--;
      if (char === "(" && /(?:^|[^\w$])RegExp$/.test(code)) {
        made.push({ text: source.slice(i - 6, lineEnd(source, i)), line: lineAt(i) });
      }
      if (!/\s/.test(char)) code += char;
      else if (!code.endsWith(" ")) code += " ";
      i++;
    }
  }
  return { literals, made };
}

const lineEnd = (source: string, from: number): number => {
  const end = source.indexOf("\n", from);
  return end === -1 ? source.length : end;
};

function stringEnd(source: string, from: number, quote: string): number {
  let i = from + 1;
  while (i < source.length && source[i] !== quote) i += source[i] === "\\" ? 2 : 1;
  return i + 1;
}

/** After the closing backtick, or after the `${` of the next substitution. */
function templateEnd(source: string, from: number): number {
  let i = from;
  while (i < source.length && source[i] !== "`" && !source.startsWith("${", i)) i += source[i] === "\\" ? 2 : 1;
  return source[i] === "`" ? i + 1 : i + 2;
}

function regexEnd(source: string, from: number): number {
  let inClass = false;
  let i = from + 1;
  for (; i < source.length && (inClass || source[i] !== "/"); i++) {
    if (source[i] === "\\") i++;
    else if (source[i] === "[") inClass = true;
    else if (source[i] === "]") inClass = false;
  }
  return i + 1;
}

function beginsRegex(code: string): boolean {
  const before = code.trimEnd();
  // `a! / b`: after a value the mark of non-nullness does not begin an expression.
  if (/[\w$)\]]!$/.test(before)) return false;
  return before === "" || /[(,=:[!&|?{}+\-*%~^<>;]$/.test(before) || BEFORE_REGEX.test(before.slice(-12));
}
