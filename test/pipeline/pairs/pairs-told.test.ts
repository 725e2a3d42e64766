import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { gradeRun } from "../../../src/pipeline/commands/grade-run.ts";
import { planSuites } from "../../../src/pipeline/commands/plan-suites.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import type { ReportHead } from "../../../src/domain/reporter.ts";
import { comparisonList } from "../../../src/report/html/sure/comparison-list.ts";
import { markdownReport } from "../../../src/report/markdown/markdown.ts";
import { characters } from "../../../src/report/markdown/document.ts";
import { preferenceSentences } from "../../../src/report/judged/preference-words.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompts: { v1: "Say {{ n }}", v2: "Say {{ n }} well" }
judges: { j: { model: claude-sonnet-5-5, prefer: Which answer helps more?, max_tokens: 500 } }
compare: { by: prompt, prefer: j }
expect: [ { length: { min_chars: 1 } } ]
gate: none
trials: 2
cases:
  - { id: a, vars: { n: 1 }, simulate: { v1: "one <b>", v2: "one\\n\\nmore" }, simulate_judge: { verdict: baseline, evidence: "one <b>", reasoning: short } }
  - { id: b, vars: { n: 2 }, simulate: { v1: two, v2: two more }, simulate_judge: first }
`;

const ARMS = ["claude-haiku-5-5/v1", "claude-haiku-5-5/v2"];

interface Graded {
  readonly head: ReportHead;
  readonly unjudged: number;
}

async function graded(cwd: string, sends: boolean): Promise<Graded> {
  const [id = ""] = readdirSync(join(cwd, ".prompt-run/runs"));
  const hooks = {
    ...SILENT_HOOKS,
    clock: wallClock,
    signal: new AbortController().signal,
    mask: (text: string) => text,
    sends,
  };
  const result = await gradeRun(join(cwd, ".prompt-run/runs", id), invocationOf(cwd), hooks, async () => undefined);
  if (result.status !== "graded") throw new Error(result.status);
  return result;
}

const preferenceIn = ({ suites }: ReportHead) => suites[0]?.comparisons[0]?.preference;

test("grade takes the stored judgements of pairs; of a changed judge --send asks, once", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const { head } = await runSuite(cwd);
  const first = { judge: "j", candidate: 0, baseline: 1, ties: 1, flips: 1 };
  expect(preferenceIn(head)).toMatchObject(first);
  const stored = await graded(cwd, false);
  expect(preferenceIn(stored.head)).toMatchObject(first);
  expect(stored.unjudged).toBe(0);
  writeFileSync(join(cwd, "suite.yaml"), SUITE.replace("helps more", "is shorter"));
  const unasked = await graded(cwd, false);
  expect(preferenceIn(unasked.head)).toMatchObject({ candidate: 0, baseline: 0, ties: 0, p_value: null });
  expect(unasked.unjudged).toBeGreaterThan(0);
  const sent = await graded(cwd, true);
  expect(preferenceIn(sent.head)).toMatchObject(first);
  // Both trials of a case have the same answers: two questions a case, each sent once.
  expect(sent.head.totals.requests).toBe(head.totals.requests + 4);
  const again = await graded(cwd, true);
  expect(again.head.totals.requests).toBe(sent.head.totals.requests);
});

test("a plan counts two judgements a pair", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const invocation = invocationOf(cwd);
  const nowMs = Date.UTC(2026, 10, 28);
  const looks = { nowMs, columns: 100, color: false, listCases: false };
  let text = "";
  for await (const piece of planSuites(await checkSuites(invocation, nowMs), invocation, looks)) text += piece;
  expect(text).toContain("Judges are in it: 8 judgements");
});

test("with --sequential pairs are refused in words", async () => {
  const running = runSuite(temporaryProject({ "suite.yaml": SUITE }), { sequential: true });
  await expect(running).rejects.toThrow(/--sequential stops before that/);
});

test("the preference stands in table, Markdown and HTML, with both answers and what the judge quoted marked", async () => {
  const { head, trials } = await runSuite(temporaryProject({ "suite.yaml": SUITE }));
  const [suite] = head.suites;
  if (suite === undefined) throw new Error("no suite");
  expect(preferenceSentences(suite)).toEqual([
    `${ARMS[1]} against ${ARMS[0]}: j prefers the candidate's answers in 0 cases, the baseline's in 1; 1 tie, 1 of them a flip (the winner changed with the order); sign test p 1: the candidate's answers are not shown to be better or worse.`,
  ]);
  const html = comparisonList(suite);
  expect(html).toContain("<mark>one &lt;b&gt;</mark>");
  expect(html).toContain("one\n\nmore");
  expect(html).toContain("4 of 4 pairs, side by side");
  async function* all(): AsyncIterable<(typeof trials)[number]> {
    yield* trials;
  }
  const text = await markdownReport(head, all, {
    budget: { limit: 60_000, measure: characters },
    maxCases: 10,
    store: null,
    ci: null,
  });
  expect(text).toContain(
    `<td valign="top"><pre><b>one &lt;b&gt;</b></pre></td><td valign="top"><pre>one&#10;&#10;more</pre></td>`,
  );
});
