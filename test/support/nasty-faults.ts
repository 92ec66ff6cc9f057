// What servers do to crawlers, out of malice or neglect: answers for a nasty server, each named after what is wrong with it.
import type { Socket } from "node:net";
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from "node:zlib";
import { answer, type Handler } from "./nasty-server.ts";

/** The bytes of an answer, written past Node's HTTP server, which would not say such things. */
const raw =
  (write: (socket: Socket) => void): Handler =>
  (_, response) =>
    write(response.socket!);

/** Writes again and again until the other side has had enough. */
function again(socket: Socket, piece: string | Buffer, milliseconds: number): void {
  const timer = setInterval(() => socket.write(piece), milliseconds);
  timer.unref();
  socket.on("close", () => clearInterval(timer)).on("error", () => clearInterval(timer));
}

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

/** So many zeros, packed to almost nothing. */
export const bombs = (bytes: number): Readonly<Record<"gzip" | "br" | "zstd", Handler>> => {
  const zeros = Buffer.alloc(bytes);
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
  return {
    gzip: answer(gzipSync(zeros), { "content-encoding": "gzip" }),
    br: answer(brotliCompressSync(zeros, quick), { "content-encoding": "br" }),
    zstd: answer(zstdCompressSync(zeros), { "content-encoding": "zstd" }),
  };
};

export const endlessBody: Handler = (_, response) => {
  const piece = Buffer.alloc(64 * 1024, "<p>and on and on");
  response.writeHead(200, { "content-type": "text/html" });
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", more);
  more();
};

export const drip: Handler = raw((socket) => {
  socket.write(`${HEAD}Content-Length: 100000\r\n\r\n`);
  again(socket, ".", 20);
});

export const slowHeaders: Handler = raw((socket) => {
  socket.write(HEAD);
  again(socket, "X-More: 1\r\n", 20);
});

/** Takes the question and never says a word. */
export const silence: Handler = () => {};

export const giantHeader: Handler = raw((socket) =>
  socket.end(`${HEAD}X-Giant: ${"a".repeat(200_000)}\r\nContent-Length: 0\r\n\r\n`),
);

export const manyHeaders: Handler = raw((socket) =>
  socket.end(`${HEAD}${"X-Many: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(5000)}Content-Length: 0\r\n\r\n`),
);

export const shortBody: Handler = raw((socket) => socket.end(`${HEAD}Content-Length: 1000\r\n\r\nhalf`));

export const halfItsChunks: Handler = raw((socket) =>
  socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n`),
);

export const brokenChunk: Handler = raw((socket) =>
  socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n0\r\n\r\n`),
);

export const resetInTheBody: Handler = raw((socket) => {
  socket.write(`${HEAD}Content-Length: 1000\r\n\r\nhalf`, () => socket.resetAndDestroy());
});

export const resetAtOnce: Handler = raw((socket) => socket.resetAndDestroy());

export const closedWithoutAnswer: Handler = raw((socket) => socket.end());

/** Two lengths: what lies between them would be the next answer (request smuggling). */
export const twoLengths: Handler = raw((socket) =>
  socket.end(`${HEAD}Content-Length: 4\r\nContent-Length: 8\r\n\r\nhalfhalf`),
);

export const noHttp: Handler = raw((socket) => socket.end("220 mail.example ESMTP ready\r\n"));

export const redirectTo = (location: string, status = 302): Handler => answer("", { location }, status);
