import fc from "fast-check";
import { expect, test } from "vitest";
import { ctrf } from "../../src/report/formats/ctrf.ts";
import { github } from "../../src/report/github/github.ts";
import { html } from "../../src/report/html/html.ts";
import { json } from "../../src/report/formats/json.ts";
import { junit } from "../../src/report/formats/junit.ts";
import { markdown } from "../../src/report/markdown/markdown.ts";
import { table } from "../../src/report/table/table.ts";
import { tap } from "../../src/report/formats/tap.ts";
import { between } from "../helpers/between.ts";
import { ctrfProblems } from "../helpers/reports/ctrf-schema.ts";
import { nestingFaults } from "../helpers/reports/html-nesting.ts";
import { junitProblems } from "../helpers/reports/junit-rules.ts";
import {
  arm,
  erroredTrial,
  failedTrial,
  failing,
  head,
  render,
  rule,
  slice,
  suite,
} from "../helpers/report-fixtures.ts";
import type { ReportFixture } from "../helpers/report-fixtures.ts";
import { commandsIn } from "../helpers/runner-commands.ts";
import { parseTap } from "../helpers/reports/tap-rules.ts";

const MARKS = "<>&\"'|`*_~[](){}#@!$:\\/%,= \n\r\t\v\u0000\u001b\u009b\u202e\u2028\ufffe\ud800\udc00日a";
const SEQUENCES = ["::", "##[", "]]>", "</script>", "<!--", "::error::", "&lt;", "😀", "\u001b[2J", "</pre>", "```"];
// Halves of characters are wanted, too.
const piece = fc.constantFrom(...MARKS.split(""), ...SEQUENCES);
const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(""));

/** The text wherever a report can hold text from outside. */
function everywhere(any: string): ReportFixture {
  const checks = [failing(any, { name: any })];
  const failed = failedTrial(any, any, { case: `a${any}`, checks, tags: [any], location: { file: any, line: 1 } });
  const errored = erroredTrial({ case: `b${any}`, error: { type: any, code: null, status: null, message: any } });
  const whole = suite({
    name: any,
    verdict: "fail",
    gate: { verdict: "fail", note: any, rules: [rule({ verdict: "fail", reason: any, tag: any })] },
    arms: [arm({ id: `${any}/default`, dropped_settings: [any] })],
    slices: [slice({ tag: any, arm: `${any}/default` })],
  });
  return { head: head({ verdict: "fail", exit_code: 1, suites: [whole] }), trials: [[failed, errored]] };
}

test("no text breaks a format", async () => {
  await fc.assert(
    fc.asyncProperty(text, async (any) => {
      const fixture = everywhere(any);
      const trials = JSON.parse(JSON.stringify(fixture.trials[0])) as unknown;
      const report = JSON.parse(await render(json, fixture)) as { suites: { trials: unknown }[] };
      expect(report.suites[0]?.trials).toEqual(trials);
      expect(junitProblems(await render(junit, fixture))).toEqual([]);
      expect(ctrfProblems(JSON.parse(await render(ctrf, fixture)))).toEqual([]);
      expect(parseTap(await render(tap, fixture)).points).toHaveLength(2);
      const page = await render(html, fixture);
      expect(nestingFaults(page)).toEqual([]);
      const data = JSON.parse(between(page, 'id="data">', "</script>")) as typeof report;
      expect(data.suites[0]?.trials).toEqual(trials);
      const lines = (await render(github, fixture)).trimEnd().split("\n");
      expect(
        lines.filter((line) => !/^::(error|warning|notice) (file=[^,:]*,line=\d+,)?title=[^,:]*::/.test(line)),
      ).toEqual([]);
      for (const reporter of [table, markdown, ctrf, tap]) {
        const written = await render(reporter, fixture);
        expect(written.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
        expect(commandsIn(written)).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});
