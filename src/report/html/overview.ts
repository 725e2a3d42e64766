import { formatCount, formatMs, formatUsd } from "../../base/figures.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { requestCounts, trialCounts } from "../words/run-words.ts";
import { exitMeaning, replyNote, VERDICT_LOOKS } from "../words/words.ts";
import { caseAddress, escapeHtml } from "./escape.ts";
import { rateRange } from "./rate-range.ts";
import { htmlTable } from "./table.ts";
import { verdictBadge } from "./verdict-badge.ts";
import { verdictSentence } from "../words/news.ts";

const MAX_WARNINGS = 50;
const COMMIT_CHARS = 12;

/** The top of the page: verdict, one sentence, what was counted and spent, where the replies come from, warnings, suites. */
export function overview(head: ReportHead): string {
  const note = replyNote(head.run.replies);
  return [
    "<header>",
    `<p class="brand">prompt-run</p>`,
    ...(note === null ? [] : [`<p class="note"><strong>${escapeHtml(note)}</strong></p>`]),
    `<h1>${verdictBadge(head.verdict)} <span class="sentence">${escapeHtml(verdictSentence(head))}</span></h1>`,
    ...(head.insights?.notes ?? []).map((text) => `<p class="note">! ${escapeHtml(text)}</p>`),
    tiles(head),
    `<p class="quiet">${escapeHtml(trialCounts(head.totals))}. ${escapeHtml(requestCounts(head.totals))}.</p>`,
    `<p class="quiet small facts-line">${runFacts(head)
      .map((fact) => `<span>${escapeHtml(fact)}</span>`)
      .join(" ")}</p>`,
    warnings(head),
    "</header>",
    suiteList(head.suites),
  ].join("\n");
}

/** The figures that everybody asks for first. */
function tiles(head: ReportHead): string {
  const { totals, run } = head;
  const prompt = totals.input_tokens + totals.cache_read_tokens + totals.cache_write_tokens;
  const pairs: readonly (readonly [string, string])[] = [
    ["trials passed", `${formatCount(totals.passed)} of ${formatCount(totals.trials)}`],
    ["suites passed", `${head.suites.filter(({ verdict }) => verdict === "pass").length} of ${head.suites.length}`],
    ["cost", totals.cost_usd === null ? "unknown" : formatUsd(totals.cost_usd)],
    ["time", run.duration_ms === null ? "unknown" : formatMs(run.duration_ms)],
    ["tokens in → out", `${formatCount(prompt)} → ${formatCount(totals.output_tokens)}`],
    ["exit", `${head.exit_code}: ${exitMeaning(head)}`],
  ];
  const items = pairs.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`);
  return `<dl class="tiles">${items.join("")}</dl>`;
}

function runFacts({ run }: ReportHead): string[] {
  const dirty = run.git?.dirty === true ? " with local changes" : "";
  const commit =
    run.git?.commit === null || run.git === null ? [] : [`commit ${run.git.commit.slice(0, COMMIT_CHARS)}${dirty}`];
  const branch = run.git?.branch === null || run.git === null ? [] : [`branch ${run.git.branch}`];
  return [
    `run ${run.id}`,
    `started ${run.started_at}`,
    ...commit,
    ...branch,
    `prices of ${run.price_table}`,
    `prompt-run ${run.tool_version}`,
  ];
}

function warnings({ run }: ReportHead): string {
  if (run.warnings.length === 0) return "";
  const items = run.warnings.slice(0, MAX_WARNINGS).map((warning) => {
    const line = warning.line === null ? "" : `:${warning.line}`;
    const place = warning.file === null ? "" : `<code>${escapeHtml(warning.file + line)}</code> `;
    return `<li>${place}${escapeHtml(warning.message)}</li>`;
  });
  const left = run.warnings.length - items.length;
  const more = left > 0 ? `<li>… and ${left} more</li>` : "";
  const title = `${run.warnings.length} ${run.warnings.length === 1 ? "warning" : "warnings"}`;
  return `<details class="warnings" open><summary>${title}</summary><ul>${items.join("\n")}${more}</ul></details>`;
}

/** Every suite on one line, when there are several. */
function suiteList(suites: readonly SuiteHead[]): string {
  if (suites.length < 2) return "";
  const rows = suites.map((suite, index) => [
    `<a href="#suite-${index}">${escapeHtml(suite.name)}</a>`,
    `<span class="${VERDICT_LOOKS[suite.verdict].tone}">${VERDICT_LOOKS[suite.verdict].mark} ${suite.verdict.replace("_", " ")}</span>`,
    rateRange(suite.arms),
    formatCount(suite.arms.length),
    formatCount(sum(suite.arms, (arm) => arm.trials)),
    escapeHtml(formatUsd(sum(suite.arms, (arm) => arm.cost_usd))),
    `<a href="${caseAddress({ suite: suite.name })}">cases<span class="unseen"> of ${escapeHtml(suite.name, 200)}</span></a>`,
  ]);
  const head = ["suite", "verdict", "pass rate", "arms", "trials", "cost", '<span class="unseen">cases</span>'];
  return `<nav aria-label="Suites">${htmlTable({ caption: "Suites", head, rows })}</nav>`;
}

function sum(arms: readonly ArmSummary[], of: (arm: ArmSummary) => number | null): number | null {
  return arms.reduce<number | null>((total, arm) => {
    const part = of(arm);
    return total === null || part === null ? null : total + part;
  }, 0);
}
