// Proof that tests cannot reach the network: names do not resolve, foreign addresses are refused, loopback works.
import { lookup } from "node:dns/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";

it("resolves no name but localhost", async () => {
  await expect(lookup("news.example")).rejects.toMatchObject({ code: "ENOTFOUND" });
  await expect(lookup("localhost")).resolves.toHaveProperty("address");
});

it("refuses a connection to an address that is not this machine's", () => {
  expect(() => connect(80, "192.0.2.1")).toThrow("192.0.2.1");
  expect(() => connect({ port: 80, host: "2001:db8::1" })).toThrow("2001:db8::1");
  expect(() => connect({ port: 80, host: "127.0.0.1.example" })).toThrow("127.0.0.1.example");
});

it("refuses fetch to another machine, and lets it reach this one", async () => {
  await expect(fetch("http://192.0.2.1/")).rejects.toThrow();
  const server = createServer((_, response) => response.end("here"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(await answer.text()).toBe("here");
  server.close();
});
