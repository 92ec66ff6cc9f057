// A server process that dies with us: whatever ends the test process, SIGKILL included, ends the server too.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/**
 * The keeper holds the reading end of a pipe whose writing end only we have. The kernel closes ours however we die; then
 * (or when the server ends by itself) the keeper ends its process group, the server and its workers, and clears the scratch
 * folder. PR_SET_PDEATHSIG would not reach PHP's workers. KEEPER_SIGNAL goes first, so that a server with workers can
 * reap them; one that does not listen is killed two seconds later.
 */
const KEEPER = `
exec 3<&0
trap : INT
"$@" </dev/null 3<&- & server=$!
cat <&3 >/dev/null & pipe=$!
wait -n "$server" "$pipe"
kill "-$KEEPER_SIGNAL" "$server" 2>/dev/null
if [ "$KEEPER_SIGNAL" = INT ]; then
  kill -INT 0
  { sleep 2; kill -KILL 0; } &
fi
while kill -0 "$server" 2>/dev/null; do wait "$server"; done
if [ -n "$KEEPER_SCRATCH" ]; then rm -rf -- "$KEEPER_SCRATCH"; fi
kill -KILL 0
`;

export interface Child {
  /** Calls `attempt` until it says true; throws with the server's log when the server ended or time is up. */
  ready(attempt: () => Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server; its output goes to the file `log`. `scratch` is removed when it has ended. */
export function startChild(
  command: readonly [string, ...string[]],
  how: {
    readonly log: string;
    readonly env: NodeJS.ProcessEnv;
    readonly cwd: string;
    /** `INT` for a server with workers of its own, which it reaps; `KILL` for one that has nothing to lose. */
    readonly signal: "INT" | "KILL";
    readonly scratch?: string;
  },
): Child {
  const log = openSync(how.log, "a");
  const env = { ...how.env, KEEPER_SIGNAL: how.signal, KEEPER_SCRATCH: how.scratch ?? "" };
  const keeper: ChildProcess = spawn("bash", ["-c", KEEPER, "keeper", ...command], {
    cwd: how.cwd,
    detached: true, // a process group of its own, so that "kill 0" reaches all of it and nothing else
    env,
    stdio: ["pipe", log, log],
  });
  closeSync(log);
  keeper.stdin?.on("error", () => {}); // the keeper may be gone before we let go of the pipe
  let ended = false;
  const exit = new Promise<void>((resolve) => {
    const end = () => {
      ended = true;
      resolve();
    };
    keeper.on("exit", end);
    keeper.on("error", end);
  });
  const failure = (what: string): Error => new Error(`${command[0]} ${what}; its log:\n${tail(how.log)}`);
  return {
    async ready(attempt) {
      const deadline = Date.now() + 90_000;
      while (!(await attempt())) {
        if (ended) throw failure("ended before it answered");
        if (Date.now() > deadline) throw failure("did not answer within 90 s");
        await pause(25);
      }
    },
    async stop() {
      keeper.stdin?.end();
      await exit;
    },
  };
}

function tail(log: string): string {
  try {
    return readFileSync(log, "utf8").slice(-4000);
  } catch {
    return "(none)";
  }
}
