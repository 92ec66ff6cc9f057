// The user's key: sent to the server that wants it, and found nowhere afterwards.
import { isFetchError } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { createClient } from "../../../packages/scraper/src/fetch/client.ts";
import { answer, type Handler, nastyServer } from "../../support/nasty-server.ts";

const SECRET = "s3cret-and-long";
const keys = { disqus: SECRET };
const clientWith = (given: Readonly<Record<string, string>>) =>
  createClient({ userAgent: "Belowline/test", inside: ["127.0.0.1"], keys: given });

describe("the user's own key", () => {
  it("goes into the query or a header, and into no capture", async () => {
    await using server = await nastyServer({ "*": answer("[]") });
    const client = clientWith(keys);
    const url = `${server.url}/list?thread=1`;
    const captures = [
      await client.fetch({ url, key: { name: "disqus", query: "api_key" } }),
      await client.fetch({ url, key: { name: "disqus", header: "x-api-key" } }),
      await client.fetch({ url, key: { name: "disqus", header: "authorization", scheme: "Bearer" } }),
      await client.fetch({ url }),
    ];
    await client.close();
    expect(server.seen.map(({ path, headers }) => [path, headers["x-api-key"], headers.authorization])).toEqual([
      [`/list?thread=1&api_key=${SECRET}`, undefined, undefined],
      ["/list?thread=1", SECRET, undefined],
      ["/list?thread=1", undefined, `Bearer ${SECRET}`],
      ["/list?thread=1", undefined, undefined],
    ]);
    expect(JSON.stringify(captures)).not.toContain(SECRET);
  });

  it("does not follow a redirect, not even where the redirect repeats it", async () => {
    await using other = await nastyServer({ "*": answer("[]") });
    const away: Handler = (request, response) => {
      response.writeHead(302, { location: `${other.url}${request.url}` }).end();
    };
    await using server = await nastyServer({ "*": away });
    const client = clientWith(keys);
    const capture = await client.fetch({ url: `${server.url}/list`, key: { name: "disqus", query: "api_key" } });
    await client.close();
    expect(JSON.stringify([other.seen, capture])).not.toContain(SECRET);
  });

  it("is in no message of an error", async () => {
    const client = clientWith(keys);
    const dead = { url: "http://127.0.0.1:9/list", key: { name: "disqus", query: "api_key" } };
    const error = await client.fetch(dead).catch((caught: Error) => caught);
    await client.close();
    expect(String(error) + JSON.stringify(error)).not.toContain(SECRET);
    expect(isFetchError(error)).toBe(true);
  });

  it("is asked for by name where there is none, before anything is sent", async () => {
    await using server = await nastyServer({ "*": answer("[]") });
    const client = clientWith({ other: "x" });
    const asked = client.fetch({ url: `${server.url}/list`, key: { name: "hyvor-talk", header: "x-api-key" } });
    await expect(asked).rejects.toMatchObject({
      code: "fetch/no-key",
      message: expect.stringContaining("BELOWLINE_API_KEY_HYVOR_TALK_FILE"),
    });
    await client.close();
    expect(server.seen).toEqual([]);
  });
});
