// Keeps tests off the network: only loopback can be reached and only local names resolve; anything else fails at once.
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

/** Loopback, and nothing that merely looks like it. */
const isLocal = (host: string): boolean =>
  host === "localhost" || host === "::1" || (net.isIPv4(host) && host.startsWith("127."));

const failure = (name: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${name} (tests have no network)`), {
    code: "ENOTFOUND",
    syscall: "getaddrinfo",
    hostname: name,
  });

// Test files share a process one after the other, and each begins here.
const GUARD = Symbol.for("belowline.no-network");
if (!(GUARD in globalThis)) {
  Object.assign(globalThis, { [GUARD]: true });
  guard();
}

function guard(): void {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]) {
    // Node's own callers pass their arguments already normalised, as one array.
    const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
    const options =
      typeof first === "object" && first !== null ? (first as { host?: string; path?: string }) : undefined;
    const host = options?.host ?? (typeof first === "number" && typeof second === "string" ? second : "localhost");
    const socketFile = options?.path !== undefined || (typeof first === "string" && Number.isNaN(Number(first)));
    if (!socketFile && !isLocal(host)) {
      throw new Error(`a test tried to connect to ${host}; tests reach nothing but this machine`);
    }
    return Reflect.apply(connect, this, args);
  } as typeof connect;

  const lookup = dns.lookup;
  dns.lookup = Object.assign(
    (name: string, ...rest: unknown[]) => {
      if (isLocal(name) || net.isIP(name) !== 0) return Reflect.apply(lookup, dns, [name, ...rest]);
      const done = rest.at(-1) as (error: Error) => void;
      return process.nextTick(done, failure(name));
    },
    { __promisify__: lookup.__promisify__ },
  ) as typeof lookup;

  const promised = dns.promises.lookup;
  dns.promises.lookup = ((name: string, ...rest: unknown[]) =>
    isLocal(name) || net.isIP(name) !== 0
      ? Reflect.apply(promised, dns.promises, [name, ...rest])
      : Promise.reject(failure(name))) as typeof promised;
  syncBuiltinESMExports();
}
