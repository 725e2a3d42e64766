import { NOTES } from "../../src/domain/diagnostics/english/notes/notes.ts";
import { RULINGS } from "../../src/domain/diagnostics/english/rulings/rulings.ts";
import { FILTERS } from "../../src/domain/diagnostics/english/failures/filters.ts";
import { INSIGHTS } from "../../src/domain/diagnostics/english/insights/insights.ts";
import { REPORTS } from "../../src/domain/diagnostics/english/reports/reports.ts";
import { TEXTS } from "../../src/domain/diagnostics/english/texts/texts.ts";
import { FAILURES } from "../../src/domain/diagnostics/english/failures/failures.ts";
import { METER } from "../../src/domain/diagnostics/english/failures/meter.ts";
import { FINDINGS } from "../../src/domain/diagnostics/english/findings/findings.ts";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { DIAGNOSTIC_CODES } from "../../src/domain/diagnostics/codes.ts";
import { ENGLISH } from "../../src/domain/diagnostics/english/english.ts";
import { USAGE } from "../../src/domain/diagnostics/english/usage.ts";
import { YAML } from "../../src/domain/diagnostics/english/suites/yaml.ts";
import { REFUSALS } from "../../src/domain/diagnostics/english/refusals/refusals.ts";
import { TARGETS } from "../../src/domain/diagnostics/english/failures/targets.ts";
import { said } from "../../src/domain/diagnostics/said.ts";
import { PAGE } from "../../src/domain/diagnostics/english/reports/page.ts";
import { TRIALS } from "../../src/domain/diagnostics/english/reports/trials.ts";
import { EXIT, exitWords } from "../../src/domain/exit-code.ts";
import type { Diagnostic, Problem } from "../../src/domain/values/problem.ts";

const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");

/** The rows of the table below a heading, their cells trimmed; a `\|` belongs to its cell. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const subjects = Object.entries(DIAGNOSTIC_CODES);
const all = subjects.flatMap(([, codes]) => codes as readonly string[]);

/** Is this a list of codes or texts? Who says them stands beside them. */
const isList = (file: string): boolean => file.startsWith(join("domain", "diagnostics")) && !file.endsWith("-words.ts");

const root = fileURLToPath(new URL("../../src/", import.meta.url));
/** The source without the lists themselves. */
const source = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !isList(file))
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");

/** All that the source has in quotes and could be an id, read once. */
const quoted = new Set(source.match(/(?<=")[\w.-]+(?=")/g));
const calls = [...source.matchAll(/(\w+)\("([\w.-]+)"/g)].map(([, name = "", id = ""]) => ({ name, id }));

/** What functions whose names end so are called with. */
function givenTo(ending: string): ReadonlySet<string> {
  return new Set(calls.filter(({ name }) => name.endsWith(ending)).map(({ id }) => id));
}

function unsaid(texts: object, found: ReadonlySet<string> = quoted): string[] {
  return Object.keys(texts).filter((id) => !found.has(id));
}

describe("docs/errors.md", () => {
  test.each(subjects)("has the codes of %s, no more and no fewer, in order", (subject, codes) => {
    expect(rowsBelow(subject).map(([code]) => code)).toEqual(codes.map((code) => `\`${code}\``));
  });

  test.each(subjects)("says meaning, example and cure of each code of %s", (subject) => {
    const rows = rowsBelow(subject);
    expect(rows.length).toBeGreaterThan(0);
    for (const cells of rows)
      expect(
        cells.map((cell) => cell !== ""),
        cells[0],
      ).toEqual([true, true, true, true]);
  });

  test("has no table of a subject that is not in the list", () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(["Exit codes", ...subjects.map(([subject]) => subject)]);
  });

  test("has every exit code with its meaning", () => {
    const rows = rowsBelow("Exit codes");
    expect(rows.map(([code]) => Number(code))).toEqual(Object.values(EXIT));
    for (const [code, meaning = ""] of rows) {
      const words = exitWords(Number(code));
      expect(meaning.startsWith(words?.meaning ?? "?"), code).toBe(true);
    }
  });
});

test("every code is found somewhere in the source; those of YAML come from its parser", () => {
  const found = new Set([...quoted].map((id) => id.split(".", 1)[0]));
  const unused = all.filter((code) => !code.startsWith("yaml-") && !found.has(code));
  expect(unused).toEqual([]);
});

test("every text of the catalogue is of a code in the list, and is said somewhere", () => {
  const ids = Object.keys(ENGLISH);
  const parsed = new Set(Object.keys(YAML)); // said by the parser's own codes
  expect(ids.length).toBeGreaterThan(30);
  expect(ids.filter((id) => !all.includes(id.split(".", 1)[0] ?? ""))).toEqual([]);
  expect(unsaid(ENGLISH, givenTo("said")).filter((id) => !parsed.has(id))).toEqual([]);
  expect(unsaid(USAGE, givenTo("usage"))).toEqual([]);
  expect(unsaid(REFUSALS)).toEqual([]);
  expect(unsaid(FINDINGS)).toEqual([]);
  expect(unsaid(FAILURES)).toEqual([]);
  expect(unsaid(METER)).toEqual([]);
  expect(unsaid(RULINGS)).toEqual([]);
  expect(unsaid(NOTES)).toEqual([]);
  expect(unsaid(INSIGHTS, givenTo("insightWords"))).toEqual([]);
  expect(unsaid(REPORTS)).toEqual([]);
  expect(unsaid(PAGE)).toEqual([]);
  expect(unsaid(TRIALS, givenTo("trialWords"))).toEqual([]);
  expect(unsaid(TEXTS, givenTo("textWords"))).toEqual([]);
  expect(unsaid(FILTERS, givenTo("filterWords"))).toEqual([]);
  expect(unsaid(TARGETS, givenTo("ords"))).toEqual([]);
});

test("no text stands in the catalogue twice: the second would be said for both", async () => {
  const problems = [...(await idsIn("", ["english.ts", "usage.ts"])), ...(await idsIn("suites", []))];
  expect(problems.toSorted()).toEqual(Object.keys(ENGLISH).toSorted());
  const refusals = await idsIn("refusals", ["refusals.ts"]);
  expect(refusals.toSorted()).toEqual(Object.keys(REFUSALS).toSorted());
  const notes = await idsIn("notes", ["notes.ts"]);
  expect(notes.toSorted()).toEqual(Object.keys(NOTES).toSorted());
  const rulings = await idsIn("rulings", ["rulings.ts"]);
  expect(rulings.toSorted()).toEqual(Object.keys(RULINGS).toSorted());
  const failures = await idsIn("failures", ["failures.ts", "filters.ts", "meter.ts", "targets.ts"]);
  expect(failures.toSorted()).toEqual(Object.keys(FAILURES).toSorted());
  const insights = await idsIn("insights", ["insights.ts"]);
  expect(insights.toSorted()).toEqual(Object.keys(INSIGHTS).toSorted());
  const reports = await idsIn("reports", ["reports.ts", "exits.ts", "page.ts", "trials.ts"]);
  expect(reports.toSorted()).toEqual(Object.keys(REPORTS).toSorted());
  const texts = await idsIn("texts", ["texts.ts"]);
  expect(texts.toSorted()).toEqual(Object.keys(TEXTS).toSorted());
});

/** The ids of all tables in a folder of the catalogue, as often as they stand there. */
async function idsIn(room: string, without: readonly string[]): Promise<string[]> {
  const folder = fileURLToPath(new URL(`../../src/domain/diagnostics/english/${room}/`, import.meta.url));
  const parts = readdirSync(folder).filter((file) => file.endsWith(".ts") && !without.includes(file));
  const modules = await Promise.all(
    parts.map((file) => import(join(folder, file)) as Promise<Record<string, unknown>>),
  );
  const tables = modules.flatMap((module) => Object.values(module).filter((value) => typeof value === "object"));
  return tables.flatMap((table) => Object.keys(table ?? {}));
}

/** Codes that a source writes beside words of its own. */
function wordedAtTheFind(text: string): string[] {
  const worded = new Set([...text.matchAll(/\bcode: "([\w-]+)"(?!\s*[}\]])/g)].map(([, code]) => code));
  return all.filter((code) => worded.has(code));
}

test("a problem that is worded where it is found does not compile", () => {
  const found = { pointer: [], hint: null } as const;
  // @ts-expect-error -- no catalogue wrote the message
  const problem: Problem = { code: "no-model", message: "there is no model", ...found };
  // @ts-expect-error -- nor this one, which a sentence of the catalogue was made longer by
  const longer: Pick<Diagnostic, "message"> = { message: `${said("no-prompt").message}!` };
  // @ts-expect-error -- there is no such text
  expect(() => said("no-model.at-all")).toThrow(TypeError);
  // @ts-expect-error -- its text wants arguments
  expect(() => said("duplicate-arm")).toThrow(TypeError);
  expect([problem.code, longer.message.at(-1)]).toEqual(["no-model", "!"]);
});

test("nor is a warning of a report, whose type takes any text", () => {
  expect(wordedAtTheFind('return { code: "unmetered", message: "no call came", file: null, line: null };')).toEqual([
    "unmetered",
  ]);
  expect(wordedAtTheFind(source)).toEqual([]);
});

test("a problem is its code, and the words of the catalogue with its arguments", () => {
  expect(said("duplicate-arm", { id: "a" })).toEqual({
    code: "duplicate-arm",
    message: "two arms are called `a`",
    hint: "give one of the models a `label`",
  });
  expect(said("bad-case.file", { key: "types" })).toMatchObject({
    code: "bad-case",
    hint: "remove it, or name a file",
  });
});

test("no code stands in the list twice, and every list is in order", () => {
  expect(new Set(all).size).toBe(all.length);
  for (const [, codes] of subjects) expect([...codes]).toEqual([...codes].sort());
});
