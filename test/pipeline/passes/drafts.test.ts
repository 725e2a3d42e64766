import { expect, test } from "vitest";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { toInvocation } from "../../../src/cli/arguments/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** The codes and lines of all that is wrong with a suite. */
async function wrongWith(suite: string): Promise<{ codes: readonly string[]; suites: number }> {
  const cwd = temporaryProject({ "suite.yaml": suite });
  const invocation = toInvocation(["suite.yaml"], {}, { values: {}, fromFile: new Set() }, cwd);
  const checked = await checkSuites(invocation, Date.parse("2026-11-26"));
  await checked.close();
  const codes = checked.errors.map(({ code, place }) => `${checked.locate(place).line} ${code}`);
  return { codes: codes.sort(), suites: checked.suites.length };
}

test("what a misspelt key or a bad number would hide is told with it, and nothing can run", async () => {
  const found = await wrongWith(`model: claude-haiku-5-5
prompt: "Say {{ wrod }}"
gate: { pass_rate: 95 }
cases:
  - { id: a, vras: { word: one }, expect: [{ contians: one }, { matches: "(" }] }
  - { id: b, vars: { word: one }, expect: [{ contains: "" }] }
`);
  expect(found).toEqual({
    codes: [
      "2 undefined-variable",
      "3 bad-value",
      "5 bad-check-argument",
      "5 unknown-key",
      "5 unknown-key",
      "6 bad-check-argument",
    ],
    suites: 0,
  });
});

test("misspelt keys may stand within misspelt ones", async () => {
  const found = await wrongWith(`modle: claude-haiku-5-5
promt: "Say {{ wrod }}"
csaes:
  - { id: a, vras: { word: one }, expct: [{ contians: one }, { matches: "(" }] }
`);
  const keys = ["1", "2", "3", "4", "4", "4"].map((line) => `${line} unknown-key`);
  expect(found.codes).toEqual([...keys, "2 undefined-variable", "4 bad-check-argument"].sort());
});

test("what may follow from the misspelling is not", async () => {
  const cases = "cases: [{ id: a, inputs: { word: one }, expect: [{ contains: one }] }]";
  const found = await wrongWith(`model: claude-haiku-5-5\nprompt: "Say {{ word }}"\n${cases}\n`);
  expect(found.codes).toEqual(["3 unknown-key"]);
});
