// The commands of a crawl that runs for months: what is refused before anything is made, what is printed, and exit codes.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSite } from "../../examples/site/server.ts";
import { unitsOf } from "../../packages/cli/src/commands/install-timer.ts";
import { countsOf, metricsText } from "../../packages/cli/src/metrics.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";

let line: CommandLine;
let folder: string;
beforeAll(async () => {
  line = await commandLine();
  folder = line.folder;
});
afterAll(() => line.close());
const run = (...args: string[]) => line.run(args);

describe("belowline schedule, tick, status and check", () => {
  it.each([
    [["schedule", "add", "news.example"], /contact is required/],
    [
      ["schedule", "add", "news.example", "--every", "1m", "--contact", "a@b.example"],
      /every: expected a span from 5m/,
    ],
    [["schedule", "add", "news.example", "--evry", "1h"], /unknown option '--evry'/],
    [["install-timer", "--every", "often"], /expected minutes or hours/],
    [
      ["schedule", "add", "news.example", "--ladders", "nowhere.json", "--contact", "a@b.example"],
      /--ladders: expected a file of JSON/,
    ],
    [["worker", "--metrics", "everywhere"], /expected a port/],
    [["check", "--pin", "https://a.example/", "--unpin", "https://a.example/"], /found both/],
  ])("refuse %j with exit code 2", async (args, message) => {
    const { code, out, err } = await line.run(args, { env: { BELOWLINE_CORPUS: undefined } });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(existsSync(join(folder, "corpus"))).toBe(false);
  });

  it("crawl what was scheduled, tell how it went, and fail where nothing could be had", async () => {
    const idle = await run("tick");
    expect(idle).toMatchObject({ code: 0, out: "", err: expect.stringContaining("belowline schedule add") });
    const site = await startSite({ articles: 2, comments: 2 });
    const host = new URL(site.url).host;
    try {
      const ladders = { [host]: [{ until: 604_800, step: 21_600 }] };
      await writeFile(join(folder, "ladders.json"), JSON.stringify(ladders));
      const options = ["--allow-private-network", "--ladders", "ladders.json"];
      expect((await run("schedule", "add", site.url, ...options)).code).toBe(0);
      expect(JSON.parse((await run("schedule", "list", "--json")).out)).toMatchObject([{ crawl: { ladders } }]);
      const tick = await run("tick");
      expect(tick).toMatchObject({ code: 0, out: "" });
      expect(tick.err).toMatch(new RegExp(`${host}: done: \\d+ pages, ${site.stories().length} new articles`));
      const [status] = JSON.parse((await run("status", "--json")).out);
      expect(status).toMatchObject({ publisher: host, lastRun: { state: "done" }, schedule: { every: "1h" } });
      expect((await run("check")).out).toMatch(/too few articles to have a past/);
      expect(await run("check", "--pin", site.address(site.stories()[0]!.slug))).toMatchObject({ code: 0 });
      expect((await run("check")).out).toMatch(/1 golden pages/);
    } finally {
      await site.stop();
    }
    const closed = await startSite({ articles: 1 });
    await closed.stop();
    expect((await run("schedule", "add", closed.url, "--allow-private-network")).code).toBe(0);
    const tick = await run("tick");
    expect(tick.code).toBe(1);
    expect(tick.err).toMatch(/try 1 failed: nothing could be had from/);
    expect((await run("schedule", "remove", closed.url)).code).toBe(0);
  }, 120_000);
});

describe("the printed units", () => {
  it("quote what systemd would read otherwise, and never hold a password", () => {
    expect(unitsOf("/srv/my corpus 100%", 15, ["/opt/node", "/opt/$x/main.js"])).toContain(
      `Environment="BELOWLINE_CORPUS=/srv/my corpus 100%%"\nExecStart=/opt/node "/opt/$$x/main.js" tick\n`,
    );
    const server = unitsOf("postgres://crawler:secret@db.example/news", 15, ["/opt/node", "/opt/main.js"]);
    expect(server).not.toContain("secret");
    expect(server).toContain("EnvironmentFile=%h/.config/belowline/environment");
  });

  it("write nothing", async () => {
    const { code, out } = await run("install-timer", "--every", "1h", "--corpus", "elsewhere");
    expect(code).toBe(0);
    expect(out).toContain("OnUnitInactiveSec=60min");
    expect(existsSync(join(folder, "elsewhere"))).toBe(false);
  });
});

describe("metrics", () => {
  it("are in Prometheus' text format, with labels escaped", () => {
    const counts = countsOf();
    counts.count({
      kind: "done",
      publisher: "a",
      result: { pages: { visited: 7 }, bytes: 900, spared: { bytes: 50 } },
    });
    counts.count({ kind: "failed", publisher: "a", attempt: 1, reason: "x" });
    const lines = metricsText(
      [
        {
          publisher: 'od"d\\\n',
          pages: { due: 3, doneLastDay: 0, failing: 1, nextDue: null },
          schedule: null,
          lastRun: null,
          dead: null,
          commentLatency: { comments: 4, median: 60, p90: 600 },
          traffic: { bytes: 900, sparedBytes: 5000 },
        },
      ],
      counts,
    ).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        String.raw`belowline_pages_due{publisher="od\"d\\\n"} 3`,
        String.raw`belowline_comment_latency_seconds{publisher="od\"d\\\n",quantile="0.9"} 600`,
        `belowline_worker_runs_total{outcome="failed"} 1`,
        "belowline_worker_pages_total 7",
        "belowline_worker_bytes_total 900",
        "belowline_worker_spared_bytes_total 50",
        String.raw`belowline_spared_bytes_last_week{publisher="od\"d\\\n"} 5000`,
        "",
      ]),
    );
    expect(
      lines.filter(
        (line) => line !== "" && !/^(# (HELP|TYPE) belowline_\w+ .+|belowline_\w+(\{.*\})? [\d.]+)$/.test(line),
      ),
    ).toEqual([]);
  });
});
