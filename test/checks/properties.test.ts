import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findJson } from "../../src/checks/text/find-json.ts";
import { registry } from "../../src/checks/prepare/registry.ts";
import type { PreparedItem, Verdict } from "../../src/domain/check.ts";
import type { Extraction } from "../../src/domain/suite.ts";
import { answerWith, context, inWords, prepared, type TestItem } from "./grading.ts";
import { anyCharacter } from "../helpers/texts/any-character.ts";

/** One or more of every check that looks at what a model may write. */
const items: readonly TestItem[] = [
  { calls: { min: 1, max: 3 } },
  { equals: "a" },
  { contains: { value: "É", ignore_case: true } },
  { starts_with: "{" },
  { ends_with: "}" },
  { equals_any: ["a", "b"] },
  { contains_any: ["a", "\ud800"] },
  { contains_all: ["a", "b"] },
  { matches: "(a+)+$" },
  { matches: { pattern: "^[^\\p{L}]*$", flags: "ims" } },
  { json: true },
  { json: { strict: true, schema: { type: "object", patternProperties: { "a+": { format: "date" } } } } },
  { json_path: { path: "$..*", number: 1, match: "any" } },
  { json_path: { path: "$[?search(@, 'a+')]", exists: false } },
  { json_path: { path: "$.a", equals: { b: [1] } } },
  { number: { equals: 1, tolerance: 0.5 } },
  { number: { min: 0, max: 10 } },
  { length: { max_chars: 5, max_words: 2, max_lines: 2, max_sentences: 1 } },
  ...["levenshtein", "rouge_1", "rouge_2", "rouge_l", "bleu", "chrf"].map((metric) => ({
    similarity: { to: ["one two", "今日は"], metric, min: 0.5 },
  })),
  { similarity: { to: "one two", metric: "bleu", min: 0.5, tokenize: "words" } },
  { tool_call: "search" },
  { stop_reason: "end_turn" },
  { refusal: false },
  { tokens: { max: 5 } },
  { expr: "output.contains('a') || (json != null && output.re('b+$')) || size(output) > 3" },
  { expr: "json.a > 1" },
  { all_of: [{ contains: "a" }, { not: { number: 1 } }] },
  { any_of: [{ json: true }, { equals: "a" }] },
];

const extractions: readonly (Extraction | null)[] = [
  null,
  { kind: "last_line" },
  { kind: "tag", tag: "a" },
  { kind: "pattern", pattern: "a(.*)b" },
  { kind: "json_path", path: "$..a" },
];

/** Texts of any characters, and texts of what the checks look for. */
const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: "grapheme" }),
  fc.json(),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from('ab1{}[]",:\\ \n-.<>/`'),
      "```json\n",
      "<a>",
      "</a>",
      '{"a": 1}',
      "\ud800",
      "今日は",
    ),
  }),
);

async function graded(item: PreparedItem, answer: string): Promise<Verdict> {
  return item.grade(answerWith({ text: answer }), context);
}

describe.each(extractions.map((on) => ({ on })))("on $on", ({ on }) => {
  test.each(items)("%j never throws, scores 0..1 and is the opposite of its not", async (item) => {
    const check = await prepared(item, on);
    const inverse = await prepared({ not: item }, on);
    await fc.assert(
      fc.asyncProperty(text, async (answer) => {
        const verdict = await graded(check, answer);
        const opposite = await graded(inverse, answer);
        const { reason } = inWords(verdict);
        expect(reason.length).toBeGreaterThan(0);
        expect(reason).not.toContain("\n");
        if (verdict.status === "undecided") {
          expect(opposite.status).toBe("undecided");
          return;
        }
        expect(verdict.score).toBeGreaterThanOrEqual(0);
        expect(verdict.score).toBeLessThanOrEqual(1);
        const foundNothing = verdict.status === "fail" && verdict.nothingExtracted === true;
        expect(opposite.status).toBe(foundNothing || verdict.status === "pass" ? "fail" : "pass");
      }),
      { numRuns: 40 },
    );
  });
});

test("every check but script and judge is among those held to the properties", () => {
  const covered = new Set(items.flatMap((item) => Object.keys(item)));
  const missing = Object.keys(registry).filter((type) => !covered.has(type));
  expect(missing.sort()).toEqual(["cost", "judge", "latency", "not", "script", "ttft"]);
});

test("JSON is found as it was written: bare, fenced and after prose", () => {
  const container = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
  fc.assert(
    fc.property(container, (value) => {
      const json = JSON.stringify(value, null, 2);
      for (const written of [json, `\`\`\`json\n${json}\n\`\`\``, `Here you are: ${json}`]) {
        expect(findJson(written)).toEqual({ found: true, value: JSON.parse(json) });
      }
    }),
  );
});

test("a cut-off JSON object is never taken for another one", () => {
  const object = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1, maxKeys: 5 });
  fc.assert(
    fc.property(object, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (value, share) => {
      const json = JSON.stringify(value);
      const cut = json.slice(0, Math.max(1, Math.floor(json.length * share)));
      const found = findJson(`Here you are: ${cut}`);
      // Before the first key is whole, nothing shows that JSON was meant: a text that holds JSON may come of it.
      if (cut.indexOf(":", JSON.stringify(Object.keys(value)[0]).length) < 0) return;
      expect(found.found).toBe(false);
    }),
  );
});

test("long and hostile texts are graded in time", async () => {
  const hostile = [
    "{".repeat(10_000),
    '{"a":'.repeat(5_000),
    "[1,".repeat(5_000),
    `${"a".repeat(10_000)}!`,
    "<a>".repeat(2_000),
    "```\n".repeat(2_000),
    "A. ".repeat(2_000),
    "1,".repeat(2_000),
    "\ud800".repeat(2_000),
    `"${"\\".repeat(4_000)}`,
    "今日は".repeat(1_000),
  ];
  for (const item of items) {
    for (const on of extractions.slice(0, 3)) {
      const check = await prepared(item, on);
      for (const answer of hostile)
        expect(["pass", "fail", "undecided"]).toContain((await graded(check, answer)).status);
    }
  }
});
