// The terminal that is written to: how wide it is.

/** `COLUMNS` before its own width, as other tools have it; undefined for files and pipes, which have room. */
export function screenWidth(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  screen: { readonly columns?: number } = process.stdout,
): number | undefined {
  const told = Number(environment.COLUMNS);
  return Number.isSafeInteger(told) && told > 0 ? told : screen.columns;
}

/** Where there is no terminal and a line must end somewhere. */
export const PAGE = 120;
