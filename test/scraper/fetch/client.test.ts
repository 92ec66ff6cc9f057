// The one client against servers that lie, stall, break off and redirect to where nobody should go.
import { gzipSync, zstdCompressSync } from "node:zlib";
import { type Capture, isFetchError } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { createClient, userAgentOf } from "../../../packages/scraper/src/fetch/client.ts";
import { answer, type Handler, nastyServer } from "../../support/nasty-server.ts";

const page = `<p>${"Rain again. ".repeat(3000)}</p>`;

async function fetchFrom(routes: Record<string, Handler>, path = "/", limits = {}) {
  await using server = await nastyServer(routes);
  const client = createClient({ userAgent: userAgentOf("lab@news.example"), inside: ["127.0.0.1"], limits });
  try {
    const capture = await client.fetch({ url: server.url + path });
    return { capture, seen: server.seen, fault: undefined };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    return { capture: undefined, seen: server.seen, fault: error.code };
  } finally {
    await client.close();
  }
}

describe("the client", () => {
  it("says who it is and keeps the exchange verbatim", async () => {
    const { capture, seen } = await fetchFrom({ "/": answer(page, { etag: '"a"', "set-cookie": "id=1" }) });
    expect(seen[0]?.headers["user-agent"]).toMatch(/^Belowline\/\d+\.\d+\.\d+ \(\+lab@news\.example\)$/);
    expect(Buffer.from(capture!.body).toString()).toBe(page);
    expect(capture).toMatchObject({ status: 200, method: "GET", headers: { etag: '"a"' }, redirects: [] });
    expect(capture!.headers).not.toHaveProperty("set-cookie");
    expect(capture!.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ["gzip", gzipSync(page)],
    ["zstd", zstdCompressSync(page)],
  ])("unpacks %s", async (encoding, body) => {
    const { capture } = await fetchFrom({ "/": answer(body, { "content-encoding": encoding }) });
    expect(Buffer.from(capture!.body).toString()).toBe(page);
  });

  it("never takes a truncated gzip body for a page, wherever it is cut", async () => {
    const whole = gzipSync(page);
    for (let cut = 1; cut < whole.length; cut += Math.ceil(whole.length / 12)) {
      const { fault } = await fetchFrom({ "/": answer(whole.subarray(0, cut), { "content-encoding": "gzip" }) });
      expect(fault, `cut at ${cut} of ${whole.length}`).toBe("fetch/truncated");
    }
  });

  it("never takes a body shorter than its Content-Length, or half its chunks, for a page", async () => {
    const short: Handler = (_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half");
      setImmediate(() => response.destroy());
    };
    const chunks: Handler = (_, response) => {
      response.writeHead(200, { "transfer-encoding": "chunked" });
      response.write("half");
      setImmediate(() => response.destroy());
    };
    expect((await fetchFrom({ "/": short })).fault).toBe("fetch/truncated");
    expect((await fetchFrom({ "/": chunks })).fault).toBe("fetch/truncated");
  });

  it("stops at a bomb, before it is unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000));
    expect((await fetchFrom({ "/": answer(bomb, { "content-encoding": "gzip" }) })).fault).toBe("fetch/too-large");
    expect((await fetchFrom({ "/": answer(page) }, "/", { wire: 1000 })).fault).toBe("fetch/too-large");
  });

  it("refuses a coding it did not ask for", async () => {
    expect((await fetchFrom({ "/": answer(page, { "content-encoding": "gzip, gzip" }) })).fault).toBe(
      "fetch/bad-encoding",
    );
  });

  it("follows redirects and says which", async () => {
    const { capture } = await fetchFrom({ "/": answer("", { location: "/b#x" }, 301), "/b": answer(page) });
    expect(capture?.url).toMatch(/\/b$/);
    expect(capture?.redirects.map((hop) => hop.status)).toEqual([301]);
  });

  it("gives up on a circle of redirects", async () => {
    const { fault, seen } = await fetchFrom({ "/": answer("", { location: "/" }, 302) });
    expect(fault).toBe("fetch/too-many-redirects");
    expect(seen.length).toBeLessThanOrEqual(12);
  });

  it.each([
    ["http://169.254.169.254/latest/meta-data", "fetch/refused-address"],
    ["file:///etc/passwd", "fetch/refused-scheme"],
    ["http://user:secret@127.0.0.1/", "fetch/refused-address"],
  ])("does not follow a redirect to %s", async (location, code) => {
    expect((await fetchFrom({ "/": answer("", { location }, 302) })).fault).toBe(code);
  });

  it("reaches nothing on this machine unless the user opened it", async () => {
    await using server = await nastyServer({ "*": answer(page) });
    const port = new URL(server.url).port;
    const client = createClient({ userAgent: userAgentOf(null) });
    for (const url of [
      server.url,
      `http://localhost:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://2130706433:${port}/`,
    ]) {
      await expect(client.fetch({ url })).rejects.toMatchObject({ code: expect.stringMatching(/^fetch\/refused/) });
    }
    // A public port does not help: the name is vetted after it is resolved.
    await expect(client.fetch({ url: "http://localhost/" })).rejects.toMatchObject({ code: "fetch/refused-address" });
    expect(server.seen).toHaveLength(0);
    await client.close();
  });

  it("leads to an opened host from itself and from others inside, never on the word of a public page", async () => {
    await using server = await nastyServer({
      "/": answer(page),
      "/other": (_, response) => {
        response.writeHead(302, { location: `http://localhost:${new URL(server.url).port}/` }).end();
      },
    });
    const client = createClient({ userAgent: userAgentOf(null), inside: ["127.0.0.1", "inside.invalid"] });
    const ask = (path: string, from: string | undefined): Promise<Capture> =>
      client.fetch({ url: server.url + path }, {}, undefined, from);
    for (const from of [undefined, server.url, "http://localhost/story"])
      expect((await ask("/", from)).status).toBe(200);
    const asked = server.seen.length;
    for (const from of ["http://93.184.215.14/story", "http://inside.invalid/story", ""])
      await expect(ask("/", from)).rejects.toMatchObject({ code: "fetch/refused-port" });
    expect(server.seen).toHaveLength(asked);
    // Nobody named the other: the redirect was asked for, its target was not.
    await expect(ask("/other", server.url)).rejects.toMatchObject({ code: "fetch/refused-port" });
    expect(server.seen).toHaveLength(asked + 1);
    await client.close();
  });

  it("keeps one request a host at a time, and the delay between their starts", async () => {
    let open = 0;
    let most = 0;
    const slow: Handler = async (_, response) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      response.end("ok");
    };
    await using server = await nastyServer({ "*": slow });
    const client = createClient({ userAgent: userAgentOf(null), inside: ["127.0.0.1"], delay: 0.05 });
    await Promise.all([1, 2, 3, 4].map((n) => client.fetch({ url: `${server.url}/${n}` })));
    await client.close();
    expect(most).toBe(1);
    const gaps = server.seen.slice(1).map((request, i) => request.at - server.seen[i]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(40);
  });
});
