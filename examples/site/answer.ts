// Answer: what the site says to one request, before any socket is involved.
export interface SiteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export const html = (body: string, headers: Readonly<Record<string, string>> = {}): SiteAnswer => ({
  status: 200,
  headers: { "content-type": "text/html; charset=UTF-8", ...headers },
  body,
});

export const xml = (type: string, body: string): SiteAnswer => ({
  status: 200,
  headers: { "content-type": `${type}; charset=UTF-8` },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

export const redirect = (location: string): SiteAnswer => ({
  status: 301,
  headers: { location, "content-type": "text/html; charset=UTF-8" },
  body: "",
});
