// Runs the CLI from its sources for `pnpm belowline ...`: relative paths are those of the caller, not of the workspace.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import("../packages/cli/src/main.ts");
