// The file of --ladders: when to come back, by publisher.
import { readFileSync } from "node:fs";
import { UsageError } from "@belowline/schema";
import type { CrawlOptions } from "@belowline/scraper";

export function laddersFrom(file: string | undefined): Pick<CrawlOptions, "ladders"> {
  if (file === undefined) return {};
  try {
    return { ladders: JSON.parse(readFileSync(file, "utf8")) };
  } catch (error) {
    throw new UsageError(
      "usage/invalid-value",
      `--ladders: expected a file of JSON such as {"news.example": [{"until": 86400, "step": 3600}]}, found ${(error as Error).message}`,
      { option: "ladders" },
    );
  }
}
