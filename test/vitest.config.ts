// One runner for the whole house: tests live here, mirror packages/*/src, and never touch the network.
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes, longest first: begun last, one of them would be waited for by an idle core. */
const LONG = ["conformance/", "journeys/", "scraper/hostile-pages", "cli/", "corpus/erase/", "packages", "bench/"];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((start) => moduleId.startsWith(`${import.meta.dirname}/${start}`));
      return found < 0 ? LONG.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    globalSetup: ["support/postgres.ts"],
    setupFiles: ["support/no-network.ts"],
    typecheck: { enabled: false },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // Two cores and PostgreSQL beside: more workers only wait for each other.
    maxWorkers: 2,
    // A process that has compiled PGlite, and the parsers' code, has the next file for less.
    isolate: false,
    sequence: { sequencer: LongFirst },
    reporters: ["default"],
  },
});
