import { sentence } from "../../helpers/sentence.ts";
import { describe, expect, test } from "vitest";
import type { ComparisonReport } from "../../../src/domain/comparison-report.ts";
import { comparisonJson } from "../../../src/report/comparison/json.ts";
import { comparisonMarkdown } from "../../../src/report/comparison/markdown.ts";
import { comparisonTable } from "../../../src/report/comparison/table.ts";
import { pairPage } from "../../../src/report/history/pages.ts";
import type { RunEntry } from "../../../src/report/history/stored-run.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { nestingFaults } from "../../helpers/reports/html-nesting.ts";
import { comparison, head } from "../../helpers/report-fixtures.ts";
import { NASTY } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";
import { withoutFences } from "../../helpers/reports/markdown-fences.ts";

const worse: ComparisonReport = {
  baseline: { source: "20261126-093000-1a2b", replies: "simulated" },
  candidate: { source: "20261126-103000-3c4d", replies: "simulated" },
  verdict: "worse",
  exitCode: 1,
  suites: [
    {
      name: "support-triage",
      comparisons: [
        {
          comparison: comparison({
            against: "baseline",
            verdict: "worse",
            regressed: ["refund", "払い戻し"],
            improved: ["odd"],
          }),
          measures: [
            {
              measure: "costUsd",
              cases: 30,
              baseline: 0.000_012,
              candidate: 0.000_015,
              difference: 0.000_003,
              low: 0.000_001,
              high: 0.000_005,
              level: 0.95,
            },
            {
              measure: "latencyMs",
              cases: 30,
              baseline: 842,
              candidate: 640.5,
              difference: -201.5,
              low: -310,
              high: -93,
              level: 0.95,
            },
            {
              measure: "outputTokens",
              cases: 1,
              baseline: 38,
              candidate: 38,
              difference: 0,
              low: null,
              high: null,
              level: 0.95,
            },
          ],
          sentence: "the candidate is worse.",
          regressed: [
            { caseId: "refund", baseline: "refunds\nqueue 7", candidate: "billing\nqueue 7, I think" },
            { caseId: "払い戻し", baseline: "返金", candidate: null },
          ],
          improved: [{ caseId: "odd", baseline: "", candidate: "other" }],
        },
      ],
      differences: [
        {
          what: "prompt",
          arm: "a/v1",
          sentence: "the prompt of a/v1 changed",
          before: "user:\nRoute {{ m }}",
          after: "user:\nPlease route {{ m }}",
        },
        { what: "settings", arm: "a/v1", sentence: "setting temperature of a/v1: none → 0" },
      ],
    },
  ],
  notes: [sentence("only in 20261126-093000-1a2b, not compared: greeting")],
  sentence:
    "claude-haiku-5-5/v2 is worse than the baseline: of 30 cases 3 got worse and 1 better. It costs 25.0% more.",
};

const entry = (id: string): RunEntry => {
  return { id, startedAt: "2026-11-26T09:30:00.000Z", replies: "simulated", suites: ["support-triage"], head: head() };
};
const pairOf = (compared: ComparisonReport | string): string =>
  pairPage({
    left: entry(worse.baseline.source),
    right: entry(worse.candidate.source),
    compared,
    command: `prompt-run compare ${worse.baseline.source} ${worse.candidate.source}`,
  });

describe("a comparison", () => {
  test.each([80, 200])("as a table of %d columns", (columns) => {
    expectGolden(`report/comparison-${columns}.txt`, comparisonTable(worse, { columns, color: false }));
  });
  test("as Markdown", () => {
    expectGolden("report/comparison.md", comparisonMarkdown(worse));
  });
  test("as JSON", () => {
    expectGolden("report/comparison.json", comparisonJson(worse));
  });
  test("issue 20: the page of two runs offers the command that the terminal offers, else how it is asked there", () => {
    const next = (compared: ComparisonReport | string): string | undefined =>
      /<p class="next">(.*?)<\/p>/.exec(pairOf(compared))?.[1]?.replaceAll(/<span[^>]*>(.*?)<\/span>/g, "$1");
    const asked = `<code>prompt-run compare ${worse.baseline.source} ${worse.candidate.source}</code>`;
    expect(next(worse)).toBe(`In a terminal: ${asked}`);
    expect(next("they have no suite in common")).toBeUndefined();
    const sentence = "`prompt-run compare a b --judge-again --max-cost 0.12` judges the old answers by the new judge";
    const [suite] = worse.suites;
    if (suite === undefined) throw new Error("the comparison has a suite");
    const judged = { ...worse, suites: [{ ...suite, differences: [{ what: "judge", arm: null, sentence }] as const }] };
    const told =
      "<code>prompt-run compare a b --judge-again --max-cost 0.12</code> judges the old answers by the new judge";
    expect(next(judged)).toBe(`Next: ${told}`);
    expect(pairOf(judged)).toContain(`<li>${told}</li>`);
    const terminal = comparisonTable(judged, { columns: 200, color: false });
    expect(terminal).toContain("`prompt-run compare a b --judge-again --max-cost 0.12`");
  });
  test("as the page of two runs: verdict, interval, means, both answers of changed cases, what differs", () => {
    const page = pairOf(worse);
    for (const part of [
      `<strong class="bad">▼ worse</strong> ${worse.sentence}`,
      "! only in 20261126-093000-1a2b, not compared: greeting",
      "−13.3 points (95%: −25.0 to −1.0)",
      '<td data-title="baseline">842 ms</td><td data-title="candidate">641 ms</td><td data-title="change">−23.9%</td>',
      "−202 ms (−310 ms to −93 ms)</td>",
      "▼ 2 regressed",
      'aria-label="Answer of refund" dir="auto"><del>refunds</del><ins>billing</ins>',
      'href="/runs/20261126-103000-3c4d#suite=support-triage&amp;case=refund',
      "setting temperature of a/v1: none → 0",
      "<ins>Please route </ins>",
    ])
      expect(page).toContain(part);
    expect(nestingFaults(page)).toEqual([]);
  });
  test.each([
    ["table", (report: ComparisonReport) => comparisonTable(report, { columns: 80, color: false })],
    ["Markdown", comparisonMarkdown],
    ["page", pairOf],
  ])("cases without an id of their own are called by their place and what they ask, in the %s", (_, shown) => {
    const [suite] = worse.suites;
    const [one] = suite?.comparisons ?? [];
    if (suite === undefined || one === undefined) throw new Error("the fixture has a comparison");
    const regressed = [
      { caseId: "0123456789ab", label: "t.csv:4", input: "Where is my parcel?", baseline: "yes", candidate: "no" },
    ];
    const comparisons = [
      { ...one, regressed, comparison: { ...one.comparison, regressed: ["0123456789ab", "ba9876543210"] } },
    ];
    const labels = { "0123456789ab": "t.csv:4", ba9876543210: "t.csv:9" };
    const text = shown({ ...worse, suites: [{ ...suite, comparisons, labels }] });
    expect(text).toContain("t.csv:4");
    expect(text).toContain("Where is my parcel?");
    // In the page the id stands in links alone.
    expect(text.replaceAll(/href="[^"]*"/g, "")).not.toMatch(/0123456789ab|ba9876543210/);
  });
  test("two runs that cannot be compared are shown, and why", () => {
    const page = pairOf("the answers of a are <live>, those of b simulated");
    expect(page).toContain("Not compared: the answers of a are &lt;live&gt;, those of b simulated");
    expect(page).toContain("Arms of support-triage");
    expect(page).not.toContain("Comparisons");
  });
  test("text from a model breaks none", () => {
    const text = NASTY.join(" ");
    const [suite] = worse.suites;
    const [one] = suite?.comparisons ?? [];
    if (suite === undefined || one === undefined) throw new Error("the fixture has a comparison");
    const pairs = NASTY.map((nasty) => ({ caseId: nasty, baseline: nasty, candidate: text }));
    const nasty: ComparisonReport = {
      ...worse,
      suites: [
        {
          name: text,
          comparisons: [
            { ...one, regressed: pairs, improved: pairs, comparison: { ...one.comparison, regressed: [...NASTY] } },
          ],
          differences: NASTY.map((sentence) => ({
            what: "prompt",
            arm: null,
            sentence,
            before: sentence,
            after: text,
          })),
        },
      ],
      notes: NASTY.map((note) => sentence(note)),
      sentence: text,
    };
    const json = comparisonJson(nasty);
    expect(JSON.parse(json)).toMatchObject({ sentence: text, notes: NASTY });
    for (const written of [comparisonTable(nasty, { columns: 80, color: false }), comparisonMarkdown(nasty), json]) {
      expect(commandsIn(written)).toEqual([]);
      expect(written.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}\u202e\u2066]/u);
    }
    expect(withoutFences(comparisonMarkdown(nasty))).not.toContain("<script");
    const page = pairOf(nasty);
    expect([nestingFaults(page), commandsIn(page), page.match(/<script|<img/g)]).toEqual([[], [], null]);
  });
});
