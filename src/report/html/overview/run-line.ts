import { formatCount, formatMs, formatUsd, sumKnown } from "../../../base/figures.ts";
import type { ReplySource } from "../../../domain/formats/records.ts";
import type { ReportHead } from "../../../domain/reporter.ts";
import { requestCounts, timeWords, trialCounts } from "../../words/run-words.ts";
import { exitMeaning } from "../../words/words.ts";
import { escapeHtml } from "../pieces/escape.ts";

const COMMIT_CHARS = 12;

/** What was counted and spent in a quiet line; when, from what and with which prices behind a fold, for those who look for it. */
export function runLine(head: ReportHead): string {
  const spans = (facts: readonly string[]): string => facts.map((fact) => `<span>${escapeHtml(fact)}</span>`).join(" ");
  const line = `<p class="quiet small facts-line" id="run">${spans(spentFacts(head))}</p>`;
  const name = `<summary>run ${escapeHtml(head.run.id)}</summary>`;
  return `${line}<details class="quiet small">${name}<p class="facts-line">${spans(runFacts(head))}</p></details>`;
}

function spentFacts(head: ReportHead): string[] {
  const { totals, run, insights } = head;
  return [
    trialCounts(totals),
    totals.cost_usd === null ? "cost unknown" : `${formatUsd(totals.cost_usd)} ${spentWord(run.replies)}`,
    timeWords(head),
    ...(insights?.sessions === undefined || run.duration_ms === null
      ? []
      : [`${formatMs(run.duration_ms)} from begin to end`]),
    `exit ${head.exit_code}: ${exitMeaning(head)}`,
  ];
}

/** Of simulated replies nothing was paid: the cost is what it would have been. */
function spentWord(replies: ReplySource): string {
  return replies === "simulated" ? "simulated, nothing paid" : "spent";
}

function runFacts({ run, totals }: ReportHead): string[] {
  const { git } = run;
  const prompt = sumKnown([totals.input_tokens, totals.cache_read_tokens, totals.cache_write_tokens]);
  const tokens = `${formatCount(prompt)} → ${formatCount(totals.output_tokens)} tokens`;
  const dirty = git?.dirty === true ? " with local changes" : "";
  const commit = git === null || git.commit === null ? [] : [`commit ${git.commit.slice(0, COMMIT_CHARS)}${dirty}`];
  const branch = git === null || git.branch === null ? [] : [`branch ${git.branch}`];
  const started = `started ${run.started_at.slice(0, 19).replace("T", " ")} UTC`;
  const tool = `prompt-run ${run.tool_version}`;
  return [tokens, requestCounts(totals), started, ...commit, ...branch, `prices of ${run.price_table}`, tool];
}
