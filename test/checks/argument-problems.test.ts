import { expect, test } from "vitest";
import { hasProblems } from "../../src/domain/check.ts";
import type { Extraction } from "../../src/domain/suite.ts";
import type { Problem } from "../../src/domain/values/problem.ts";
import { prepareCheckItem } from "../../src/checks/prepare/prepare-item.ts";
import { expectGolden } from "../helpers/golden.ts";
import { itemOf, NO_TOOLS, type TestItem } from "./grading.ts";

type Row = readonly [item: TestItem, on?: Extraction];

/** Arguments that cannot work, and some that can and look wrong. */
const ROWS: readonly Row[] = [
  // What every argument may be instead
  [{ equals: 5 }],
  [{ equals: true }],
  [{ equals: ["A"] }],
  [{ equals: null }],
  [{ equals: { value: "A", trimm: true } }],
  [{ equals: { value: "A", zzzzzzz: true } }],
  [{ equals: { value: "A", trim: "yes" } }],
  [{ equals_any: "A" }],
  [{ equals_any: [] }],
  [{ equals_any: [1] }],
  [{ contains: "" }],
  [{ contains_any: ["A", ""] }],
  [{ contains_all: [""] }],
  [{ starts_with: "" }],
  [{ ends_with: "" }],
  // Patterns
  [{ matches: "(" }],
  [{ matches: "(?=A)" }],
  [{ matches: "(A)\\1" }],
  [{ matches: { pattern: "A", flags: "g" } }],
  [{ matches: { pattern: "A", flags: "x" } }],
  [{ matches: { pattern: "A", flags: "ii" } }],
  [{ matches: "A*" }],
  [{ matches: "^A*$" }],
  [{ matches: "A$B" }],
  // Numbers, lengths, likeness
  [{ number: "A" }],
  [{ number: { equals: [1] } }],
  [{ number: { equals: 1, min: 1 } }],
  [{ number: {} }],
  [{ number: { min: 1, tolerance: 1 } }],
  [{ number: { min: "2.50", max: 1 } }],
  [{ number: { equals: 1, tolerance: -1 } }],
  [{ length: 5 }],
  [{ length: {} }],
  [{ length: { max_words: 1.5 } }],
  [{ length: { min_words: 2, max_words: 1 } }],
  [{ similarity: { to: "A", min: 0.5 } }],
  [{ similarity: { to: "A", metric: "rouge_3", min: 0.5 } }],
  [{ similarity: { to: "A", metric: 3, min: 0.5 } }],
  [{ similarity: { to: "A", metric: "chrf", tokenize: "words", min: 0.5 } }],
  [{ similarity: { to: " ", metric: "chrf", min: 0.5 } }],
  [{ similarity: { to: "A", metric: "chrf" } }],
  [{ similarity: { to: "A", metric: "chrf", min: 50 } }],
  [{ similarity: { to: "日本", metric: "rouge_1", min: 0 } }],
  // JSON
  [{ json: false }],
  [{ json: 5 }],
  [{ json: { schema: 5 } }],
  [{ json: { schema: { type: "nothing" } } }],
  [{ json: { schema: { required: ["A", "A"], minLength: -1 } } }],
  [{ json: { schema: { pattern: "(?=A)" } } }],
  [{ json: { schema: { $schema: "A" } } }],
  [{ json: { schema: { $async: true } } }],
  [{ json_path: "$.A" }],
  [{ json_path: { path: "$[" } }],
  [{ json_path: { path: "$.A", match: "any" } }],
  [{ json_path: { path: "$.A", match: "some", equals: 1 } }],
  [{ json_path: { path: "$.A", count: 0, equals: 1 } }],
  [{ json_path: { path: "$.A", exists: false, equals: 1 } }],
  [{ json_path: { path: "$.A", exists: true, count: 1 } }],
  [{ json_path: { path: "$.A", equals: 1, contains: "A" } }],
  [{ json_path: { path: "$.A", count: "A" } }],
  [{ json_path: { path: "$.A", count: {} } }],
  [{ json_path: { path: "$.A", count: { min: 2, max: 1 } } }],
  [{ json_path: { path: "$.A", contains: "" } }],
  // Tool calls, costs, times, endings
  [{ tool_call: {} }],
  [{ tool_call: [] }],
  [{ tool_call: ["none"] }],
  [{ tool_call: [{ by: "mcp" }] }],
  [{ tool_call: { name: "" } }],
  [{ tool_call: { name: "A", input: [1] } }],
  [{ tool_call: { name: "A", by: "modle" } }],
  [{ tool_call: { name: "A", error: 5 } }],
  [{ calls: {} }],
  [{ calls: { min: 2, max: 1 } }],
  [{ tokens: {} }],
  [{ cost: null }],
  [{ cost: {} }],
  [{ latency: "5" }],
  [{ refusal: "yes" }],
  [{ stop_reason: "end_trun" }],
  [{ stop_reason: "BANANA" }],
  // Expressions, scripts, judges
  [{ expr: "outptu == 'A'" }],
  [{ expr: "zzz == 'A'" }],
  [{ expr: "output ==" }],
  [{ expr: "1 + 1" }],
  [{ expr: "output.matches('A')" }],
  [{ expr: "output.re('(')" }],
  [{ script: { file: "A", timeout_s: 0 } }],
  [{ script: { file: "A", function: "B" } }],
  [{ script: "" }],
  [{ judge: { judge: "A", name: "B" } }],
  // Checks inside others
  [{ all_of: "A" }],
  [{ all_of: [] }],
  [{ any_of: ["A"] }],
  [{ not: [{ equals: "A" }] }],
  [{ not: {} }],
  [{ not: { equals: "A", contains: "B" } }],
  [{ not: { equals: "A", name: 5 } }],
  [{ not: { equals: "A", weight: 5 } }],
  [{ not: { file: "A" } }],
  [{ not: { equls: "A" } }],
  [{ not: { zzzzzzzzz: "A" } }],
  [{ not: { cost: 1, on: "last_line" } }],
  [{ not: { equals: "A", on: "first_line" } }],
  [{ not: { equals: "A", on: { tag: "<A>" } } }],
  // What `on` picks
  [{ equals: "A" }, { kind: "tag", tag: "<A>" }],
  [{ equals: "A" }, { kind: "pattern", pattern: "(" }],
  [{ equals: "A" }, { kind: "json_path", path: "$[" }],
];

const SHOWN = 100;

async function problemsOf([item, on]: Row): Promise<readonly Problem[]> {
  const prepared = await prepareCheckItem(itemOf(item, on ?? null), NO_TOOLS);
  return hasProblems(prepared) ? prepared : (prepared.warnings ?? []);
}

test("what is wrong with arguments of checks, in words", async () => {
  const lines: string[] = [];
  for (const row of ROWS) {
    const problems = await problemsOf(row);
    expect(problems, JSON.stringify(row)).not.toEqual([]);
    lines.push(JSON.stringify(row).slice(0, SHOWN));
    for (const { code, pointer, message, hint, severity, at } of problems) {
      lines.push(
        `  ${code}${severity === undefined ? "" : `, ${severity}`} at ${JSON.stringify(pointer)}${at === "key" ? ", the key" : ""}`,
      );
      lines.push(`    ${message}${hint === null ? "" : `\n    → ${hint}`}`);
    }
  }
  expectGolden("checks/problems.txt", `${lines.join("\n")}\n`);
});
