// Pages that were read are let go by the next small collection: a crawl carries none along until a full one.
import { expect, it } from "vitest";
import { startChild } from "../../support/child.ts";

it("lets a page go as soon as it is read", async () => {
  const child = startChild("read-pages.ts", []);
  const grown = Number(await child.line());
  await child.ended();
  // Forty trees of nearly a megabyte; what grows is compiled code and what it remembers.
  expect(grown / 2 ** 20).toBeLessThan(15);
  expect(grown).not.toBeNaN();
});
