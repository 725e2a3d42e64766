import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { REPORTER_NAMES as names, type ReporterName, REPORTERS } from "../../src/report/registry.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/reports.md"), "utf8");

test("docs/reports.md has a section and a row for each reporter, in the order of the registry, and for no other", () => {
  expect([...page.matchAll(/^## `(\w+)`$/gm)].map(([, name]) => name)).toEqual(names);
  const table = page.slice(page.indexOf("| reporter"), page.indexOf("\n\n", page.indexOf("| reporter")));
  expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)).toEqual(names);
});

const commands = createProgram(() => undefined).commands;

test.each([
  ["run", `${names.join(", ")} (repeatable)`],
  ["report", `${names.join(", ")} (repeatable)`],
  ["meter", "table, json, markdown, html, github, quiet (repeatable)"],
  ["compare", "table, markdown or json (repeatable)"],
  ["validate", "github: annotations for GitHub Actions on stdout"],
])("the help of %s reads as it has read", (name, words) => {
  const option = commands.find((command) => command.name() === name)?.options.find(({ long }) => long === "--reporter");
  expect(option?.description).toBe(words);
});

test("ranks of reporters count from 1, none twice", () => {
  for (const rankOf of [
    (name: ReporterName) => REPORTERS[name].meterRank,
    (name: ReporterName) => REPORTERS[name].comparison?.rank,
  ]) {
    const ranks = names.flatMap((name) => rankOf(name) ?? []).sort((a, b) => a - b);
    expect(ranks).toEqual(ranks.map((_, index) => index + 1));
  }
});

test("those that can be written live are said to be", () => {
  expect(names.filter((name) => REPORTERS[name].loadLive)).toEqual(["ndjson"]);
  expect(page).toContain("JSON Lines, written while the run goes on");
});

test("every line of the ndjson format is in its table", () => {
  const section = page.slice(page.indexOf("## `ndjson`"), page.indexOf("## `junit`"));
  expect([...section.matchAll(/^\| `(\w+)`/gm)].map(([, type]) => type)).toEqual([
    "type",
    "run",
    "trial",
    "suite",
    "end",
  ]);
});
