// The rules of addresses: each replays its examples, and no address changes twice.
import { canonicalise, PARAMETERS, plainAddress, SHAPES, VARIANTS } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import fc from "../../support/property.ts";

const rules = [
  ...PARAMETERS.map(({ names, hosts, examples }) => ({ name: [...(hosts ?? []), ...names].join(" "), examples })),
  ...SHAPES,
];
const listed = [...rules, ...VARIANTS].flatMap(({ examples }) => examples.flat());

/** Content in parameters that look like any other: none of these may ever go. */
const CONTENT =
  "id p page article SerialNo uid aid nid sid story storyid newsid docid item cid tid post post_id pid v q s cat tag date year month day lang type action view section topic title slug ref source from share t r sort feed format node threadid fid mode key code no num seq idx oid rid gid kid art artid articleid article_id contentid content_id document ID".split(
    " ",
  );

describe.each(rules)("$name", ({ examples }) => {
  it.each(examples)("makes %s into %s", (address, becomes) => {
    expect(canonicalise(address)).toBe(becomes);
  });
});

describe.each(VARIANTS)("variants: $name", ({ kind, strip, examples }) => {
  it.each(examples)("sees %s as %s", (address, becomes) => {
    const url = new URL(address);
    const query = url.search === "" ? [] : url.search.slice(1).split("&");
    const left = strip({ scheme: url.protocol, host: url.host, path: url.pathname, query });
    if (address === becomes) return expect(left).toBeUndefined();
    expect(
      `${left!.scheme}//${left!.host}${left!.path}${left!.query.length > 0 ? `?${left!.query.join("&")}` : ""}`,
    ).toBe(becomes);
    expect(plainAddress(address)!.marks).toContain(kind);
    expect(plainAddress(address)!.url).toBe(plainAddress(becomes)!.url);
  });
});

it("keeps every parameter that may select what is shown", () => {
  for (const name of CONTENT) {
    expect(canonicalise(`https://news.example/a?${name}=2`)).toBe(`https://news.example/a?${name}=2`);
  }
});

it("knows no parameter twice on one host", () => {
  const seen = PARAMETERS.flatMap(({ names, hosts }) =>
    names.flatMap((name) => (hosts ?? ["*"]).map((host) => `${host} ${name}`)),
  );
  expect(seen.filter((one, i) => seen.indexOf(one) !== i)).toEqual([]);
});

describe("twice is once", () => {
  const bits = fc.constantFrom(
    ..."%41 %4 %34 %2e %2F % ; ;jsessionid=A ;jsess /(S(lit3py55t21z5v55vlm25s55)) . .. / // a Ä # #! #!/x ? ?? & && = utm_source=1 amp;utm_x=1 b=2 a=1 index.html index.php page/2 /2 amp print m. www. .. : @ + [ ] | \\ \u0000 \u00a0 é".split(
      " ",
    ),
    " ",
  );
  const address = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ["http", "https"] }),
    fc.array(bits, { maxLength: 12 }).map((parts) => `https://news.example/${parts.join("")}`),
    fc.array(bits, { maxLength: 8 }).map((parts) => `http://${parts.join("")}`),
    fc.constantFrom(...listed),
  );

  it("for canonical addresses", () => {
    fc.assert(
      fc.property(address, (one) => {
        const once = canonicalise(one);
        expect(once && canonicalise(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  it("for plain addresses, which are canonical", () => {
    fc.assert(
      fc.property(address, (one) => {
        const once = plainAddress(one);
        expect(once && plainAddress(once.url)).toEqual(once && { url: once.url, marks: [] });
        expect(once && canonicalise(once.url)).toBe(once?.url);
        expect(once && plainAddress(canonicalise(one)!)!.url).toBe(once?.url);
      }),
      { numRuns: 5000 },
    );
  });
});
