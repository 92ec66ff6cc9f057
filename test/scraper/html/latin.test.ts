// Latin alphabets that nobody labelled: texts of many languages come back whole, and those of the West never change.

import { describe, expect, it } from "vitest";
import { decodeBody } from "../../../packages/scraper/src/html/decode.ts";
import { encoded } from "../../support/encoded.ts";
import fc from "../../support/property.ts";

/** Invented sentences with the letters of their languages; `top` is the domain where they are written. */
const ELSEWHERE = [
  {
    lang: "pl",
    top: "pl",
    labels: ["windows-1250", "iso-8859-2"],
    text: "Prom znów został w porcie, bo wiał zbyt silny wiatr, mówi kapitan. Źle się dzieje, ludzie żądają łodzi, a ćma śpi.",
  },
  {
    lang: "cs",
    top: "cz",
    labels: ["windows-1250", "iso-8859-2"],
    text: "Přívoz dnes nevyplul, protože foukal příliš silný vítr, říká přístavní. Žádný člověk nešel kolem, ať už ďábel, nebo kůň z Tábora, jenž něco tuší.",
  },
  {
    lang: "sk",
    top: "sk",
    labels: ["windows-1250", "iso-8859-2"],
    text: "Kompa dnes nevyplávala, pretože fúkal príliš silný vietor, hovorí prístavný. Ľudia čakali pri vode, kôň stál a mäkká tráva šumela, vŕba tiež žila.",
  },
  {
    lang: "hu",
    top: "hu",
    labels: ["windows-1250", "iso-8859-2"],
    text: "A komp ma nem futott ki, mert túl erős szél fújt, mondta a kikötő vezetője. A fűzfák dőlnek, a hűvös idő ősszel jön.",
  },
  {
    lang: "hr",
    top: "hr",
    labels: ["windows-1250", "iso-8859-2"],
    text: "Trajekt danas nije isplovio jer je puhao prejak vjetar, kaže kapetan. Ljudi su čekali cijelu noć, među njima i žena koja će šutjeti.",
  },
  {
    lang: "sl",
    top: "si",
    labels: ["windows-1250", "iso-8859-2"],
    text: "Trajekt danes ni izplul, ker je pihal premočan veter, pravi pristaniški mojster. Ljudje so čakali vso noč, žena pa je šla.",
  },
  {
    lang: "ro",
    top: "ro",
    labels: ["windows-1250", "iso-8859-2"],
    text: "Bacul nu a plecat astăzi fiindcă bătea un vânt prea puternic, spune căpitanul. Oamenii aşteptau în faţa mării şi îşi făceau griji.",
  },
  {
    lang: "tr",
    top: "tr",
    labels: ["windows-1254"],
    text: "Vapur bugün limandan ayrılmadı, çünkü rüzgâr çok güçlüydü, diyor kaptan. İnsanlar ağaçların altında bekliyor, ışık söndü, şimdi dağlar karanlık.",
  },
  {
    lang: "lt",
    top: "lt",
    labels: ["windows-1257"],
    text: "Keltas šiandien neišplaukė, nes pūtė per stiprus vėjas, sako kapitonas. Žmonės laukė visą naktį, į uostą neįleido čia esančių laivų.",
  },
  {
    lang: "lv",
    top: "lv",
    labels: ["windows-1257"],
    text: "Prāmis šodien neizgāja jūrā, jo pūta pārāk stiprs vējš, saka kapteinis. Cilvēki gaidīja visu nakti, ņemot vērā ģimeņu ceļu un ļoti šķībo krastu.",
  },
] as const;

const WEST = {
  de: "Die Fähre blieb heute im Hafen, weil der Wind zu stark wehte – „zu gefährlich“, sagt der Hafenmeister. Größe: 5 m³, München, übermäßig.",
  fr: "Le bac n’a pas quitté le port à cause du vent : « déjà vu », dit le capitaine. Où êtes-vous, maître ? Noël, cœur, ça, forêt, naïve.",
  es: "El año pasado el transbordador no salió del puerto; ¿por qué? ¡Por el viento! España, pingüino, corazón, 2ª vez, también.",
  pt: "A balsa não saiu do porto por causa do vento; a situação é má, diz o capitão. As estações são três, põe lá fora a avó, você também às vezes.",
  it: "Il traghetto non è uscito dal porto perché c’era troppo vento, così dice il capitano. Città, più, virtù, però.",
  sv: "Färjan gick inte i dag eftersom det blåste för hårt, säger hamnkaptenen. Några åkte över ändå.",
  da: "Færgen sejlede ikke i dag, fordi det blæste for hårdt, siger havnefogeden. Også æblerne røg på søen.",
  is: "Ferjan fór ekki úr höfn í dag; það var of hvasst, sögðu þeir. Árið áður var veðrið öðruvísi, ýmsir hlæja.",
  fi: "Lautta ei lähtenyt tänään, koska tuuli oli liian kova, sanoo satamapäällikkö. Yö oli pimeä.",
  et: "Parv täna ei väljunud, sest tuul oli liiga tugev, ütleb sadamakapten. Õhtul müüdi öömaja.",
  en: "The ferry did not sail today, says the café’s owner, who was naïve. It costs £5 – “too much”.",
} as const;

/** Sentences of one text in any order, at least `least` times its length. */
const saying = (text: string, least: number): fc.Arbitrary<string> =>
  fc.shuffledSubarray(text.split(" "), { minLength: 12 }).chain((some) =>
    fc.nat(3).map((more) =>
      Array(least + more)
        .fill(`${text} ${some.join(" ")}`)
        .join("\n"),
    ),
  );
const page = (text: string, lang?: string): string =>
  `<!doctype html><html${lang ? ` lang="${lang}"` : ""}><head><title>Ferry</title></head><body class="story"><p>${text}</p></body></html>`;

describe("an alphabet that nobody labelled", () => {
  it.each(ELSEWHERE.flatMap(({ labels, ...one }) => labels.map((label) => ({ ...one, label }))))(
    "is read as it was written: $lang in $label",
    ({ lang, top, label, text }) => {
      const read = (html: string, url?: string): string => decodeBody(encoded(html, label), "text/html", url);
      fc.assert(
        fc.property(saying(text, 1), (said) => {
          expect(read(page(said))).toBe(page(said)); // by its letters alone
          expect(read(page(said, "en"))).toBe(page(said, "en")); // by a template's default
          for (const html of [page(text, lang), page(text, `${lang}-XX`)]) expect(read(html)).toBe(html);
          expect(read(page(text), `https://news.${top}/`)).toBe(page(text));
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each(Object.entries(WEST))("never takes the West for elsewhere: %s", (lang, text) => {
    fc.assert(
      fc.property(saying(text, 1), fc.constantFrom(undefined, lang, "en"), (said, stated) => {
        const html = page(said, stated);
        for (const url of [
          undefined,
          "https://news.example/",
          "https://news.pl/",
          "https://news.hu/",
          "https://news.tr/",
        ])
          expect(decodeBody(encoded(html, "windows-1252"), "text/html", url)).toBe(html);
      }),
      { numRuns: 30 },
    );
  });

  it("is no question where the bytes are UTF-8 or ASCII, or anything states the encoding", () => {
    for (const { text } of ELSEWHERE) {
      expect(decodeBody(new TextEncoder().encode(text), "text/html", "https://news.tr/")).toBe(text);
      const latin1 = decodeBody(encoded(text, "windows-1250"), "text/html; charset=iso-8859-1", "https://news.pl/");
      expect(latin1).toBe(new TextDecoder("windows-1252").decode(encoded(text, "windows-1250")));
    }
    const plain = page("The ferry did not sail today.", "pl");
    expect(decodeBody(new TextEncoder().encode(plain), "text/html", "https://news.pl/")).toBe(plain);
  });

  it("stays the West's for footnotes, units and fractions", () => {
    const html = page("The dam holds 5 m³ of water¹, or ½ of what the café's owner told us², he says³. ".repeat(40));
    expect(decodeBody(encoded(html, "windows-1252"), "text/html")).toBe(html);
  });

  it("stays the West's where a name or two in an English text would be another's letters", () => {
    const html = page(`${"The ferry did not sail today, and the harbour master blames the wind. ".repeat(60)} España.`);
    expect(decodeBody(encoded(html, "windows-1252"), "text/html", "https://news.pl/")).toBe(html);
  });
});
