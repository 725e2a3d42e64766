import { expect, test } from "vitest";
import type { ReplyMode } from "../../src/domain/invocation.ts";
import type { SuiteHead } from "../../src/domain/reporter.ts";
import { resumeWords } from "../../src/cli/terminal/resume-words.ts";
import { head, suite } from "../helpers/report-fixtures.ts";

interface Row {
  readonly name: string;
  readonly exit: number;
  readonly errored?: number;
  readonly notRun?: number;
  readonly mode?: ReplyMode;
  readonly store?: string;
  readonly maxCost?: number;
  readonly enough?: number;
  readonly resumedAsking?: number;
  readonly says: RegExp | null;
}

const ROWS: readonly Row[] = [
  { name: "errors", exit: 3, errored: 2, says: /^2 trials have no answer: `prompt-run resume RUN` tries them again/ },
  { name: "one error", exit: 3, errored: 1, says: /^1 trial has no answer: `prompt-run resume RUN` tries it again/ },
  { name: "an interruption", exit: 130, notRun: 9, errored: 1, says: /^10 trials .*`prompt-run resume RUN` sends/ },
  { name: "a termination", exit: 143, notRun: 9, says: /`prompt-run resume RUN` sends these alone/ },
  {
    name: "a spent --max-cost",
    exit: 4,
    notRun: 3,
    maxCost: 0.5,
    says: /resume RUN --max-cost USD` with more than 0.5/,
  },
  {
    name: "a spent --max-cost of which is known what would have been enough",
    exit: 4,
    notRun: 3,
    maxCost: 0.5,
    enough: 0.62,
    says: /`prompt-run resume RUN --max-cost 0.62` sends these alone/,
  },
  { name: "a suite's spent budget", exit: 4, notRun: 3, says: /higher `limits.max_cost_usd`.*`prompt-run resume RUN`/ },
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
  const ended = head({ exit_code: exit, suites });
  const words = resumeWords({
    head: { ...ended, run: { ...ended.run, id: "RUN" } },
    invocation: { mode, store, maxCostUsd: row.maxCost ?? null },
    resumedAsking: row.resumedAsking ?? null,
    enoughUsd: row.enough ?? null,
  });
  if (row.says === null) expect(words).toBeNull();
  else expect(words).toMatch(row.says);
});
