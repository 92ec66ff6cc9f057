// The one client against a nasty server: every fault has its typed outcome, in bounded time and memory.
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { isFetchError } from "@belowline/schema";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type ClientOptions, createClient, userAgentOf } from "../../../packages/scraper/src/fetch/client.ts";
import { faultProxy } from "../../support/fault-proxy.ts";
import * as faults from "../../support/nasty-faults.ts";
import { answer, type Handler, nastyServer } from "../../support/nasty-server.ts";
import { wrongCertificate } from "../../support/wrong-certificate.ts";

const userAgent = userAgentOf("lab@news.example");
const BOMBS = faults.bombs(64_000_000);

async function ask(url: string, options: Partial<ClientOptions> = {}, headers: Record<string, string> = {}) {
  const client = createClient({ userAgent, inside: ["127.0.0.1"], ...options });
  try {
    return { capture: await client.fetch({ url, headers }), code: undefined, message: "" };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    return { capture: undefined, code: error.code, message: `${error.message} ${JSON.stringify(error.details)}` };
  } finally {
    await client.close();
  }
}

describe("a server", () => {
  it.each<[string, Handler, string]>([
    ["sends a gzip bomb", BOMBS.gzip, "fetch/too-large"],
    ["sends a brotli bomb", BOMBS.br, "fetch/too-large"],
    ["sends a zstd bomb", BOMBS.zstd, "fetch/too-large"],
    ["never ends its body", faults.endlessBody, "fetch/too-large"],
    ["drips its body", faults.drip, "fetch/timeout"],
    ["drips its headers", faults.slowHeaders, "fetch/timeout"],
    ["says nothing", faults.silence, "fetch/timeout"],
    ["sends one header of 200 KB", faults.giantHeader, "fetch/too-large"],
    ["sends 5,000 headers", faults.manyHeaders, "fetch/too-large"],
    ["ends before its Content-Length", faults.shortBody, "fetch/truncated"],
    ["ends between its chunks", faults.halfItsChunks, "fetch/truncated"],
    ["sends a chunk without a size", faults.brokenChunk, "fetch/truncated"],
    ["resets in the middle of the body", faults.resetInTheBody, "fetch/truncated"],
    ["resets at once", faults.resetAtOnce, "fetch/truncated"],
    ["closes without an answer", faults.closedWithoutAnswer, "fetch/truncated"],
    ["states two lengths", faults.twoLengths, "fetch/truncated"],
    ["speaks another protocol", faults.noHttp, "fetch/truncated"],
    [
      "codes its body twice",
      answer(gzipSync(gzipSync("a")), { "content-encoding": "gzip, gzip" }),
      "fetch/bad-encoding",
    ],
    ["sends a part that nobody asked for", answer("<p>half", {}, 206), "fetch/truncated"],
    ["names gzip and sends none", answer("<p>plain", { "content-encoding": "gzip" }), "fetch/truncated"],
    ["redirects in a circle", faults.redirectTo("/?again"), "fetch/too-many-redirects"],
    ["redirects to a file", faults.redirectTo("file:///etc/passwd"), "fetch/refused-scheme"],
    ["redirects to link-local metadata", faults.redirectTo("http://169.254.169.254/"), "fetch/refused-address"],
    ["redirects to it as a number", faults.redirectTo("http://0xa9fea9fe/"), "fetch/refused-address"],
    ["redirects to it in IPv6", faults.redirectTo("http://[::ffff:a9fe:a9fe]/"), "fetch/refused-address"],
    ["redirects to nowhere", faults.redirectTo("http://"), "fetch/refused-address"],
  ])("that %s gives its typed fault, in time and without filling the memory", async (_, handler, code) => {
    await using server = await nastyServer({ "*": handler });
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const { code: got, message } = await ask(server.url, { limits: { seconds: 1 } });
    expect(got, message).toBe(code);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  it("that redirects from address to address may use no more than the whole request's time", async () => {
    await using server = await nastyServer({
      "*": (request, response) =>
        void setTimeout(
          () => response.writeHead(302, { location: `/${request.url?.length}${request.url}` }).end(),
          150,
        ),
    });
    expect((await ask(server.url, { limits: { seconds: 0.5, redirects: 100 } })).code).toBe("fetch/timeout");
    expect(server.seen.length).toBeLessThan(6);
  });

  it("that answers 304 or nothing with a coding named is taken at its word", async () => {
    await using server = await nastyServer({
      "/304": answer("", { "content-encoding": "gzip" }, 304),
      "/empty": answer("", { "content-encoding": "br" }),
    });
    expect((await ask(`${server.url}/304`)).capture?.status).toBe(304);
    expect((await ask(`${server.url}/empty`)).capture?.body).toHaveLength(0);
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["zstd", zstdCompressSync],
    ["deflate", deflateSync],
  ] as const)("that cuts its %s body is believed nowhere, at any cut", async (encoding, pack) => {
    const page = Array.from({ length: 400 }, (_, n) => `<p>Ferry ${n * 7919} sails at ${n % 24} o'clock.</p>`).join("");
    const whole = pack(page);
    await using server = await nastyServer({
      "*": (request, response) => {
        const cut = Number(request.url?.slice(1));
        answer(whole.subarray(0, cut), { "content-encoding": encoding })(request, response);
      },
    });
    const client = createClient({ userAgent, inside: ["127.0.0.1"] });
    for (let cut = 1; cut < whole.length; cut += Math.ceil(whole.length / 15)) {
      await expect(client.fetch({ url: `${server.url}/${cut}` }), `${cut} of ${whole.length}`).rejects.toMatchObject({
        code: "fetch/truncated",
      });
    }
    const capture = await client.fetch({ url: `${server.url}/${whole.length}` });
    expect(Buffer.from(capture.body).toString()).toBe(page);
    await client.close();
  });

  it("that gets a form by POST and redirects gets a GET after 303, the form again after 307", async () => {
    await using server = await nastyServer({
      "/303": faults.redirectTo("/there", 303),
      "/307": faults.redirectTo("/there", 307),
      "*": answer("ok"),
    });
    const client = createClient({ userAgent, inside: ["127.0.0.1"] });
    for (const path of ["/303", "/307"]) await client.fetch({ url: server.url + path, method: "POST", body: "a=1" });
    await client.close();
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /303",
      "GET /there",
      "POST /307",
      "POST /there",
    ]);
  });

  it("that redirects to another gives it no key of ours, and gets no cookie back", async () => {
    await using other = await nastyServer({ "*": answer("ok", { "set-cookie": "id=1" }) });
    await using server = await nastyServer({ "*": faults.redirectTo(`${other.url}/`) });
    const { capture } = await ask(
      server.url,
      {},
      { authorization: "Bearer s3cret", "x-api-key": "s3cret", "x-plain": "1" },
    );
    expect(server.seen[0]?.headers).toMatchObject({ authorization: "Bearer s3cret" });
    expect(other.seen[0]?.headers).toMatchObject({ "x-plain": "1" });
    expect(JSON.stringify(other.seen)).not.toContain("s3cret");
    expect(JSON.stringify(capture?.requestHeaders)).not.toContain("s3cret");
    expect(server.seen[0]?.headers.cookie).toBeUndefined();
    expect(JSON.stringify(capture?.headers)).not.toContain("id=1");
  });
});

describe("a message", () => {
  it.each([
    "ftp://user:s3cret@news.example/",
    "http://user:s3cret@127.0.0.1/",
    "http://127.0.0.1:9/?api_key=s3cret",
    "http://127.0.0.1:9/?access_token=s3cret&a=1",
  ])("about %s holds no secret", async (url) => {
    const { code, message } = await ask(url);
    expect(code).toMatch(/^fetch\//);
    expect(message).not.toContain("s3cret");
  });
});

describe("TLS", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is verified, whatever the environment says", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    await using server = await nastyServer({ "*": answer("ok") }, wrongCertificate);
    expect((await ask(server.url)).code).toBe("fetch/tls");
    expect(server.seen).toEqual([]);
  });

  it("is asked of a server that speaks none, in vain", async () => {
    await using server = await nastyServer({ "*": answer("ok") });
    expect((await ask(server.url.replace("http:", "https:"))).code).toBe("fetch/tls");
  });
});

describe("a proxy", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("named in the environment is not used", async () => {
    await using proxy = await nastyServer({ "*": answer("from the proxy") });
    await using server = await nastyServer({ "*": answer("from the site") });
    for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY"]) vi.stubEnv(name, proxy.url);
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    const { capture } = await ask(server.url);
    expect(Buffer.from(capture!.body).toString()).toBe("from the site");
    expect(proxy.seen).toEqual([]);
  });
});

// The guard of the tests lets only this name through; what it leads to is the tests' own.
describe("a name", () => {
  const lookup = dns.lookup;
  let asked = 0;
  const resolve = (...answers: string[][]): void => {
    asked = 0;
    dns.lookup = ((_name: string, _options: unknown, done: (error: null, addresses: dns.LookupAddress[]) => void) => {
      const addresses = answers[Math.min(asked++, answers.length - 1)]!;
      process.nextTick(
        done,
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    }) as typeof dns.lookup;
    syncBuiltinESMExports();
  };
  afterEach(() => {
    dns.lookup = lookup;
    syncBuiltinESMExports();
  });

  it.each([
    ["127.0.0.1"],
    ["10.1.2.3"],
    ["100.64.1.1"],
    ["169.254.169.254"],
    ["::1"],
    ["fd12::1"],
    ["::ffff:10.1.2.3"],
    ["::7f00:1"],
    ["64:ff9b::a00:1"],
    ["64:ff9b:1::a00:1"],
    ["2002:a00:1::"],
    ["2001:0:a00:1::"],
    ["fec0::1"],
    ["4000::1"],
    ["0.0.0.0"],
  ])("that leads to %s is refused", async (address) => {
    resolve([address]);
    expect((await ask("http://localhost/", { inside: [] })).code).toBe("fetch/refused-address");
  });

  it("that leads to public and internal addresses is refused whole", async () => {
    resolve(["192.0.43.8", "127.0.0.1"]);
    expect((await ask("http://localhost/", { inside: [] })).code).toBe("fetch/refused-address");
  });

  it("is resolved once to connect, and the address vetted is the one connected to", async () => {
    // Once to see that it is inside, once to connect: whoever asked again would get an address that nobody may reach.
    await using server = await nastyServer({ "*": answer("ok") });
    resolve(["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"]);
    const { capture } = await ask(server.url.replace("127.0.0.1", "localhost"), { inside: ["localhost"] });
    expect(capture?.status).toBe(200);
    expect(asked).toBe(2);
  });

  it("that was public when it was asked about is refused inside, though it was named", async () => {
    resolve(["192.0.43.8"], ["127.0.0.1"]);
    expect((await ask("http://localhost/", { inside: ["localhost"] })).code).toBe("fetch/refused-address");
    expect(asked).toBe(2);
  });
});

describe("a connection", () => {
  it("that is cut after any number of bytes brings no page", async () => {
    await using server = await nastyServer({ "*": answer("<p>whole</p>".repeat(200)) });
    await using proxy = await faultProxy(Number(new URL(server.url).port));
    for (const bytes of [0, 1, 17, 200, 1000, 2400]) {
      proxy.cutAfter(bytes);
      expect((await ask(`http://127.0.0.1:${proxy.port}/`)).code, String(bytes)).toBe("fetch/truncated");
    }
    proxy.pass();
    expect((await ask(`http://127.0.0.1:${proxy.port}/`)).capture?.body).toHaveLength(2400);
  });

  it("that is half open ends with the request's time", async () => {
    await using server = await nastyServer({ "*": answer("ok") });
    await using proxy = await faultProxy(Number(new URL(server.url).port));
    proxy.swallow();
    expect((await ask(`http://127.0.0.1:${proxy.port}/`, { limits: { seconds: 0.3 } })).code).toBe("fetch/timeout");
  });
});
