// Retry-After: how long a server asks to be left alone.

/**
 * Seconds of a Retry-After header, given in seconds or as a date (RFC 9110 section 10.2.3); undefined where it says nothing.
 * A date that has passed is 0.
 */
export function retryAfter(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Only dates with a weekday or month name: Date.parse would also take "12" or "1.5" for one.
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
