import { expect, test } from "vitest";
import type { RuleRecord } from "../../src/domain/formats/records.ts";
import { createCaseTable } from "../../src/report/html/client/cases/case-table.ts";
import { offeredOutcomes, troubleWords } from "../../src/report/html/client/cases/trouble-words.ts";
import { outcomeCounts } from "../../src/report/html/client/cases/case-filter.ts";
import { ciJob } from "../../src/pipeline/output/ci-job.ts";
import { html } from "../../src/report/html/html.ts";
import { sentenceHtml } from "../../src/report/html/pieces/escape.ts";
import { PAGE_SCRIPT } from "../../src/report/html/generated/page-script.ts";
import { PAGE_STYLE } from "../../src/report/html/generated/page-style.ts";
import { markdown } from "../../src/report/markdown/markdown.ts";
import { markdownSentence } from "../../src/report/markdown/escape.ts";
import { gateDemands } from "../../src/report/rows/gate-demands.ts";
import { table } from "../../src/report/table/table.ts";
import { differenceWords } from "../../src/report/words/difference-words.ts";
import {
  arm,
  comparison,
  erroredTrial,
  failedTrial,
  head,
  noTotals,
  type ReportFixture,
  render,
  rule,
  skippedTrial,
  suite,
  trial,
} from "../helpers/report-fixtures.ts";

const HAIKU = "claude-haiku-5-5/default";

async function pageOf(fixture: ReportFixture): Promise<string> {
  return (await render(html, fixture)).replace(PAGE_SCRIPT, "").replace(PAGE_STYLE, "");
}

const DEMANDS: readonly (readonly [string, Partial<RuleRecord>])[] = [
  ["at least 90.0% pass", { rule: "pass_rate", limit: 0.9 }],
  ["every trial passes", { rule: "all_pass", limit: 1 }],
  ["every case passes at least 60.0%", { rule: "case_pass_rate", limit: 0.6 }],
  ["lang=ja: at least 80.0% pass", { rule: "by_tag", tag: "lang=ja", limit: 0.8 }],
  ["polite: at least 80.0% pass", { rule: "by_judge", judge: "polite", limit: 0.8 }],
  ["mean score at least 0.75", { rule: "mean_score", limit: 0.75 }],
  ["at most 5 points worse than the baseline", { rule: "not_worse_than", limit: -0.05 }],
  ["at most 2.5 points worse than the baseline", { rule: "not_worse_than", limit: -0.025 }],
  ["at most 1 point worse than the baseline", { rule: "not_worse_than", limit: -0.01 }],
  ["no worse than the baseline", { rule: "not_worse_than", limit: 0 }],
  ["mean score at most 0.05 under the baseline", { rule: "not_worse_than", limit: -0.05, on: "score" }],
  ["costs at most $0.5000", { rule: "max_cost_usd", limit: 0.5 }],
  ["a trial costs at most $0.0010", { rule: "max_cost_per_trial_usd", limit: 0.001 }],
  ["95 in 100 answer within 2.00 s", { rule: "max_p95_latency_ms", limit: 2000 }],
  ["a baseline to compare with", { rule: "baseline", arm: null, limit: null }],
  ["of_tomorrow", { rule: "of_tomorrow", limit: 3 }],
];

test.each(DEMANDS)("29b: a gate's demand in words: %s", (words, overrides) => {
  const gate = { verdict: "fail" as const, note: null, rules: [rule({ ...overrides, verdict: "fail" })] };
  expect(gateDemands(suite({ gate }))).toEqual([{ words, verdict: "fail", share: null }]);
});

test("29b: another arm that a gate holds arms against is named, arms that miss a demand are counted, and these come first", () => {
  const arms = ["claude-a/v1", "claude-b/v1", "claude-c/v1"].map((id) => arm({ id }));
  const rules = [
    ...arms.map(({ id }) => rule({ arm: id, limit: 0.5 })),
    rule({ rule: "not_worse_than", arm: "claude-b/v1", limit: -0.05 }),
    rule({ rule: "not_worse_than", arm: "claude-c/v1", limit: -0.05, verdict: "fail" }),
  ];
  const comparisons = ["claude-b/v1", "claude-c/v1"].map((candidate) => {
    return comparison({ against: "arm", baseline: "claude-a/v1", candidate });
  });
  expect(gateDemands(suite({ arms, comparisons, gate: { verdict: "fail", note: null, rules } }))).toEqual([
    { words: "at most 5 points worse than a/v1", verdict: "fail", share: "1 of 2 arms" },
    { words: "at least 50.0% pass", verdict: "pass", share: null },
  ]);
});

test("29b: of demands that are missed alike, comparisons come first and tags last, as in headlines", () => {
  const rules = [
    rule({ rule: "by_tag", tag: "lang=ja", limit: 0.9, verdict: "fail" }),
    rule({ limit: 0.9, verdict: "fail" }),
    rule({ rule: "not_worse_than", limit: -0.05, verdict: "fail" }),
  ];
  const words = gateDemands(suite({ gate: { verdict: "fail", note: null, rules } })).map((demand) => demand.words);
  expect(words).toEqual([
    "at most 5 points worse than the baseline",
    "at least 90.0% pass",
    "lang=ja: at least 90.0% pass",
  ]);
});

test("29b: the page says on its first screen what each suite's gate asks for", async () => {
  const gate = { verdict: "fail" as const, note: null, rules: [rule({ limit: 0.9, verdict: "fail" })] };
  const page = await pageOf({
    head: head({ verdict: "fail", suites: [suite({ gate, verdict: "fail" })] }),
    trials: [[]],
  });
  const screen = page.slice(0, page.indexOf('class="cases"'));
  expect(screen).toContain("Gate: ");
  expect(screen).toContain("at least 90.0% pass");
});

test("29c: commands in sentences are code, on the page and in the comment", async () => {
  const reason = "there is no baseline yet; `prompt-run accept latest --as a<b>_c.json` makes it";
  const gate = {
    verdict: "incomplete" as const,
    note: null,
    rules: [rule({ arm: null, verdict: "incomplete", reason })],
  };
  const [first, second] = ["a", "b"].map((name) => suite({ name, gate, verdict: "incomplete" }));
  const suites = [
    first ?? suite(),
    {
      ...(second ?? suite()),
      gate: { ...gate, rules: [rule({ arm: null, verdict: "incomplete", reason: `so: ${reason}` })] },
    },
  ];
  const fixture = { head: head({ verdict: "incomplete", suites }), trials: [[], []] };
  const page = await pageOf(fixture);
  expect(page.slice(0, page.indexOf('class="cases"')).replace(/<title>.*<\/title>/, "")).not.toContain("`");
  expect(page).toContain("<code>prompt-run accept latest --as a&lt;b&gt;_c.json</code>");
  const comment = await render(markdown, fixture);
  expect(comment).not.toContain("&#96;");
  expect(comment).toContain("<code>prompt-run accept latest --as a&#60;b&#62;&#95;c.json</code> makes it");
});

test.each([
  ["a `b` c", "a <code>b</code> c"],
  ["a ` b", "a &#96; b"],
  ["`<x>` and `y*z`", "<code>&#60;x&#62;</code> and <code>y&#42;z</code>"],
  ["` `", "&#96; &#96;"],
  ["``` fence ```", "&#96;&#96;&#96; fence &#96;&#96;&#96;"],
])("29c: %j in a comment is %j", (text, told) => {
  expect(markdownSentence(text)).toBe(told);
});

test("29f: lines that were not added, or not removed, are not counted", () => {
  const fact = { what: "prompt", arm: "a", sentence: "the prompt of a changed" } as const;
  const words = (before: string, after: string): string => differenceWords({ ...fact, before, after });
  expect(words("a\nb\n", "a\n")).toBe("the prompt of a changed (1 line removed)");
  expect(words("a\n", "a\nb\nc\n")).toBe("the prompt of a changed (2 lines added)");
  expect(words("a\nb\n", "a\nc\n")).toBe("the prompt of a changed (1 line added, 1 removed)");
  expect(words("a", "a\n")).toBe("the prompt of a changed");
});

const red = suite({
  name: "red",
  verdict: "fail",
  arms: [arm({ passed: 14, failed: 6, trials: 20 })],
  gate: { verdict: "fail", note: null, rules: [rule({ verdict: "fail", reason: "70.0% passed, less than 90.0%" })] },
});
const open = suite({
  name: "open",
  verdict: "incomplete",
  gate: { verdict: "incomplete", note: null, rules: [rule({ verdict: "incomplete", reason: "no answers" })] },
  insights: { missing: { errored: 2, not_run: 0 } },
});

test("21: what to do next is first of the suite that the headline speaks of", async () => {
  const trials = [[], [failedTrial("no", "expected yes, got no", { case: "t02" })]];
  const fixture = { head: head({ verdict: "incomplete", exit_code: 3, suites: [open, red] }), trials };
  const page = await pageOf(fixture);
  expect(page).toContain('<h1 id="top" tabindex="-1">red failed');
  expect(page.indexOf('id="next"')).toBeLessThan(page.indexOf("prompt-run resume"));
  const comment = await render(markdown, fixture);
  const [next, more] = comment.split("\n").filter((line) => line.startsWith("→ "));
  expect(next).toMatch(/^→ Next: <code>prompt-run try .*--case t02/);
  expect(more).toMatch(/^→ And: <code>prompt-run resume /);
});

test("21: where nothing failed, what is missing comes first", async () => {
  const fixture = { head: head({ verdict: "incomplete", exit_code: 3, suites: [open] }), trials: [[erroredTrial()]] };
  const page = await pageOf(fixture);
  expect(page.indexOf("prompt-run resume")).toBeLessThan(page.indexOf('id="next"'));
  expect(await render(markdown, fixture)).toContain("→ Next: <code>prompt-run resume ");
});

test("23: a trial that the suite skips is skipped, not missing; those not run are told beside those that failed", async () => {
  const own = arm({ trials: 20, passed: 10, failed: 2, errored: 1, skipped: 7 });
  const skipping = suite({
    arms: [own],
    insights: { missing: { errored: 1, not_run: 5 }, left_out_by_arm: [{ arm: own.id, trials: 2 }] },
  });
  const fixture = { head: head({ suites: [skipping], totals: { ...noTotals, trials: 20 } }), trials: [[trial()]] };
  const page = (await pageOf(fixture)).replaceAll(/<[^>]*>/g, "");
  expect(page).toContain("2 of 12 failed 1 errored, 5 not run 2 skipped");
  const shown = await render(table, fixture, { columns: 120 });
  const [titles = "", , row = ""] = shown
    .split("\n")
    .slice(shown.split("\n").findIndex((line) => /missing/.test(line)));
  expect(titles).toMatch(/missing +skipped/);
  expect(row).toMatch(/10\/12 +6 +2 /);
  const only = suite({
    arms: [arm({ trials: 2, passed: 1, skipped: 1 })],
    insights: { left_out_by_arm: [{ arm: own.id, trials: 1 }] },
  });
  const comment = await render(markdown, {
    head: head({ suites: [only] }),
    trials: [[trial(), skippedTrial("suite: later")]],
  });
  expect(comment).toMatch(/\| skipped \|/);
  expect(comment).not.toMatch(/\| missing \|/);
});

const tableOf = (trials: ReturnType<typeof trial>[]) =>
  createCaseTable({
    name: "s",
    file: "s.yaml",
    rank: 0,
    simulated: false,
    arms: [{ id: HAIKU, model: "m", settings: {}, dropped_settings: [], cost_usd: null }],
    comparisons: [],
    prompts: [],
    trials,
  });

test("23: cases that errored are not called failed or regressed, and one kind is offered once", () => {
  const errored = [tableOf([trial({ case: "a" }), erroredTrial({ case: "b" })])];
  expect(troubleWords(errored)).toBe("errored");
  expect(offeredOutcomes(outcomeCounts(errored), "all").map(({ outcome }) => outcome)).not.toContain("errored");
  expect(offeredOutcomes(outcomeCounts(errored), "errored").map(({ outcome }) => outcome)).toContain("errored");
  const both = [tableOf([failedTrial("n", "no", { case: "a" }), erroredTrial({ case: "b" })])];
  expect(troubleWords(both)).toBe("failed or errored");
  expect(offeredOutcomes(outcomeCounts(both), "all")).toEqual(outcomeCounts(both));
});

test("21: a comment from CI says where the run is, and names no store that its readers have not", async () => {
  const fixture = {
    head: head({ verdict: "incomplete", exit_code: 3, suites: [red, open] }),
    trials: [[failedTrial("no", "expected yes, got no", { case: "t02" })], []],
  };
  const url = "https://github.com/o/r/actions/runs/7?a=1&b=@x";
  const comment = await render(markdown, fixture, { ci: { url } });
  const link = '<a href="https://github.com/o/r/actions/runs/7?a=1&amp;b=%40x">this CI job</a>';
  expect(comment).toContain(`→ And, where the run is kept (in the store of ${link}): <code>prompt-run resume `);
  expect(comment).toContain(`run 2026-11-22T09-30-00-7f3a of ${link}: every answer is in its reports`);
  expect(comment).toContain("→ Next: <code>prompt-run try ");
  expect(comment).not.toContain("prompt-run view");
  expect(await render(markdown, fixture, { ci: { url: null } })).toContain("in the store of the CI job");
  expect(await render(markdown, fixture)).toContain("prompt-run view 2026-11-22T09-30-00-7f3a");
});

const ON_GITHUB = { CI: "true", GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "o/r", GITHUB_RUN_ID: "7" };

test.each([
  [{}, null],
  [{ CI: "" }, null],
  [{ CI: "false", BUILD_URL: "https://ci/1" }, null],
  [{ CI: "1" }, { url: null }],
  [ON_GITHUB, { url: "https://github.com/o/r/actions/runs/7" }],
  [
    { CI: "true", GITHUB_RUN_ID: "7", CI_JOB_URL: "https://gitlab.com/o/r/-/jobs/9" },
    { url: "https://gitlab.com/o/r/-/jobs/9" },
  ],
  [{ CI: "true", BUILD_URL: "javascript:alert(1)" }, { url: null }],
  [{ CI: "true", BUILD_URL: "https://me:secret@ci/1" }, { url: null }],
  [{ CI: "true", BUILD_URL: "not an address" }, { url: null }],
  [{ CI: "true", BUILD_URL: 'https://ci/"><b>' }, { url: "https://ci/%22%3E%3Cb%3E" }],
])("21: the CI job of %j", (env, job) => {
  expect(ciJob(env)).toEqual(job);
});

test("29c: a sentence that is cut inside a command has no quote left open", () => {
  expect(sentenceHtml("label it: `prompt-run label RUN --judge kind` now", 30)).toMatch(
    /^label it: <code>prompt-run label/,
  );
  expect(sentenceHtml("label it: `prompt-run label RUN --judge kind` now", 30)).not.toContain("`");
  expect(sentenceHtml("a ` b")).toBe("a ` b");
});
