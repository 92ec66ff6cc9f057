// A TCP proxy that breaks on demand: swallows, resets, cuts after so many bytes, or loses the answer to a COMMIT.
import net from "node:net";

export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  /** Connections so far. */
  readonly connections: number;
  /** Lets everything through again; for connections that are still whole. */
  pass(): void;
  /** Both sides stay open, and nothing comes through any more: a cable that was pulled. */
  swallow(): void;
  /** Resets every connection that is open now. */
  reset(): void;
  /** Lets so many bytes of an answer through, then resets. */
  cutAfter(bytes: number): void;
  /** Lets a COMMIT through to the server, and resets instead of bringing its answer; once. */
  loseCommit(): void;
}

type Mode = { readonly kind: "pass" | "swallow" | "commit" } | { readonly kind: "cut"; left: number };

/** Stands before a server on this machine. */
export async function faultProxy(target: number): Promise<FaultProxy> {
  let mode: Mode = { kind: "pass" };
  let connections = 0;
  const open = new Set<net.Socket>();
  const server = net.createServer((client) => {
    connections++;
    const upstream = net.connect(target, "127.0.0.1");
    let committing = false;
    const end = (): void => {
      for (const socket of [client, upstream]) {
        socket.resetAndDestroy();
        open.delete(socket);
      }
    };
    for (const socket of [client, upstream]) open.add(socket.on("error", end));
    client.on("data", (bytes) => {
      if (mode.kind === "swallow") return;
      if (mode.kind === "commit" && bytes.includes("commit")) committing = true;
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (mode.kind === "swallow") return;
      if (committing) {
        mode = { kind: "pass" };
        return end();
      }
      if (mode.kind !== "cut") return void client.write(bytes);
      const piece = bytes.subarray(0, mode.left);
      mode.left -= piece.length;
      client.write(piece, mode.left > 0 ? undefined : end);
    });
    client.on("end", () => mode.kind !== "swallow" && upstream.end());
    upstream.on("end", () => mode.kind !== "swallow" && client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reset = (): void => {
    for (const socket of open) socket.resetAndDestroy();
    open.clear();
  };
  return {
    port: (server.address() as net.AddressInfo).port,
    get connections() {
      return connections;
    },
    pass: () => void (mode = { kind: "pass" }),
    swallow: () => void (mode = { kind: "swallow" }),
    reset,
    cutAfter: (bytes) => void (mode = { kind: "cut", left: bytes }),
    loseCommit: () => void (mode = { kind: "commit" }),
    async [Symbol.asyncDispose]() {
      reset();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
