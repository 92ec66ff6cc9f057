// Texts that are written by filling in a form: alike in their words, and each about something else. They must not merge.
import type { Chance } from "./random.ts";

const PLACES =
  "Aldford Brinmouth Carrick Denholm Eastmere Fairwick Glenrath Hexley Inverlow Jarrowby Kelsing Lanmoor Midhaven Northwold Oakridge Penbury Quarnford Redmarsh Stanwell Thornby Upwood Valmere Westerby Yarmoor".split(
    " ",
  );
const FIRST =
  "Ada Bertram Clara Dorian Edith Felix Greta Harold Ines Jonas Katrin Leopold Mara Nils Olga Paul Rosa Stefan Tilda Viktor Wanda Xaver Yvonne Zeno".split(
    " ",
  );
const LAST =
  "Abbot Barrow Cardew Dunmore Ellery Fenwick Garland Hollis Iveson Jessop Kirwan Lomax Mercer Norwood Ogilvy Prentice Quill Rushton Selwyn Tarrant Ulmer Vickers Wexford Yardley".split(
    " ",
  );
const DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const MONTHS = "January February March April May June July August September October November December".split(" ");
const WORK = "teacher,nurse,fisherman,bus driver,librarian,carpenter,post office clerk,farmer,engineer,baker".split(
  ",",
);
const LIKES =
  "gardening,bell ringing,the choir,football,chess,walking,the allotment society,brass bands,reading,sailing".split(
    ",",
  );

export type TemplateKind = "weather" | "results" | "obituary" | "earnings" | "roadworks" | "count";

/** `house` is the publisher's own wording: two of them where one form would be too kind. */
export function filledIn(kind: TemplateKind, house: number, chance: Chance): string[] {
  const place = (): string => chance.pick(PLACES);
  const name = (): string => `${chance.pick(FIRST)} ${chance.pick(LAST)}`;
  const degrees = (): number => chance.between(-5, 33);
  const sky = (): string => chance.pick(["sunny", "cloudy", "overcast", "wet", "windy", "foggy", "bright", "showery"]);
  const date = (): string => `${chance.pick(DAYS)}, ${chance.between(1, 28)} ${chance.pick(MONTHS)}`;
  if (kind === "weather")
    return [
      `Here is the forecast for ${place()} and the surrounding area for ${date()}, as issued by the regional weather office this morning.`,
      `The day will start ${sky()} with temperatures around ${degrees()} degrees and will turn ${sky()} towards noon. Highs of ${degrees()} degrees are expected, with winds from the ${chance.pick(["north", "south", "east", "west"])} at up to ${chance.between(5, 70)} kilometres per hour.`,
      `In ${place()} it will be ${sky()} in the evening, and lows of ${degrees()} degrees are expected during the night. The chance of rain is ${chance.between(0, 100)} per cent. ${house % 2 ? `Sunrise is at ${chance.between(4, 8)}:${chance.between(10, 59)} and sunset at ${chance.between(16, 21)}:${chance.between(10, 59)}.` : ""}`,
      `Drivers are asked to take care on the roads around ${place()}. The outlook for the days to come is ${sky()} with temperatures between ${degrees()} and ${degrees()} degrees.`,
    ];
  if (kind === "results") {
    const match = (): string => `${place()} ${chance.between(0, 5)}, ${place()} ${chance.between(0, 5)}`;
    return [
      `Results of the ${chance.pick(["first", "second", "third", "county", "women's"])} division, round ${chance.between(1, 38)}, played on ${date()}.`,
      ...Array.from(
        { length: 7 },
        () =>
          `${match()} (half-time ${chance.between(0, 2)}-${chance.between(0, 2)}). Scorers: ${chance.pick(LAST)} ${chance.between(2, 89)}, ${chance.pick(LAST)} ${chance.between(2, 89)}. Attendance: ${chance.between(120, 9800)}.`,
      ),
      `The next round of matches will be played on ${date()}, with kick-off at ${chance.between(13, 19)}:30 ${house % 2 ? "unless the league decides otherwise" : "in all grounds"}.`,
    ];
  }
  if (kind === "earnings") {
    const millions = (): string => `${chance.between(2, 980)}.${chance.between(0, 9)} million`;
    return [
      `${chance.pick(LAST)} ${chance.pick(["Holdings", "Foods", "Shipping", "Energy", "Textiles"])} on ${date()} reported net profit of ${millions()} for the ${chance.pick(["first", "second", "third", "fourth"])} quarter, compared with ${millions()} in the same period of last year.`,
      `Revenue for the quarter was ${millions()}, against ${millions()} a year earlier, the company said in a statement. Analysts had on average expected revenue of ${millions()}.`,
      `The company expects revenue for the full year of between ${millions()} and ${millions()}. Shares of the company closed at ${chance.between(3, 300)}.${chance.between(10, 99)} ${house % 2 ? "in the regular session" : "before the announcement"}.`,
    ];
  }
  if (kind === "roadworks")
    return [
      `Drivers in ${place()} are told of roadworks that start on ${date()} and are to last for ${chance.between(2, 30)} days.`,
      ...Array.from(
        { length: 3 },
        () =>
          `The road from ${place()} to ${place()} will be closed between ${chance.between(0, 6)}:00 and ${chance.between(7, 23)}:00, and traffic is led through ${place()}; delays of up to ${chance.between(5, 60)} minutes are expected.`,
      ),
      `The work costs ${chance.between(20, 900)},000 and is paid for by the county. ${house % 2 ? "Buses run as usual, the company says." : `Buses to ${place()} leave ${chance.between(3, 20)} minutes earlier.`}`,
    ];
  if (kind === "count") {
    const votes = (): string => `${chance.between(1, 30)},${chance.between(100, 999)}`;
    return [
      `${name()} was elected for ${place()} with ${votes()} votes, ${chance.between(20, 9000)} more than ${name()}, who came second with ${votes()}.`,
      `Turnout was ${chance.between(31, 84)}.${chance.between(0, 9)} per cent, and ${chance.between(20, 400)} ballot papers were spoilt, the returning officer said on ${date()}.`,
      `${name()} (${votes()}), ${name()} (${votes()}) and ${name()} (${votes()}) also stood. ${house % 2 ? "The result was declared in the town hall before a full gallery." : `The last election in ${place()} was won by ${name()}.`}`,
    ];
  }
  const [who, born] = [name(), chance.between(1925, 1960)];
  const surname = who.split(" ")[1]!;
  return [
    `${who}, ${chance.between(60, 99)}, of ${place()}, died peacefully at ${place()} General Hospital on ${date()}, surrounded by family.`,
    `Born on ${chance.between(1, 28)} ${chance.pick(MONTHS)} ${born} in ${place()}, ${surname} worked as a ${chance.pick(WORK)} in ${place()} for ${chance.between(10, 45)} years until retirement in ${born + 62}, and was well known for a love of ${chance.pick(LIKES)} and ${chance.pick(LIKES)}.`,
    `${surname} was preceded in death by ${name()} and is survived by ${chance.between(1, 6)} children, ${name()}, ${name()} and ${name()}, and by ${chance.between(1, 15)} grandchildren.`,
    `A service will be held at ${chance.between(9, 15)}:00 on ${date()} at St ${chance.pick(FIRST)}'s Church in ${place()}. ${house % 2 ? `In lieu of flowers the family asks for donations to the ${place()} Hospice.` : `Burial will follow at ${place()} cemetery.`}`,
  ];
}
