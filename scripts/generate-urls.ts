// Writes docs/urls.md from the rules of addresses; --check only compares.
import { readFile, writeFile } from "node:fs/promises";
import { PARAMETERS, type ParameterRule, SHAPES, type UrlExample, VARIANTS } from "../packages/schema/src/index.ts";

const file = new URL("../docs/urls.md", import.meta.url);

function fail(message: string): never {
  console.error(`generate-urls: ${message}`);
  process.exit(1);
}

function documentation(): string {
  const everywhere = PARAMETERS.filter(({ hosts }) => hosts === undefined);
  const onHosts = PARAMETERS.filter(({ hosts }) => hosts !== undefined);
  return `<!-- Written by scripts/generate-urls.ts. Do not edit; run "pnpm gen". -->
# Addresses

An article is found under many addresses. Three layers decide which of them are one.

1. **Canonical form.** \`canonicalise()\` makes one string of all spellings that name the same page for certain. It is what is fetched,
   stored and looked up. Doing it twice changes nothing.
2. **Variants.** AMP, mobile, print, page and language forms, http and https, with and without www or a final slash may show the same
   article. They are never rewritten. Addresses of one publisher that come out the same without these marks are *asked*: the texts decide.
3. **Claims.** What a page says is its address (\`rel=canonical\`, \`og:url\`, JSON-LD) counts within the publisher's registrable domain,
   never where it is the front page, and only while the texts agree.

## What the store makes of it

- The address that answered decides first, then those that the page claims, then the plain form of both. An article that was read at this
  very address is this article, whatever it says now: that is an edit. For all others the text is compared with the article's
  revisions: 60 % of the shorter text's runs of three words must stand in the other, 20 % under the same headline. A later page of an
  article shares its headline and nothing else, so there the headline is enough. Fewer than 20 runs prove nothing without the headline.
- **Same**: the address becomes an alias with its evidence (\`article_url.evidence\`), and no second article is stored. An AMP or print
  form never revises an article that is read at its own address. \`show\`, \`why\` and every query find the article by any alias.
- **Not the same**: an article of its own. Its evidence for \`url\` says which claim was refused (\`refused:other-text\`). An alias that was
  taken on a claim alone goes to its own article when that page is read.
- **Pages 2, 3, ...** of an article are aliases. Their text is not appended: a revision is what one answer said, and their captures are
  kept. Where a site has a form with all pages, give that one to the crawl.
- **Order.** Which articles there are, their aliases and the \`url\` of each do not depend on the order of visits. An article's *id*
  comes from the address under which it was first met ([decision 0001](decisions/0001-deterministic-ids.md)), and stays.
- Two articles that were both stored before anybody claimed that they are one stay two: nothing stored is merged or deleted. Near-duplicate
  clusters show them as \`same\`.

## Canonical form

${SHAPES.map(({ name, why, examples }) => `**${name}.** ${why}.\n\n${table(examples)}`).join("\n\n")}

## Parameters dropped everywhere

A trailing \`*\` stands for any ending. Parameters that are not listed are never dropped: \`?p=12\`, \`?id=\`, \`?page=\` and \`?SerialNo=\` are
the article on some site.

${everywhere.map(section).join("\n\n")}

## Parameters dropped on some hosts

| hosts | parameters | why | example |
|---|---|---|---|
${onHosts.map(({ hosts, names, why, examples }) => `| ${hosts!.join(", ")} | ${codes(names)} | ${why} | \`${examples[0][0]}\` |`).join("\n")}

## Variants

| kind | form | why | example | plain |
|---|---|---|---|---|
${VARIANTS.map(({ kind, name, why, examples }) => `| ${kind} | ${name} | ${why} | \`${examples[0][0]}\` | \`${examples[0][1]}\` |`).join("\n")}
`;
}

const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(" ");

const section = ({ names, value, why, examples }: ParameterRule): string =>
  `**${why}.** ${codes(names)}${value ? `, where the value matches \`${value.source.replaceAll("|", "\\|")}\`` : ""}\n\n${table(examples)}`;

const table = (examples: readonly UrlExample[]): string =>
  [
    "| address | canonical |",
    "|---|---|",
    ...examples.map(([from, to]) => `| \`${from}\` | ${from === to ? "the same" : `\`${to}\``} |`),
  ].join("\n");

if (import.meta.main) {
  const unknown = process.argv.slice(2).filter((argument) => argument !== "--check");
  if (unknown.length > 0) fail(`unknown argument "${unknown[0]}"; the only one is --check`);
  const content = documentation();
  if ((await readFile(file, "utf8").catch(() => "")) !== content) {
    if (process.argv.includes("--check")) fail('docs/urls.md is not what the rules say; run "pnpm gen"');
    await writeFile(file, content);
    console.error("written: docs/urls.md");
  }
}
