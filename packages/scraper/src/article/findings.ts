// Findings: what extraction knows of a page when it has to say whether it is an article.
import type { AbsenceReason, JsonObject } from "@belowline/schema";
import type { Page } from "../html/page.ts";
import type { Body } from "./body.ts";
import type { MetaTags } from "./meta-tags.ts";
import type { Measure, Survey } from "./survey.ts";

export interface Absence {
  readonly reason: AbsenceReason;
  readonly detail: string;
}

/** What the verdict rests on. */
export interface Findings {
  readonly page: Page;
  readonly survey: Survey;
  readonly meta: MetaTags;
  readonly node: JsonObject | undefined;
  readonly title: string;
  readonly headline: Measure | undefined;
  readonly body: Body | undefined;
  /** The settled text. */
  readonly text: string;
  readonly paragraphs: number;
  /** Share of characters in links among the body's blocks. */
  readonly linkShare: number;
  /** Blocks and list items that are in links for the most part. */
  readonly linkLines: number;
  /** Weight of running text marked as comments. */
  readonly posted: number;
}

export const absent = (reason: AbsenceReason, detail: string): Absence => ({ reason, detail });

/** The words of the classes of `<body>` and `<html>`, where publishing systems say what a page is. */
export function bodyWords(survey: Survey): string {
  const body = survey.measures.find(({ name }) => name === "body");
  const html = survey.measures.find(({ name }) => name === "html");
  return `${body?.words ?? " "} ${html?.words ?? " "} `;
}
