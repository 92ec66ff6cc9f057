// The command line as its users meet it: a process with arguments, streams, signals and exit codes.
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";
import { emptyFolder } from "../support/postgres.ts";

let site: Site;
let line: CommandLine;
let folder: string;
beforeAll(async () => {
  site = await startSite();
  line = await commandLine("folder");
  folder = line.folder;
});
afterAll(async () => {
  await site.stop();
  await line.close();
});

const run = (args: readonly string[], stdin = "") => line.run(args, { stdin });

const HTML = `<html><head><title>x</title><meta property="og:type" content="article"></head><body><article><h1>Rain at last</h1>
  <p>After nine dry weeks it rained in the valley on Sunday, and the reservoir rose by two centimetres in a night.</p>
  <p>The water office asks everybody to go on saving, because the ground takes most of what falls before it can run.</p></article></body></html>`;

describe("belowline", () => {
  it("shows help with examples for itself and for each command", async () => {
    for (const args of [[], ["crawl"], ["extract"], ["export"], ["why"], ["show"]]) {
      const { code, out } = await run([...args, "--help"]);
      expect(code).toBe(0);
      expect(out).toMatch(/Examples?:\n\s+belowline/);
    }
  });

  it.each([
    [["crawl"], /missing required argument 'url'/],
    [["crawl", "https://news.example", "--max-articels", "3"], /unknown option '--max-articels'/],
    [["crawl", "https://news.example", "--max-articles", "many"], /whole number/],
    [["crawl", "https://news.example", "--authors", "everybody"], /Allowed choices are pseudonym, raw, drop/],
    [["crawl", "https://news.example"], /contact is required/],
    [["export", "comment"], /Allowed choices are articles, comments, threads, network, convokit, vertical, tei/],
    [["extract"], /--url is required/],
    [["extract", "--jsonl", "--url", "https://news.example"], /neither FILE nor --url/],
    [["frobnicate"], /unknown command/],
  ])("refuses %j with exit code 2", async (args, message) => {
    const { code, out, err } = await run(args as string[]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message as RegExp);
  });
});

describe("belowline extract", () => {
  it("reads a file or stdin, and writes one record", async () => {
    const file = join(folder, "page.html");
    await writeFile(file, HTML);
    const [fromFile, fromStdin] = await Promise.all([
      run(["extract", file, "--url", "https://news.example/rain"]),
      run(["extract", "--url", "https://news.example/rain"], HTML),
    ]);
    expect(fromFile.code).toBe(0);
    expect(fromStdin.out).toBe(fromFile.out);
    expect(JSON.parse(fromFile.out)).toMatchObject({
      article: { headline: "Rain at last", url: "https://news.example/rain" },
      absent: null,
      thread: null,
    });
  });

  it("keeps the order of lines, and gives a bad line a line and a failure", async () => {
    const lines = [
      JSON.stringify({ id: 1, url: "https://news.example/rain", html: HTML }),
      "not json",
      JSON.stringify({ id: "c", url: "https://news.example/", html: "<p>nothing</p>" }),
    ];
    const { code, out, err } = await run(["extract", "--jsonl"], `${lines.join("\n")}\n`);
    const records = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(records.map(({ id, article }) => [id, article?.headline ?? null])).toEqual([
      [1, "Rain at last"],
      [null, null],
      ["c", null],
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/line 2/);
  });
});

describe("belowline crawl, show, why and export", () => {
  it("tell one story from the address to the file", { timeout: 120_000 }, async () => {
    await using server = await commandLine();
    const { run } = server;
    const crawled = await run(["crawl", site.url, "--allow-private-network", "--json"]);
    expect(crawled.code, crawled.err).toBe(0);
    const report = JSON.parse(crawled.out);
    expect(report).toMatchObject({ state: "finished", articles: { found: site.stories().length } });
    expect(crawled.err).toMatch(/pages · \d+ articles/);

    const story = site.stories().find(({ slug }) => site.comments(slug).length > 5)!;
    const shown = await run(["show", site.address(story.slug)]);
    expect(shown.out).toContain(story.headline);
    expect(shown.out).toMatch(/└ c_[a-z2-7]{16}/);
    const overview = JSON.parse((await run(["show", "--json"])).out);
    expect(overview.coverage.comments.collected).toBe(report.comments.collected);
    expect((await run(["why", site.address(story.slug)])).out).toMatch(/headline\s+\S/);

    const missing = await run(["why", `${site.url}never`]);
    expect(missing.code).toBe(2);
    expect(missing.err).toMatch(/was never met/);
    const nearly = site.address(story.slug).slice(0, -1);
    for (const command of ["why", "show", "revisions", "thread"])
      expect((await run([command, nearly])).err, command).toContain(
        `there is an article at ${site.address(story.slug)}`,
      );

    const lines = (await run(["export", "comments"])).out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(report.comments.collected);
    await run(["export", "articles", "--format", "csv", "--out", "articles.csv"]);
    const csv = await readFile(join(server.folder, "articles.csv"), "utf8");
    expect(csv.split("\n")[0]).toMatch(/^id,url,urls,publisher,headline/);
  });

  it("end with failure when nothing can be had, and leave no corpus where none was asked for", async () => {
    const closed = await run(["crawl", "http://127.0.0.1:9/", "--allow-private-network"]);
    expect(closed.code).toBe(1);
    expect(closed.err).toMatch(/Nothing could be had\.\nnothing from http:\/\/127\.0\.0\.1:9\/: .*ECONNREFUSED/);
    const inside = await run(["crawl", "http://127.0.0.1/"]);
    expect(inside).toMatchObject({ code: 1, err: expect.stringContaining("pass --allow-private-network") });
    const none = await run(["export", "articles", "--corpus", "nowhere"]);
    expect(none.code).not.toBe(0);
    expect(none.err).toMatch(/nowhere/);
    await expect(readFile(join(folder, "nowhere"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("stop at Ctrl-C after the page in hand, and go on from there", async () => {
    site.fault(/.*/, { kind: "slow", milliseconds: 40 }, 1000);
    await emptyFolder(join(folder, "stopped"));
    const args = ["crawl", site.url, "--allow-private-network", "--corpus", "stopped", "--json"];
    const before = site.requests.length;
    const child = line.start(args);
    const exit = once(child, "exit");
    const err = text(child.stderr!);
    const out = text(child.stdout!);
    const articles = () => site.requests.slice(before).filter(({ path }) => path.startsWith("/2026/"));
    await vi.waitFor(() => expect(articles().length).toBeGreaterThan(0), { timeout: 50_000, interval: 5 });
    child.kill("SIGINT");
    const [code] = await exit;
    site.clearFaults();
    expect(code).toBe(130);
    expect(await err).toMatch(/stopping after the page in hand/);
    const stopped = JSON.parse(await out);
    expect(stopped.state).toBe("interrupted");
    expect(stopped.pages.broken).toBe(0);
    const rest = await run(args);
    expect(rest.code).toBe(0);
    const exported = (await run(["export", "articles", "--corpus", "stopped"])).out.trim().split("\n");
    expect(exported).toHaveLength(site.stories().length);
  });

  it("refuse a corpus that another process holds, and name it", async () => {
    site.fault(/.*/, { kind: "slow", milliseconds: 100 }, 1000);
    await emptyFolder(join(folder, "held"));
    const holder = line.start(["crawl", site.url, "--allow-private-network", "--corpus", "held"]);
    await once(holder.stderr!, "data");
    const second = await run(["show", "--corpus", "held"]);
    expect(second.code).toBe(1);
    expect(second.err).toContain(String(holder.pid));
    const exit = once(holder, "exit");
    holder.kill("SIGKILL");
    await exit;
    site.clearFaults();
    expect((await run(["show", "--corpus", "held"])).code).toBe(0);
  });
});
