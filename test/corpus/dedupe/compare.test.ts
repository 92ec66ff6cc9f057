// Comparison and relation of two texts: laws that hold for all texts, and what newsrooms do to them.

import { describe, expect, it } from "vitest";
import { compare } from "../../../packages/corpus/src/dedupe/compare.ts";
import { relate } from "../../../packages/corpus/src/dedupe/relate.ts";
import { shingle } from "../../../packages/corpus/src/dedupe/shingles.ts";
import { sketch } from "../../../packages/corpus/src/dedupe/sketch.ts";
import { weightBy, weightOf } from "../../../packages/corpus/src/dedupe/weight.ts";
import fc from "../../support/property.ts";

/** Texts of few different words, so that passages repeat. */
const text = fc
  .array(fc.constantFrom(..."the ferry late again wall Ada 12 tide".split(" ")), { minLength: 3, maxLength: 60 })
  .map((words) => words.join(" "));
/** Words that stand in no other text. */
const prose = (name: string, words: number): string => Array.from({ length: words }, (_, i) => `${name}${i}`).join(" ");
const relation = (a: string, b: string) => relate(compare(shingle(a), shingle(b)));

describe("compare", () => {
  it("finds by hand what is shared, and where", () => {
    const [a, b] = ["one two three four five", "zero one two three four six"];
    const found = compare(shingle(a), shingle(b));
    // Shingles of a: 123 234 345; of b: 012 123 234 346.
    expect(found).toMatchObject({ jaccard: 2 / 5, containment: [2 / 3, 2 / 4], shared: 2 });
    expect(found.spans).toHaveLength(1);
    const [span] = found.spans;
    expect(a.slice(...span!.a)).toBe("one two three four");
    expect(b.slice(...span!.b)).toBe("one two three four");
    expect(span).toMatchObject({ words: 4, weight: 2 });
  });

  it("is the same the other way round, mirrored", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const there = compare(shingle(one), shingle(other));
        const back = compare(shingle(other), shingle(one));
        expect(back.jaccard).toBe(there.jaccard);
        expect(back.shared).toBe(there.shared);
        expect(back.facts).toEqual(there.facts);
        expect(back.containment).toEqual([there.containment[1], there.containment[0]]);
        expect(back.extent).toEqual([there.extent[1], there.extent[0]]);
        const places = (spans: typeof there.spans) => spans.map(({ a, b }) => `${a} ${b}`).sort();
        expect(places(back.spans.map((span) => ({ ...span, a: span.b, b: span.a })))).toEqual(places(there.spans));
      }),
    );
  });

  it("finds no less of a text in one that goes on", () => {
    fc.assert(
      fc.property(text, text, text, (one, other, more) => {
        const held = compare(shingle(one), shingle(other)).containment[0];
        expect(compare(shingle(one), shingle(`${other} ${more}`)).containment[0]).toBeGreaterThanOrEqual(held);
      }),
    );
  });

  it("names only passages that read the same in both", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        for (const span of compare(shingle(a), shingle(b)).spans) expect(a.slice(...span.a)).toBe(b.slice(...span.b));
      }),
    );
  });

  it("finds nothing in an empty text", () => {
    expect(compare(shingle(""), shingle("…"))).toMatchObject({
      jaccard: 0,
      containment: [0, 0],
      extent: [0, 0],
      spans: [],
    });
  });

  it("discounts a note that its publisher prints everywhere, also within a paragraph", () => {
    const note = prose("note", 60);
    const [a, b] = [`${prose("a", 60)} ${note} ${prose("more", 60)}`, `${prose("b", 90)} ${note}`];
    const frequencies = new Map([...sketch(prose("note", 60)).keys].map((key) => [key, 40]));
    expect(relation(a, b)?.kind).toBeDefined();
    const discounted = compare(shingle(a), shingle(b), weightBy(frequencies));
    expect(discounted.shared).toBeLessThan(1);
    expect(relate(discounted)).toBeNull();
  });

  it("still compares texts of which all is discounted", () => {
    const whole = prose("w", 200);
    const frequencies = new Map([...sketch(whole).keys].map((key) => [key, 30]));
    const found = compare(shingle(whole), shingle(`${prose("w", 150)} ${prose("new", 10)}`), weightBy(frequencies));
    expect(found.containment[1]).toBeGreaterThan(0.5 * weightOf(30));
    expect(relate(compare(shingle(whole), shingle(whole), weightBy(frequencies)))?.kind).toBe("same");
  });
});

describe("relate", () => {
  const story = prose("s", 240);
  const part = (from: number, to: number): string => story.split(" ").slice(from, to).join(" ");

  it("takes a text for the same as itself", () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(relation(one, one)).toMatchObject({ kind: "same", score: 1 });
      }),
    );
  });

  it.each([
    ["an agency's line before it", `LONDON (North Wire) - ${story}`, "same"],
    ["other capitals and quotes", `“${story.toUpperCase()}”`, "same"],
    [
      "a changed word in each twelve",
      story
        .split(" ")
        .map((word, i) => (i % 12 === 5 ? `x${i}` : word))
        .join(" "),
      "same",
    ],
    ["another first third", `${prose("lead", 80)} ${part(80, 240)}`, "version"],
    ["its parts in another order", `${part(120, 240)} ${part(0, 120)}`, "same"],
    ["only its first half", part(0, 120), "contains"],
    [
      "a passage of forty words in another text",
      `${prose("o", 200)} ${part(50, 90)} ${prose("p", 200)}`,
      "shares-passage",
    ],
    ["a phrase in another text", `${prose("o", 200)} ${part(50, 58)} ${prose("p", 200)}`, undefined],
    ["nothing", prose("o", 240), undefined],
  ])("tells a story from itself with %s", (_, other, kind) => {
    expect(relation(story, other)?.kind).toBe(kind);
    expect(relation(other, story)?.kind).toBe(kind);
  });

  it("sees which text holds the other", () => {
    const roundUp = `${prose("x", 150)} ${part(0, 200)} ${prose("y", 200)}`;
    const found = relation(part(0, 200), roundUp)!;
    expect(found.kind).toBe("contains");
    expect(found.coverage[0]).toBeGreaterThan(0.95);
    expect(found.coverage[1]).toBeLessThan(0.5);
  });

  it("does not merge two fillings of one form", () => {
    const forecast = (place: string, low: number, high: number, wind: number): string =>
      `The forecast of the regional office for ${place} and around it is out. It will be dry with lows of ${low} and highs of ${high} degrees, and winds in ${place} of up to ${wind} kilometres per hour are to be expected in the afternoon. Drivers in ${place} should take care on the roads by the shore.`;
    expect(relation(forecast("Aldford", 3, 12, 40), forecast("Hexley", 9, 21, 15))).toBeNull();
    // The same names every day, and other numbers; the noughts of thousands are none.
    const guesses = (low: number, high: number, before: number): string =>
      `Floor traders at the Harbour Exchange in Saltmere and the house of Trelisk guess that ${low},000 to ${high},000 crates of herring come to the Harbour Exchange today, against ${before},000 a week ago. The house of Trelisk in Saltmere speaks of a quiet week for herring and for the Harbour Exchange.`;
    expect(relation(guesses(12, 14, 9), guesses(31, 36, 28))?.kind ?? "shares-passage").toBe("shares-passage");
    expect(relation(guesses(12, 14, 9), guesses(12, 14, 10))?.kind).toBe("same");
    // Two facts are few, but none agrees.
    const notice = (place: string, days: number): string =>
      `The road through ${place} will be closed for repairs, and drivers are asked to go another way. The work is said to last for ${days} days, if the weather lets it, and buses run as they always do.`;
    expect(relation(notice("Aldford", 3), notice("Hexley", 19))).toBeNull();
    expect(relation(notice("Aldford", 3), notice("Aldford", 19))?.kind).toBe("same");
    expect(relation(forecast("Aldford", 3, 12, 40), `Weather: ${forecast("Aldford", 3, 12, 45)}`)?.kind).toBe("same");
  });
});
