// Canonical addresses, publishers and crawl traps.
import { canonicalise, isTrap, publisherOf } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import fc from "../../support/property.ts";

describe("canonicalise", () => {
  it.each([
    ["HTTPS://News.Example:443/a/../b/?utm_source=x&b=2&a=1#top", "https://news.example/b/?a=1&b=2"],
    ["http://news.example?", "http://news.example/"],
    ["https://news.example/Path/", "https://news.example/Path/"],
    ["https://news.example/a?p=12&fbclid=abc", "https://news.example/a?p=12"],
    ["https://user:secret@news.example/a", "https://news.example/a"],
    ["https://news.example/a?x=2&x=1", "https://news.example/a?x=2&x=1"],
    ["https://news.example/a/?replytocom=4", "https://news.example/a/"],
    ["https://news.example/?1234&", "https://news.example/?1234"],
    ["https://news.example/?q=a+b&%75tm_source=x&c=%C3%A4", "https://news.example/?c=%C3%A4&q=a+b"],
    ["https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"],
  ])("makes %s into %s", (address, canonical) => {
    expect(canonicalise(address)).toBe(canonical);
  });

  it.each(["", "news.example", "ftp://news.example/", "javascript:alert(1)", "mailto:a@news.example", "http://"])(
    "knows no page behind %j",
    (address) => {
      expect(canonicalise(address)).toBeUndefined();
    },
  );

  it("is idempotent", () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ["http", "https"] }),
        (address) => {
          const once = canonicalise(address);
          expect(once && canonicalise(once)).toBe(once);
        },
      ),
    );
  });

  it("never drops a parameter it does not know", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-f]{1,8}$/), fc.string(), (name, value) => {
        const canonical = canonicalise(`https://news.example/?${new URLSearchParams({ [name]: value })}`)!;
        expect(new URL(canonical).searchParams.get(name)).toBe(value.toWellFormed());
      }),
    );
  });
});

describe("publisherOf", () => {
  it.each([
    ["https://www.news.example.co.uk/a", "example.co.uk"],
    ["https://alice.blogspot.com/", "alice.blogspot.com"],
    ["http://127.0.0.1:8080/a", "127.0.0.1:8080"],
    ["http://localhost:3000/", "localhost:3000"],
    ["http://[::1]:80/", "[::1]"],
  ])("of %s is %s", (address, publisher) => {
    expect(publisherOf(address)).toBe(publisher);
  });
});

it("knows reply forms as traps", () => {
  expect(isTrap("https://news.example/a/?replytocom=12#respond")).toBe(true);
  expect(isTrap("https://news.example/a/?p=12")).toBe(false);
});
