// A running Deno kernel: started with its connection file, asked cell by cell, and never believed when it says it is idle.
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { denoPath } from "./deno.ts";
import { type Frames, openWire, type Wire } from "./zmtp.ts";

/** One output as a notebook keeps it (nbformat 4.5). */
export type Output =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly output_type: "display_data"; readonly data: MimeBundle; readonly metadata: object }
  | {
      readonly output_type: "execute_result";
      readonly data: MimeBundle;
      readonly metadata: object;
      readonly execution_count: number | null;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };
export type MimeBundle = Readonly<Record<string, unknown>>;

export interface Kernel {
  /** Runs a cell and gives all its outputs in their order, also those that come after "idle". */
  run(code: string): Promise<Output[]>;
  close(): Promise<void>;
}

interface Message {
  readonly type: string;
  readonly parent: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: what a message holds depends on its type, and comes from another program
  readonly content: any;
}

const PORTS = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;
const QUIET = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
const DELIMITER = Buffer.from("<IDS|MSG>");

/**
 * Starts `deno jupyter` in a folder, whose package.json and node_modules the cells see.
 *
 * @throws Error where Deno is not installed, or ends before it answers
 */
export async function startKernel(cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<Kernel> {
  const folder = mkdtempSync(join(tmpdir(), "belowline-kernel-"));
  const key = randomBytes(16).toString("hex");
  const ports = await freePorts(PORTS.length);
  const file = join(folder, "connection.json");
  const places = Object.fromEntries(PORTS.map((name, i) => [name, ports[i]]));
  const connection = { ip: "127.0.0.1", transport: "tcp", signature_scheme: "hmac-sha256", key, ...places };
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  const child = spawn(denoPath(), ["jupyter", "--kernel", "--conn", file], {
    cwd,
    // No colour codes in outputs; no question to a server whether there is a newer Deno; what it compiled stays in the repository.
    env: { DENO_DIR: join(import.meta.dirname, "../../node_modules/.cache/deno"), ...env, ...QUIET },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (words = (words + text).slice(-4000)));

  const hear = { message: (_: Message): void => {} };
  const incoming = (frames: Frames): void => hear.message(messageOf(frames));
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the kernel ended with ${code}: ${words}`);
  });
  ended.catch(() => {}); // awaited only while something is asked of it
  const wires: Wire[] = [];
  const close = async (): Promise<void> => {
    for (const wire of wires) wire.close();
    await stop(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const [port, type] of [[ports[1]!, "SUB"] as const, [ports[0]!, "DEALER"] as const]) {
      wires.push(await Promise.race([patiently(() => openWire(port, type, incoming)), ended]));
    }
    const ask = asker(wires[1]!, key, hear, ended);
    return { run: (code) => ask(code), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A kernel needs a moment to listen. */
async function patiently(open: () => Promise<Wire>): Promise<Wire> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw error;
      await new Promise((next) => setTimeout(next, 20));
    }
  }
}

/**
 * Deno says "idle" before the output of one cell in ten, and a client that stops there loses it, as nbclient does. So a silent cell
 * follows each cell, which writes a mark on all three ways that output takes; what comes before its marks belongs to the cell.
 */
const fence = (mark: string): string =>
  `console.log(${JSON.stringify(mark)}); console.error(${JSON.stringify(mark)}); ` +
  `await Deno.jupyter.display({ "text/plain": ${JSON.stringify(mark)} }, { raw: true });`;

type Ask = (code: string) => Promise<Output[]>;

function asker(shell: Wire, key: string, hear: { message(message: Message): void }, ended: Promise<never>): Ask {
  const session = randomUUID();
  const send = (code: string, silent: boolean): string => {
    const id = randomUUID();
    const header = {
      msg_id: id,
      session,
      username: "belowline",
      date: "1970-01-01T00:00:00.000Z",
      msg_type: "execute_request",
      version: "5.3",
    };
    const content = {
      code,
      silent,
      store_history: !silent,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    };
    const parts = [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
    const mac = createHmac("sha256", key);
    for (const part of parts) mac.update(part);
    shell.send([DELIMITER, Buffer.from(mac.digest("hex")), ...parts]);
    return id;
  };
  return async (code) => {
    const outputs: Output[] = [];
    const mark = `-- fence ${randomUUID()} --`;
    const answered = new Promise<void>((done) => {
      const cell = send(code, false);
      let open = 3;
      let fenced = false;
      hear.message = (message) => {
        const output = outputOf(message);
        const [rest, marked] = output === null ? [null, false] : withoutMark(output, mark);
        if (rest !== null) add(outputs, rest);
        if (marked && --open === 0) done();
        // The next cell is sent when this one was answered: what it prints cannot come before.
        if (message.type === "execute_reply" && message.parent === cell && !fenced) {
          fenced = true;
          send(fence(mark), true);
        }
      };
    });
    await Promise.race([answered, ended]);
    hear.message = () => {};
    return outputs;
  };
}

function messageOf(frames: Frames): Message {
  const at = frames.findIndex((frame) => frame.equals(DELIMITER));
  const [header, parent, , content] = frames.slice(at + 2).map((frame) => JSON.parse(frame.toString() || "{}"));
  return { type: header.msg_type, parent: parent?.msg_id, content };
}

function outputOf({ type, content }: Message): Output | null {
  if (type === "stream") return { output_type: "stream", name: content.name, text: content.text };
  if (type === "display_data") return { output_type: type, data: content.data, metadata: {} };
  if (type === "execute_result") {
    return { output_type: type, data: content.data, metadata: {}, execution_count: content.execution_count };
  }
  if (type !== "error") return null;
  return { output_type: type, ename: content.ename, evalue: content.evalue, traceback: content.traceback };
}

/** What is left of an output without the mark of the fence, and whether it was there. */
function withoutMark(output: Output, mark: string): readonly [Output | null, boolean] {
  if (output.output_type === "display_data" && output.data["text/plain"] === mark) return [null, true];
  if (output.output_type !== "stream" || !output.text.includes(mark)) return [output, false];
  const text = output.text.replace(`${mark}\n`, "");
  return [text === "" ? null : { ...output, text }, true];
}

/** Pieces of one stream become one output, as every front end shows them. */
function add(outputs: Output[], next: Output): void {
  const last = outputs.at(-1);
  if (last?.output_type === "stream" && next.output_type === "stream" && last.name === next.name) {
    outputs[outputs.length - 1] = { ...last, text: last.text + next.text };
  } else outputs.push(next);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL"); // a kernel holds nothing that a cell has not closed
  await exit;
}
