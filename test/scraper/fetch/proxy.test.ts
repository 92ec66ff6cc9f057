// A proxy that the user named: a tunnel to the vetted address and to nothing else, TLS still checked, its password nowhere.
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { isFetchError } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { type ClientOptions, createClient, userAgentOf } from "../../../packages/scraper/src/fetch/client.ts";
import { readProxy } from "../../../packages/scraper/src/fetch/proxy.ts";
import { crawl } from "../../../packages/scraper/src/index.ts";
import { answer, nastyServer } from "../../support/nasty-server.ts";
import { wrongCertificate } from "../../support/wrong-certificate.ts";

interface Tunnels extends AsyncDisposable {
  readonly url: string;
  /** What each CONNECT asked for, and with which login. */
  readonly asked: { readonly target: string; readonly login: string | undefined }[];
}

/** Tunnels to any port of this machine, or answers with a status. */
async function proxyServer(status = 200): Promise<Tunnels> {
  const asked: Tunnels["asked"][number][] = [];
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on("connect", (request, socket) => {
    asked.push({ target: request.url ?? "", login: request.headers["proxy-authorization"] });
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const upstream = connect(Number(request.url?.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const one of [upstream, socket]) one.on("error", () => one.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function ask(url: string, proxy: string, options: Partial<ClientOptions> = {}) {
  const client = createClient({
    userAgent: userAgentOf("lab@news.example"),
    inside: ["127.0.0.1", "localhost"],
    proxy: readProxy(proxy),
    limits: { seconds: 2 },
    ...options,
  });
  try {
    return { capture: await client.fetch({ url }), code: undefined, message: "" };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    return { capture: undefined, code: error.code, message: `${error.message} ${JSON.stringify(error.details)}` };
  } finally {
    await client.close();
  }
}

describe("a proxy", () => {
  it("tunnels to the address that was vetted, not to a name that it would resolve itself", async () => {
    await using server = await nastyServer({ "*": answer("<p>whole</p>") });
    await using proxy = await proxyServer();
    const { port } = new URL(server.url);
    const { capture } = await ask(`http://localhost:${port}/a`, proxy.url);
    expect(Buffer.from(capture!.body).toString()).toBe("<p>whole</p>");
    expect(proxy.asked.map(({ target }) => target)).toEqual([`127.0.0.1:${port}`]);
    expect(server.seen[0]).toMatchObject({ path: "/a", headers: { host: `localhost:${port}` } });
    expect(server.seen[0]!.headers["proxy-authorization"]).toBeUndefined();
  });

  it("is asked for no address that nobody may reach, by name, by number or by redirect", async () => {
    await using server = await nastyServer({ "*": answer("", { location: "http://169.254.169.254/" }, 302) });
    await using proxy = await proxyServer();
    expect((await ask(server.url, proxy.url)).code).toBe("fetch/refused-address");
    for (const url of ["http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/"]) {
      expect((await ask(url, proxy.url, { inside: [] })).code).toBe("fetch/refused-address");
    }
    expect(proxy.asked).toHaveLength(1);
  });

  it("does not stand in for the site's certificate", async () => {
    await using server = await nastyServer({ "*": answer("ok") }, wrongCertificate);
    await using proxy = await proxyServer();
    expect((await ask(server.url, proxy.url)).code).toBe("fetch/tls");
    expect(proxy.asked).toHaveLength(1);
    expect(server.seen).toEqual([]);
  });

  it("gets its login, which stands nowhere else", async () => {
    await using server = await nastyServer({ "*": answer("ok") });
    await using open = await proxyServer();
    const login = (url: string): string => url.replace("//", "//desk:s3cr%C3%A9t@");
    const { capture } = await ask(server.url, login(open.url));
    expect(open.asked[0]!.login).toBe(`Basic ${Buffer.from("desk:s3crét").toString("base64")}`);
    expect(JSON.stringify(capture) + JSON.stringify(server.seen)).not.toMatch(/s3cr|ZGVza/);
    await using closed = await proxyServer(407);
    const refused = await ask(server.url, login(closed.url));
    expect(refused.code).toBe("fetch/connect");
    expect(refused.message).toMatch(/gives no tunnel to 127\.0\.0\.1:\d+ \(it answered 407\)/);
    expect(refused.message).not.toMatch(/s3cr|ZGVza|desk/);
  });

  it("that is not there, or no address of one, is told apart", async () => {
    expect((await ask("http://localhost:80/", "http://127.0.0.1:9")).message).toMatch(/ECONNREFUSED/);
    for (const bad of ["socks5://127.0.0.1:1080", "proxy.example", "http://desk:s3cret@proxy.example/path?x=1"]) {
      expect(() => readProxy(bad)).toThrow(/expected an HTTP proxy/);
      expect(() => readProxy(bad)).not.toThrow(/s3cret/);
    }
  });

  it("serves a whole crawl, robots.txt first, and is named in its settings without its login", async () => {
    await using server = await nastyServer({
      "/robots.txt": answer("User-agent: *\nDisallow: /", { "content-type": "text/plain" }),
    });
    await using proxy = await proxyServer();
    const visits: never[] = [];
    const report = await crawl({
      seeds: [server.url],
      sink: visits,
      allowPrivateNetwork: true,
      proxy: proxy.url.replace("//", "//desk:s3cret@"),
    });
    expect(report.absent).toEqual({ "refused-by-robots": 1 });
    expect(server.seen.map(({ path }) => path)).toEqual(["/robots.txt"]);
    expect(proxy.asked).toHaveLength(1);
    expect(JSON.stringify([visits, report])).not.toContain("s3cret");
  });
});
