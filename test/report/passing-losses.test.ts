import { expect, test } from "vitest";
import type { Comparison } from "../../src/domain/formats/records.ts";
import { ctrf } from "../../src/report/formats/ctrf.ts";
import { junit } from "../../src/report/formats/junit.ts";
import { quiet } from "../../src/report/formats/quiet.ts";
import { tap } from "../../src/report/formats/tap.ts";
import { github } from "../../src/report/github/github.ts";
import { html } from "../../src/report/html/html.ts";
import { markdown } from "../../src/report/markdown/markdown.ts";
import { table } from "../../src/report/table/table.ts";
import { newsOf, verdictSentence } from "../../src/report/words/news.ts";
import { heldWords } from "../../src/report/words/difference-words.ts";
import { isAboutFailures } from "../../src/report/words/next/next-steps.ts";
import { arm, comparison, head, render, rule, suite, trial } from "../helpers/report-fixtures.ts";

const HAIKU = "claude-haiku-5-5/default";
const LOSS = comparison({
  against: "baseline",
  baseline: HAIKU,
  candidate: HAIKU,
  cases: 20,
  difference: { value: -0.3, low: -0.52, high: -0.09, level: 0.95, method: "newcombe-paired" },
  regressed: ["a", "b"],
  improved: [],
  both_pass: null,
});
const SAID = "−30.0 points (2 of 20 cases passed less often, 0 more often)";

test("finding 5: a pass with a proven loss says so in its sentence, in every report", async () => {
  const run = head({ suites: [suite({ comparisons: [LOSS] })] });
  const sentence = `support-triage passes its gate, and is worse than the baseline: ${SAID}.`;
  expect(verdictSentence(run)).toBe(`${sentence} 1 of 1 suite passed.`);
  for (const [name, reporter] of Object.entries({ table, markdown, html })) {
    const text = await render(reporter, { head: run, trials: [[]] });
    const plain = text.replaceAll(/<[^>]*>|[*\\]/g, "").replaceAll(/\s+/g, " ");
    expect(plain, name).toContain("support-triage passes its gate, and is worse than the baseline: −30.0 points");
  }
});

test.each(Object.entries({ github, junit, tap, ctrf, quiet }))(
  "issue 20: a pass with a proven loss says so, and only it does: %s",
  async (name, reporter) => {
    const told = async (overrides: Partial<Comparison>, verdict: "pass" | "fail" = "pass"): Promise<string> => {
      const fixture = {
        head: head({ suites: [suite({ verdict, comparisons: [{ ...LOSS, ...overrides }] })] }),
        trials: [[trial()]],
      };
      return render(reporter, fixture);
    };
    const own = name === "quiet" ? "worse than the baseline" : "passes its gate, and is worse than the baseline: −30.0";
    expect(await told({})).toContain(own);
    expect(await told({ verdict: "inconclusive" })).not.toContain("worse than the baseline");
    expect(await told({ against: "arm" })).not.toContain("worse than the baseline");
    expect(await told({}, "fail")).not.toContain("passes its gate");
  },
);

test("issue 20: on GitHub the proven loss of a pass is a warning of its own at the suite's gate", async () => {
  const told = suite({ comparisons: [LOSS] });
  const text = await render(github, { head: head({ suites: [told] }), trials: [[trial()]] });
  expect(text).toMatch(
    /^::warning file=suites\/triage\.yaml,line=1,title=support-triage%3A worse than the baseline::/m,
  );
});

test.each<[string, Partial<Comparison>, number]>([
  ["worse than another arm: which is better is what was asked", { against: "arm" }, 0],
  ["not worse", { verdict: "not_worse" }, 0],
  ["open", { verdict: "inconclusive" }, 0],
  ["worse than the baseline", {}, 1],
])("finding 5: what is news of a suite that passed: %s", (_, changes, count) => {
  const run = head({ suites: [suite({ comparisons: [{ ...LOSS, ...changes }] })] });
  expect(newsOf(run)).toHaveLength(count);
  expect(isAboutFailures(run)).toBe(false);
});

test("finding 5: a red suite comes before one that passed and is worse, and arms are named where there are several", () => {
  const red = suite({
    name: "red",
    verdict: "fail",
    gate: { verdict: "fail", note: null, rules: [rule({ verdict: "fail" })] },
  });
  const arms = [arm(), arm({ id: "claude-opus-5/default", model: "claude-opus-5" })];
  const news = newsOf(head({ suites: [suite({ comparisons: [LOSS], arms }), red] }));
  expect(news.map(({ suite: one }) => one.name)).toEqual(["red", "support-triage"]);
  expect(news[1]?.reasons).toEqual([`haiku-5-5 ${SAID}`]);
});

test("finding 5: held against a baseline only where a rule uses it", () => {
  const gate = (name: string) => ({ verdict: "pass" as const, note: null, rules: [rule({ rule: name })] });
  expect(heldWords(suite({ gate: gate("pass_rate") }))).toBe("Compared with");
  expect(heldWords(suite({ gate: gate("not_worse_than") }))).toBe("Held against");
});
