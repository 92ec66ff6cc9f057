// Retry-After: how long a server asks to be left alone.

/**
 * Seconds of a Retry-After header, given in seconds or as a date (RFC 9110 section 10.2.3); undefined where it says nothing.
 * A date that has passed is 0.
 *
 * @param date the same answer's Date header: the clock that wrote both counts, for ours may be wrong; ours where there is none
 */
export function retryAfter(value: string | undefined, date: string | undefined): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const until = momentOf(text);
  const from = momentOf(date?.trim() ?? "") ?? Date.now();
  return until === undefined ? undefined : Math.max(0, Math.ceil((until - from) / 1000));
}

/** An HTTP date in any of its three forms (RFC 9110 section 5.6.7), of which asctime's names no zone and means GMT. */
function momentOf(text: string): number | undefined {
  // Only with a weekday or month name: Date.parse would also take "12" or "1.5" for a date.
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(/ \d{4}$/.test(text) ? `${text} GMT` : text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
