// XML by hand: text and attributes of any content, so that what comes out is always well-formed.

/** Characters that XML 1.0 cannot hold, escaped or not (https://www.w3.org/TR/xml/#charsets), lone surrogates among them. */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Fit for text and for a quoted attribute. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, "")
    .replace(/[&<>"]/g, (sign) => MARKUP[sign]!);

/** ` name="value"` for each value there is; line ends become spaces. */
export const attributes = (values: Readonly<Record<string, string | number | boolean | null | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) =>
      value === null || value === undefined || value === "" ? "" : ` ${name}="${escaped(oneLine(String(value)))}"`,
    )
    .join("");

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

export const element = (name: string, text: string, more: Parameters<typeof attributes>[0] = {}): string =>
  `<${name}${attributes(more)}>${escaped(text)}</${name}>`;
