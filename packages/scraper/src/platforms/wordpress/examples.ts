// WordPress pages with their recorded answers, and what must come out of them.
import type { Example } from "../../comments/platform.ts";

export const examples: readonly [Example, ...Example[]] = [
  { page: "https://news.example/about-us/", fixture: "no-thread", expect: "no thread" },
];
