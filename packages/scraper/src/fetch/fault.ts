// What a failed exchange was: undici's and Node's errors as our own FetchError.
import { FetchError, type FetchFault } from "@belowline/schema";
import { shownUrl } from "./shown.ts";

const FAULTS: Readonly<Record<string, FetchFault>> = {
  ENOTFOUND: "name",
  EAI_AGAIN: "name",
  ECONNREFUSED: "connect",
  ECONNRESET: "truncated",
  EPIPE: "connect",
  EHOSTUNREACH: "connect",
  ENETUNREACH: "connect",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "too-large",
  UND_ERR_SOCKET: "truncated",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "truncated",
  UND_ERR_ABORTED: "aborted",
};

/** Always a FetchError: the fault by code, the URL in the message, the original as `cause`. */
export function toFetchError(error: unknown, url: string): FetchError {
  // A refused address comes out of the resolver wrapped in whatever the connector made of it.
  for (let at: unknown = error, n = 0; at instanceof Error && n < 5; at = at.cause, n++) {
    if (at instanceof FetchError) return at;
  }
  const code = (error as NodeJS.ErrnoException)?.code ?? "";
  const name = (error as Error)?.name ?? "";
  const message = (error as Error)?.message ?? String(error);
  const fault: FetchFault =
    FAULTS[code] ??
    (name === "TimeoutError"
      ? "timeout"
      : name === "AbortError"
        ? "aborted"
        : name === "HTTPParserError" || /^(?:HPE_|UND_ERR_RES)/.test(code)
          ? "truncated"
          : /CERT|SSL|TLS|VERIFY|EPROTO/.test(code)
            ? "tls"
            : "connect");
  const shown = shownUrl(url);
  return new FetchError(
    fault,
    `${shown}: ${MEANING[fault] ?? "no whole answer"} (${code || message})`,
    { url: shown, code },
    error,
  );
}

const MEANING: Partial<Record<FetchFault, string>> = {
  name: "the host name does not resolve",
  connect: "no connection",
  timeout: "no whole answer in time",
  truncated: "the answer broke off",
  tls: "the certificate or TLS handshake was not accepted",
  aborted: "stopped",
};
