import { requestCounts, spent, trialCounts } from "../run-words.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { exitMeaning, replyNote, VERDICT_LOOKS, verdictSentence, verdictWords } from "../words.ts";
import { escapeHtml } from "./escape.ts";

const MAX_WARNINGS = 50;

/** The top of the page: verdict, one sentence, what was counted and spent, where the replies come from, warnings. */
export function overview(head: ReportHead): string {
  const { mark, tone } = VERDICT_LOOKS[head.verdict];
  const note = replyNote(head.run.replies);
  return [
    "<header>",
    ...(note === null ? [] : [`<p class="note"><strong>${escapeHtml(note)}</strong></p>`]),
    `<h1>prompt-run <span class="badge ${tone}">${mark} ${verdictWords(head.verdict)}</span></h1>`,
    `<p class="sentence">${escapeHtml(verdictSentence(head))}</p>`,
    ...(head.insights?.notes ?? []).map((text) => `<p class="unsure">! ${escapeHtml(text)}</p>`),
    `<p>${escapeHtml(trialCounts(head.totals))}. ${escapeHtml(requestCounts(head.totals))}.</p>`,
    `<p>${escapeHtml(spent(head))} · exit ${head.exit_code}: ${escapeHtml(exitMeaning(head))}</p>`,
    `<p class="quiet">${runFacts(head)
      .map((fact) => escapeHtml(fact))
      .join(" · ")}</p>`,
    warnings(head),
    "</header>",
  ].join("\n");
}

function runFacts({ run }: ReportHead): string[] {
  const dirty = run.git?.dirty === true ? " with local changes" : "";
  const commit = run.git?.commit === null || run.git === null ? [] : [`commit ${run.git.commit}${dirty}`];
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
  return `<details open><summary>${run.warnings.length} warnings</summary><ul>${items.join("\n")}${more}</ul></details>`;
}
