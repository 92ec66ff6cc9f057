// The comments below the bundled stories: threads of every awkward shape, written as rows so that the shape can be seen.
import { WRITERS } from "./content.ts";
import type { Remark } from "./story.ts";

/** Id, id of the parent (0: none), author, UTC time, text as typed. */
type Row = readonly [id: number, parent: number, author: string, at: string, text: string];

/** Six top-level comments a page would be too few to turn one: this thread has thirteen, and a chain six replies deep. */
const HARBOUR: readonly Row[] = [
  [1, 0, "Maud T.", "2026-03-05T17:41:05Z", "At last. My father signed the first petition for this wall."],
  [2, 0, "quayside", "2026-03-05T17:44:30Z", "Fourteen months? They built the whole harbour in nine."],
  [3, 2, "Per Lund", "2026-03-05T17:50:12Z", "With four hundred men and no safety rails. I would rather wait."],
  [4, 3, "quayside", "2026-03-05T17:55:00Z", "Fair. But the contract should name a day."],
  [5, 4, "Per Lund", "2026-03-05T18:01:44Z", "It does: the last day of May next year. Page 31."],
  [6, 5, "Ines", "2026-03-05T18:09:09Z", "Page 31 says “is expected to”. That is not a day."],
  [7, 6, "quayside", "2026-03-05T18:12:00Z", "Thank you, Ines. My point exactly."],
  [8, 7, "Per Lund", "2026-03-05T18:20:31Z", "Then I stand corrected, and so does the wall, I hope."],
  [
    9,
    0,
    "Elin Marsh",
    "2026-03-05T18:30:00Z",
    "We have asked the council for the full contract and will publish what we get.",
  ],
  [10, 9, "Maud T.", "2026-03-05T18:33:20Z", "Please do, and the list of who voted how."],
  [11, 9, "Old Netta", "2026-03-05T18:40:00Z", "> publish what we get\n\nI shall hold you to that."],
  [12, 0, "Gull & Sons", "2026-03-05T18:52:00Z", "Who pays for the berths we cannot use meanwhile?"],
  [13, 12, "moorings42", "2026-03-05T19:02:17Z", "The harbour fund, up to the winter rate. It was in the annex."],
  [14, 12, "Gull & Sons", "2026-03-05T19:30:40Z", "The winter rate does not feed a crew in August."],
  [15, 0, "Anouk", "2026-03-05T20:11:00Z", "Stone is right. Concrete would have been ugly within five winters."],
  [16, 15, "betonfan", "2026-03-05T20:13:59Z", "Ugly & standing beats pretty & washed away."],
  [17, 16, "Anouk", "2026-03-05T20:20:00Z", "It stood for a hundred and sixty years, you know."],
  [18, 0, "R. Tidewell", "2026-03-06T06:02:00Z", "First diggers by the slipway this morning?\n\nOr only surveyors?"],
  [19, 18, "Ines", "2026-03-06T06:45:10Z", "Surveyors. Very early ones."],
  [20, 0, "Ada", "2026-03-06T07:15:00Z", "Could someone explain the loan to me? Thirty years at what rate?"],
  [
    21,
    20,
    "Tom Okafor",
    "2026-03-06T07:59:59Z",
    "Fixed for ten years; the rest is open. We have a table coming tomorrow.",
  ],
  [22, 20, "ada", "2026-03-06T08:03:00Z", "Different Ada here: same question!"],
  [23, 0, "quayside", "2026-03-06T08:30:00Z", "And nobody mentions the seals."],
  [24, 0, "Maud T.", "2026-03-06T09:00:00Z", "The seals will move to the sandbank, as they did last time."],
  [25, 24, "quayside", "2026-03-06T09:05:00Z", "The sandbank is gone, Maud."],
  [26, 0, "Lars B", "2026-03-06T10:00:00Z", "Nice picture."],
  [27, 0, "Bram Oxley", "2026-03-06T10:30:00Z", "Nobody asked before printing my post, but I stand by it."],
  [28, 0, "Old Netta", "2026-03-06T11:15:00Z", "Eleven to three is a clear word. Build it."],
  [29, 28, "quayside", "2026-03-06T11:20:00Z", "With a day in the contract."],
  [30, 0, "newcomer", "2026-03-06T12:00:00Z", "Moved here in May. Is it always this lively?"],
];

/** REST is refused here, so parents below the theme's depth are lost in the markup. */
const LIBRARY: readonly Row[] = [
  [31, 0, "Per Lund", "2026-03-04T08:30:00Z", "Finally a warm room on a Sunday."],
  [32, 31, "Ines", "2026-03-04T08:41:00Z", "And a quiet one, if the volunteers allow it."],
  [33, 32, "Per Lund", "2026-03-04T08:44:00Z", "You have volunteered, have you not?"],
  [34, 33, "Ines", "2026-03-04T08:50:00Z", "I have. I shall be the quiet one."],
  [35, 34, "Oda F.", "2026-03-04T09:12:00Z", "We took note of that promise."],
  [36, 0, "Anouk", "2026-03-04T10:00:00Z", "Will the newspaper corner have Saturday's papers by then?"],
  [37, 36, "Ruth Penhale", "2026-03-04T10:20:00Z", "They say yes: the evening delivery was moved for it."],
  [38, 0, "Gull & Sons", "2026-03-04T12:00:00Z", "Sixty readers is a lot for a wet Sunday."],
  [39, 0, "Lars B", "2026-03-04T13:00:00Z", "Sixty readers is nothing for a wet Sunday."],
  [40, 0, "R. Tidewell", "2026-03-04T15:30:00Z", "Could the archive not be opened once a month?"],
  [41, 0, "Ada", "2026-03-04T16:00:00Z", "I would come from the island, if there were a ferry."],
  [42, 41, "moorings42", "2026-03-04T16:30:00Z", "There is one at ten past six, until April."],
  [60, 0, "quayside", "2026-03-05T09:00:00Z", "Is the reading room heated on Sundays, or only unlocked?"],
  [61, 60, "Ruth Penhale", "2026-03-05T09:40:00Z", "Heated. I asked twice."],
];

const FERRY: readonly Row[] = [
  [43, 0, "Ada", "2026-03-03T11:30:00Z", "Twelve people, one boat, ten years. I am one of the twelve."],
  [
    44,
    43,
    "cannery night shift",
    "2026-03-03T11:45:00Z",
    "An hour and a half later means an hour and a half less with the children.",
  ],
  [45, 0, "Lars B", "2026-03-03T12:10:00Z", "Nine passengers is a taxi, not a ferry."],
  [46, 45, "Ada", "2026-03-03T12:15:00Z", "Then send a taxi. It will get wet."],
  [47, 0, "Old Netta", "2026-03-03T14:00:00Z", "We used to row."],
];

const KITCHEN: readonly Row[] = [
  [48, 0, "parent of two", "2026-03-02T07:30:00Z", "Mine now ask for kale. I do not know what to do."],
  [49, 48, "Henrik V.", "2026-03-02T12:40:00Z", "Fry it in butter, then tell them it is seaweed."],
  [52, 0, "Plot 17", "2026-03-02T18:00:00Z", "The handcart needs a new wheel, by the way."],
];

const MARKET: readonly Row[] = [
  [53, 0, "stall 9", "2026-02-27T16:00:00Z", "A socket of my own! I could weep."],
  [54, 53, "Elin Marsh", "2026-02-27T16:30:00Z", "We shall come and look at it."],
];

const DRAINS: readonly Row[] = [
  [55, 0, "Zoë O’Brien-Núñez", "2026-02-18T08:00:00Z", "Bravo 👏🏽👏🏽\n\nThe cat says thank you too 🐈‍⬛."],
  [56, 55, "李雷", "2026-02-18T08:10:00Z", "下水道终于通了。Good work."],
  [57, 56, "<b>bold</b> & co", "2026-02-18T08:15:00Z", 'if (rain > drain) { flood(); } else { "dry" }'],
  [
    58,
    0,
    "عمر",
    "2026-02-18T09:00:00Z",
    "> nine cellars were under water\n\nOurs was the tenth, nobody counted it.\n\nنشكركم",
  ],
];

const MEMBERS: readonly Row[] = [[59, 0, "member 1", "2026-03-05T19:30:00Z", "Page 12 alone was worth the fee."]];

/** What never counts as a comment: a pingback, and one that waits for approval. */
const APART: readonly Remark[] = [
  {
    id: 50,
    post: 104,
    parent: 0,
    author: "What we cooked this week – Gannet Island Notes",
    user: 0,
    at: "2026-03-02T15:00:00Z",
    text: "[…] the school kitchen in Saltmere has shown how […]",
    kind: "pingback",
    approved: true,
  },
  {
    id: 51,
    post: 104,
    parent: 48,
    author: "cheap pans 24",
    user: 0,
    at: "2026-03-02T16:00:00Z",
    text: "Best pans, best prices, visit us",
    kind: "comment",
    approved: false,
  },
];

export const REMARKS: readonly Remark[] = [
  ...below(101, HARBOUR),
  ...below(102, LIBRARY),
  ...below(103, FERRY),
  ...below(104, KITCHEN),
  ...below(105, MARKET),
  ...below(108, DRAINS),
  ...below(109, MEMBERS),
  ...APART,
];

function below(post: number, rows: readonly Row[]): Remark[] {
  return rows.map(([id, parent, author, at, text]) => {
    return { id, post, parent, author, user: WRITERS[author] ?? 0, at, text, kind: "comment", approved: true };
  });
}
