import { join } from "node:path";
import { expect, test } from "vitest";
import { compareSides } from "../../src/pipeline/commands/compare-sides.ts";
import { runSuite } from "../helpers/run-suite.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ m }}"
expect: [{ contains: yes }]
limits: { max_attempts: 1 }
cases:
  - { id: late, vars: { m: a }, simulate: { error: { status: 400, message: no } } }
  - { id: hi, vars: { m: b }, simulate: SAID }
`;

test.each([
  [
    "all errored",
    "{ error: { status: 400, message: no } }",
    "2 cases without a verdict on the baseline's side, not compared: late, hi",
  ],
  ["one errored", "yes", "1 case without a verdict on the baseline's side, not compared: late"],
])("finding 28: a run compared with itself has no case on one side only: %s", async (_, said, sentence) => {
  const cwd = temporaryProject({ "suite.yaml": SUITE.replace("SAID", said) });
  const { head } = await runSuite(cwd);
  const { id } = head.run;
  const request = { arms: {}, seed: 0, margin: null, failOnInconclusive: false, store: join(cwd, ".prompt-run"), cwd };
  const compared = await compareSides({ ...request, named: { baseline: id, candidate: id } });
  if (compared.status !== "compared") throw new Error(compared.message);
  const { suites, notes } = compared.report;
  expect(suites.flatMap(({ differences }) => differences.map((one) => one.sentence))).toEqual([sentence]);
  expect(notes).toEqual([...new Set(notes)]);
});
