// ZMTP 3.0, as far as a Jupyter client needs it: a DEALER or SUB end of a ZeroMQ connection over TCP, without a native module.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A message is one frame or more. */
export type Frames = readonly Buffer[];

export interface Wire {
  send(frames: Frames): void;
  close(): void;
}

const GREETING = 64;
const [MORE, LONG, COMMAND] = [1, 2, 4];

/**
 * Connects, greets and hands over every message that comes in, in order. https://rfc.zeromq.org/spec/23/
 *
 * @throws Error where nobody listens, or somebody who speaks another protocol
 */
export async function openWire(
  port: number,
  type: "DEALER" | "SUB",
  onMessage: (frames: Frames) => void,
): Promise<Wire> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  socket.write(greeting());
  const read = reader(socket);
  const theirs = await read(GREETING);
  if (theirs[0] !== 0xff || theirs[9] !== 0x7f || theirs[10]! < 3) {
    throw new Error(`port ${port}: expected ZMTP 3, found ${theirs.subarray(0, 12).toString("hex")}`);
  }
  socket.write(frame(Buffer.concat([Buffer.from("\x05READY"), property("Socket-Type", type)]), COMMAND));
  const ready = await readFrame(read);
  if ((ready.flags & COMMAND) === 0 || ready.body.subarray(1, 6).toString() !== "READY") {
    throw new Error(`port ${port}: expected READY, found ${ready.body.subarray(0, 12).toString("latin1")}`);
  }
  void receive(read, onMessage);
  const wire: Wire = {
    send(frames) {
      for (const [i, body] of frames.entries()) socket.write(frame(body, i < frames.length - 1 ? MORE : 0));
    },
    close: () => void socket.destroy(),
  };
  if (type === "SUB") wire.send([Buffer.from([1])]); // subscribes to everything
  return wire;
}

async function receive(read: Read, onMessage: (frames: Frames) => void): Promise<void> {
  let frames: Buffer[] = [];
  for (;;) {
    const next = await readFrame(read).catch(() => null); // closed: by us, or the kernel's exit tells more
    if (next === null) return;
    if (next.flags & COMMAND) continue;
    frames.push(next.body);
    if (next.flags & MORE) continue;
    onMessage(frames);
    frames = [];
  }
}

type Read = (length: number) => Promise<Buffer>;

async function readFrame(read: Read): Promise<{ readonly flags: number; readonly body: Buffer }> {
  const flags = (await read(1))[0]!;
  const length = flags & LONG ? Number((await read(8)).readBigUInt64BE()) : (await read(1))[0]!;
  return { flags, body: await read(length) };
}

/** So many bytes, as soon as they are there; one caller at a time. */
function reader(socket: Socket): Read {
  let held = Buffer.alloc(0);
  let wanted: { readonly length: number; done(bytes: Buffer): void; failed(error: Error): void } | null = null;
  let ended: Error | null = null;
  const give = (): void => {
    if (wanted !== null && held.length >= wanted.length) {
      const { length, done } = wanted;
      wanted = null;
      const bytes = held.subarray(0, length);
      held = held.subarray(length);
      done(bytes);
    } else if (wanted !== null && ended) wanted.failed(ended);
  };
  socket.on("data", (bytes) => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    give();
  });
  socket.on("error", (error) => {
    ended = error;
    give();
  });
  socket.on("close", () => {
    ended ??= new Error("the connection was closed");
    give();
  });
  return (length) =>
    new Promise((done, failed) => {
      wanted = { length, done, failed };
      give();
    });
}

function greeting(): Buffer {
  const bytes = Buffer.alloc(GREETING);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3; // version 3.0
  bytes.write("NULL", 12, "latin1"); // no security: both ends are on this machine, and messages are signed
  return bytes;
}

function property(name: string, value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), length, Buffer.from(value)]);
}

function frame(body: Buffer, flags: number): Buffer {
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body]);
  const head = Buffer.alloc(9);
  head[0] = flags | LONG;
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return Buffer.concat([head, body]);
}
