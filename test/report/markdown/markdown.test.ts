import { describe, expect, test } from "vitest";
import { jobSummary } from "../../../src/report/github/job-summary.ts";
import { markdown } from "../../../src/report/markdown/markdown.ts";
import {
  fenced,
  markdownCode,
  markdownSentence,
  markdownText,
  preformatted,
} from "../../../src/report/markdown/escape.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { comparison, failedTrial, head, render, suite } from "../../helpers/report-fixtures.ts";
import type { ReportFixture } from "../../helpers/report-fixtures.ts";
import { mixed, NASTY, onePass, SHAPES, threeArms } from "../../helpers/report-shapes.ts";
import { withoutFences } from "../../helpers/reports/markdown-fences.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";

/** Thousands of failures with long answers. */
const huge: ReportFixture = {
  head: head({ verdict: "fail", exit_code: 1, suites: Array.from({ length: 8 }, (_, i) => suite({ name: `s${i}` })) }),
  trials: Array.from({ length: 8 }, () =>
    Array.from({ length: 400 }, (_, i) => failedTrial("長い答え\n".repeat(2_000), "is <not> yes", { case: `c${i}` })),
  ),
};

describe.each(Object.entries(SHAPES))("%s", (name, fixture) => {
  test("reads as it did", async () => {
    expectGolden(`report/${name}.md`, await render(markdown, fixture));
  });

  test("holds no command, no mention and no tag of the model's", async () => {
    const whole = await render(markdown, fixture);
    expect(commandsIn(whole)).toEqual([]);
    expect(whole).not.toContain("@octocat");
    const text = withoutFences(whole);
    expect(text.replaceAll(/<pre>.*?<\/pre>/gs, "")).not.toMatch(/@octocat|!\[|\]\(/);
    expect(text).not.toMatch(/@octocat|<script|<img|<b>|<!--/);
    expect(tagsOf(text)).toEqual([]);
  });
});

/** Tags that do not nest, or that we do not write. */
function tagsOf(text: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [tag, slash, name = ""] of text.matchAll(/<(\/?)([a-z]+)>/g)) {
    if (!["details", "summary", "code", "pre", "del", "ins", "sub"].includes(name)) wrong.push(tag);
    if (slash === "") open.push(name);
    else if (open.pop() !== name) wrong.push(tag);
  }
  return [...wrong, ...open];
}

test("every row of a table has as many cells as its head", async () => {
  for (const fixture of Object.values(SHAPES)) {
    let cells: number | null = null;
    for (const line of (await render(markdown, fixture)).split("\n")) {
      const count = line.startsWith("|") ? line.split("|").length : null;
      if (count !== null && cells !== null) expect(count).toBe(cells);
      cells = count;
    }
  }
});

test.each([
  ["label with `prompt-run label X --judge p`: now", "label with <code>prompt-run label X --judge p</code>: now"],
  ["`a` and `b`", "<code>a</code> and <code>b</code>"],
  ["one ` alone, two `` together, ` spaced `", "one &#96; alone, two &#96;&#96; together, &#96; spaced &#96;"],
  ["`<b>@me</b>`", "<code>&#60;b&#62;&#64;&#8203;me&#60;/b&#62;</code>"],
  ["cut before `its end", "cut before &#96;its end"],
])("issue 20: what stands between backticks in a sentence of ours is code: %j", (text, shown) => {
  expect(markdownSentence(text)).toBe(shown);
});

test("a comment is cut to what GitHub takes, and says what is missing", async () => {
  const text = await render(markdown, huge);
  expect(text.length).toBeLessThanOrEqual(65_000);
  expect(text.length).toBeGreaterThan(50_000);
  expect(text).toMatch(/_Left out, since there is no room for more here: \d+ × list of failures\./);
  for (const name of ["s0", "s7"]) expect(text).toContain(`**${name}**`);
});

test("a job summary is cut to its bytes", async () => {
  const text = await render(jobSummary(0), huge);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900 * 1024);
  expect(Buffer.byteLength(text)).toBeGreaterThan(800 * 1024);
});

test("a job summary takes what the step has left", async () => {
  const text = await render(jobSummary(800 * 1024), huge);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100 * 1024);
  expect(text).toContain("_Left out, since there is no room for more here:");
  expect(await render(jobSummary(900 * 1024), huge)).toBe("");
});

test("B18: a green comment is at most a screen before its folds", async () => {
  const suites = Array.from({ length: 8 }, (_, i) => suite({ name: `suite-${i}` }));
  const text = await render(markdown, { head: head({ suites }), trials: suites.map(() => onePass.trials[0] ?? []) });
  const open = text.replaceAll(/<details>.*?<\/details>/gs, "<details>");
  expect(open.split("\n").filter((line) => line !== "").length).toBeLessThan(20);
  expect(open).toContain("8 of 8 suites passed");
});

test("B18: a red comment has the news first, every red suite and the worst of them on top, and each diff once", async () => {
  const text = await render(markdown, mixed);
  const [title, , first, second] = text.split("\n");
  expect(title).toBe("## ✗ prompt-run: fail");
  expect(first).toContain("- ✗ **triage** is worse than the baseline: haiku/v1 −31.7 points");
  expect(first).toContain("The prompt changed.");
  expect(second).toContain("- ✗ **reviews** failed: 50.0% passed, less than 95.0%.");
  expect(text.match(/```diff/g)).toHaveLength(1);
});

test("a text with fences in it stays inside its fence", () => {
  const text = fenced("+ ```\n+ ````\n<b>@octocat</b>", "diff");
  expect(text.startsWith("`````diff\n")).toBe(true);
  expect(text.endsWith("\n`````")).toBe(true);
  expect(text).not.toContain("@octocat");
});

test("what fits is not said to be left out", async () => {
  expect(await render(markdown, threeArms)).not.toContain("Left out");
});

test("simulated replies are announced", async () => {
  expect(await render(markdown, threeArms)).toContain("> **SIMULATED:");
  expect(await render(markdown, onePass)).not.toContain("SIMULATED");
});

test("the answers of a case that regressed are shown as a diff", async () => {
  const arms = ["claude-haiku-5-5/v1", "claude-haiku-5-5/v2"] as const;
  const [older, newer] = arms.map((arm) =>
    failedTrial(arm.endsWith("v1") ? "send to billing" : "send to <sales>", "-", { arm }),
  );
  const regressed = {
    ...onePass,
    head: head({ suites: [suite({ comparisons: [comparison({ regressed: ["refund"] })] })] }),
  };
  const text = await render(markdown, { ...regressed, trials: [[older!, newer!]] });
  expect(text).toContain("<pre>send to <del>billing</del><ins>&lt;sales&gt;</ins></pre>");
});

test.each(NASTY)("nothing special is left of %j", (text) => {
  expect(markdownText(text).replace(/&#\d+;/g, "")).not.toMatch(/[|`*_~[\]@$<>#&\n]|:[a-z/:]/);
  expect(markdownCode(text)).toMatch(/^<code>[^<>]*<\/code>$/);
  expect(preformatted(text)).not.toMatch(/[<>@]/);
});
