import { expect, test } from "vitest";
import { mentionsOf } from "../../src/base/template-words.ts";
import { READERS } from "../../src/domain/check-facts.ts";
import { problemsOf } from "../helpers/load-project.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const HEAD = 'model: new-a\nprompt: "Say {{ x }}"\n';
const CASES = "cases: [{ expect: [{ contains: a }] }]\n";

test.each([
  ["a leading zero", "02134", "3:12 respelled-number"],
  ["a trailing zero", "1.10", "3:12 respelled-number"],
  ["a trailing zero in a map", "{ a: 1.0 }", "3:17 respelled-number"],
  ["a trailing zero in a list", "[1, 2.50]", "3:16 respelled-number"],
  ["an exponent", "1e3", "3:12 respelled-number"],
  ["a sign", "+5", "3:12 respelled-number"],
  ["hexadecimal", "0x1F", "3:12 respelled-number"],
  ["no digit before the point", ".5", "3:12 respelled-number"],
  ["too many digits", "0.1234567890123456789", "3:12 respelled-number"],
])("C1: a number in a variable loses no character without a word: %s", (_, value, problem) => {
  const text = `${HEAD}vars: { x: ${value} }\n${CASES}`;
  expect(problemsOf(temporaryProject({ "suite.yaml": text }))).toEqual([problem]);
});

test.each(["5", "-1.5", '"02134"', "'1.10'", "0", "1.1.0", "12:30", "02134a"])(
  "C1: %s keeps its characters",
  (value) => {
    const text = `${HEAD}vars: { x: ${value} }\n${CASES}`;
    expect(problemsOf(temporaryProject({ "suite.yaml": text }))).toEqual([]);
  },
);

test("C1: through an alias, and in a matrix", () => {
  const aliased = `x-z: &z 02134\n${HEAD}vars: { x: *z }\n${CASES}`;
  expect(problemsOf(temporaryProject({ "suite.yaml": aliased }))).toEqual(["4:12 respelled-number"]);
  const matrix = `${HEAD}cases: [{ matrix: { x: [1.1, 1.10] }, expect: [{ contains: a }] }]\n`;
  expect(problemsOf(temporaryProject({ "suite.yaml": matrix }))).toEqual(["3:30 respelled-number"]);
});

test("C1: settings are numbers, however they are written", () => {
  const text = `${HEAD}vars: { x: a }\ngate: { pass_rate: 0.90 }\nlimits: { timeout_s: 010.0 }\n${CASES}`;
  expect(problemsOf(temporaryProject({ "suite.yaml": text }))).toEqual([]);
});

test.each([
  ["of the suite", `${HEAD}vars: { x: a, y: b }\n${CASES}`, ["3:18 unused-variable"]],
  ["of a case", `${HEAD}cases: [{ vars: { x: a, y: b }, expect: [{ contains: a }] }]\n`, ["3:28 unused-variable"]],
  [
    "an axis of a matrix",
    `${HEAD}cases: [{ matrix: { x: [a], y: [b, c] }, expect: [{ contains: a }] }]\n`,
    ["3:29 unused-variable"],
  ],
  ["read by a check alone", `${HEAD}cases: [{ vars: { x: a, y: b }, expect: [{ contains: "{{ y }}" }] }]\n`, []],
  ["read by an expression", `${HEAD}cases: [{ vars: { x: a, y: b }, expect: [{ expr: 'vars.y == "b"' }] }]\n`, []],
  ["read by a script", `${HEAD}cases: [{ vars: { x: a, y: b }, expect: [{ script: check.mjs }] }]\n`, []],
  [
    "read by a tag of Liquid",
    `${HEAD.replace("{{ x }}", "{% if y %}{{ x }}{% endif %}")}vars: { x: a, y: b }\n${CASES}`,
    [],
  ],
])("C4: a variable that nothing reads is warned of: %s", (_, text, problems) => {
  const folder = temporaryProject({ "suite.yaml": text, "check.mjs": "export default () => true;\n" });
  expect(problemsOf(folder)).toEqual(problems);
});

test("C4: expect under vars is an error, unless it is read as a variable", () => {
  const under = `${HEAD}cases:\n  - vars:\n      x: a\n      expect: [{ contains: b }]\nexpect: [{ contains: a }]\n`;
  expect(problemsOf(temporaryProject({ "suite.yaml": under }))).toEqual(["6:15 expect-in-vars"]);
  const read = under.replace("contains: a", 'contains: "{{ expect }}"').replace("[{ contains: b }]", "b");
  expect(problemsOf(temporaryProject({ "suite.yaml": read }))).toEqual([]);
});

test("C4: --var that nothing reads is warned of", () => {
  const folder = temporaryProject({ "suite.yaml": `${HEAD}vars: { x: a }\n${CASES}` });
  expect(problemsOf(folder, { vars: { x: "b", nope: "c" } })).toEqual(["--var nope unused-var-option"]);
});

test.each([
  [["{{ a }} {{ b.c | d: e }}"], ["a", "b", "e"], ["f"]],
  [["{{ row['First Name'] }}"], ["row", "First Name"], ["Last Name"]],
  [["{{- ä_1 -}}", "plain words"], ["ä_1"], ["plain", "words"]],
  [[{ place: { pointer: ["{{ a }}"] } }], [], ["a"]],
  [[{ type: "script", args: "x.mjs" }], ["anything"], []],
  [[{ all_of: [{ expr: "size(vars.a)" }] }], ["a"], ["b"]],
])("C4: what %j mentions", (value, named, others) => {
  const { mentions } = mentionsOf(value, READERS);
  expect(named.filter((name) => !mentions(name))).toEqual([]);
  expect(others.filter((name) => mentions(name))).toEqual([]);
});
