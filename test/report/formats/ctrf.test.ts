import { describe, expect, test } from "vitest";
import { ctrf } from "../../../src/report/formats/ctrf.ts";
import { ctrfProblems } from "../../helpers/reports/ctrf-schema.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { erroredTrial, head, onlyTrial, render, skippedTrial, suite, trial } from "../../helpers/report-fixtures.ts";
import { NASTY, onePass, SHAPES } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";

interface Document {
  readonly results: {
    readonly summary: Readonly<Record<string, number>>;
    readonly tests: readonly { readonly status: string; readonly rawStatus: string; readonly message?: string }[];
  };
}

/** The document, if the format's own schema takes it. */
function accepted(text: string): Document {
  const document = JSON.parse(text) as Document;
  expect(ctrfProblems(document)).toEqual([]);
  return document;
}

describe.each(Object.entries(SHAPES))("%s", (name, fixture) => {
  test("is what the format's schema takes, and its summary counts its tests", async () => {
    const text = await render(ctrf, fixture);
    const { summary, tests } = accepted(text).results;
    expect(commandsIn(text)).toEqual([]);
    const counts = { passed: 0, failed: 0, skipped: 0, other: 0, ...countBy(tests.map(({ status }) => status)) };
    expect(summary).toMatchObject({ tests: fixture.trials.flat().length, pending: 0, ...counts });
    expectGolden(`report/${name}.ctrf.json`, text);
  });
});

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

test.each([
  ["passed", trial(), "passed"],
  ["failed", onlyTrial("a", "fail"), "failed"],
  ["errored", erroredTrial(), "failed"],
  ["undecided", trial({ verdict: "undecided" }), "other"],
  ["skipped", skippedTrial("budget"), "skipped"],
  ["failed, quarantined", trial({ verdict: "fail", quarantined: true }), "other"],
])("a trial that %s", async (raw, record, status) => {
  const [only] = accepted(await render(ctrf, { ...onePass, trials: [[record]] })).results.tests;
  expect(only).toMatchObject({ status, rawStatus: raw });
});

test("a failure tells check, reason, place and the answer's start", async () => {
  const document = accepted(await render(ctrf, { ...onePass, trials: [[onlyTrial("a", "fail")]] }));
  expect(document.results.tests[0]).toMatchObject({
    message: "equals_any: is not yes",
    filePath: "suites/triage.yaml",
    line: 41,
    stdout: ["no"],
  });
});

test.each(NASTY)("%j breaks no document", async (text) => {
  const record = { ...onlyTrial("a", "fail"), case: text, output: text, tags: [text] };
  accepted(await render(ctrf, { ...onePass, trials: [[record]] }));
});

test("the schema rejects what is wrong", async () => {
  const document = JSON.parse(await render(ctrf, onePass)) as { results: { tests: { status: string }[] } };
  document.results.tests[0]!.status = "fine";
  expect(ctrfProblems(document)).not.toEqual([]);
});

test.each([
  ["fail", "failed"],
  ["incomplete", "other"],
] as const)("a verdict %s that no trial shows is one more test, %s", async (verdict, status) => {
  const fixture = {
    ...onePass,
    trials: [[trial()]],
    head: head({ suites: [suite({ verdict })], verdict, exit_code: 3 }),
  };
  const { summary, tests } = accepted(await render(ctrf, fixture)).results;
  expect(tests.map((one) => one.status)).toEqual(["passed", status]);
  expect(summary).toMatchObject({ tests: 2, passed: 1, [status]: 1 });
});
