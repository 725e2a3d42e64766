import type { Reporter, ReportHead, SuiteHead } from "../domain/reporter.ts";
import { displayWidth, padToWidth } from "../base/display-width.ts";
import { formatUsd, sumKnown } from "../base/figures.ts";
import { inert, safeLine } from "../base/inert.ts";
import { createStyle } from "../base/style.ts";
import type { Style } from "../base/style.ts";
import { decidingRule, exitMeaning, VERDICT_LOOKS, verdictWords } from "./words.ts";

const MAX_NAME = 60;

/** One line a suite and, for several suites, one for the run: verdict, passed trials, cost, and why it did not pass. */
export const quiet: Reporter = async function* (head, _trials, options) {
  const style = createStyle(options.color);
  const lines = head.suites.map(suiteLine);
  if (lines.length !== 1) lines.push(runLine(head));
  const nameWidth = Math.max(...lines.map((line) => displayWidth(line.name)));
  const source = head.run.replies === "live" ? "" : `  ${head.run.replies.toUpperCase()}`;
  const text = lines.map((line, index) => {
    const exit = index === lines.length - 1 ? `  exit ${head.exit_code}${source}` : "";
    return drawLine(line, nameWidth, style) + exit + reasonText(line);
  });
  yield inert(`${text.join("\n")}\n`);
};

interface QuietLine {
  readonly verdict: SuiteHead["verdict"];
  readonly name: string;
  readonly passed: number;
  readonly trials: number;
  readonly costUsd: number | null;
  readonly reason: string | null;
}

function suiteLine(suite: SuiteHead): QuietLine {
  return {
    verdict: suite.verdict,
    name: safeLine(suite.name, MAX_NAME),
    passed: suite.arms.reduce((sum, arm) => sum + arm.passed, 0),
    trials: suite.arms.reduce((sum, arm) => sum + arm.trials, 0),
    costUsd: sumKnown(suite.arms.map((arm) => arm.cost_usd)),
    reason: suite.verdict === "pass" ? null : (decidingRule(suite)?.reason ?? null),
  };
}

function runLine(head: ReportHead): QuietLine {
  const { verdict, totals } = head;
  const reason = head.exit_code === 0 ? null : exitMeaning(head);
  return { verdict, name: "all", passed: totals.passed, trials: totals.trials, costUsd: totals.cost_usd, reason };
}

function drawLine(line: QuietLine, nameWidth: number, style: Style): string {
  const verdict = style(VERDICT_LOOKS[line.verdict].tone, verdictWords(line.verdict));
  return `${verdict}  ${padToWidth(line.name, nameWidth)}  ${line.passed}/${line.trials}  ${formatUsd(line.costUsd)}`;
}

function reasonText(line: QuietLine): string {
  return line.reason === null ? "" : `  ${safeLine(line.reason)}`;
}
