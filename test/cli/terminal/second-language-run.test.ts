import { expect, test } from "vitest";
import { INSIGHTS } from "../../../src/domain/diagnostics/english/insights/insights.ts";
import { FAILURES } from "../../../src/domain/diagnostics/english/failures/failures.ts";
import { EXITS } from "../../../src/domain/diagnostics/english/reports/exits.ts";
import { NOTES } from "../../../src/domain/diagnostics/english/notes/notes.ts";
import { REPORTS } from "../../../src/domain/diagnostics/english/reports/reports.ts";
import { RULINGS } from "../../../src/domain/diagnostics/english/rulings/rulings.ts";
import { TEXTS } from "../../../src/domain/diagnostics/english/texts/texts.ts";
import { TRIALS } from "../../../src/domain/diagnostics/english/reports/trials.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { inSecondLanguage } from "../../helpers/reports/second-catalogue.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

for (const catalogue of [INSIGHTS, FAILURES, EXITS, NOTES, REPORTS, RULINGS, TEXTS, TRIALS]) {
  inSecondLanguage(catalogue);
}

const SUITE = `models: [claude-haiku-4-5, claude-opus-5-5]
prompt: "{{ q }}"
trials: 2
gate: { pass_rate: 0.9 }
cases:
  - { id: a, vars: { q: one }, tags: [t], expect: [{ contains: hi }], simulate: hi }
  - { id: b, vars: { q: two }, expect: [{ contains: hi }], simulate: none }
  - { id: c, vars: { q: three }, expect: [{ contains: hi }], simulate: { error: { status: 529 } } }
`;

/** Words that a sentence of English hardly does without. */
const SAYS =
  /\b(?:is|are|was|were|has|have|does|do|did|can|cannot|could|may|must|should|will|would|failed:|it|they)\b/i;

test("what reports say of a red run they say in a second language: labels alone stay as they are", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const { stdout, exitCode } = await runCli(["suite.yaml", "--simulate", "--max-attempts", "1", "-v"], { cwd });
  expect(exitCode).toBe(1);
  for (const id of ["replies-from", "trials-failed", "trials-errored", "suites-ended", "failed", "see-answers"]) {
    expect(stdout).toContain(`«${id}»`);
  }
  const reports = [stdout];
  for (const reporter of ["markdown", "quiet", "github", "tap", "junit"]) {
    const told = await runCli(["report", "latest", "--reporter", reporter], { cwd });
    expect(told.exitCode).toBe(1);
    reports.push(told.stdout);
  }
  const lines = reports.flatMap((report) => report.split("\n"));
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.filter((line) => SAYS.test(line.replaceAll(/"[^"]*"/g, "")))).toEqual([]);
});
