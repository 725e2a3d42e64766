import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { LabelRecord } from "../../../src/domain/formats/records.ts";
import { answerHashOf, halfOf } from "../../../src/domain/label.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { permanentProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Answer {{ q }}"
judges: { right: { model: claude-sonnet-5-5, rubric: It is right., labels: labels.jsonl } }
expect: [ { judge: right } ]
gate: { pass_rate: 0.5 }
cases: [ { id: a, vars: { q: 1 }, simulate: good, simulate_judge: pass } ]
`;
const SHOWN = { input: "Answer 1", output: "good" };
const LABEL: LabelRecord = {
  judge: "right",
  judge_hash: "h",
  texts_hash: "t",
  answer_hash: answerHashOf(SHOWN),
  shown: SHOWN,
  case: "a",
  arm: null,
  criterion: null,
  label: "pass",
  by: "ann",
  note: null,
  at: "2026-11-28T12:00:00.000Z",
  drawn: { run: "r", stratum: "pass", labelled: 1, of: 1 },
  half: halfOf("right", "a"),
};

let cwd = "";
beforeAll(() => {
  cwd = permanentProject({ "suite.yaml": SUITE });
});

/** What `validate` says of a labels file with these lines. */
async function toldOf(labels: readonly Partial<LabelRecord>[]): Promise<string[]> {
  writeFileSync(join(cwd, "labels.jsonl"), labels.map((line) => `${JSON.stringify({ ...LABEL, ...line })}\n`).join(""));
  const checked = await checkSuites(invocationOf(cwd), wallClock.now());
  await checked.close();
  return [...checked.errors, ...checked.warnings]
    .filter(({ place }) => place.kind === "line")
    .map(({ severity, code, place, message, hint }) => {
      const { file, line } = checked.locate(place);
      return `${file}:${line ?? 0}: ${severity}[${code}]: ${message}; ${hint}`;
    });
}

test("J2: labels that are as they were written are not told of", async () => {
  expect(await toldOf([{}, { by: "ben", label: "fail" }])).toEqual([]);
});

test("J2: a label edited by hand is an error at its line", async () => {
  expect(await toldOf([{}, { shown: { ...SHOWN, output: "better" }, by: "ben" }])).toEqual([
    expect.stringMatching(
      /^labels\.jsonl:2: error\[bad-label\]: the texts of `shown` are not those of .*; remove the line/,
    ),
  ]);
  const half = LABEL.half === "test" ? "tune" : "test";
  expect(await toldOf([{ half }])).toEqual([
    expect.stringMatching(/^labels\.jsonl:1: error\[bad-label\]: `half: \w+` is not the half of the case `a`/),
  ]);
});

test("J2: a person who says two things of an answer is an error at the later line", async () => {
  expect(await toldOf([{}, { label: "fail" }])).toEqual([
    expect.stringMatching(/^labels\.jsonl:2: error\[contradictory-label\]: ann says something else .* line 1; remove/),
  ]);
});

test("J2: a label of a case that the suite does not have is told of, and is no error", async () => {
  expect(await toldOf([{ case: "gone", half: halfOf("right", "gone") }])).toEqual([
    expect.stringMatching(/^labels\.jsonl:1: warning\[unknown-label\]: no case `gone` is in the suite/),
  ]);
});

test("the labels of the examples are as they were written", async () => {
  const { readLabels } = await import("../../../src/store/labels/label-file.ts");
  const { labels, problems } = await readLabels("suites/labels/grounded.jsonl", "grounded");
  expect(problems).toEqual([]);
  expect(labels).toHaveLength(readFileSync("suites/labels/grounded.jsonl", "utf8").trim().split("\n").length);
});
