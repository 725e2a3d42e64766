import { expect, test } from "vitest";
import type { ReplyMode } from "../../../src/domain/invocation.ts";
import type { BudgetInsight } from "../../../src/domain/insights.ts";
import type { SuiteHead } from "../../../src/domain/reporter.ts";
import { resumeWords } from "../../../src/cli/terminal/resume-words.ts";
import { head, suite } from "../../helpers/report-fixtures.ts";

interface Row {
  readonly name: string;
  readonly exit: number;
  readonly errored?: number;
  readonly notRun?: number;
  readonly mode?: ReplyMode;
  readonly store?: string;
  readonly budget?: BudgetInsight;
  readonly resumedAsking?: number;
  readonly says: RegExp | null;
}

const OF_A_SUITE = { suite: "a", file: "suites/a.yaml", cap_usd: 0.002, is_short: true, enough_usd: 0.046 };

const ROWS: readonly Row[] = [
  { name: "errors", exit: 3, errored: 2, says: /^2 trials have no answer: `prompt-run resume RUN` tries them again/ },
  { name: "one error", exit: 3, errored: 1, says: /^1 trial has no answer: `prompt-run resume RUN` tries it again/ },
  { name: "an interruption", exit: 130, notRun: 9, errored: 1, says: /^10 trials .*`prompt-run resume RUN` sends/ },
  { name: "a termination", exit: 143, notRun: 9, says: /`prompt-run resume RUN` sends these alone/ },
  {
    name: "a spent --max-cost",
    exit: 4,
    notRun: 3,
    budget: { run: { cap_usd: 0.5, is_short: true, enough_usd: null }, suites: [] },
    says: /: `prompt-run resume RUN --max-cost 1` sends these alone/,
  },
  {
    name: "a --max-cost that the next request alone is above",
    exit: 4,
    notRun: 3,
    budget: { run: { cap_usd: 0.01, is_short: true, enough_usd: null, least_usd: 0.054 }, suites: [] },
    says: /: `prompt-run resume RUN --max-cost 0\.054` sends these alone/,
  },
  {
    name: "a spent --max-cost of which is known what would have been enough",
    exit: 4,
    notRun: 3,
    budget: { run: { cap_usd: 0.5, is_short: true, enough_usd: 0.62 }, suites: [] },
    says: /`prompt-run resume RUN --max-cost 0.62` sends these alone/,
  },
  {
    name: "a suite's spent budget",
    exit: 4,
    notRun: 3,
    budget: { run: null, suites: [OF_A_SUITE] },
    says: /: set limits.max_cost_usd: 0.046 in suites\/a.yaml, then `prompt-run resume RUN` sends these alone/,
  },
  {
    name: "a suite's spent budget under one of the run",
    exit: 4,
    notRun: 3,
    budget: { run: { cap_usd: 0.5, is_short: false, enough_usd: null }, suites: [OF_A_SUITE] },
    says: /: set limits.max_cost_usd: 0.046 in suites\/a.yaml, then `prompt-run resume RUN --max-cost 0.5` sends/,
  },
  {
    name: "a failure that the budget cut short",
    exit: 1,
    notRun: 3,
    store: "s",
    budget: { run: { cap_usd: 0.5, is_short: true, enough_usd: 0.62 }, suites: [] },
    says: /`prompt-run resume RUN --store s --max-cost 0.62` sends these alone/,
  },
  { name: "a stopped run", exit: 2, notRun: 3, says: /when that is mended, `prompt-run resume RUN`/ },
  { name: "another store", exit: 3, errored: 1, store: "s", says: /`prompt-run resume RUN --store s`/ },
  { name: "a proven failure", exit: 1, errored: 1, says: null },
  { name: "recordings that are not there", exit: 3, errored: 1, mode: "offline", says: null },
  { name: "undecided checks alone", exit: 3, says: null },
  { name: "nothing missing when resumed", exit: 0, resumedAsking: 0, says: /^nothing is missing in run RUN/ },
  { name: "a resumed run that sent the rest", exit: 0, resumedAsking: 2, says: null },
  { name: "a green first session", exit: 0, says: null },
];

test.each(ROWS)("after $name", ({ exit, errored = 0, notRun = 0, mode = "live", store = ".prompt-run", ...row }) => {
  const missing = errored + notRun === 0 ? {} : { missing: { errored, not_run: notRun } };
  const suites: SuiteHead[] = [suite({ insights: missing })];
  const insights = row.budget === undefined ? {} : { insights: { budget: row.budget } };
  const verdict = exit === 4 ? "over_budget" : "fail";
  const ended = head({ exit_code: exit, verdict, suites, ...insights });
  const words = resumeWords({
    head: { ...ended, run: { ...ended.run, id: "RUN" } },
    invocation: { mode, store },
    resumedAsking: row.resumedAsking ?? null,
  });
  if (row.says === null) expect(words).toBeNull();
  else expect(words).toMatch(row.says);
});
