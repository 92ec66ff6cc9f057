// A capture as an adapter reads it: its body as text, as JSON and as a page, each made on first use.
import type { Ask, Capture } from "@belowline/schema";
import { decodeBody } from "../html/decode.ts";
import { loadPage, type Page } from "../html/page.ts";
import type { Answer } from "./platform.ts";

/**
 * Makes an Answer of a question and its capture.
 *
 * @example
 * answerOf({ url: capture.requestUrl }, capture).json; // the body, parsed; undefined where it is no JSON
 */
export function answerOf(ask: Ask, capture: Capture): Answer {
  let text: string | undefined;
  let json: { readonly value: unknown } | undefined;
  let page: Page | undefined;
  return {
    ask,
    capture,
    get text() {
      text ??= decodeBody(capture.body, capture.headers["content-type"]);
      return text;
    },
    get json() {
      json ??= { value: parse(this.text) };
      return json.value;
    },
    get page() {
      page ??= loadPage({
        url: capture.url,
        requestUrl: capture.requestUrl,
        headers: capture.headers,
        body: this.text,
        fetchedAt: capture.fetchedAt,
      });
      return page;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""), (key, value) => (key === "__proto__" ? undefined : value));
  } catch {
    return undefined; // an HTML page where JSON was asked for is an answer too; the adapter decides what it means
  }
}
