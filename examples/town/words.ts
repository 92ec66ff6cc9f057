// What is written in the town: sentences of reporters and of readers, put together from parts so that no two texts are alike by chance.
import { pick } from "../dice.ts";

type Random = () => number;

export interface Topic {
  readonly name: string;
  readonly subject: string;
  readonly section: string;
}

export const TOPICS: readonly Topic[] = [
  { name: "ferry", subject: "ferry", section: "Coast" },
  { name: "wall", subject: "harbour wall", section: "Town" },
  { name: "school", subject: "school kitchen", section: "Town" },
  { name: "library", subject: "library", section: "Town" },
  { name: "parking", subject: "car park", section: "Town" },
  { name: "trawlers", subject: "trawlers", section: "Coast" },
];

const list = (words: string): readonly string[] => words.split("|");

const OFFICES = list(
  "The council|The mayor|The harbour office|Engineers|The government|A committee|Auditors|The ministry|The owners|Police|A spokeswoman|Residents",
);
const SAID = list(
  "said|confirmed|announced|reported|denied|estimated|explained|warned|declined to say|expected|argued",
);
const FORMAL = list(
  "annual|regional|municipal|revised|planned|legal|technical|public|private|additional|financial|temporary|northern|statutory|external|urgent",
);
const AFFAIRS = list(
  "report|contract|budget|inspection|estimate|debate|decision|objection|survey|meeting|permit|tender|proposal|agreement|deadline|repair|subsidy|hearing|account|review",
);
const HAPPENS = list(
  "would cost|would require|could delay|will follow|had preceded|must include|may replace|would extend|had exceeded|will precede|would affect",
);

const STARTS = list(
  "I think|Honestly|Maybe I am wrong but|You know|I don't believe that|If you ask me|My wife says|We all know|Nobody told us|I am sure|It seems|Oh please|Why not say it",
);
const FEELING = list(
  "stupid|lovely|silly|honest|rotten|brave|sad|cheap|proud|clever|ugly|funny|lazy|wet|old|empty|noisy|decent|cold|quiet|cruel|kind|shameful|simple",
);
const THINGS = list(
  "joke|idea|mess|dream|promise|house|street|boat|winter|neighbour|child|gull|dog|pocket|window|kettle|story|friend|lunch|shoe|bucket|garden|mouth|heart|morning|rain|song|crane|chair|letter",
);
const LINKS = list("is a|was a|looks like a|sounds like a|needs a|isn't a|means one more|costs us a|never was a");
const WHOSE = list("my|our|your|every|no|that|this|his|her|their");
const TURNS = list("and|but|while|so|though|because|until|since|when");
const WHO = list("we|they|you|I|nobody|my father|the islanders|your mayor|people");
const DOES = list(
  "love|hate|pay for|forget|laugh at|wait for|don't get|can't see|want|miss|know|shout at|walk past|can't sell|believe",
);
const ANSWERS = list(
  "You are right|I don't agree|Could you say where you read that|Thank you|That's not what I meant|But you forget|No|Tell me|Read it again|Sorry",
);

/** Written after a story was edited without a word. */
const NOTICED = list(
  "The headline said something else this morning, didn't it?|So the sum was corrected and nobody says so.|I read this before the correction and it was another story.|Why was the headline changed? You could at least tell us.",
);

/** What a page must survive: anybody can write a comment. */
const HOSTILE = [
  `<script>document.title = "owned"</script>`,
  `<img src=x onerror="alert(1)">`,
  `=HYPERLINK("https://prize.example","My prize")`,
  "\u202Etxet desrever dna \u202C & <b>bold</b>",
] as const;

/** A campaign pastes these, with a word changed here and there. */
const PASTED = [
  "WHO should read the harbour papers before it is too late: the contract for the new quay was given away behind closed doors, and all who sign the petition at the town hall by Friday can still stop it.",
  "As a lifelong sailor I can only say to WHO that the fees on moorings will drive every small boat out of this harbour within two winters, and then only the yachts of the rich will lie here.",
  "WHO, ask yourselves why the energy company sponsors the regatta: no one who drinks its wine on the quay will ever ask what the cable does to the herring grounds off the cape.",
] as const;
const ADDRESSED = list("Everybody|Every neighbour|All of you");
export const CAMPAIGNS = PASTED.length;

const DAYS = list("Monday|Tuesday|Wednesday|Thursday|Friday");
const MONTHS = list("March|April|May|June|September|October");

const filled = (random: Random, text: string): string =>
  text
    .replace(/NUMBER/g, () => String(11 + Math.floor(random() * 380)))
    .replace(/DAY/g, () => pick(random, DAYS))
    .replace(/MONTH/g, () => pick(random, MONTHS));

export const reported = (random: Random, { subject }: Topic): string => {
  const affair = (): string => `${pick(random, FORMAL)} ${pick(random, AFFAIRS)}`;
  const text = `${pick(random, OFFICES)} ${pick(random, SAID)} on DAY that the ${affair()} of the ${subject} ${pick(random, HAPPENS)} the ${affair()}, with NUMBER thousand crowns for a ${affair()} and a ${pick(random, AFFAIRS)} in MONTH.`;
  return filled(random, text);
};

const claim = (random: Random, { subject }: Topic): string => {
  const thing = (): string => `${pick(random, FEELING)} ${pick(random, THINGS)}`;
  return `the ${subject} ${pick(random, LINKS)} ${thing()} for ${pick(random, WHOSE)} ${thing()}, ${pick(random, TURNS)} ${pick(random, WHO)} ${pick(random, DOES)} ${pick(random, WHOSE)} ${thing()}.`;
};

export const opinion = (random: Random, topic: Topic): string =>
  `${pick(random, STARTS)}, ${claim(random, topic)}${random() < 0.5 ? "" : ` ${pick(random, STARTS)}, ${claim(random, topic)}`}`;
export const answer = (random: Random, topic: Topic): string => `${pick(random, ANSWERS)}, ${claim(random, topic)}`;
export const noticed = (random: Random, topic: Topic): string => `${pick(random, NOTICED)} And ${claim(random, topic)}`;
export const hostile = (random: Random, topic: Topic): string => `${pick(random, HOSTILE)} ${opinion(random, topic)}`;
export const pasted = (random: Random, campaign: number): string =>
  PASTED[campaign]!.replace("WHO", pick(random, ADDRESSED));
