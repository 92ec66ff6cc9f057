// The judgement of threads in the extraction benchmark: partners by text, then author, time and parent, counted by hand.
import { describe, expect, it } from "vitest";
import type { SilverComment } from "../../bench/extraction/pages.ts";
import { timeAgrees } from "../../bench/extraction/stated-time.ts";
import { authorAgrees, type ReturnedComment, threadAgreement } from "../../bench/extraction/threads.ts";

const silver = (id: string, text: string, more: Partial<SilverComment> = {}): SilverComment => ({
  id,
  text,
  parent: null,
  author: null,
  date: null,
  ...more,
});
const returned = (id: string, text: string, more: Partial<ReturnedComment> = {}): ReturnedComment => ({
  id,
  text,
  parent: null,
  author: null,
  time: null,
  ...more,
});

describe("a thread", () => {
  it("is judged comment by comment, and a comment that is missing by its text alone", () => {
    const agreed = threadAgreement(
      [
        returned("1", "The bridge was closed for a week.", { author: "Ada", time: "2012-11-12T05:49:00.000Z" }),
        returned("2", "And for another one after that!", {
          author: "Bo",
          time: "2012-11-14T09:00:00.000Z",
          parent: "1",
        }),
        returned("9", "Read our newsletter every Friday."),
      ],
      [
        silver("c1", "The bridge was closed for a week.", { author: "Ada says", date: "November 12, 2012 at 5:49 am" }),
        silver("c2", "And for another one after that!", { author: "Cleo", date: "November 12, 2012", parent: "c1" }),
        silver("c3", "Nobody told me anything about it.", { author: "Dan", parent: "c1" }),
      ],
    );
    expect(agreed).toMatchObject({
      text: { right: 2, of: 3 },
      textPrecision: { right: 2, of: 3 },
      author: { right: 1, of: 2 },
      time: { right: 1, of: 2 },
      parent: { right: 2, of: 2 },
      replies: { right: 1, of: 1 },
    });
    expect(agreed.misses).toHaveLength(3);
  });

  it("pairs equal texts by author and then by order, and near texts once", () => {
    const thanks = [returned("1", "Thanks!", { author: "Bo" }), returned("2", "Thanks!", { author: "Ada" })];
    const pair = [silver("a", "Thanks!", { author: "Ada" }), silver("b", "Thanks!", { author: "Bo" })];
    expect(threadAgreement(thanks, pair).author).toEqual({ right: 2, of: 2 });

    const near = returned("1", "one two three four five six seven eight nine ten Ada");
    const text = "one two three four five six seven eight nine ten";
    expect(threadAgreement([near], [silver("a", text), silver("b", text)]).text).toEqual({ right: 1, of: 2 });
  });

  it("counts a wrong parent, and none where the silver parent was not found", () => {
    const agreed = threadAgreement(
      [returned("1", "First of all, hello."), returned("2", "A second thing to say.", { parent: "7" })],
      [
        silver("a", "First of all, hello."),
        silver("b", "A second thing to say.", { parent: "a" }),
        silver("c", "What is not returned at all."),
        silver("d", "First of all, hello.", { parent: "c" }),
      ],
    );
    expect(agreed.parent).toEqual({ right: 1, of: 2 });
    expect(agreed.replies).toEqual({ right: 0, of: 1 });
  });
});

it.each([
  ["Ada Moor", "ada  moor", null, true],
  ["Ada Moor", "Ada Moor sagt:", null, true],
  ["Ada Moor", "Ada MoorAutor", null, true],
  ["Ada Moor", "Ada Moor 29.07.2020 // 12:56", "2020-07-29", true],
  ["Ada Moor", "November 5, 2012 Ada Moor", "November 5, 2012", true],
  ["Ada", "Ada Moor", null, false],
  [null, "Ada", null, false],
])("the name %j for the printed %j", (name, author, date, agrees) => {
  expect(authorAgrees(name, { author, date })).toBe(agrees);
});

it.each([
  ["2012-11-12T05:49:00.000Z", "November 12, 2012 at 5:49 am", true],
  ["2012-11-12T10:49:00.000Z", "November 12, 2012 at 5:49 am", true],
  ["2012-11-12T05:52:00.000Z", "November 12, 2012 at 5:49 am", false],
  ["2012-11-15T05:49:00.000Z", "November 12, 2012 at 5:49 am", false],
  ["2019-10-18T13:05:00.000Z", "18. Oktober 2019 um 15:05 Uhr", true],
  ["2020-03-29T00:00:00.000Z", "29. März 2020", true],
  ["2022-04-26T18:02:00.000Z", "26 abril 2022 a las 14:02", true],
  ["2020-04-14T15:00:00.000Z", "14/04/2020 at 3:00 pm", true],
  ["2012-10-09T00:00:00.000Z", "10/09/2012", true],
  ["2012-09-10T00:00:00.000Z", "10/09/2012", true],
  ["2012-10-09T00:00:00.000Z", "10/10/2013", false],
  ["2020-01-06T09:16:00.000Z", "06.01.2020 um 9:16", true],
  ["2017-02-23T07:03:18.000Z", "2017-02-23T12:33:18+05:30", true],
  ["2017-02-26T07:03:18.000Z", "2017-02-23T12:33:18+05:30", false],
  ["2018-03-26T07:39:00.000Z", "2018-03-26T13:09:00+05:30", true],
  ["2018-03-26T07:54:00.000Z", "2018-03-26T13:09:00+05:30", false],
  ["2025-01-01T00:00:00.000Z", "1 year ago", true],
  [null, "1 year ago", false],
])("the time %j for the printed %j", (time, date, agrees) => {
  expect(timeAgrees(time, date)).toBe(agrees);
});
