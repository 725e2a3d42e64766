import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { LIVE_REPORTERS, REPORTERS } from "../../src/report/registry.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/reports.md"), "utf8");
const names = Object.keys(REPORTERS);

test("docs/reports.md has a section and a row for each reporter, in the order of the registry, and for no other", () => {
  expect([...page.matchAll(/^## `(\w+)`$/gm)].map(([, name]) => name)).toEqual(names);
  const table = page.slice(page.indexOf("| reporter"), page.indexOf("\n\n", page.indexOf("| reporter")));
  expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)).toEqual(names);
});

test("the help names them all", () => {
  const run = createProgram(() => undefined).commands.find((command) => command.name() === "run");
  const option = run?.options.find(({ long }) => long === "--reporter");
  expect(option?.description).toBe(`${names.join(", ")} (repeatable)`);
});

test("those that can be written live are said to be", () => {
  expect(Object.keys(LIVE_REPORTERS)).toEqual(["ndjson"]);
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
