// Replies by words alone: who is addressed, what is quoted, and when nothing is inferred.
import { type Instant, newPrivacyKey, privacyOf, type StatedComment } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { assemble } from "../../../packages/scraper/src/comments/assemble.ts";
import { contentOfHtml } from "../../../packages/scraper/src/comments/content.ts";
import { inferParents } from "../../../packages/scraper/src/comments/infer.ts";
import fc from "../../support/property.ts";

const at = (minute: number): Instant => ({
  at: new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString(),
  offset: "Z",
  precision: "s",
  source: "machine",
  raw: "",
});
const said = (id: number, name: string | null, html: string, more: Partial<StatedComment> = {}): StatedComment => ({
  nativeId: String(id),
  parent: null,
  parentFrom: "none",
  author: name === null ? null : { name },
  createdAt: at(id),
  ...contentOfHtml(html),
  state: "visible",
  permalink: null,
  ...more,
});
const told = (...comments: readonly StatedComment[]) =>
  [...inferParents(comments)].map(([id, { parent, from }]) => `${id} answers ${parent} by ${from}`);
const LONG = "The bridge was closed in winter because of the ice on the rails";

describe("a leading @name", () => {
  it("answers the one comment before it of the one who is addressed, and nothing where there are several", () => {
    const [ben, later] = [said(3, "Ben", "@Ada no."), said(4, "Ada", "Three.")];
    expect(told(said(1, "Ada", "One."), said(2, "Cleo", "Two."), ben, later)).toEqual(["3 answers 1 by mention"]);
    expect(told(said(1, "Ada", "One."), said(2, "Ada", "Two."), ben, later)).toEqual([]);
  });

  it("follows two people who take turns", () => {
    const turns = [
      said(1, "Ada", "One."),
      said(2, "Ben", "@Ada no."),
      said(3, "Ada", "@Ben yes."),
      said(4, "Ben", "@Ada no!"),
    ];
    expect(told(...turns)).toEqual(["2 answers 1 by mention", "3 answers 2 by mention", "4 answers 3 by mention"]);
  });

  it.each([
    ["@ ada: no", "a blank and another case"],
    ["@Ada, no", "a comma"],
    ["@Ada", "nothing more"],
    ["  @Ada\nno", "a new line"],
  ])("is %j with %s", (text) => {
    expect(told(said(1, "Ada", "One."), said(2, "Ben", "", { text }))).toEqual(["2 answers 1 by mention"]);
  });

  it("means the longest name there is", () => {
    const [ada, both] = [said(1, "Ada", "One."), said(2, "Ada Lund", "Two.")];
    expect(told(ada, both, said(3, "Ben", "@Ada Lund no"))).toEqual(["3 answers 2 by mention"]);
  });

  it.each(["@Adam no", "@Ada-Marie no", "@Ada's dog", "@Ada_2 no", "no, @Ada", "@Zoe no", "@"])(
    "is none in %j",
    (text) => {
      expect(told(said(1, "Ada", "One."), said(2, "Ben", text))).toEqual([]);
    },
  );

  it("means nobody where two users bear the name", () => {
    const [one, other] = [{ author: { name: "Ada", key: "1" } }, { author: { name: "ada", key: "2" } }];
    expect(told(said(1, null, "One.", one), said(2, null, "Two.", other), said(3, "Ben", "@Ada no"))).toEqual([]);
  });

  it("means nobody where the site gives the name to whoever gives none", () => {
    expect(told(said(1, "Anonymous", "One."), said(2, "Ben", "@anonymous no"))).toEqual([]);
  });

  it("does not reach what is written later, nor the writer's own comments", () => {
    expect(told(said(1, "Ben", "@Ada no"), said(2, "Ada", "One."))).toEqual([]);
    expect(told(said(1, "Ada", "One."), said(2, "Ada", "@Ada again"))).toEqual([]);
  });

  it("is understood without times where the addressed one wrote once", () => {
    const timeless = { createdAt: null };
    const ben = said(3, "Ben", "@Ada no", timeless);
    expect(told(said(1, "Ada", "One.", timeless), ben)).toEqual(["3 answers 1 by mention"]);
    expect(told(said(1, "Ada", "One.", timeless), said(2, "Ada", "Two.", timeless), ben)).toEqual([]);
  });

  it("tells more than a flat thread's stated parent, and nothing where that says the same", () => {
    const [top, reply] = [said(1, "Ada", "One."), said(2, "Cleo", "Two.", { parent: "1", parentFrom: "id" })];
    const below = { parent: "1", parentFrom: "id" } as const;
    expect(told(top, reply, said(3, "Ben", "@Cleo no", below))).toEqual(["3 answers 2 by mention"]);
    expect(told(top, reply, said(3, "Ben", "@Ada no", below))).toEqual([]);
  });

  it("does not lead out of the thread that the platform states", () => {
    const below = said(3, "Ben", "@Cleo no", { parent: "1", parentFrom: "id" });
    expect(told(said(1, "Ada", "One."), said(2, "Cleo", "Two."), below)).toEqual([]);
  });
});

describe("a name that is no mention by its sign", () => {
  it.each([
    ["Ada: no.", "a colon behind it"],
    ["Ada schrieb: so nicht.", "a verb of saying"],
    ["An Ada:\nno.", "a lead"],
    ["Re: Ada\nno.", "another lead"],
    ["Zitat von Ada:\nno.", "a quotation's head"],
    ["Originally posted by Ada\nno.", "a forum's head"],
  ])("is addressed in %j by %s", (text) => {
    expect(told(said(1, "Ada", "One."), said(2, "Cleo", "Two."), said(3, "Ben", "", { text }))).toEqual([
      "3 answers 1 by mention",
    ]);
  });

  it.each(["Ada is right", "Adam: no", "Note: no", "An Ada erinnert das", "to ada with love"])(
    "is none in %j",
    (text) => {
      expect(told(said(1, "Ada", "One."), said(2, "Ben", "", { text }))).toEqual([]);
    },
  );

  it("finds which of several comments is quoted, however short the quotation", () => {
    const [one, two] = [said(1, "Ada", "The tram is late again."), said(2, "Ada", "The ferry is early.")];
    const quotes = [
      "[quote=Ada]is late again[/quote] So?",
      "Zitat von Ada:\nis late again\nSo?",
      "Ada wrote: is late again",
    ];
    for (const text of quotes)
      expect(told(one, two, said(3, "Ben", "", { text }))).toEqual(["3 answers 1 by quotation"]);
    expect(told(one, two, said(3, "Ben", "", { text: "[quote=Ada]the tram[/quote] So?" }))).toEqual([
      "3 answers 1 by quotation",
    ]);
    expect(told(one, two, said(3, "Ben", "", { text: "[quote=Ada]is never[/quote] So?" }))).toEqual([]);
  });
});

describe("a number or a link of another comment", () => {
  it.each([
    [">>1 no", "a board's mark"],
    ["#1 no", "a number sign"],
  ])("is answered in %j (%s)", (text) => {
    expect(told(said(1, "Ada", "One."), said(2, "Ada", "Two."), said(3, "Ben", "", { text }))).toEqual([
      "3 answers 1 by mention",
    ]);
  });

  it.each([
    '<p>@<a href="https://news.example/a/#comment-1">Ada</a> no</p>',
    '<p><a href="#comment-1">Ada</a>: no</p>',
    '<blockquote data-source="post: 1" data-quote="Ada"><p>short</p></blockquote><p>no</p>',
    "<p>[quote=Ada;1]short[/quote] no</p>",
  ])("tells which of several comments: %s", (html) => {
    expect(told(said(1, "Ada", "One."), said(2, "Ada", "Two."), said(3, "Ben", html))).toEqual([
      "3 answers 1 by mention",
    ]);
  });

  it.each([
    '<p>As <a href="#comment-1">Ada</a> says</p>',
    '<p><a href="https://other.example/page/9">Ada</a> no</p>',
    "<p>In 1 word: no</p>",
  ])("is none in %s", (html) => {
    expect(told(said(1, "Ada", "One."), said(2, "Ada", "Two."), said(3, "Ben", html))).toEqual([]);
  });
});

describe("a quotation of another comment", () => {
  it.each([
    [`<blockquote><p>${LONG}</p></blockquote><p>Not in April.</p>`, "a block"],
    [`<p>&gt; ${LONG}</p><p>Not in April.</p>`, "a mark before the line"],
    [`<p>„${LONG}“ Not in April.</p>`, "quotation marks at the beginning"],
    [`<blockquote>Ada wrote</blockquote><blockquote>${LONG.toUpperCase()}...</blockquote>No.`, "other signs and case"],
  ])("answers it: %s (%s)", (html) => {
    expect(told(said(1, "Ada", `<p>So.</p><p>${LONG}, they say.</p>`), said(2, "Ben", html))).toEqual([
      "2 answers 1 by quotation",
    ]);
  });

  it("answers the comment that says it, not one that quotes it too", () => {
    const quote = `<blockquote>${LONG}</blockquote>`;
    expect(told(said(1, "Ada", LONG), said(2, "Ben", `${quote}No.`), said(3, "Cleo", `${quote}Yes.`))).toEqual([
      "2 answers 1 by quotation",
      "3 answers 1 by quotation",
    ]);
  });

  it("answers nothing where two comments say it, where it is short, and where the article said it", () => {
    const quote = `<blockquote>${LONG}</blockquote>`;
    expect(told(said(1, "Ada", LONG), said(2, "Ben", LONG), said(3, "Cleo", quote))).toEqual([]);
    expect(
      told(said(1, "Ada", "It was closed."), said(2, "Ben", "<blockquote>It was closed.</blockquote>Was it?")),
    ).toEqual([]);
    expect(told(said(1, "Ada", `${quote}So.`), said(2, "Ben", `${quote}No.`))).toEqual([]);
  });

  it("weighs more than a name, and nothing where the two disagree", () => {
    const quote = `<blockquote>${LONG}</blockquote>`;
    const [first, second] = [said(1, "Ada", LONG), said(2, "Ada", "Another day.")];
    const agreeing = said(3, "Ben", `<p>@Ada</p>${quote}`);
    expect(told(first, second, agreeing)).toEqual(["3 answers 1 by quotation"]);
    expect(told(first, said(2, "Cleo", "Another."), said(3, "Ben", `<p>@Cleo</p>${quote}`))).toEqual([]);
  });
});

const NAMES = ["Ada", "ada", "Ada Lund", "Ben", "@Ben", "Zoë", "", "12", "王小明", "a<b>&c"];
const anyThread = fc
  .array(
    fc.record({
      name: fc.constantFrom(...NAMES),
      key: fc.option(fc.constantFrom("1", "2"), { nil: null }),
      addresses: fc.constantFrom("", "@Ada ", "@ben: ", "@Zoë ", "@王小明 "),
      quotes: fc.integer({ min: -3, max: 12 }),
      minute: fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
      parent: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
    }),
    { maxLength: 14 },
  )
  .map((all) =>
    all.map(({ name, key, addresses, quotes, minute, parent }, n): StatedComment => {
      const quoted = quotes < 0 ? "" : `<blockquote>${LONG} number ${quotes} of them all</blockquote>`;
      const more = { parent: parent === null ? null : String(parent), createdAt: minute === null ? null : at(minute) };
      return said(n, null, `${addresses}${quoted}<p>${LONG} number ${n} of them all</p>`, {
        ...more,
        author: { name, ...(key !== null && { key }) },
      });
    }),
  );

describe("of any thread", () => {
  it("infers parents that are comments of it, never the comment itself, never the stated parent, and no circle", () => {
    fc.assert(
      fc.property(anyThread, (thread) => {
        const inferred = inferParents(thread);
        const known = new Map(thread.map((comment) => [comment.nativeId, comment]));
        for (const [id, { parent }] of inferred) {
          expect(known.has(parent)).toBe(true);
          expect(parent).not.toBe(id);
          expect(parent).not.toBe(known.get(id)!.parent);
          let next: string | undefined = parent;
          for (let steps = 0; next !== undefined; steps++) {
            expect(steps).toBeLessThan(thread.length);
            next = inferred.get(next)?.parent;
          }
        }
      }),
    );
  });

  it("leaves stated parents, depth and order as they were", () => {
    fc.assert(
      fc.property(anyThread, (thread) => {
        const mute = thread.map((comment) => ({ ...comment, author: null, text: "", html: "" }));
        const shape = (all: readonly StatedComment[]) =>
          assemble(all, () => null).map(({ nativeId, parent, parentFrom, depth, root }) => [
            nativeId,
            parent,
            parentFrom,
            depth,
            root,
          ]);
        expect(shape(thread)).toEqual(shape(mute));
      }),
    );
  });
});

it("is settled before names become pseudonyms, and keeps none of them", () => {
  const privacy = privacyOf("pseudonym", newPrivacyKey());
  const thread = assemble([said(1, "Adalbert", "One."), said(2, "Ben", "@Adalbert no")], (author) =>
    privacy.author("news.example", author),
  );
  expect(thread[1]!.inferred).toEqual({ parent: "1", from: "mention" });
  expect(JSON.stringify(thread.map(({ text, html, ...rest }) => rest))).not.toContain("Adalbert");
});

it("reads ten thousand comments that all quote and address in time that grows with their number", () => {
  const thread = (size: number) =>
    Array.from({ length: size }, (_, n) =>
      said(
        n,
        `Reader ${n}`,
        `<p>@Reader ${n - 1} word${n} and some more words that differ ${n}</p><blockquote>word${n - 1} and some more words that differ ${n - 1}</blockquote>`,
      ),
    );
  const [small, large] = [thread(500), thread(10_000)];
  inferParents(small);
  const time = (all: readonly StatedComment[]): number => {
    const begin = process.cpuUsage();
    inferParents(all);
    const used = process.cpuUsage(begin);
    return used.user + used.system;
  };
  const [one, many] = [Math.max(time(small), 1000), time(large)];
  expect(many / one).toBeLessThan(200);
});
