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
export const answerOf = (ask: Ask, capture: Capture): Answer => new CapturedAnswer(ask, capture);

/** A class: an object with getters of its own gets a shape of its own, which keeps all it holds until a full collection. */
class CapturedAnswer implements Answer {
  readonly ask: Ask;
  readonly capture: Capture;
  #text: string | undefined;
  #json: { readonly value: unknown } | undefined;
  #page: Page | undefined;

  constructor(ask: Ask, capture: Capture) {
    this.ask = ask;
    this.capture = capture;
  }

  get text(): string {
    this.#text ??= decodeBody(this.capture.body, this.capture.headers["content-type"]);
    return this.#text;
  }

  get json(): unknown {
    this.#json ??= { value: parse(this.text) };
    return this.#json.value;
  }

  get page(): Page {
    const { url, requestUrl, headers, fetchedAt } = this.capture;
    this.#page ??= loadPage({ url, requestUrl, headers, body: this.text, fetchedAt });
    return this.#page;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""), (key, value) => (key === "__proto__" ? undefined : value));
  } catch {
    return undefined; // an HTML page where JSON was asked for is an answer too; the adapter decides what it means
  }
}
