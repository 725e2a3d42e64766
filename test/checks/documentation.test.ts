import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { prepareCheckItem } from "../../src/checks/prepare/prepare-item.ts";
import { registry } from "../../src/checks/prepare/registry.ts";
import { checkFacts } from "../../src/domain/check-facts.ts";
import { hasProblems } from "../../src/domain/check.ts";
import type { CheckType } from "../../src/domain/check.ts";
import isSuite from "../../src/suite/generated/suite-validator.js";
import { answerWith, context, itemOf, NO_TOOLS, prepared, type TestItem } from "./grading.ts";

interface Section {
  readonly check: string;
  readonly examples: readonly TestItem[];
  readonly passes: readonly string[];
  readonly fails: readonly string[];
}

const page = readFileSync(join(import.meta.dirname, "../../docs/checks.md"), "utf8");

/** The sections of the page: `### \`name\``, a YAML list of examples, and texts on which the first passes and fails. */
function sections(markdown: string): readonly Section[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [check = ""] = /^`([a-z_]+)`/.exec(part)?.slice(1) ?? [];
      const [yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(part)?.slice(1) ?? [];
      const after = part.slice(part.lastIndexOf("```")).split(/^## /m)[0] ?? "";
      const [passes = "", fails = ""] = /Passes: ([\s\S]*?)Fails: ([\s\S]*)/.exec(after)?.slice(1) ?? [];
      return { check, examples: parse(yaml) as TestItem[], passes: quoted(passes), fails: quoted(fails) };
    });
}

function quoted(sentence: string): readonly string[] {
  return [...sentence.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? "");
}

const documented = sections(page);

/** Checks that look at the text alone: their examples are run. */
const RUN = Object.keys(registry).filter((type) => checkFacts(type as CheckType).looksAt === "text");

test("every check of the registry has one section, and no other thing has", () => {
  expect(documented.map(({ check }) => check).sort()).toEqual(Object.keys(registry).sort());
});

describe.each(documented)("$check", ({ check, examples, passes, fails }) => {
  test("has examples of itself that the suite's schema accepts", () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(Object.keys(example)).toContain(check);
    const suite = { model: "m", prompt: "p", cases: [{ id: "c" }], expect: examples };
    expect(isSuite(suite), JSON.stringify(isSuite.errors)).toBe(true);
  });

  test("has examples without problems, unless they name what stands elsewhere", async () => {
    for (const example of examples) {
      const result = await prepareCheckItem(itemOf(example), NO_TOOLS);
      if (check === "judge") expect(hasProblems(result)).toBe(true);
      else expect(hasProblems(result) ? result : [], JSON.stringify(result)).toEqual([]);
    }
  });

  test("passes and fails as the page says", async () => {
    if (RUN.includes(check)) expect([passes.length > 0, fails.length > 0]).toEqual([true, true]);
    for (const [wants, texts] of [
      ["pass", passes],
      ["fail", fails],
    ] as const) {
      for (const text of texts) {
        const item = await prepared(examples[0] ?? {});
        expect((await item.grade(answerWith({ text }), context)).status, text).toBe(wants);
      }
    }
  });
});

test("a page that lacks a check, or breaks an example, would be noticed", () => {
  const without = sections(page.replace("### `length`", "### length"));
  expect(without.map(({ check }) => check)).not.toContain("length");
  expect(sections("### `a`\n\n```yaml\n- a: 1\n```\n\nPasses: `x`. Fails: `y`, `z`.\n")).toEqual([
    { check: "a", examples: [{ a: 1 }], passes: ["x"], fails: ["y", "z"] },
  ]);
});
