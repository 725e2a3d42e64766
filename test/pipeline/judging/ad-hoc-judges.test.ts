import { expect, test } from "vitest";
import { said } from "../../../src/domain/diagnostics/said.ts";
import { judgeOption, labelsFile } from "../../../src/domain/diagnostics/wording/judge-option.ts";
import { pressingSteps } from "../../../src/report/words/next/next-steps.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

test("a judge's name stands in commands as a shell takes it", () => {
  expect(judgeOption("grounded")).toBe("--judge grounded");
  expect(judgeOption("ad hoc")).toBe("--judge 'ad hoc'");
  expect(labelsFile("ad hoc")).toBe("labels/ad-hoc.jsonl");
  const facts = { why: "w", judge: "ad hoc", file: "s.yaml", waiting: 0, isBare: true, isUnfit: false };
  const { hint } = said("unmeasured-judge", facts);
  expect(hint).toContain("add `labels: labels/ad-hoc.jsonl` to it, then label answers with");
  expect(hint).toContain("`prompt-run label RUN --judge 'ad hoc'`");
  expect(said("unmeasured-judge", { ...facts, isBare: false }).hint).not.toContain("labels:");
  const unfit = said("unmeasured-judge", { ...facts, isUnfit: true }).hint;
  expect(unfit).toContain("`prompt-run judges s.yaml --judge 'ad hoc'` shows where it differs from people");
  expect(unfit).not.toContain("prompt-run label");
});

test("one trial that hangs on a judge is told in the singular, with the line to add before the command", async () => {
  const suite = `model: claude-haiku-5-5
prompt: "{{ q }}"
expect: [{ judge: { rubric: It is polite., model: claude-sonnet-5-5 } }]
cases: [{ id: a, vars: { q: a }, simulate: hi, simulate_judge: pass }]
`;
  const { head } = await runSuite(temporaryProject({ "suite.yaml": suite }));
  expect(head.suites[0]?.insights?.judges?.join(" ")).toContain("1 passed trial hangs on it, and counts as undecided");
  const [step] = pressingSteps(head, null);
  expect(step?.first).toContain("about 80 labels measure it, and here is 1");
  expect(step?.first).toContain("add labels: labels/ad-hoc.jsonl to the judge ad hoc in suite.yaml");
});
