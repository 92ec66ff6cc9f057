// What is tried again within a run, and what is not.
import { FetchError } from "@belowline/schema";
import { expect, it } from "vitest";
import { asCrawleeError, passes } from "../../../packages/scraper/src/crawl/retry.ts";

it.each([
  [new FetchError("timeout", "no answer"), true],
  [new FetchError("server-error", "answered 500", { status: 500 }), true],
  [new FetchError("server-error", "answered 501", { status: 501 }), false],
  [new FetchError("throttled", "it rests", { asked: false }), false],
  [new FetchError("robots", "not wanted"), false],
])("tries %s again: %s", (error, again) => {
  expect(passes(error)).toBe(again);
  expect(asCrawleeError(error).constructor.name === "NonRetryableError").toBe(!again);
});
