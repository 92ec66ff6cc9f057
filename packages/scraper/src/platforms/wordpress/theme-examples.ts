// Examples of WordPress comments as widespread themes print them: Genesis, tagDiv's Newspaper, Divi.
import type { Example } from "../../comments/platform.ts";

export const themeExamples: readonly Example[] = [
  {
    page: "https://orchard.example/2016/03/plums/",
    fixture: "genesis",
    expect: {
      comments: 3,
      deepest: 2,
      announced: null,
      complete: true,
      ways: ["page"],
      parents: { "82": "81", "83": null },
      first: {
        nativeId: "81",
        author: { name: "Ada Plum" },
        createdAt: { at: "2016-03-02T13:15:00.000Z", offset: "-05:00", precision: "s", source: "machine" },
        text: "Ours bloom in April.",
      },
    },
  },
  {
    page: "https://gazette.example/2019/03/market/",
    fixture: "tagdiv",
    expect: {
      comments: 2,
      deepest: 2,
      announced: 2,
      complete: true,
      ways: ["page"],
      parents: { "92": "91" },
      first: {
        nativeId: "91",
        author: { name: "Ben Stall" },
        createdAt: { at: "2019-03-02T08:15:00.000Z" },
        text: "The market should stay.\nWe all buy there.",
      },
    },
  },
  {
    page: "https://studio.example/2019/03/light/",
    fixture: "divi",
    expect: {
      comments: 2,
      deepest: 2,
      announced: 2,
      complete: true,
      ways: ["page"],
      parents: { "96": "95" },
      first: {
        nativeId: "95",
        author: { name: "Mia Lamp" },
        createdAt: { at: "2019-03-02T08:15:00.000Z", precision: "min", source: "text" },
        text: "Lovely light.",
      },
    },
  },
];
