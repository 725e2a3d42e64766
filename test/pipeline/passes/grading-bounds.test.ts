import { afterAll, expect, test } from "vitest";
import { createCheckPreparer } from "../../../src/checks/prepare/check-preparer.ts";
import { hasProblems } from "../../../src/domain/check.ts";
import type { Extraction } from "../../../src/domain/suite.ts";
import { lazyGraders } from "../../../src/pipeline/passes/lazy-graders.ts";
import {
  answerWith,
  context,
  inWords,
  itemOf,
  noScript,
  type TestItem,
  type VerdictInWords,
} from "../../checks/grading.ts";

const impatient = lazyGraders("/", { checkTimeoutMs: 150 });
const patient = lazyGraders("/");
afterAll(async () => {
  await Promise.all([impatient.close(), patient.close()]);
});

interface Graded {
  readonly verdict: VerdictInWords;
  /** The longest that the process was held, in milliseconds. */
  readonly heldMs: number;
}

async function graded(
  item: TestItem,
  answer: string,
  { graders = impatient, on = null }: { readonly graders?: typeof patient; readonly on?: Extraction | null } = {},
): Promise<Graded> {
  const prepared = await createCheckPreparer(noScript, graders.gradeApart)(itemOf(item, on));
  if (hasProblems(prepared)) throw new Error(JSON.stringify(prepared));
  let heldMs = 0;
  let last = performance.now();
  const beat = (): void => {
    const now = performance.now();
    heldMs = Math.max(heldMs, now - last);
    last = now;
  };
  const timer = setInterval(beat, 5);
  const verdict = inWords(await prepared.grade(answerWith({ text: answer }), context));
  beat();
  clearInterval(timer);
  return { verdict, heldMs };
}

const nested = `${"[".repeat(300)}${"]".repeat(300)}`;
const tree = `${'{"a":'.repeat(120)}1${"}".repeat(120)}`;
const wordy = "lorem ipsum dolor ".repeat(60_000);
const numbers = JSON.stringify(Array.from({ length: 60_000 }, (_, index) => ({ id: index })));
const exponential = { $defs: { a: { anyOf: [{ items: { $ref: "#/$defs/a" } }, { items: { $ref: "#/$defs/a" } }] } } };
const doubled = {
  $defs: Object.fromEntries(
    Array.from({ length: 30 }, (_, level) => {
      const next = { $ref: `#/$defs/d${level + 1}` };
      return [`d${level}`, level === 29 ? { type: "number" } : { anyOf: [next, next] }];
    }),
  ),
};

const hostile: readonly { readonly name: string; readonly item: TestItem; readonly answer: string }[] = [
  { name: "JSONPath, many descents", item: { json_path: { path: "$..*..*..*..*" } }, answer: nested },
  { name: "JSONPath, nested filters", item: { json_path: { path: "$..[?@..[?@..[?@..a]]]" } }, answer: tree },
  {
    name: "CEL, a search in a loop",
    item: { expr: 'json.all(x, json.all(y, !output.contains("no such")))' },
    answer: numbers,
  },
  { name: "RE2, a class a thousand times", item: { matches: "\\p{L}{1000}\\p{Lu}" }, answer: "ä".repeat(300_000) },
  {
    name: "CEL, the same by re",
    item: { expr: "!output.re('\\\\p{L}{1000}\\\\p{Lu}')" },
    answer: "ä".repeat(300_000),
  },
  { name: "ajv, uniqueItems", item: { json: { schema: { type: "array", uniqueItems: true } } }, answer: numbers },
  {
    name: "ajv, a schema of itself",
    item: { json: { schema: { ...exponential, $ref: "#/$defs/a" } } },
    answer: `${"[".repeat(60)}1${"]".repeat(60)}`,
  },
  {
    name: "ajv, references that double",
    item: { json: { schema: { ...doubled, $ref: "#/$defs/d0" } } },
    answer: '"x"',
  },
  {
    name: "ajv, a pattern",
    item: { json: { schema: { pattern: "(\\p{L}{500}){2}\\p{Lu}", type: "string" } } },
    answer: JSON.stringify("ä".repeat(300_000)),
  },
];

test.each(hostile)("A13: $name: undecided, and the process is never held", async ({ item, answer }) => {
  const { verdict, heldMs } = await graded(item, answer);
  expect(verdict).toMatchObject({ status: "undecided", reason: expect.stringContaining("limit of 0.15 s") });
  expect(heldMs).toBeLessThan(3_000);
});

test("A13: what is picked out of an answer is bounded too", async () => {
  const on: Extraction = { kind: "pattern", pattern: "(\\p{L}{1000}\\p{Lu})" };
  const { verdict, heldMs } = await graded({ equals: "x" }, "ä".repeat(300_000), { on });
  expect(verdict.status).toBe("undecided");
  expect(heldMs).toBeLessThan(3_000);
});

test.each([
  { name: "levenshtein", item: { similarity: { to: wordy, metric: "levenshtein", min: 0.5 } }, answer: `${wordy}!` },
  { name: "rouge_l", item: { similarity: { to: wordy, metric: "rouge_l", min: 0.5 } }, answer: `${wordy}!` },
])("A13: $name on megabytes is undecided", async ({ item, answer }) => {
  const { verdict, heldMs } = await graded(item, answer, { graders: patient });
  expect(verdict.status).toBe("undecided");
  expect(heldMs).toBeLessThan(4_000);
});

test.each([
  { name: "a pattern", item: { matches: "dolor $" }, answer: wordy, status: "pass" },
  {
    name: "a schema",
    item: { json: { schema: { type: "array", items: { required: ["id"] } } } },
    answer: numbers,
    status: "pass",
  },
  { name: "an expression", item: { expr: "json.all(x, x.id >= 0)" }, answer: numbers, status: "pass" },
  {
    name: "a path",
    item: { json_path: { path: "$..id", number: { min: 1 }, match: "all" } },
    answer: numbers,
    status: "fail",
  },
  { name: "words", item: { length: { max_words: 3 } }, answer: `${wordy}ä`, status: "fail" },
])("A13: $name on a large answer is graded apart, with its verdict", async ({ item, answer, status }) => {
  const { verdict, heldMs } = await graded(item, answer, { graders: patient });
  expect(verdict.status, verdict.reason).toBe(status);
  expect(heldMs).toBeLessThan(4_000);
});

test("A13: inside not and all_of it is undecided too, and threads that were ended are replaced", async () => {
  const slow = { matches: "\\p{L}{1000}\\p{Lu}" };
  const text = "ä".repeat(300_000);
  expect((await graded({ not: slow }, text)).verdict.status).toBe("undecided");
  expect((await graded({ all_of: [{ contains: "ä" }, slow] }, text)).verdict.status).toBe("undecided");
  expect((await graded({ matches: "ä$" }, text, { graders: patient })).verdict.status).toBe("pass");
});
