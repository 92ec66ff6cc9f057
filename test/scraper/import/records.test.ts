// What is read out of WARC files and saved pages: every page that is there, and a reason for everything that is none.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { byteReader } from "../../../packages/scraper/src/import/bytes.ts";
import { type ImportRecord, type RecordOptions, recordsIn } from "../../../packages/scraper/src/index.ts";
import { chunked, html, PAGE, record, warc, warcGz } from "../../support/import/warc.ts";
import fc from "../../support/property.ts";

const folder = mkdtempSync(join(tmpdir(), "belowline-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function all(paths: readonly string[], options: RecordOptions = {}): Promise<ImportRecord[]> {
  const records: ImportRecord[] = [];
  for await (const one of await recordsIn(paths, options)) records.push(one);
  return records;
}

/** Addresses of pages, reasons of what is none. */
const outline = (records: readonly ImportRecord[]): string[] =>
  records.map((one) => (one.kind === "page" ? one.capture.url : one.reason));
const bodyOf = (one: ImportRecord | undefined): string =>
  one?.kind === "page" ? new TextDecoder().decode(one.capture.body) : "no page";

const WALL = html("The wall held");

describe("a WARC file", () => {
  it("gives the same pages plain, gzipped by record, and gzipped whole", async () => {
    const two = [{ body: WALL }, { url: `${PAGE}2`, body: html("Second") }];
    const paths = [
      file("a.warc", warc(...two)),
      file("a.warc.gz", warcGz(...two)),
      file("b.warc.gz", gzipSync(warc(...two))),
    ];
    for (const path of paths) {
      const records = await all([path]);
      expect(outline(records)).toEqual([PAGE, `${PAGE}2`]);
      expect(bodyOf(records[0])).toBe(WALL);
      expect(records[0]).toMatchObject({
        capture: { status: 200, method: "GET", fetchedAt: "2026-03-03T10:00:00.000Z", redirects: [] },
      });
    }
  });

  it("gives bodies out of chunks and codings, and such as only claim to be in them", async () => {
    const bytes = Buffer.from(WALL);
    const path = file(
      "codings.warc",
      warc(
        { fields: { "Transfer-Encoding": "chunked" }, body: chunked(bytes) },
        { fields: { "Transfer-Encoding": "chunked", "Content-Encoding": "gzip" }, body: chunked(gzipSync(bytes)) },
        { fields: { "Content-Encoding": "br" }, body: brotliCompressSync(bytes) },
        { fields: { "Transfer-Encoding": "chunked", "Content-Encoding": "gzip" }, body: bytes },
      ),
    );
    expect((await all([path])).map(bodyOf)).toEqual([WALL, WALL, WALL, WALL]);
  });

  it("says of every other record why it is no page", async () => {
    const path = file(
      "others.warc",
      warc(
        { type: "warcinfo", block: "software: Hand 1.0\r\n" },
        { type: "request", block: `GET / HTTP/1.1\r\nHost: harbour.example\r\n\r\n` },
        { type: "revisit", body: "" },
        { type: "metadata", block: "via: https://harbour.example/\r\n" },
        { status: 404, body: WALL },
        { fields: { "Content-Type": "image/png" }, body: "PNG" },
        { url: "dns:harbour.example", body: WALL },
        { block: "no HTTP at all" },
        { date: "yesterday", body: WALL },
        { fields: { "Content-Encoding": "gzip" }, body: gzipSync(Buffer.from(WALL)).subarray(0, 60) },
        { body: Buffer.alloc(21_000_000, 32) },
        { type: "resource", fields: {}, block: WALL },
        { url: `<${PAGE}>`, body: WALL },
      ),
    );
    expect(outline(await all([path]))).toEqual([
      ...["not-a-response", "not-a-response", "not-a-response", "not-a-response", "status", "not-html", "no-address"],
      ...["not-a-response", "unreadable", "unreadable", "too-large", "not-html", PAGE],
    ]);
  });

  it("that ends too early gives what it holds, and says so", async () => {
    const plain = warc({ body: WALL }, { url: `${PAGE}2`, body: WALL });
    const packed = warcGz({ body: WALL }, { url: `${PAGE}2`, body: WALL });
    const ends = [
      file("cut.warc", plain.subarray(0, plain.length - 200)),
      file("head.warc", plain.subarray(0, record({ body: WALL }).length + 30)),
      file("cut.warc.gz", packed.subarray(0, packed.length - 40)),
    ];
    for (const path of ends) expect(outline(await all([path])), path).toEqual([PAGE, "truncated"]);
  });

  it("that goes bad is left where it does", async () => {
    const bad = [
      file(
        "bad.warc",
        Buffer.concat([warc({ body: WALL }), Buffer.from("nothing of the kind\r\n"), warc({ body: WALL })]),
      ),
      file("bad.warc.gz", Buffer.concat([warcGz({ body: WALL }), gzipSync("what is this?\r\n")])),
      file("long.warc", Buffer.concat([warc({ body: WALL }), Buffer.alloc(100_000, "x")])),
    ];
    for (const path of bad) expect(outline(await all([path])), path).toEqual([PAGE, "unreadable"]);
    expect(outline(await all([file("empty.warc", "")]))).toEqual([]);
  });

  it("of any bytes ends, with pages or reasons", async () => {
    const whole = warc(
      { body: WALL },
      { url: `${PAGE}2`, fields: { "Transfer-Encoding": "chunked" }, body: chunked(Buffer.from(WALL)) },
    );
    const harm = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(harm, async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        expect((await all([file("harmed.warc", bytes)])).length).toBeLessThan(100);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps what its pages say of mining, and obeys nobody", async () => {
    const path = file("tdm.warc", warc({ fields: { "TDM-Reservation": "1" }, body: WALL }));
    const [one] = await all([path]);
    expect(one).toMatchObject({ kind: "page", capture: { signals: [{ reserves: true }] } });
  });
});

describe("a saved page", () => {
  const saved = (head: string): string => WALL.replace("<!doctype html>", `<!doctype html>\n${head}`);

  it.each([
    ["a browser's comment", saved(`<!-- saved from url=(0037)${PAGE} -->`)],
    [
      "SingleFile's comment",
      saved(`<!--\n Page saved with SingleFile \n url: ${PAGE} \n saved date: Tue Mar 03 2026\n-->`),
    ],
    ["its canonical address", WALL.replace("</head>", `<link href="${PAGE}" rel="canonical"></head>`)],
    [
      "the comment rather than the canonical address",
      saved(`<!-- saved from url=(0037)${PAGE} -->`).replace(
        "</head>",
        `<link rel="canonical" href="https://else.example/"></head>`,
      ),
    ],
  ])("knows where it comes from by %s", async (_, text) => {
    expect(outline(await all([file("saved.html", text)]))).toEqual([PAGE]);
  });

  it("takes the address it is given, and the time of its file", async () => {
    const path = file("plain.htm", WALL);
    utimesSync(path, new Date("2026-03-04T05:06:07Z"), new Date("2026-03-04T05:06:07Z"));
    const [one] = await all([path], { url: PAGE });
    expect(one).toMatchObject({ capture: { url: PAGE, fetchedAt: "2026-03-04T05:06:07.000Z" } });
  });

  it("without an address is no page, and says what to do", async () => {
    const [one] = await all([file("nowhere.html", WALL)]);
    expect(one).toMatchObject({ kind: "skipped", reason: "no-address", detail: expect.stringContaining("--url") });
  });

  it("is found in folders, whose other files are left alone", async () => {
    mkdirSync(join(folder, "many", "deep"), { recursive: true });
    file("many/b.warc", warc({ body: WALL }));
    file("many/deep/a.html", saved(`<!-- saved from url=(0037)${PAGE} -->`));
    file("many/notes.txt", "mine");
    expect(outline(await all([join(folder, "many")]))).toEqual([PAGE, PAGE]);
  });

  it("must be there, and be one", async () => {
    await expect(all([join(folder, "none.html")])).rejects.toThrow(/there is no file or folder/);
    await expect(all([file("thesis.pdf", "")])).rejects.toThrow(/expected .warc, .warc.gz or .html/);
    await expect(all([file("x.warc", "")], { url: PAGE })).rejects.toThrow(/one HTML file/);
    await expect(all([file("y.html", WALL)], { url: "harbour" })).rejects.toThrow(/http or https/);
  });
});

it("lines and lengths are the same however the bytes come in", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 20 }),
      fc.nat(10),
      async (pieces, length) => {
        const whole = Buffer.concat([Buffer.from("first\r\n"), ...pieces]);
        const from = async function* (parts: Iterable<Uint8Array>) {
          yield* parts;
        };
        const read = async (parts: Iterable<Uint8Array>) => {
          const reader = byteReader(from(parts));
          return [
            await reader.line(100),
            await reader.read(length),
            await reader.skip(3),
            await reader.line(1000),
            await reader.read(1e6),
          ];
        };
        expect(await read([Buffer.from("fir"), Buffer.from("st\r\n"), ...pieces])).toEqual(await read([whole]));
      },
    ),
  );
});
