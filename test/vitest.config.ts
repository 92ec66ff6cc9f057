// One runner for the whole house: tests live here, mirror packages/*/src, and never touch the network.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    globalSetup: ["support/postgres.ts"],
    setupFiles: ["support/no-network.ts"],
    typecheck: { enabled: false },
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Two cores and PostgreSQL beside: more workers only wait for each other.
    maxWorkers: 2,
    reporters: ["default"],
  },
});
